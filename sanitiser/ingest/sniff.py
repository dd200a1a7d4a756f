"""Telling a format by its content. A name proves nothing and is not looked at."""

import io
import zipfile

from sanitiser.domain.record import MediaType
from sanitiser.errors import Unsupported

_HEADER_WITHIN = 1024  # readers accept a PDF whose header starts this late (ISO 32000-1, Annex H, note 13)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a bitmap picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"%!ps", "PostScript"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"mz", "a program"),
    (b"\x7felf", "a program"),
)

_PACKAGES: tuple[tuple[str, str], ...] = (
    ("xl/", "a spreadsheet (.xlsx)"),
    ("ppt/", "a slide show (.pptx)"),
    ("meta-inf/manifest.xml", "an OpenDocument file (.odt, .ods)"),
)


def sniff(untrusted: bytes) -> MediaType:
    """The media type of a file. Raises Unsupported, naming what it seems to be, when no adapter reads it."""
    if b"%PDF-" in untrusted[:_HEADER_WITHIN]:
        return MediaType.PDF
    if untrusted.startswith(b"PK\x03\x04"):
        return _package(untrusted)
    if untrusted.startswith(_OLE):
        if _ENCRYPTED_STREAM in untrusted:
            return MediaType.DOCX  # its adapter says how an encrypted one is opened
        raise Unsupported("an Office file of the old kind (.doc, .xls, .msg)")
    start = untrusted[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%%EOF" in untrusted[-2048:] and b"startxref" in untrusted[-2048:]:
        return MediaType.PDF  # its header is lost; the adapter tells whether the rest can be read
    for mark, name in _OTHERS:
        if start.startswith(mark.lower()):
            raise Unsupported(name)
    raise Unsupported("neither PDF nor DOCX")


def _package(untrusted: bytes) -> MediaType:
    """Which Office format a ZIP is, by the names of its parts; a broken directory leaves it to the adapter."""
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as package:
            names = {name.lstrip("/").lower() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return MediaType.DOCX
    for folder, name in _PACKAGES:
        if any(part.startswith(folder) for part in names) and not any(part.startswith("word/") for part in names):
            raise Unsupported(name)
    if "[content_types].xml" in names or "_rels/.rels" in names:
        return MediaType.DOCX
    raise Unsupported("a ZIP archive")
