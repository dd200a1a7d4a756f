"""What PDFium finds in a PDF: the first of the two independent readers."""

from collections.abc import Iterator
from ctypes import c_ulong, create_string_buffer
from dataclasses import dataclass
from typing import Any

from sanitiser.verify.residue import ChannelText
from sanitiser.verify.words import INERT

_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


@dataclass(frozen=True, slots=True)
class Seen:
    """`pages` hold each page's text; `artifacts` what of it is marked as repeated (a table's head on its next page)."""

    pages: tuple[str, ...]
    texts: tuple[ChannelText, ...]
    artifacts: str


def read(data: bytes, *, artifacts: bool = False) -> Seen:
    """Every channel that PDFium reads. Raises pypdfium2.PdfiumError if it cannot open the file.

    `artifacts` takes longer and is needed only where texts may stay. Does not read: strings in objects that no
    reader shows, fonts, streams. Those are the other readers' part.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        pages: list[str] = []
        texts: list[ChannelText] = []
        marked: list[str] = []
        for number in range(len(pdf)):
            page = pdf[number]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range() if text_page.count_chars() else "")
            text_page.close()
            texts.extend(_annotations(page))
            texts.extend(_structure(page))
            if artifacts:
                marked.extend(_artifacts(page))
            page.close()
        texts.extend(ChannelText("page", text) for text in pages)
        texts.extend(_document(pdf))
        return Seen(tuple(pages), tuple(texts), "\n".join(marked))
    finally:
        pdf.close()


def _document(pdf: Any) -> Iterator[ChannelText]:
    from pypdfium2 import raw

    for key in _INFO:
        if value := pdf.get_metadata_value(key):
            yield ChannelText("info", value + INERT)
    for number in range(len(pdf)):
        if label := pdf.get_page_label(number):
            yield ChannelText("page labels", label + INERT)
    for mark in pdf.get_toc():
        yield ChannelText("outlines", str(mark.get_title()) + INERT)
    for number in range(pdf.count_attachments()):
        attachment = pdf.get_attachment(number)
        yield ChannelText("attachments", attachment.get_name() + INERT)
        yield ChannelText("attachments", bytes(attachment.get_data()).decode("latin-1"))
    for number in range(raw.FPDFDoc_GetJavaScriptActionCount(pdf)):
        action = raw.FPDFDoc_GetJavaScriptAction(pdf, number)
        yield ChannelText("scripts", _wide(raw.FPDFJavaScriptAction_GetScript, action))
        raw.FPDFDoc_CloseJavaScriptAction(action)


def _annotations(page: Any) -> Iterator[ChannelText]:
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        for key in (b"Contents", b"T", b"Subj", b"RC", b"NM", b"V", b"DV", b"TU", b"DS", b"OverlayText"):
            value = _wide(lambda a, b, n, k=key: raw.FPDFAnnot_GetStringValue(a, k, b, n), annotation)
            if value:
                yield ChannelText("annotations", value + INERT)
        appearance = _wide(lambda a, b, n: raw.FPDFAnnot_GetAP(a, 0, b, n), annotation)
        yield ChannelText("annotations", appearance + INERT)
        raw.FPDFPage_CloseAnnot(annotation)


def _structure(page: Any) -> Iterator[ChannelText]:
    """Alternative texts, titles and identifiers of a page's part of the structure tree."""
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    readers = (
        raw.FPDF_StructElement_GetAltText,
        raw.FPDF_StructElement_GetActualText,
        raw.FPDF_StructElement_GetTitle,
        raw.FPDF_StructElement_GetID,
    )
    waiting = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in reversed(range(raw.FPDF_StructTree_CountChildren(tree)))
    ]
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        for reader in readers:
            if value := _wide(reader, element):
                yield ChannelText("structure", value + INERT)
        children = raw.FPDF_StructElement_CountChildren(element)
        waiting.extend(raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in reversed(range(max(0, children))))
    raw.FPDF_StructTree_Close(tree)


def _artifacts(page: Any) -> Iterator[str]:
    """Texts marked as artifacts: what is drawn again without being said again."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        marks = [raw.FPDFPageObj_GetMark(item, n) for n in range(raw.FPDFPageObj_CountMarks(item))]
        if "Artifact" in [_mark_name(mark) for mark in marks]:
            yield _wide(lambda o, b, n: raw.FPDFTextObj_GetText(o, text_page, b, n // 2) * 2, item)
    text_page.close()


def _mark_name(mark: Any) -> str:
    from pypdfium2 import raw

    size = c_ulong()
    buffer = create_string_buffer(256)
    raw.FPDFPageObjMark_GetName(mark, _short(buffer), 256, size)
    return buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\x00")


def _short(buffer: Any) -> Any:
    from ctypes import POINTER, c_ushort, cast

    return cast(buffer, POINTER(c_ushort))


def _wide(function: Any, owner: Any) -> str:
    """A UTF-16 string from a function that is asked twice: for its length in bytes, then for itself."""
    import ctypes

    size = function(owner, None, 0)
    if size <= 2:
        return ""
    buffer = create_string_buffer(int(size) + 2)
    try:
        function(owner, buffer, size)
    except ctypes.ArgumentError:
        function(owner, _short(buffer), size)
    return buffer.raw[: int(size)].decode("utf-16-le", "replace").rstrip("\x00")
