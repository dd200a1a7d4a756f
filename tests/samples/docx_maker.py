"""Sample records as DOCX, made with python-docx, with a secret in each hidden channel that Word would put one in."""

import datetime
import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw

from tests.samples.content import NOTICE, Block
from tests.samples.marks import strip

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WHEN = datetime.datetime(2024, 1, 8, 9, 30)  # noqa: DTZ001 - python-docx wants a time without zone


def make(blocks: list[Block], title: str, *, hidden: bool = True) -> bytes:
    """The record as the bytes of a .docx."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    _furniture(document, title)
    for kind, content in blocks:
        _block(document, kind, content)
    if hidden:
        _hide(document, title)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _furniture(document: Document, title: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "Leeds City Council\tCONFIDENTIAL"
    footer = section.footer.paragraphs[0]
    footer.text = f"{NOTICE} Merrion House, Leeds. Page "
    for xml in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>'):  # fmt: skip
        footer._p.append(parse_xml(f"<w:r {_W}>{xml}</w:r>"))
    properties = document.core_properties
    properties.author, properties.last_modified_by = "Janet Okafor", "jokafor@leeds.gov.uk"
    properties.title, properties.subject = f"{title} (Leeds)", "Oyelaran, Harehills"
    properties.keywords, properties.comments = "LCS 4471902", "copied from Mosaic, Leeds City Council"
    properties.created = properties.modified = properties.last_printed = _WHEN


def _block(document: Document, kind: str, content: object) -> None:
    if kind in {"t", "kv"}:
        _table(document, content, header=kind == "t")  # type: ignore[arg-type]
        return
    style = {"h1": "Heading 1", "h2": "Heading 2", "b": "List Bullet", "n": "List Number"}.get(kind, "Normal")
    paragraph = document.add_paragraph(style=style)
    if kind == "letterhead":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, strip(str(content)))


def _write(paragraph: Paragraph, text: str) -> None:
    """Runs end inside words, as editing leaves them: every eleventh character begins a new run."""
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        for at in range(0, len(line), 11):
            paragraph.add_run(line[at : at + 11])


def _table(document: Document, rows: Iterable[Iterable[str]], *, header: bool) -> None:
    rows = [list(row) for row in rows]
    table: Table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = document.styles["Table Grid"]
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            _write(cell.paragraphs[0], strip(text))
            if (header and number == 0) or (not header and place == 0):
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_W}/>"))
    document.add_paragraph()


def _hide(document: Document, title: str) -> None:
    """Comment, deletion, insertion, hidden and white text, bookmark, content control, link, picture, custom XML."""
    body = document.element.body
    anchor = document.paragraphs[1]
    document.add_comment(runs=anchor.runs[0] if anchor.runs else anchor.add_run(" "), text="Check with Quarry Mount Primary School",
                         author="Janet Okafor", initials="JO")  # fmt: skip
    body.insert(2, parse_xml(
        f'<w:p {_W}><w:ins w:id="71" w:author="Gareth Llewellyn" w:date="2024-01-08T10:00:00Z"><w:r><w:t>Checked by the team manager.</w:t></w:r></w:ins>'
        '<w:del w:id="72" w:author="Gareth Llewellyn" w:date="2024-01-08T10:01:00Z"><w:r><w:delText>The aunt lives at 4 Armley Ridge Road, Leeds.</w:delText></w:r></w:del>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>Refuge: 9 Spencer Mount, LS8 3JB</w:t></w:r>'
        '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Seacroft</w:t></w:r>'
        '<w:bookmarkStart w:id="73" w:name="LeedsOfficeAddress"/><w:bookmarkEnd w:id="73"/></w:p>'))  # fmt: skip
    body.insert(3, parse_xml(
        f'<w:sdt {_W}><w:sdtPr><w:alias w:val="Leeds district"/><w:tag w:val="leeds-east"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>Status of this paper: final</w:t></w:r></w:p></w:sdtContent></w:sdt>"))  # fmt: skip
    link = anchor.part.relate_to("https://www.leeds.gov.uk/children", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    body.insert(4, parse_xml(
        f'<w:p {_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:hyperlink r:id="{link}">'
        "<w:r><w:t>Information for families</w:t></w:r></w:hyperlink></w:p>"))  # fmt: skip
    document.add_picture(io.BytesIO(_logo()), width=Pt(120))
    part = Part(
        PackURI("/customXml/item9.xml"),
        "application/xml",
        b"<case><council>Leeds City Council</council></case>",
        document.part.package,
    )
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml")


def _logo() -> bytes:
    picture = Image.new("RGB", (240, 60), "white")
    ImageDraw.Draw(picture).text((10, 20), "LEEDS CITY COUNCIL", fill="navy")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
