"""The text of a copy of ours, to look a term up in. The copies were verified; nothing here reads an original."""

import io
import zipfile

from sanitiser.domain.record import MediaType


def text_of(data: bytes, media_type: str) -> str:
    """All text of a copy, page by page or part by part."""
    if media_type == MediaType.PDF:
        return _pdf(data)
    return _docx(data)


def _pdf(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _docx(data: bytes) -> str:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in sorted(archive.namelist()) if name.endswith(".xml")]
    return "\n".join("".join(str(piece) for piece in etree.fromstring(part, parser).itertext()) for part in parts)
