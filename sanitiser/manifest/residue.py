"""What the layout of a copy still tells: the class of a document, and the bits that were measured for its class.

The table beside this file is written by `python -m tests.interference.residue`, from records that differ in a name
alone; it is never edited. `bits` is the most that any page design and any program of a class gave away: 0 when the
copies are all the same, log2(secrets) when each name left another file. Its keys are append-only.

A document's class is decided from what was read of it, by the first of these that holds:
`docx`, a Word file; `table`, a PDF that holds a table; `pages`, one of several pages; `beside`, one with text beside
other text (columns, forms); `letter`, one that greets ('Dear'); `prose`, one of nothing but paragraphs that start at
one margin and have lines of ten centimetres or more; `other`. What it cannot do: a design that nobody measured may tell
more than the worst of its class did.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sanitiser.domain.document import Document, Paragraph, Table, TextBox, walk
from sanitiser.domain.record import MediaType, PdfMode, Place, Record

SCHEMA: Final = "sanitiser.residue/1"
TABLE: Final = "residue.json"
_MARGIN: Final = 3.0
"""Points within which paragraphs start at one margin."""
_WIDE: Final = 283.0
"""Ten centimetres, in points: shorter lines break at more places, and oftener in words."""
_OVER: Final = 0.5
"""Part of a line's height from which two texts stand beside one another."""


def residue_of(record: Record, mode: PdfMode | None) -> dict[str, Any]:
    """What a manifest quotes for one copy: its `class`, and `bits` over how many `secrets`; null if not measured."""
    name = class_of(record)
    measured = _table()["classes"].get(name, {}).get("docx" if name == "docx" else (mode or PdfMode.STRICT).value, {})
    return {"class": name, "bits": measured.get("bits"), "secrets": measured.get("secrets")}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("sanitiser.manifest").joinpath(TABLE).read_bytes())
    return table


def class_of(record: Record) -> str:
    """The class of a document."""
    if record.media_type is MediaType.DOCX:
        return "docx"
    if _holds_table(record.document):
        return "table"
    if record.pages > 1:
        return "pages"
    placed = _placed(record)
    if _beside(placed):
        return "beside"
    paragraphs = [one.paragraph for one in walk(record.document)]
    if any(paragraph.text.lstrip().startswith("Dear ") for paragraph in paragraphs):
        return "letter"
    plain = all(_plain(paragraph) for paragraph in paragraphs) and not _furnished(record.document)
    return "prose" if plain and _one_margin(placed) else "other"


def _one_margin(placed: list[list[Place]]) -> bool:
    """Whether paragraphs start at one margin and are as wide as prose."""
    starts = [own[0].x0 for own in placed]
    ends = [place.x1 for own in placed for place in own]
    return bool(starts) and max(starts) - min(starts) <= _MARGIN and max(ends) - min(starts) >= _WIDE


def _holds_table(document: Document) -> bool:
    return any(isinstance(block, Table | TextBox) for section in document.sections for block in section.blocks)


def _furnished(document: Document) -> bool:
    return any(section.headers or section.footers for section in document.sections)


def _plain(paragraph: Paragraph) -> bool:
    return not (paragraph.style.heading or paragraph.style.title or paragraph.style.item)


def _placed(record: Record) -> list[list[Place]]:
    """The boxes of each paragraph, in reading order; paragraphs without any are left out."""
    found: list[list[Place]] = []
    for segment in record.segments:
        if segment.paragraph is not None:
            own = [p for p in record.places if segment.start <= p.start < segment.end]
            found.extend([own] if own else [])
    return found


def _beside(placed: list[list[Place]]) -> bool:
    """Whether any two paragraphs share a height."""
    heights = sorted((min(p.y0 for p in own), max(p.y1 for p in own), own[0].y1 - own[0].y0) for own in placed)
    reached = float("-inf")
    for top, bottom, line in heights:
        if reached - top > _OVER * line:
            return True
        reached = max(reached, bottom)
    return False
