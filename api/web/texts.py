"""A document as HTML: what it says and how it is structured, with marks where findings stand. Everything is escaped."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from sanitiser.domain.document import Block, Document, Paragraph, Row, Table, TextBox, walk
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import LABEL_PATTERN
from sanitiser.domain.record import Record
from sanitiser.manifest import plain

LEAF: Final = 60
"""Blocks that are loaded together."""
_ROWS: Final = 20
"""Rows of one table that are shown as one block."""

Write = Callable[[int, str], Markup]
"""Gives the HTML of a paragraph from its number in `walk` and its text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A decision with its number in the table of findings."""

    number: int
    decision: Decision


def original(record: Record, decisions: Sequence[Decision], *, bare: bool = False) -> tuple[Markup, ...]:
    """In leaves, the record as it was understood, with a mark on every finding; what is not carried over comes last.

    `bare` leaves the marks out. Offsets of paragraphs (`data-at`) let a selection be told in characters of the record.
    """
    marks = [] if bare else [Marked(number, decision) for number, decision in enumerate(decisions, 1)]
    starts = [mark.decision.finding.start for mark in marks]
    longest = max((m.decision.finding.end - m.decision.finding.start for m in marks), default=0)

    def span(start: int, end: int) -> Markup:
        near = marks[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        return _marked(record.text, start, end, [m for m in near if m.decision.finding.end > start])

    begins = {segment.paragraph: segment for segment in record.segments if segment.paragraph is not None}

    def write(number: int, text: str) -> Markup:
        segment = begins.get(number)
        if segment is None:
            return escape(text)
        return Markup('<span data-at="{}">{}</span>').format(segment.start, span(segment.start, segment.end))

    made = document(record.document, write)
    dropped = [segment for segment in record.segments if segment.paragraph is None and segment.end > segment.start]
    for channel, segments in groupby(dropped, key=lambda segment: segment.channel):
        made.append(Markup('<div class="app-text__part">Not carried over: {}</div>').format(plain.channel(channel)))
        for segment in segments:
            inside = span(segment.start, segment.end)
            made.append(Markup('<p><span data-at="{}">{}</span></p>').format(segment.start, inside))
    return leaves(made)


def copy(made: Iterable[Document]) -> tuple[Markup, ...]:
    """In leaves, the files of a sanitised copy, their labels marked."""
    return leaves([block for one in made for block in document(one, lambda _number, text: labelled(text))])


def leaves(blocks: Sequence[Markup]) -> tuple[Markup, ...]:
    """Blocks together as they are loaded: LEAF at a time; one leaf at least."""
    return tuple(
        Markup("").join(blocks[at : at + LEAF]) for at in range(0, max(1, len(blocks)), LEAF)
    )


def labelled(text: str) -> Markup:
    """A text with its labels marked."""
    pieces, at = Markup(), 0
    for match in LABEL_PATTERN.finditer(text):
        pieces += escape(text[at : match.start()]) + Markup('<span class="app-label">{}</span>').format(match[0])
        at = match.end()
    return pieces + escape(text[at:])


def document(made: Document, write: Write) -> list[Markup]:
    """The blocks of a whole document in the order of `walk`, a remark before headers, footers and notes."""
    numbers = iter(range(sum(1 for _ in walk(made))))
    pieces: list[Markup] = []
    for section in made.sections:
        for furniture in section.headers:
            pieces += _part("Header", furniture.blocks, numbers, write)
        pieces += _blocks(section.blocks, numbers, write)
        for furniture in section.footers:
            pieces += _part("Footer", furniture.blocks, numbers, write)
    for place, note in enumerate(made.footnotes, 1):
        pieces += _part(f"Footnote {place}", note, numbers, write)
    for place, note in enumerate(made.endnotes, 1):
        pieces += _part(f"Endnote {place}", note, numbers, write)
    return pieces


def _part(name: str, blocks: tuple[Block, ...], numbers: Iterator[int], write: Write) -> list[Markup]:
    return [Markup('<div class="app-text__part">{}</div>').format(name), *_blocks(blocks, numbers, write)]


def _blocks(blocks: tuple[Block, ...], numbers: Iterator[int], write: Write) -> Iterator[Markup]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _paragraph(block, write(next(numbers), block.text))
            case Table():
                rows = [_row(row, numbers, write) for row in block.rows]
                for at in range(0, len(rows), _ROWS):
                    inside = Markup("").join(rows[at : at + _ROWS])
                    yield Markup('<table role="presentation">{}</table>').format(inside)
            case TextBox():
                yield Markup('<div class="app-text__part">Text box</div>')
                yield from _blocks(block.blocks, numbers, write)


def _row(row: Row, numbers: Iterator[int], write: Write) -> Markup:
    cells = (
        Markup('<td colspan="{}" rowspan="{}">{}</td>').format(
            cell.colspan, cell.rowspan, Markup("").join(_blocks(cell.blocks, numbers, write))
        )
        for cell in row.cells
    )
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _paragraph(paragraph: Paragraph, inside: Markup) -> Markup:
    item = paragraph.style.item
    if item is not None:
        mark = item.literal or ("•" if item.number_format == "bullet" else "–")
        return Markup('<p class="app-text__item">{} {}</p>').format(mark, inside)
    if paragraph.style.heading or paragraph.style.title:
        return Markup('<p class="app-text__h">{}</p>').format(inside)
    return Markup("<p>{}</p>").format(inside)


def _marked(text: str, start: int, end: int, marks: Sequence[Marked]) -> Markup:
    pieces, at = Markup(), start
    for mark in marks:
        finding = mark.decision.finding
        first, last = max(start, finding.start), min(end, finding.end)
        pieces += escape(text[at:first])
        pieces += Markup('<mark class="app-mark app-mark--{} app-kind--{}" data-f="{}"><span>{}</span></mark>').format(
            mark.decision.action, str(finding.kind).lower().replace("_", "-"), mark.number, text[first:last]
        )
        at = max(at, last)
    return pieces + escape(text[at:end])
