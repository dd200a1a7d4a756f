"""Replace spans of a record by labels in its logical document: the one redaction that DOCX and strict PDF share.

Non-interference: the result depends on what stands outside the spans and on the labels alone. So everything between
a span's ends goes (tabs, line and page breaks, the border between two paragraphs), what stands beside a label is
brought to one form, and equal runs are joined however the source had split them. Only a note's mark and a picture's
place inside a span survive, behind the label: they are content of their own.

Does not remove: anything outside the given spans. How often a thing is named, and what the text around it says, stay.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sanitiser.domain.document import (
    Block,
    Break,
    Document,
    Inline,
    Label,
    NoteRef,
    Paragraph,
    Picture,
    Tab,
    Table,
    Text,
    TextBox,
    plain,
    rebuild,
    walk,
)
from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import MediaType, Record
from sanitiser.redact.beside import is_blank, tidy


@dataclass(frozen=True, slots=True)
class _Part:
    """Characters [start, end) of one paragraph that lie in a span."""

    paragraph: int
    start: int
    end: int


@dataclass(slots=True)
class _Cut:
    """What goes from one paragraph, and the inlines that stand there instead."""

    start: int
    end: int
    instead: tuple[Inline, ...] = ()


@dataclass(slots=True)
class _Plan:
    """The cuts by paragraph, and the spans that cross paragraphs."""

    cuts: dict[int, list[_Cut]] = field(default_factory=dict)
    crossings: list[tuple[_Part, ...]] = field(default_factory=list)


def apply(record: Record, replacements: Sequence[Replacement]) -> Document:
    """The record's document with each span replaced by its label.

    A span over several paragraphs leaves its label in the first; what is left of the last joins the first if both
    stand in the same cell, box or body, emptied paragraphs go, and a table cell keeps one. Spans of text that is
    not carried over do nothing. Raises ValueError if spans overlap or segments do not fit the document.
    """
    paragraphs = [placed.paragraph for placed in walk(record.document)]
    containers = list(_containers(record.document))
    tabs = record.media_type is MediaType.DOCX  # there the author set them; in a PDF the width of the secret did
    plan = _plan(record, paragraphs, replacements)
    inlines: list[list[Inline] | None] = [
        _cut(paragraph, plan.cuts[number]) if number in plan.cuts else list(paragraph.inlines)
        for number, paragraph in enumerate(paragraphs)
    ]
    _join(inlines, containers, plan.crossings)
    return rebuild(
        record.document,
        (
            None if left is None else replace(paragraph, inlines=tidy(left, tabs=tabs))
            for paragraph, left in zip(paragraphs, inlines, strict=True)
        ),
    )


def _plan(record: Record, paragraphs: Sequence[Paragraph], replacements: Sequence[Replacement]) -> _Plan:
    """Spans of the record's text as cuts of paragraphs."""
    shown = sorted((s for s in record.segments if s.paragraph is not None), key=lambda s: (s.start, s.end))
    for segment in shown:
        if segment.paragraph is None or segment.end - segment.start != len(paragraphs[segment.paragraph].text):
            raise ValueError("a segment does not fit its paragraph")
    starts = [segment.start for segment in shown]
    plan = _Plan()
    before = 0
    for replacement in sorted(replacements, key=lambda r: (r.start, r.end)):
        if replacement.start < before or replacement.end < replacement.start:
            raise ValueError("replacements overlap")
        before = replacement.end
        start, end = _trim(record.text, replacement.start, replacement.end)
        parts = tuple(
            _Part(s.paragraph, max(start, s.start) - s.start, min(end, s.end) - s.start)
            for s in shown[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end - 1)]
            if s.paragraph is not None and (s.end > start or s.start > start)
        )
        if not parts:
            continue
        marks = tuple(mark for part in parts for mark in _marks(paragraphs[part.paragraph], part))
        for part in parts:
            plan.cuts.setdefault(part.paragraph, []).append(_Cut(part.start, part.end))
        plan.cuts[parts[0].paragraph][-1].instead = (Label(replacement.label), *marks)
        if len(parts) > 1:
            plan.crossings.append(parts)
    return plan


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its edges, which then counts as standing beside the label."""
    first, last = start, end
    while first < last and is_blank(text[first]):
        first += 1
    while last > first and is_blank(text[last - 1]):
        last -= 1
    return (first, last) if first < last else (start, end)


def _offsets(inlines: Sequence[Inline]) -> Iterator[tuple[int, int, Inline]]:
    at = 0
    for inline in inlines:
        width = len(plain(inline))
        yield at, at + width, inline
        at += width


def _marks(paragraph: Paragraph, part: _Part) -> Iterator[Inline]:
    """The note marks and pictures inside a span: they are not the secret, so they stay, behind the label."""
    for start, end, inline in _offsets(paragraph.inlines):
        inside = part.start < start < part.end if start == end else start < part.end and end > part.start
        if inside and isinstance(inline, Picture):
            yield Text(" ")
            yield inline
        elif inside and isinstance(inline, NoteRef):
            yield inline


def _cut(paragraph: Paragraph, cuts: Sequence[_Cut]) -> list[Inline]:
    """The paragraph's inlines with the cuts made and the labels put in; an inline that is no text goes whole."""
    left: list[Inline] = []
    waiting = list(cuts)
    for start, end, inline in _offsets(paragraph.inlines):
        while waiting and waiting[0].end <= start:
            left.extend(waiting.pop(0).instead)
        if not isinstance(inline, Text):
            left.extend(_whole(inline, start, end, waiting))
            continue
        at = start
        while waiting and waiting[0].start < end:
            cut = waiting[0]
            left.append(Text(inline.text[at - start : max(cut.start, at) - start], inline.style))
            at = max(at, min(cut.end, end))
            if cut.end > end:
                break
            left.extend(waiting.pop(0).instead)
        left.append(Text(inline.text[at - start :], inline.style))
    for cut in waiting:
        left.extend(cut.instead)
    return left


def _whole(inline: Inline, start: int, end: int, cuts: Sequence[_Cut]) -> Iterator[Inline]:
    if start == end:
        gone = any(cut.start < start < cut.end for cut in cuts)
    else:
        gone = any(cut.start < end and cut.end > start for cut in cuts)
    if not gone:
        yield inline


def _containers(document: Document) -> Iterator[int]:
    """For each paragraph of `walk`, the number of the cell, box, note, header or body that it stands in."""
    used = 0

    def blocks(inside: tuple[Block, ...]) -> Iterator[int]:
        nonlocal used
        used += 1
        own = used
        for block in inside:
            match block:
                case Paragraph():
                    yield own
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield from blocks(cell.blocks)
                case TextBox():
                    yield from blocks(block.blocks)

    for section in document.sections:
        for furniture in section.headers:
            yield from blocks(furniture.blocks)
        yield from blocks(section.blocks)
        for furniture in section.footers:
            yield from blocks(furniture.blocks)
    for note in (*document.footnotes, *document.endnotes):
        yield from blocks(note)


def _join(
    inlines: list[list[Inline] | None], containers: Sequence[int], crossings: Sequence[tuple[_Part, ...]]
) -> None:
    """Take out what a span over paragraphs emptied, and let what is left of its last paragraph join its first."""
    host: dict[int, int] = {}
    for parts in crossings:
        first, last = parts[0].paragraph, parts[-1].paragraph
        into = host.get(first, first)
        for part in parts[1:-1]:
            inlines[part.paragraph] = None
        home, tail = inlines[into], inlines[last]
        if home is None or tail is None:
            raise ValueError("replacements overlap")
        if containers[into] == containers[last]:
            home.extend(tail)
            host[last] = into
            inlines[last] = None
        elif all(_gap(inline) for inline in tail):
            inlines[last] = None
        else:
            while _gap(tail[0]):
                tail.pop(0)
            if isinstance(tail[0], Text):
                tail[0] = replace(tail[0], text=_without_blank_start(tail[0].text))


def _without_blank_start(text: str) -> str:
    return next((text[at:] for at, character in enumerate(text) if not is_blank(character)), "")


def _gap(inline: Inline) -> bool:
    """Is this nothing but room?"""
    return isinstance(inline, Tab | Break) or (isinstance(inline, Text) and all(map(is_blank, inline.text)))
