"""The verifier of DOCX is put to the proof: each leak, planted on purpose into a good copy, fails its verdict."""

import io
import zipfile
from collections.abc import Callable

import pytest

from sanitiser.domain.finding import Replacement
from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.docx import make
from sanitiser.verify.docx import inspect
from tests.channels.docx.fixtures import noted, sectioned
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
}


def passed(data: bytes) -> bool:
    return all(check.passed for check in inspect(data, NEEDLES, DEFAULT))


def test_a_good_copy_passes() -> None:
    """And repacking it changes nothing, so that a mutant fails by its leak alone."""
    copy = good()
    assert passed(copy)
    assert packed(unpacked(copy)) == copy


@pytest.mark.parametrize("leak", LEAKS)
def test_each_planted_leak_fails_the_verdict(leak: str) -> None:
    """The mutation score is all of them."""
    files = unpacked(good())
    LEAKS[leak](files)
    assert not passed(packed(files))


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


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_container_with_anything_else_in_it_fails(container: str) -> None:
    """Not one byte may belong to no part."""
    assert not passed(CONTAINERS[container](good()))


def test_comments_and_extra_fields_of_the_archive_fail() -> None:
    """Where tools leave names and times."""
    files = unpacked(good())
    for place in ("comment", "extra", "archive"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
                info = zipfile.ZipInfo(name)
                info.create_system, info.external_attr = 3, 0o600 << 16
                if place == "comment":
                    info.comment = SECRET.encode()
                elif place == "extra":
                    info.extra = b"\xfe\xca\x02\x00ab"
                archive.writestr(info, files[name])
            if place == "archive":
                archive.comment = SECRET.encode()
        assert not passed(target.getvalue()), place


def test_a_needle_that_decisions_left_may_stay_as_often() -> None:
    """What was kept is counted, no more."""
    source = docx(p(r(f"{SECRET} and {SECRET}")))
    copy = make(read(source, DEFAULT), (), DEFAULT)
    assert all(check.passed for check in inspect(copy, (Needle(SECRET, Kind.PLACE, 2),), DEFAULT))
    assert not all(check.passed for check in inspect(copy, (Needle(SECRET, Kind.PLACE, 1),), DEFAULT))


def test_details_never_hold_text() -> None:
    """A manifest quotes them."""
    files = unpacked(good())
    LEAKS["text in the body"](files)
    LEAKS["bookmark"](files)
    assert not any(SECRET in check.name + check.detail for check in inspect(packed(files), NEEDLES, DEFAULT))


def test_copies_with_every_kind_of_furniture_pass() -> None:
    """First and even headers, endnotes."""
    for source in (
        sectioned("header", "first", p(r("x")), title="<w:titlePg/>"),
        sectioned("footer", "even", p(r("x")), "<w:evenAndOddHeaders/>"),
        noted("endnote", p(r("x")), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    ):
        assert all(check.passed for check in inspect(make(read(source, DEFAULT), (), DEFAULT), (), DEFAULT))
