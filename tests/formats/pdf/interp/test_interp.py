"""Pages are read whole, with the place and the provenance of every glyph, or not at all."""

import contextlib
import time
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sanitiser.errors import Damaged, NotUnderstood, NoUnicode, Quarantine, TooLarge
from sanitiser.formats.pdf.interp import pages
from sanitiser.formats.pdf.opening import open_pdf
from sanitiser.formats.pdf.page import Prov
from sanitiser.limits import DEFAULT

from .make import data, form, helvetica, new, one, read, reasons, seen


def test_glyphs_know_their_place_and_their_bytes() -> None:
    found = one(b"BT /F1 10 Tf 20 100 Td [(A) -500 (BC)] TJ ET")
    a, b, c = found.glyphs
    assert (a.text, b.text, c.text) == ("A", "B", "C")
    assert b.prov == Prov("page:0", 3, 2, 0, 1)
    assert c.prov == Prov("page:0", 3, 2, 1, 1)
    assert (round(a.ox, 3), round(a.oy, 3)) == (20, 100)
    assert round(a.x1 - a.x0, 3) == 6.67
    assert round(b.ox, 3) == round(20 + 6.67 + 5, 3)
    assert a.size == 10
    assert a.angle == 0
    assert a.y0 < a.oy < a.y1


@pytest.mark.parametrize(
    ("operators", "x", "y"),
    [
        (b"2 Tc (A) Tj", 28.67, 100),
        (b"3 Tw (\\040) Tj", 25.78, 100),
        (b"50 Tz (A) Tj", 23.335, 100),
        (b"5 Ts (A) Tj", 26.67, 95),
        (b"12 TL (A) ' ", 26.67, 112),
        (b'1 2 (A) "', 28.67, 100),
        (b"12 TL T* (A) Tj", 26.67, 112),
        (b"0 -7 TD T* (A) Tj", 26.67, 114),
        (b"<41> Tj", 26.67, 100),
        (b"2 0 0 2 30 60 Tm (A) Tj", 43.34, 140),
    ],
)
def test_text_state_moves_what_follows(operators: bytes, x: float, y: float) -> None:
    glyph = one(b"BT /F1 10 Tf 20 100 Td " + operators + b" (B) Tj ET").glyphs[-1]
    assert (round(glyph.ox, 3), round(glyph.oy, 3)) == (x, y)


@pytest.mark.parametrize(
    ("matrix", "angle"),
    [(b"0 1 -1 0 100 100", 90), (b"-1 0 0 -1 100 100", 180), (b"0 -1 1 0 100 100", 270), (b".7 .7 -.7 .7 90 90", 45)],
)
def test_turned_text_tells_its_angle(matrix: bytes, angle: int) -> None:
    found = one(b"BT /F1 10 Tf " + matrix + b" Tm (AB) Tj ET")
    assert {g.angle for g in found.glyphs} == {angle}
    assert seen(found) == "AB"


def test_forms_are_read_where_they_are_drawn_with_the_path_to_them() -> None:
    pdf = new(b"q 1 0 0 1 10 20 cm /X Do Q")
    pdf.pages[0].Resources.XObject = Dictionary(
        X=form(pdf, b"BT /F1 10 Tf (A) Tj ET", Matrix=Array([1, 0, 0, 1, 5, 5]))
    )
    glyph = read(pdf)[0].glyphs[0]
    assert (round(glyph.ox), round(200 - glyph.oy)) == (15, 25)
    assert glyph.run.stream.startswith("form:")
    assert glyph.prov.path == (("page:0", 2),)


def test_a_form_that_draws_itself_is_refused() -> None:
    pdf = new(b"/X Do")
    inner = form(pdf, b"/X Do")
    inner.Resources = Dictionary(XObject=Dictionary(X=inner))
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    with pytest.raises(NotUnderstood):
        read(pdf)


def test_forms_nested_too_deeply_are_refused() -> None:
    pdf = new(b"/X Do")
    inner = form(pdf, b"")
    for _ in range(DEFAULT.form_depth + 1):
        inner = form(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    with pytest.raises(NotUnderstood):
        read(pdf)


def test_forms_that_multiply_end_at_the_cap() -> None:
    pdf = new(b"/X Do")
    inner = form(pdf, b"BT ET " * 50)
    for _ in range(8):
        inner = form(pdf, b"/X Do " * 10, Resources=Dictionary(XObject=Dictionary(X=inner)))
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    with pytest.raises(TooLarge):
        read(pdf, replace(DEFAULT, operators=200_000))


def test_text_of_patterns_masks_and_type3_procedures_is_read() -> None:
    pdf = new(b"/Pattern cs /P scn 0 0 200 200 re f /G gs BT /T 10 Tf 50 50 Td (a) Tj ET")
    tile = pdf.make_stream(b"BT /F1 10 Tf 5 5 Td (tile) Tj ET")
    for key, value in {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 50, "YStep": 50}.items():
        tile["/" + key] = value
    tile.BBox, tile.Resources = Array([0, 0, 50, 50]), Dictionary(Font=Dictionary(F1=helvetica()))
    mask = form(pdf, b"BT /F1 10 Tf 5 90 Td (mask) Tj ET", Resources=Dictionary(Font=Dictionary(F1=helvetica())))
    proc = pdf.make_stream(b"1000 0 d0 BT /F1 1000 Tf (proc) Tj ET")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FirstChar=97, LastChar=97,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Widths=Array([1000]), CharProcs=Dictionary(a=proc),
        Encoding=Dictionary(Differences=Array([97, Name.a])), Resources=Dictionary(Font=Dictionary(F1=helvetica())),
    )  # fmt: skip
    resources = pdf.pages[0].Resources
    resources.Pattern, resources.Font.T = Dictionary(P=tile), font
    resources.ExtGState = Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    found = read(pdf)[0]
    assert seen(found) == "tilemaskproc"
    assert reasons(found) == {"invisible": "a"}


def test_a_font_without_characters_is_refused_only_when_it_is_seen() -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1, 1]), FirstChar=1, LastChar=1, Widths=Array([1]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]), Encoding=Dictionary(Differences=Array([1, Name("/g17")])),
    )  # fmt: skip
    for mode, proc in ((b"0", b"1 0 d0 0 0 1 1 re f"), (b"3", b"1 0 d0 0 0 1 1 re f"), (b"0", b"1 0 d0")):
        pdf = new(mode + b" Tr BT /T 10 Tf 50 50 Td <01> Tj ET")
        pdf.pages[0].Resources.Font.T = font
        pdf.pages[0].Resources.Font.T.CharProcs = Dictionary({"/g17": pdf.make_stream(proc)})
        if mode == b"0" and b"re" in proc:
            with pytest.raises(NoUnicode):
                read(pdf)
        else:
            assert seen(read(pdf)[0]).strip() == ""


def test_text_in_a_font_that_is_missing_is_refused() -> None:
    with pytest.raises(NotUnderstood):
        one(b"BT /F9 10 Tf 20 100 Td (A) Tj ET")


def test_an_unknown_filter_and_broken_flate_are_refused() -> None:
    pdf = new(b"")
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"xx", Filter=Name.JBIG2Decode)
    with pytest.raises(Quarantine):
        read(pdf)
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"this is not flate", Filter=Name.FlateDecode)
    with pytest.raises((Damaged, Quarantine)):
        read(pdf)


def test_fields_show_their_value_with_or_without_an_appearance() -> None:
    pdf = new(b"")
    field = {"Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "Rect": Array([10, 10, 190, 30])}
    shown = form(pdf, b"/Tx BMC BT /F1 10 Tf 2 5 Td (Headingley) Tj ET EMC")
    shown.Resources, shown.BBox = Dictionary(Font=Dictionary(F1=helvetica())), Array([0, 0, 180, 20])
    pdf.pages[0].Annots = Array(
        [
            Dictionary(**field, T="a", V="Headingley", AP=Dictionary(N=shown)),
            Dictionary(**field, T="b", V="Chapel Allerton"),
            Dictionary(**field, T="c", V="secret", F=2),
            Dictionary(**field, T="d", V="password", Ff=1 << 13),
            Dictionary(**(field | {"FT": Name.Ch}), T="e", V="k", Opt=Array([Array(["k", "Kirkstall"])])),
            Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([10, 60, 190, 90]), Contents="Harehills"),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 60, 20, 70]), Contents="a comment"),
        ]
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(a) for a in pdf.pages[0].Annots if "/FT" in a]))
    pdf.pages[0].Annots = Array([*pdf.Root.AcroForm.Fields, *[a for a in pdf.pages[0].Annots if "/FT" not in a]])
    found = read(pdf)[0]
    assert seen(found) == "HeadingleyChapel AllertonKirkstallHarehills"
    drawn = found.glyphs[0]
    assert (round(drawn.ox), round(200 - drawn.oy)) == (12, 15)


def test_stale_appearances_give_way_to_the_value_when_the_file_says_so() -> None:
    pdf = new(b"")
    stale = form(pdf, b"BT /F1 10 Tf 0 5 Td (old) Tj ET", Resources=Dictionary(Font=Dictionary(F1=helvetica())))
    stale.BBox = Array([0, 0, 99, 20])
    pdf.pages[0].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="new", Rect=Array([0, 0, 99, 20]),
                    AP=Dictionary(N=stale))]
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(pdf.pages[0].Annots[0])])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].Annots)
    assert seen(read(pdf)[0]) == "old"
    pdf.Root.AcroForm.NeedAppearances = True
    assert seen(read(pdf)[0]) == "new"


def test_marked_content_is_noted() -> None:
    found = one(
        b"/P <</MCID 3 /ActualText (St)>> BDC BT /F1 10 Tf 20 20 Td (S) Tj ET EMC "
        b"/Artifact BMC BT /F1 10 Tf 20 10 Td (1) Tj ET EMC /Span <</Alt (Bradford)>> BDC EMC"
    )
    assert [g.mcid for g in found.glyphs] == [3, None]
    assert [g.run.artifact for g in found.glyphs] == [False, True]
    assert [(a.text, a.start, a.end) for a in found.actual] == [("St", 0, 1)]
    assert found.properties == ("Bradford",)


def test_rules_and_drawings_are_told_apart() -> None:
    found = one(
        b"10 10 100 .5 re f 10 20 m 110 20 l S 10 30 m 10 90 l S 20 30 40 40 re S "
        b"100 100 m 130 190 180 120 190 190 c 100 190 l S 0 0 m 5 5 3 3 4 4 c f"
    )
    assert [(r.kind, r.filled, r.stroked) for r in found.rules] == [
        ("h", True, False), ("h", False, True), ("v", False, True), ("rect", False, True),
    ]  # fmt: skip
    assert [p.kind for p in found.pictures] == ["drawing"]


def test_pages_come_one_at_a_time() -> None:
    pdf = new(b"BT /F1 10 Tf 20 100 Td (A) Tj ET")
    pdf.pages.append(pdf.pages[0])
    opened = open_pdf(data(pdf), DEFAULT)
    numbers = [page.number for page in pages(opened, DEFAULT)]
    assert numbers == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 20_000,
        b"[" * 50_000,
        b"<<" * 50_000,
        b"(" * 200_000,
        b"/P BMC " * 20_000,
        b"1 " * 300_000,
        b"\\" * 100_000,
        b"BI " * 20_000,
        b"BI /W 1 ID " + b"E" * 500_000,
        b"%" * 100_000 + b"\n",
        b"[(a) 1 (b) " * 30_000,
        b"0 0 m " + b"1 1 l " * 200_000 + b"f",
        b"0 0 9 9 re " * 100_000 + b"f",
        b"<" + b"4" * 500_000,
        b"." * 300_000 + b" Tj",
        b"-" * 300_000 + b" Td",
    ],
)
def test_hostile_content_ends_quickly(content: bytes) -> None:
    begin = time.monotonic()
    with contextlib.suppress(Quarantine):
        one(b"BT /F1 9 Tf 20 20 Td (A) Tj ET " + content)
    assert time.monotonic() - begin < 8


def test_a_million_operators_end_at_the_cap() -> None:
    with pytest.raises(TooLarge):
        read(new(b"q Q " * 500_000), replace(DEFAULT, operators=900_000))
