"""Readers of copies for the tests: PDFium for PDF, zip and expat for DOCX; nothing of the sanitiser's own."""

import io
import re
import unicodedata
import xml.parsers.expat
import zipfile
from pathlib import Path

import pypdfium2


def text_of(path: Path) -> str:
    """Everything a reader sees, and in a DOCX every character of every part and attribute besides."""
    return text_in(path.read_bytes())


def text_in(data: bytes) -> str:
    """The same of bytes."""
    return _pdf(data) if data.startswith(b"%PDF") else _docx(data)


def _pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return "\n".join(pages)
    finally:
        document.close()


def _docx(data: bytes) -> str:
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.extend(["\n"] if name in {"w:p", "w:tab", "w:br"} else [])
        attribute_texts.extend(attributes.values())

    attribute_texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            parser = xml.parsers.expat.ParserCreate()
            parser.StartElementHandler = start
            parser.CharacterDataHandler = found.append
            parser.Parse(package.read(name), True)
            found.append("\n")
    return "".join(found) + "\n" + "\n".join(attribute_texts)


def plain(text: str) -> str:
    """As one line in one case: hyphens at line ends joined, typographic marks as typed ones."""
    folded = (
        unicodedata.normalize("NFKC", text)
        .replace("\u2019", "'")
        .replace("\u2018", "'")
        .replace("\u201c", '"')
        .replace("\u201d", '"')
    )
    folded = (
        folded.replace("\u2013", "-")
        .replace("\u2014", "-")
        .replace("\ufffe", "-")
        .replace("\u00ad", "")
        .replace("\u2010", "-")
        .replace("\u2011", "-")
    )
    return " ".join(folded.split())


def holds(text: str, secret: str) -> bool:
    """Whether a secret stands in the text as whole words, in any case, however it is broken over lines."""
    words = [re.escape(word) for word in plain(secret).split()]
    return re.search(r"(?<!\w)" + r"\s*".join(words) + r"(?!\w)", plain(text), re.I) is not None
