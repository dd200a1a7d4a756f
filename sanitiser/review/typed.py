"""A page or a whole record behind a placeholder, or as a reviewer typed it: in place of what cannot be made safe.

The text that was there becomes text that is not carried over: it is still searched for in the copy. The typed text is
appended to the record's text, so that no offset of any finding or ruling moves, and stands in the document where the
page stood. What tables and pages looked like goes with them. Does not judge what is typed: that takes the same flow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from sanitiser.domain.document import (
    Block,
    Break,
    Document,
    Inline,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    TextBox,
    walk,
)
from sanitiser.domain.record import Record, Removed, Segment

WITHHELD_PAGE: Final = "[PAGE WITHHELD]"
WITHHELD_RECORD: Final = "[RECORD WITHHELD]"
DESCRIBED: Final = "Picture, in a reviewer's words:"
CHANNEL: Final = "withheld"
LONGEST: Final = 100_000
"""Characters of one typed text."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A record with typed text in it: characters [start, end) of its text."""

    record: Record
    start: int
    end: int


def pages_of_text(record: Record) -> frozenset[int]:
    """The pages that have text of their own, which can be withheld or typed one by one."""
    return frozenset(s.page for s in record.segments if s.paragraph is not None and s.page)


def amend(record: Record, page: int, typed: str) -> Amended:
    """Put `typed`, or a placeholder where it is empty, in place of a page, or of the whole record where that is 0."""
    shown = [s for s in record.segments if s.paragraph is not None and (not page or s.page == page)]
    gone = {s.paragraph for s in shown if s.paragraph is not None}
    paragraph = _paragraph(typed or (WITHHELD_PAGE if page else WITHHELD_RECORD))
    if page and not gone:
        return Amended(record, len(record.text), len(record.text))
    numbers: dict[int, int] = {}
    if page:
        edit = _Edit(gone, {min(gone): paragraph})
        document, numbers = edit.document(record.document), edit.numbers
        mine = edit.added[0]
    else:
        document, mine = Document((Section((paragraph,)),)), 0
    start = len(record.text) + 1
    end = start + len(paragraph.text)
    segments = tuple(
        replace(s, paragraph=numbers[s.paragraph]) if s.paragraph in numbers else _dropped(s) for s in record.segments
    )
    amended = replace(
        record,
        text=f"{record.text}\n{paragraph.text}",
        segments=(*segments, Segment(start, end, "body", mine, page or None)),
        document=document,
        removed=(*record.removed, Removed(CHANNEL, 1)),
    )
    return Amended(amended, start, end)


def pictures_of(record: Record) -> tuple[int, ...]:
    """The paragraph that each picture of the record stands in, in order."""
    return tuple(
        number
        for number, placed in enumerate(walk(record.document))
        for inline in placed.paragraph.inlines
        if isinstance(inline, Picture)
    )


def describe(record: Record, picture: int, words: str) -> Amended:
    """Put a paragraph of words before the paragraph of a picture (from 1); nothing where there is no such picture."""
    places = pictures_of(record)
    if not 1 <= picture <= len(places):
        return Amended(record, len(record.text), len(record.text))
    paragraph = _paragraph(f"{DESCRIBED} {' '.join(words.split())}")
    edit = _Edit(set(), {places[picture - 1]: paragraph})
    document = edit.document(record.document)
    page = next((s.page for s in record.segments if s.paragraph == places[picture - 1]), None)
    start = len(record.text) + 1
    new = Segment(start, start + len(paragraph.text), "body", edit.added[0], page)
    segments = (s if s.paragraph is None else replace(s, paragraph=edit.numbers[s.paragraph]) for s in record.segments)
    text = f"{record.text}\n{paragraph.text}"
    return Amended(replace(record, text=text, segments=(*segments, new), document=document), start, new.end)


def _dropped(segment: Segment) -> Segment:
    return segment if segment.paragraph is None else replace(segment, paragraph=None, channel=CHANNEL)


def _paragraph(typed: str) -> Paragraph:
    inlines: list[Inline] = []
    for line in typed.strip()[:LONGEST].splitlines():
        said = "".join(c if c.isprintable() else " " for c in line)
        inlines += [Break(), Text(said)] if said.strip() else [Break()]
    return Paragraph(tuple(inlines[1:]))


@dataclass(slots=True)
class _Edit:
    """Takes paragraphs out and puts others before them; knows the new number of each that stays, in `walk`."""

    gone: set[int]
    before: dict[int, Paragraph]
    numbers: dict[int, int] = field(default_factory=dict)
    added: list[int] = field(default_factory=list)
    _old: Iterator[int] = field(default_factory=lambda: iter(range(1 << 30)))
    _new: int = 0

    def document(self, document: Document) -> Document:
        sections = []
        for section in document.sections:
            headers = tuple(replace(f, blocks=self._blocks(f.blocks)) for f in section.headers)
            body = self._blocks(section.blocks)
            footers = tuple(replace(f, blocks=self._blocks(f.blocks)) for f in section.footers)
            sections.append(replace(section, blocks=body, headers=headers, footers=footers))
        footnotes = tuple(self._blocks(note, keep_one=True) for note in document.footnotes)
        endnotes = tuple(self._blocks(note, keep_one=True) for note in document.endnotes)
        return replace(document, sections=tuple(sections), footnotes=footnotes, endnotes=endnotes)

    def _blocks(self, blocks: tuple[Block, ...], *, keep_one: bool = False) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in blocks:
            match block:
                case Paragraph():
                    made += self._one(next(self._old), block)
                case Table():
                    made += self._table(block)
                case TextBox():
                    inner = self._blocks(block.blocks)
                    made += [replace(block, blocks=inner)] if inner else []
        if keep_one and not made:
            self._new += 1
            made.append(Paragraph())
        return tuple(made)

    def _one(self, number: int, paragraph: Paragraph) -> list[Block]:
        made: list[Block] = []
        if number in self.before:
            self.added.append(self._new)
            self._new += 1
            made.append(self.before[number])
        if number not in self.gone:
            self.numbers[number] = self._new
            self._new += 1
            made.append(paragraph)
        return made

    def _table(self, table: Table) -> list[Block]:
        """A table of which nothing stays goes; what is put before its paragraphs stands in its place."""
        count = sum(1 for _ in walk(Document((Section((table,)),))))
        first = next(self._old)
        if all(number in self.gone for number in range(first, first + count)):
            self._old = iter(range(first + count, 1 << 30))
            found = [number for number in range(first, first + count) if number in self.before]
            return [block for number in found for block in self._one(number, Paragraph())]
        self._old = iter(range(first, 1 << 30))
        rows = tuple(
            replace(r, cells=tuple(replace(c, blocks=self._blocks(c.blocks, keep_one=True)) for c in r.cells))
            for r in table.rows
        )
        return [replace(table, rows=rows)]
