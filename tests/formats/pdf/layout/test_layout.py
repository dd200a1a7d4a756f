"""A layout copy shows what stays where it stood, and nothing of what went: not its letters, its width or its lines."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from sanitiser.domain.finding import Replacement
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.domain.verdict import Needle
from sanitiser.formats.pdf import interp
from sanitiser.ingest.pdf import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.pdf_layout import make
from sanitiser.verify import verify

SECRETS = ("Leeds City Council", "London Borough of Hammersmith & Fulham", "Kent", "Ynys Môn", "Na h-Eileanan Siar")
FONTS = Path(interp.__file__).parent / "fonts"
BODY = (
    "The team at {S} has known the family since spring; the worker visited every week and listened to both children.",
    "She takes cetirizine 2.5 mg once a day. Her reading age is eighteen months ahead. Attendance is 93.2 per cent.",
    "{S} held the plan. Nobody said why. She wrote to {S} twice and had no answer before the review conference met.",
    "Both children are registered with a dentist, and the older one has started to swim again on Saturday mornings.",
)


def prose(secret: str, font: str = "Helvetica", **more: object) -> bytes:
    """A page of paragraphs that name a secret."""
    if font not in pdfmetrics.getRegisteredFontNames() and font != "Helvetica":
        pdfmetrics.registerFont(TTFont(font, str(FONTS / f"{font}.ttf")))
    style = getSampleStyleSheet()["BodyText"].clone("b", fontName=font, spaceAfter=8, **more)
    out = BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, invariant=1, title=secret)
    text = [line.replace("{S}", secret.replace("&", "&amp;")) for line in BODY]
    document.build([Paragraph(line, style) for line in text])
    return out.getvalue()


def spans(record: Record, secret: str, label: str = "[COUNCIL 1]") -> list[Replacement]:
    return [Replacement(m.start(), m.end(), label) for m in re.finditer(re.escape(secret), record.text)]


def copy_of(made: bytes, secret: str) -> bytes:
    record = read(made, DEFAULT)
    found = spans(record, secret)
    assert found
    return make(made, record, found, DEFAULT)


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))


@pytest.mark.parametrize("font", ["Helvetica", "NotoSans-Regular"])
@pytest.mark.parametrize("alignment", [0, 4])
def test_copies_of_a_page_of_prose_do_not_depend_on_the_secret(font: str, alignment: int) -> None:
    copies = {copy_of(prose(secret, font, alignment=alignment), secret) for secret in SECRETS[:3]}
    assert len(copies) == 1


def test_a_copy_is_the_same_bytes_each_time() -> None:
    made = prose(SECRETS[0])
    assert copy_of(made, SECRETS[0]) == copy_of(made, SECRETS[0])


@pytest.mark.parametrize("secret", SECRETS)
def test_what_goes_is_in_no_channel_and_what_stays_is_readable(secret: str) -> None:
    data = copy_of(prose(secret, "NotoSans-Regular"), secret)
    verdict = verify(data, MediaType.PDF, PdfMode.LAYOUT, (Needle(secret, Kind.LOCAL_AUTHORITY),), DEFAULT)
    assert verdict.passed, [check for check in verdict.checks if not check.passed]
    words = text_of(data).split()
    for line in BODY:
        for word in line.replace("{S}", "[COUNCIL 1]").split():
            assert word in words
    assert text_of(data).count("[COUNCIL 1]") == 3


def test_lines_that_hold_nothing_stay_where_they_stood() -> None:
    made = prose(SECRETS[0])
    [before] = interp.interpret(pikepdf.open(BytesIO(made)), DEFAULT)
    [after] = interp.interpret(pikepdf.open(BytesIO(copy_of(made, SECRETS[0]))), DEFAULT)
    first = next(g for g in before.glyphs if g.text == "S")
    second = next(g for g in after.glyphs if g.text == "S")
    assert abs(first.ox - second.ox) < 0.02
    assert abs(first.oy - second.oy) < 0.02
    assert {round(g.ox, 1) for g in after.glyphs if g.text == "B"} <= {round(g.ox, 1) for g in before.glyphs}


def test_fonts_hold_the_letters_that_remain_and_no_others() -> None:
    data = copy_of(prose("Zwxq Council", "NotoSans-Regular"), "Zwxq Council")
    fonts = [f for page in pypdf.PdfReader(BytesIO(data)).pages for f in page["/Resources"]["/Font"].values()]
    told = b"".join(f.get_object()["/ToUnicode"].get_data() for f in fonts)
    kept = set("".join(BODY).replace("{S}", "") + "[COUNCIL 1]")
    shown = {bytes.fromhex(h).decode("utf-16-be") for h in re.findall(r"> <([0-9a-f]+)>", told.decode())} - {"\uffff"}
    assert shown - {" "} == {c for c in kept if not c.isspace()}
    assert not {"Z", "q"} & shown


def test_underlines_and_highlights_of_what_went_go_with_it() -> None:
    def drawn(secret: str) -> bytes:
        out = BytesIO()
        style = getSampleStyleSheet()["BodyText"]
        text = [f'See <u>{secret}</u> and <font backColor="yellow">{secret}</font> for it.', "A line. " * 30]
        SimpleDocTemplate(out, pagesize=A4, invariant=1).build([Paragraph(t, style) for t in text])
        return copy_of(out.getvalue(), secret)

    copies = {drawn("Leeds"), drawn("Northumberland County")}
    assert len(copies) == 1
    contents = b"".join(p.get_contents().get_data() for p in pypdf.PdfReader(BytesIO(copies.pop())).pages)
    assert b" re" not in contents
    assert b" S" not in contents


def test_a_label_in_a_table_cell_keeps_to_its_cell() -> None:
    out = BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    rows = [
        [Paragraph(c, style) for c in row] for row in (("School", "Leeds Grammar"), ("Year", "Six"), ("Dog", "Rex"))
    ]
    table = Table(rows, colWidths=[100, 80], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build([table])
    data = copy_of(out.getvalue(), "Leeds Grammar")
    [page] = interp.interpret(pikepdf.open(BytesIO(data)), DEFAULT)
    text = "".join(g.text for g in page.glyphs)
    assert "[COUNCIL" in text
    assert "Rex" in text
    sides = sorted({round(r.x0) for r in page.rules if r.kind == "v"} | {round(r.x1) for r in page.rules})
    label = [g for g in page.glyphs if g.font.name and g.text in "[]"]
    assert all(sides[0] < g.x0 and g.x1 < sides[-1] + 1 for g in label)


def test_pictures_fields_links_and_hidden_text_are_not_carried_over() -> None:
    pdf = pikepdf.open(BytesIO(prose("Leeds")))
    page = pdf.pages[0]
    image = pdf.make_stream(b"Leeds" * 20, Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    page.Resources.XObject = Dictionary(I=image)
    page.contents_add(b"q 200 0 0 60 100 100 cm /I Do Q 3 Tr BT /F1 9 Tf 50 50 Td (Leeds) Tj ET")
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                                    A=Dictionary(S=Name.URI, URI="https://leeds.example"))])  # fmt: skip
    pdf.Root.Leeds = Dictionary(A="Leeds")
    out = BytesIO()
    pdf.save(out)
    data = copy_of(out.getvalue(), "Leeds")
    verdict = verify(data, MediaType.PDF, PdfMode.LAYOUT, (Needle("Leeds", Kind.LOCAL_AUTHORITY),), DEFAULT)
    assert verdict.passed, [check for check in verdict.checks if not check.passed]
    assert "[PICTURE]" in text_of(data)


@pytest.mark.parametrize(
    "plant",
    [
        lambda pdf: pdf.docinfo.update({"/Title": "x"}),
        lambda pdf: pdf.Root.update({"/Lang": "cy"}),
        lambda pdf: pdf.pages[0].update({"/Annots": Array([])}),
        lambda pdf: pdf.pages[0].contents_add(b"/P <</ActualText (Leeds)>> BDC EMC"),
        lambda pdf: pdf.pages[0].contents_add(b"3 Tr"),
        lambda pdf: pdf.pages[0].contents_add(b"BT (Leeds) Tj ET"),
        lambda pdf: pdf.pages[0].Resources.update({"/XObject": Dictionary()}),
        lambda pdf: pdf.Root.update({"/Names": Dictionary()}),
        lambda pdf: pdf.pages[0].Resources.Font.update({"/Leeds": next(iter(pdf.pages[0].Resources.Font.values()))}),
    ],
)
def test_the_allow_list_fails_whatever_is_planted(plant: object) -> None:
    pdf = pikepdf.open(BytesIO(copy_of(prose("Kent"), "Kent")))
    plant(pdf)  # type: ignore[operator]
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    verdict = verify(out.getvalue(), MediaType.PDF, PdfMode.LAYOUT, (), DEFAULT)
    assert [c.name for c in verdict.checks if not c.passed and c.name != "layout:bytes"]


@pytest.mark.parametrize("stray", [b"% Leeds\n", b"\n"])
def test_stray_bytes_fail(stray: bytes) -> None:
    data = copy_of(prose("Kent"), "Kent")
    assert verify(data, MediaType.PDF, PdfMode.LAYOUT, (), DEFAULT).passed
    for changed in (data + stray, stray + data, data.replace(b"endobj\n", b"endobj\n" + stray, 1)):
        assert not verify(changed, MediaType.PDF, PdfMode.LAYOUT, (), DEFAULT).passed
