"""The PDF of a copy that keeps the layout."""

import io
from collections.abc import Sequence
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from sanitiser.domain.document import walk
from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Record
from sanitiser.errors import PictureOnly
from sanitiser.formats.pdf.interp import Interpreter
from sanitiser.formats.pdf.layout.fontset import FontSet, Source
from sanitiser.formats.pdf.layout.outlines import Outlines
from sanitiser.formats.pdf.layout.plan import Plan, plan
from sanitiser.formats.pdf.layout.sheet import Sheet
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import Structured, structure
from sanitiser.limits import Limits

_PICTURE_AREA: Final = 0.5
_PICTURE_GLYPHS: Final = 50


def build(pdf: pikepdf.Pdf, record: Record, replacements: Sequence[Replacement], limits: Limits) -> bytes:
    """Draw the pages of an open file anew. Raises Quarantine subclasses."""
    interpreter = Interpreter(pdf, limits, scenes=True)
    pages = [interpreter.page(index) for index in range(len(pdf.pages))]
    if any(p.image_area > _PICTURE_AREA and p.visible < _PICTURE_GLYPHS for p in pages):
        raise PictureOnly
    structured = structure(pages, pdf, limits)
    made = plan(record, structured, pages, replacements)
    fixed = _running(record, structured, pages)
    fonts = FontSet()
    sources = {face.number: Source(Outlines(face, limits)) for face in interpreter.fonts.all}
    sheets = [_sheet(index, page, interpreter, sources, fonts, made, fixed[index]) for index, page in enumerate(pages)]
    fonts.settle()
    return _write(sheets, fonts)


def _sheet(
    index: int, page: Page, interpreter: Interpreter, sources: dict[int, Source], fonts: FontSet, made: Plan,
    fixed: set[int],
) -> Sheet:  # fmt: skip
    items = interpreter.scenes[index].items if interpreter.scenes is not None else []
    return Sheet(page, items, sources, fonts, made, fixed)


def _running(record: Record, structured: Structured, pages: Sequence[Page]) -> list[set[int]]:
    """By page, the glyphs of headers and footers, and what stands on a line with them (page numbers)."""
    fixed: list[set[int]] = [set() for _ in pages]
    for number, placed in enumerate(walk(record.document)):
        if placed.part in ("header", "footer"):
            for ref in structured.glyphs_of[number]:
                for at, glyph in (ref, *structured.twins_of.get(ref, ())) if ref is not None else ():
                    fixed[at].add(glyph)
    for index, page in enumerate(pages):
        heights = {round(page.glyphs[n].oy) for n in fixed[index]}
        fixed[index] |= {n for n, g in enumerate(page.glyphs) if round(g.oy) in heights}
    return fixed


def _write(sheets: Sequence[Sheet], fonts: FontSet) -> bytes:
    out = pikepdf.new()
    contents = [sheet.write() for sheet in sheets]
    written = fonts.write(out)
    for sheet, writer in zip(sheets, contents, strict=True):
        names = sorted({drawn.slot.family.name for _, drawn in sheet.texts})
        resources = Dictionary(Font=Dictionary({f"/{name}": written[name] for name in names}))
        if writer.alphas:
            states = {f"/A{a}": Dictionary(ca=a / 100, CA=a / 100) for a in sorted(writer.alphas)}
            resources.ExtGState = Dictionary(states)
        box = Array([0, 0, round(sheet.page.width, 2), round(sheet.height, 2)])
        content = out.make_stream(writer.content())
        page = Dictionary(Type=Name.Page, MediaBox=box, Resources=resources, Contents=content)
        out.pages.append(pikepdf.Page(out.make_indirect(page)))
    data = io.BytesIO()
    out.remove_unreferenced_resources()
    out.save(
        data,
        deterministic_id=True,
        compress_streams=True,
        recompress_flate=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
        force_version="1.7",
    )
    return data.getvalue()
