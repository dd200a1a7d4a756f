"""The paragraphs of a record that somebody can mark as about others, from what is kept of it for its reviewers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sanitiser.casework.sides import NotFound
from sanitiser.domain.record import Record
from sanitiser.review.kept import parse
from sanitiser.service import Act
from sanitiser.store.tables.records import Copy
from sanitiser.store.tables.records import Record as Row


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters [start, end) of the record's text. `place` is its number in the record's segments."""

    place: int
    start: int
    end: int
    text: str
    page: int | None = None


def paragraphs(record: Record) -> tuple[Paragraph, ...]:
    """A record's own paragraphs that say something, in their order."""
    return tuple(
        Paragraph(place, segment.start, segment.end, record.text[segment.start : segment.end], segment.page)
        for place, segment in enumerate(record.segments)
        if segment.paragraph is not None and record.text[segment.start : segment.end].strip()
    )


def kept_paragraphs(act: Act, row: Row) -> tuple[Paragraph, ...]:
    """The paragraphs of a record of the store. Raises NotFound where nothing is kept of it."""
    return paragraphs(kept_record(act, row))


def kept_record(act: Act, row: Row) -> Record:
    """A record of the store as it was understood, and typed by reviewers. Raises NotFound where nothing is kept."""
    copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
    if copy is None or copy.papers_id is None:
        raise NotFound("nothing is kept of what this record says")
    return parse(act.service.blobs.read(act.session, act.ring(row.case_id), copy.papers_id)).record


def spans(record: Record, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Start and end of each run of neighbours among these paragraphs."""
    ordered = sorted(set(places))
    breaks = [index for index, (a, b) in enumerate(pairwise(ordered), 1) if b != a + 1]
    starts, ends = [0, *breaks], [*breaks, len(ordered)]
    runs = [(ordered[start], ordered[end - 1]) for start, end in zip(starts, ends, strict=True) if end > start]
    return tuple((record.segments[first].start, record.segments[last].end) for first, last in runs)
