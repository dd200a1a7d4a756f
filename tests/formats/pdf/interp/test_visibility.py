"""Text that a reader cannot see is still read, and says why it cannot be seen."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sanitiser.formats.pdf import page as p

from .make import form, new, one, read, reasons, seen

SHOW = b"BT /F1 12 Tf 20 100 Td (Leeds) Tj ET "
BOX = b"15 95 100 20 re f "


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"3 Tr " + SHOW, p.INVISIBLE),
        (b"7 Tr " + SHOW, p.INVISIBLE),
        (b"q 0 0 10 10 re W n " + SHOW + b"Q", p.CLIPPED),
        (b"q 0 0 0 0 re W n " + SHOW + b"Q", p.CLIPPED),
        (b"BT /F1 12 Tf 300 100 Td (Leeds) Tj ET", p.OFF_PAGE),
        (b"BT /F1 12 Tf 20 -90 Td (Leeds) Tj ET", p.OFF_PAGE),
        (SHOW + BOX, p.COVERED),
        (SHOW + b"1 0 0 rg " + BOX, p.COVERED),
        (SHOW + b"15 95 m 115 95 l 115 115 l 15 115 l h f", p.COVERED),
        (b"BT /F1 1 Tf 20 100 Td (Leeds) Tj ET", p.TINY),
        (b"q .1 0 0 .1 0 0 cm BT /F1 12 Tf 200 1000 Td (Leeds) Tj ET Q", p.TINY),
        (b"1 g " + SHOW, p.BACKGROUND),
        (b"1 1 1 rg " + SHOW, p.BACKGROUND),
        (b"0 0 0 0 k " + SHOW, p.BACKGROUND),
        (BOX + SHOW, p.BACKGROUND),
        (b"0.9 g " + BOX + b"0.91 g " + SHOW, p.BACKGROUND),
    ],
)
def test_hidden_text_is_read_and_its_reason_said(content: bytes, reason: str) -> None:
    found = one(content)
    assert reasons(found) == {reason: "Leeds"}
    assert seen(found) == ""


@pytest.mark.parametrize(
    "content",
    [
        SHOW,
        BOX + b"1 g " + SHOW,  # white on black
        b"0 0 1 rg " + BOX + b"1 1 1 rg " + SHOW,
        b"q 15 95 100 20 re W n " + SHOW + b"Q",
        SHOW + b"0 0 10 10 re f",  # a box elsewhere
        SHOW + b"15 95 100 20 re S",  # a frame
        SHOW + b"5 85 150 50 re 15 95 100 20 re f*",  # a frame with a hole
        b"1 0 0 RG 1 Tr 1 g " + SHOW,  # outline text
        b"q 10 0 0 10 0 0 cm BT /F1 1.2 Tf 2 10 Td (Leeds) Tj ET Q",
        b"q 7 Tr " + SHOW + BOX + b"Q",  # filled through the letters
        b"12 w 0 105 m 200 105 l S 1 g " + SHOW,  # white on a thick line
    ],
)
def test_what_a_reader_sees_is_visible(content: bytes) -> None:
    assert seen(one(content)) == "Leeds"


def test_a_translucent_cover_hides_nothing() -> None:
    content = SHOW + b"/G gs " + BOX
    assert seen(one(content, ExtGState={"/G": Dictionary(ca=0.4)})) == "Leeds"
    assert seen(one(content, ExtGState={"/G": Dictionary(BM=Name.Multiply)})) == "Leeds"
    assert reasons(one(b"/G gs " + SHOW, ExtGState={"/G": Dictionary(ca=0)})) == {p.INVISIBLE: "Leeds"}


@pytest.mark.parametrize("order", ["image first", "text first"])
def test_an_image_covers_only_what_was_drawn_before_it(order: str) -> None:
    pdf = new(b"")
    image = pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].Resources.XObject = Dictionary(I=image)
    draw = b"q 100 0 0 20 15 95 cm /I Do Q "
    pdf.pages[0].Contents = pdf.make_stream(draw + SHOW if order == "image first" else SHOW + draw)
    found = read(pdf)[0]
    assert (seen(found) == "Leeds") == (order == "image first")
    assert len(found.pictures) == 1
    assert abs(found.image_area - 2000 / 40000) < 1e-6


def test_a_crop_box_and_rotation_decide_what_is_on_the_page() -> None:
    pdf = new(SHOW + b"BT /F1 12 Tf 120 150 Td (Kent) Tj ET", box=(0, 0, 200, 200))
    pdf.pages[0].CropBox = Array([0, 0, 100, 200])
    pdf.pages[0].Rotate = 90
    found = read(pdf)[0]
    assert (found.width, found.height) == (200, 100)
    assert seen(found) == "Leeds"
    assert reasons(found) == {p.OFF_PAGE: "Kent"}
    first = found.glyphs[0]
    assert first.angle == 270
    assert abs(first.ox - 100) < 0.01
    assert abs(first.oy - 20) < 0.01


def _layered(membership: pikepdf.Dictionary | None = None) -> pikepdf.Pdf:
    pdf = new(b"/OC /L BDC " + SHOW + b"EMC BT /F1 12 Tf 20 50 Td (Kent) Tj ET")
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="off"))
    on = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="on"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([off, on]), D=Dictionary(OFF=Array([off])))
    if membership is None:
        content = off
    else:
        content = Dictionary(Type=Name.OCMD, **{k[1:]: v for k, v in membership.items()})
        for key in ("/OCGs",):
            if key in content:
                content[key] = Array([{"off": off, "on": on}[str(n)] for n in content[key]])
        if "/VE" in content:
            content.VE = _expression(content.VE, {"off": off, "on": on})
    pdf.pages[0].Resources.Properties = Dictionary(L=pdf.make_indirect(content) if membership else content)
    return pdf


def _expression(found: Array, names: dict[str, pikepdf.Object]) -> Array:
    return Array(
        [
            _expression(x, names) if isinstance(x, Array) else names[str(x)] if isinstance(x, pikepdf.String) else x
            for x in found
        ]
    )


@pytest.mark.parametrize(
    ("membership", "shown"),
    [
        (None, False),
        (Dictionary(OCGs=["off", "on"]), True),
        (Dictionary(OCGs=["off", "on"], P=Name.AllOn), False),
        (Dictionary(OCGs=["off", "on"], P=Name.AnyOff), True),
        (Dictionary(OCGs=["on"], P=Name.AllOff), False),
        (Dictionary(VE=[Name.Not, "off"]), True),
        (Dictionary(VE=[Name.And, "on", [Name.Not, "on"]]), False),
        (Dictionary(VE=[Name.Or, "off", [Name.Not, "off"]]), True),
    ],
)
def test_layers_that_are_off_hide_their_text(membership: pikepdf.Dictionary | None, shown: bool) -> None:
    found = read(_layered(membership))[0]
    assert seen(found) == ("LeedsKent" if shown else "Kent")
    assert reasons(found) == ({} if shown else {p.LAYER_OFF: "Leeds"})


def test_a_form_and_an_image_of_a_hidden_layer_are_hidden() -> None:
    pdf = _layered()
    off = pdf.pages[0].Resources.Properties.L
    inner = form(pdf, SHOW, OC=off, Resources=pdf.pages[0].Resources)
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")
    assert reasons(read(pdf)[0]) == {p.LAYER_OFF: "Leeds"}
