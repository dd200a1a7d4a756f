"""Leaks to plant in a good DOCX copy, one for each channel: in its parts, or in the archive around them."""

import io
import zipfile
from collections.abc import Callable

from sanitiser.domain.finding import Replacement
from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.docx import make
from tests.channels.docx.making import docx, p, part, r

SECRET = "Zarquonby"
NEEDLES = (Needle(SECRET, Kind.PLACE),)
Files = dict[str, bytes]


def good() -> bytes:
    """A copy with a table, a list, a note, a header and a label."""
    numbering = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    body = (
        p(r(f"to {SECRET} he went", "<w:b/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr></w:tbl>"
        + p(r("item"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )
    parts = {
        "word/header1.xml": part("hdr", p(r("head"))),
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{p(r("note"))}</w:footnote>'),
        "word/numbering.xml": part("numbering", numbering + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'),
    }
    links = (("header", "header1.xml"), ("footnotes", "footnotes.xml"), ("numbering", "numbering.xml"))
    record = read(docx(body, parts, links), DEFAULT)
    start = record.text.index(SECRET)
    return make(record, [Replacement(start, start + len(SECRET), "[PLACE 1]")], DEFAULT)


def unpacked(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    files: Files, how: int = zipfile.ZIP_STORED, date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0)
) -> bytes:
    """As the writer packs, so that only what was planted is wrong."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, date)
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, how
            archive.writestr(info, files[name])
    return target.getvalue()


def edit(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Put text into a part, which must hold the place for it."""

    def change(files: Files) -> None:
        assert old.encode() in files[name], old
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def add(name: str, content: bytes) -> Callable[[Files], None]:
    """Add a part."""

    def change(files: Files) -> None:
        files[name] = content

    return change


def narrow(files: Files) -> None:
    """A whole grid as a source had it: its cells agree with it, but not with what they say."""
    pieces = files[DOCUMENT].split(b'"4513"')
    assert len(pieces) == 5
    files[DOCUMENT] = pieces[0] + b"".join(w + piece for w, piece in zip([b'"3000"', b'"6026"'] * 2, pieces[1:], strict=True))


DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
RUN = f"<w:r><w:t>{SECRET}</w:t></w:r>"
LEAKS: dict[str, Callable[[Files], None]] = {
    "text in the body": edit(DOCUMENT, "he went", f"he went to {SECRET}"),
    "text split over runs": edit(DOCUMENT, "</w:p>", "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in SECRET) + "</w:p>"),
    "text backwards": edit(DOCUMENT, "he went", SECRET[::-1]),
    "text in a header": edit("word/header1.xml", "head", SECRET),
    "text in a note": edit("word/footnotes.xml", "note", SECRET),
    "text in a cell": edit(DOCUMENT, ">a<", f">{SECRET}<"),
    "hidden run": edit(DOCUMENT, "</w:p>", f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>"),
    "deleted run": edit(DOCUMENT, "</w:p>", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"),
    "field instruction": edit(DOCUMENT, "</w:p>", "<w:r><w:instrText>x</w:instrText></w:r></w:p>"),
    "simple field": edit(DOCUMENT, "</w:p>", '<w:fldSimple w:instr=" AUTHOR "/></w:p>'),
    "bookmark": edit(DOCUMENT, "</w:p>", f'<w:bookmarkStart w:id="0" w:name="{SECRET}"/></w:p>'),
    "comment reference": edit(DOCUMENT, "</w:p>", '<w:r><w:commentReference w:id="0"/></w:r></w:p>'),
    "hyperlink": edit(DOCUMENT, "</w:p>", f'<w:hyperlink w:anchor="x">{RUN}</w:hyperlink></w:p>'),
    "content control": edit(DOCUMENT, "</w:p>", "<w:sdt><w:sdtContent/></w:sdt></w:p>"),
    "drawing": edit(DOCUMENT, "</w:p>", "<w:r><w:drawing/></w:r></w:p>"),
    "revision id": edit(DOCUMENT, "<w:p>", '<w:p w:rsidR="00AB12CD">'),
    "paragraph id": edit(DOCUMENT, "<w:p>", '<w:p xmlns:x="urn:x" x:paraId="00AB12CD">'),
    "language": edit(STYLES, 'w:val="en-GB"', 'w:val="cy-GB"'),
    "house font": edit(DOCUMENT, "<w:b/>", '<w:rFonts w:ascii="Zarquon Sans"/><w:b/>'),
    "odd value": edit(DOCUMENT, "<w:b/>", '<w:color w:val="zz"/><w:b/>'),
    "text outside a run": edit(DOCUMENT, "</w:p>", f"</w:p>{SECRET}"),
    "white space between elements": edit(DOCUMENT, "</w:p>", "</w:p>\n"),
    "XML comment": edit(DOCUMENT, "</w:p>", f"</w:p><!--{SECRET}-->"),
    "processing instruction": edit(DOCUMENT, "</w:p>", f"</w:p><?x {SECRET}?>"),
    "CDATA section": edit(DOCUMENT, ">a<", "><![CDATA[a]]><"),
    "document type": edit(DOCUMENT, "<w:document", f'<!DOCTYPE x [<!ENTITY e "{SECRET}">]><w:document'),
    "unknown namespace": edit(DOCUMENT, "<w:body>", '<w:body xmlns:x="urn:zarquonby">'),
    "another prefix": edit(DOCUMENT, "<w:body>", f'<w:body xmlns:{SECRET}="urn:x">'),
    "soft hyphen": edit(DOCUMENT, "he went", "he\u00ad went"),
    "zero-width space": edit(DOCUMENT, "he went", "he\u200b went"),
    "style's name": edit(STYLES, 'w:val="Label"', f'w:val="{SECRET}"'),
    "style's id": edit(STYLES, 'w:styleId="Label"', f'w:styleId="{SECRET}"'),
    "document variable": edit(SETTINGS, "<w:compat>", "<w:docVars/><w:compat>"),
    "list mark": edit("word/numbering.xml", 'w:val="%1."', f'w:val="{SECRET} %1."'),
    "list's name": edit("word/numbering.xml", "<w:multiLevelType", f'<w:name w:val="{SECRET}"/><w:multiLevelType'),
    "unknown part": add("word/extra.xml", f"<x>{SECRET}</x>".encode()),
    "properties": add("docProps/core.xml", f"<x>{SECRET}</x>".encode()),
    "picture": add("word/media/image1.png", SECRET.encode()),
    "macro": add("word/vbaProject.bin", b"x"),
    "custom XML": add("customXml/item1.xml", b"<x/>"),
    "orphaned header": add(
        "word/header9.xml",
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ),
    "external relationship": edit(
        "word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="styles.xml" TargetMode="External"'
    ),
    "link target": edit("word/_rels/document.xml.rels", 'Target="styles.xml"', f'Target="http://{SECRET}.example"'),
    "relationship's type": edit("word/_rels/document.xml.rels", "/styles", "/hyperlink"),
    "content type": edit("[Content_Types].xml", "wordprocessingml.styles", "wordprocessingml.comments"),
    "not well-formed": edit(DOCUMENT, "</w:body>", "</w:bod>"),
    "reference to no note": edit("word/footnotes.xml", '<w:footnote w:id="1">', '<w:footnote w:id="7">'),
    "text box": edit(DOCUMENT, "</w:p>", f"<w:r><w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict></w:r></w:p>"),
    "text in white": edit(DOCUMENT, "</w:p>", f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>'),
    "tiny text": edit(DOCUMENT, "</w:p>", f'<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>'),
    "look-alike letters": edit(DOCUMENT, "he went", "he went to Z\u0430rquonby"),
    "full-width letters": edit(DOCUMENT, "he went", "he went to \uff3a\uff41\uff52\uff51uonby"),
    "letters apart": edit(DOCUMENT, "he went", "he went to Z a r q u o n b y"),
    "split over paragraphs' cells": edit(DOCUMENT, ">a<", ">Zarquonby b<"),
    "inserted run": edit(DOCUMENT, "</w:p>", f'<w:ins w:id="1" w:author="A">{RUN}</w:ins></w:p>'),
    "moved run": edit(DOCUMENT, "</w:p>", f'<w:moveFrom w:id="1" w:author="A">{RUN}</w:moveFrom></w:p>'),
    "change of formatting": edit(DOCUMENT, "<w:b/>", f'<w:b/><w:rPrChange w:id="1" w:author="{SECRET}"><w:rPr/></w:rPrChange>'),
    "symbol": edit(DOCUMENT, "</w:p>", '<w:r><w:sym w:font="Zarquon" w:char="F041"/></w:r></w:p>'),
    "ruby": edit(DOCUMENT, "</w:p>", f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase/></w:ruby></w:r></w:p>"),
    "equation": edit(DOCUMENT, "</w:p>", f'<m:oMath xmlns:m="urn:m"><m:r><m:t>{SECRET}</m:t></m:r></m:oMath></w:p>'),
    "alternative text": edit(DOCUMENT, "</w:p>", f'<w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" descr="{SECRET}"/></w:drawing></w:r></w:p>'),
    "embedded object": edit(DOCUMENT, "</w:p>", "<w:r><w:object/></w:r></w:p>"),
    "two branches": edit(DOCUMENT, "</w:p>", f'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Fallback>{RUN}</mc:Fallback></mc:AlternateContent></w:p>'),
    "another document inside": edit(DOCUMENT, "</w:p>", '</w:p><w:altChunk w:id="rId9"/>'),
    "sub-document": edit(DOCUMENT, "</w:p>", '<w:subDoc w:id="rId9"/></w:p>'),
    "permission": edit(DOCUMENT, "</w:p>", f'<w:permStart w:id="1" w:ed="{SECRET}"/></w:p>'),
    "smart tag": edit(DOCUMENT, "</w:p>", f'<w:smartTag w:uri="x" w:element="{SECRET}">{RUN}</w:smartTag></w:p>'),
    "width of a column": edit(DOCUMENT, "<w:tc>", '<w:tc><w:tcPr><w:tcW w:w="1911" w:type="dxa"/></w:tcPr>'),
    "widths of a grid": narrow,
    "width of a table": edit(DOCUMENT, '<w:tblW w:w="', '<w:tblW w:w="1'),
    "break that Word remembers": edit(DOCUMENT, "<w:t", "<w:lastRenderedPageBreak/><w:t"),
    "spelling mark": edit(DOCUMENT, "</w:p>", '<w:proofErr w:type="spellStart"/></w:p>'),
    "mail merge": edit(SETTINGS, "<w:compat>", "<w:mailMerge/><w:compat>"),
    "attached template": edit(SETTINGS, "<w:compat>", '<w:attachedTemplate r:id="rId9" xmlns:r="urn:r"/><w:compat>'),
    "revision ids": edit(SETTINGS, "<w:compat>", '<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:compat>'),
    "comments part": add("word/comments.xml", f"<x>{SECRET}</x>".encode()),
    "people part": add("word/people.xml", f"<x>{SECRET}</x>".encode()),
    "glossary": add("word/glossary/document.xml", f"<x>{SECRET}</x>".encode()),
    "chart": add("word/charts/chart1.xml", f"<x>{SECRET}</x>".encode()),
    "embedded workbook": add("word/embeddings/book.xlsx", b"PK" + SECRET.encode()),
    "embedded font": add("word/fonts/font1.odttf", b"x"),
    "theme": add("word/theme/theme1.xml", f'<a name="{SECRET}"/>'.encode()),
    "font table": add("word/fontTable.xml", f'<a name="{SECRET}"/>'.encode()),
    "web settings": add("word/webSettings.xml", b"<x/>"),
    "printer settings": add("word/printerSettings/printerSettings1.bin", SECRET.encode("utf-16-le")),
    "thumbnail": add("docProps/thumbnail.jpeg", b"x"),
    "company and manager": add("docProps/app.xml", f"<x>{SECRET}</x>".encode()),
    "properties of one's own": add("docProps/custom.xml", f"<x>{SECRET}</x>".encode()),
    "digital signature": add("_xmlsignatures/sig1.xml", f"<x>{SECRET}</x>".encode()),
    "control": add("word/activeX/activeX1.xml", b"<x/>"),
    "ink": add("word/ink/ink1.xml", b"<x/>"),
    "part's name": add(f"word/{SECRET}.xml", b"<x/>"),
}

CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "bytes after the end": lambda data: data + b"secret",
    "bytes before the start": lambda data: b"secret" + data,
    "bytes between parts": lambda data: (
        data[: data.index(b"PK\x03\x04", 4)] + b"xx" + data[data.index(b"PK\x03\x04", 4) :]
    ),
    "compressed": lambda data: packed(unpacked(data), zipfile.ZIP_DEFLATED),
    "dated": lambda data: packed(unpacked(data), date=(2026, 1, 2, 3, 4, 6)),
    "cut short": lambda data: data[:-30],
    "empty": lambda data: b"",
    "no archive": lambda data: b"x" * 100,
}
