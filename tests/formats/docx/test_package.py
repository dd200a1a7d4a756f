"""Opening a package: what is hostile, damaged or something else is refused with the right reason."""

import io
import zipfile

import pytest

from sanitiser.errors import Ambiguous, Damaged, EmptyFile, Encrypted, NotUnderstood, Quarantine, TooLarge, Unsupported
from sanitiser.formats.docx.package import open_package
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT, Limits
from tests.channels.docx.making import NS, TYPES, docx, p, r, relationships

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_protected_file_is_encrypted_and_says_what_to_do() -> None:
    """A password makes an OLE file of it; the remedy names the way out."""
    with pytest.raises(Encrypted) as caught:
        open_package(OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), DEFAULT)
    assert "password" in caught.value.advice


def test_an_old_word_file_is_unsupported() -> None:
    """OLE without an encrypted package is a .doc."""
    with pytest.raises(Unsupported):
        open_package(OLE + b"\0" * 512, DEFAULT)


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", b"%PDF-1.7", b"\0" * 100])
def test_what_is_no_archive_is_damaged(data: bytes) -> None:
    """Anything that zipfile cannot open."""
    with pytest.raises(Damaged):
        open_package(data, DEFAULT)


def test_nothing_is_empty() -> None:
    """A file without a byte."""
    with pytest.raises(EmptyFile):
        open_package(b"", DEFAULT)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """200 MB of nothing in 200 KB."""
    with pytest.raises(TooLarge):
        open_package(docx(p(), {"word/media/a.bmp": b"\0" * (40 * 1024 * 1024)}), DEFAULT)


def test_too_many_entries_are_refused() -> None:
    """A cap of limits.py."""
    with pytest.raises(TooLarge):
        open_package(docx(p(), {f"x{n}.xml": b"" for n in range(50)}), Limits(zip_entries=20))


def test_a_damaged_part_is_damaged() -> None:
    """A wrong checksum in the main part."""
    good = bytearray(
        zipped(
            {
                "[Content_Types].xml": TYPES.encode(),
                "_rels/.rels": relationships([("officeDocument", "word/document.xml")]).encode(),
                "word/document.xml": f"<w:document {NS}><w:body>{p(r('Hello'))}</w:body></w:document>".encode(),
            },
            zipfile.ZIP_STORED,
        )
    )
    at = good.index(b"Hello")
    good[at] = ord("J")
    with pytest.raises(Damaged):
        read(bytes(good), DEFAULT)


def test_two_parts_of_one_name_are_ambiguous() -> None:
    """Part names do not differ by case; readers take one or the other."""
    with pytest.raises(Ambiguous):
        open_package(docx(p(), {"word/Document.xml": "<x/>"}), DEFAULT)


def test_two_main_documents_are_ambiguous() -> None:
    """The package points to two."""
    links = (("officeDocument", "word/other.xml"),)
    with pytest.raises(Ambiguous):
        open_package(docx(p(), {"word/other.xml": "<x/>"}, root_links=links), DEFAULT)


def test_two_bodies_are_ambiguous() -> None:
    """LibreOffice reads both, Word neither."""
    with pytest.raises(Ambiguous):
        read(docx("</w:body><w:body>" + p(r("x"))), DEFAULT)


def test_a_package_without_a_document_is_damaged() -> None:
    """Its relationships lead nowhere."""
    with pytest.raises(Damaged):
        open_package(zipped({"[Content_Types].xml": TYPES.encode(), "a.xml": b"<x/>"}), DEFAULT)


@pytest.mark.parametrize("kind", ["spreadsheetml.sheet.main", "presentationml.presentation.main"])
def test_other_office_files_are_unsupported(kind: str) -> None:
    """A workbook or a presentation under a .docx name."""
    types = TYPES.replace("wordprocessingml.document.main", kind)
    with pytest.raises(Unsupported):
        open_package(docx(p(), {"[Content_Types].xml": types}), DEFAULT)


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE w SYSTEM "file:///etc/passwd">'])
def test_document_types_and_entities_are_refused(declared: str) -> None:
    """No word processor writes them, and they reach outside."""
    main = f"{declared}<w:document {NS}><w:body>{p(r('x'))}</w:body></w:document>"
    with pytest.raises(Damaged):
        read(docx("", {"word/document.xml": main}), DEFAULT)


def test_deep_nesting_is_refused() -> None:
    """Deeper than limits.py allows, long before the stack ends."""
    with pytest.raises(Quarantine):
        read(docx("<w:sdt>" * 300 + "</w:sdt>" * 300), DEFAULT)


def test_nested_tables_within_the_cap_do_not_exhaust_the_stack() -> None:
    """Tables nested as deep as XML may be are read, the deepest as paragraphs."""
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + p(r("deep")) + "</w:tc></w:tr></w:tbl>" * depth
    assert "deep" in read(docx(body), DEFAULT).text


def test_too_many_nodes_are_refused() -> None:
    """A cap of limits.py."""
    with pytest.raises(TooLarge):
        read(docx(p(r("x")) * 2_000), Limits(xml_nodes=1_000))


def test_a_document_embedded_in_the_flow_is_not_understood() -> None:
    """Word shows an altChunk; nobody read it."""
    body = '<w:altChunk r:id="rId1"/>'
    with pytest.raises(NotUnderstood):
        read(docx(body, {"word/afchunk.html": "<p>x</p>"}, (("aFChunk", "afchunk.html"),)), DEFAULT)
    record = read(docx(body + p(r("x"))), DEFAULT)
    assert ("alternative-chunks", 1) in {(item.channel, item.count) for item in record.removed}


def test_a_sub_document_is_not_understood() -> None:
    """A master document is not the whole record."""
    with pytest.raises(NotUnderstood):
        read(docx(p('<w:subDoc r:id="rId1"/>')), DEFAULT)


@pytest.mark.parametrize("kind", ["document", "template"])
@pytest.mark.parametrize("macros", ["", "macroEnabled"])
def test_templates_and_macro_files_are_read(kind: str, macros: str) -> None:
    """.docx, .docm, .dotx, .dotm differ by content type alone."""
    types = TYPES.replace("document.main", f"{kind}.main")
    if macros:
        types = TYPES.replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            f"vnd.ms-word.{kind}.macroEnabled{'Template' if kind == 'template' else ''}.main",
        )
    assert read(docx(p(r("Hello")), {"[Content_Types].xml": types}), DEFAULT).text.startswith("Hello")


def test_the_strict_namespaces_are_read_as_the_usual_ones() -> None:
    """ISO/IEC 29500 strict, with lengths in points."""
    strict = NS.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006", "http://purl.oclc.org/ooxml/wordprocessingml"
    )
    hello = p(r("Hello", "<w:b w:val='true'/>"))
    main = f"<w:document {strict}><w:body>{hello}</w:body></w:document>"
    links = relationships([]).replace("xx", "")
    root = relationships(
        [("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument", "word/document.xml")]
    )
    record = read(
        docx("", {"word/document.xml": main, "_rels/.rels": root, "word/_rels/document.xml.rels": links}), DEFAULT
    )
    assert record.text.startswith("Hello")


def test_parts_named_with_backslashes_are_found() -> None:
    """Some exporters write Windows paths."""
    source = docx(p(r("Hello")))
    files = {}
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        for name in archive.namelist():
            files[name.replace("word/", "word\\")] = archive.read(name)
    assert read(zipped(files), DEFAULT).text.startswith("Hello")
