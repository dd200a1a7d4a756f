"""A record as ingest understood it:

One text with its segments, the logical document, and what was noticed on the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sanitiser.domain.document import Document, walk


class MediaType(StrEnum):
    """Formats with an adapter; told by content, never by name."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PdfMode(StrEnum):
    """STRICT typesets a new PDF and keeps no geometry;

    LAYOUT keeps the page as it was and leaks what the manifest says.
    """

    STRICT = "strict"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters [start, end) of Record.text. Segments are joined by one newline and never overlap.

    `paragraph` is the number in `walk(document)` of the paragraph that it is, None when it is not carried over
    (metadata, comments, hidden, clipped or tiny text): such text is searched, feeds the case memory and is dropped.
    `channel` is the kind of place it was found in ('body', 'cell', 'header', 'comment', 'core-properties',
    'invisible', ...).
    """

    start: int
    end: int
    channel: str
    paragraph: int | None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where characters [start, end) of Record.text stand on a page:

    Points from the top left of the page as shown. One a word or line piece.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Removed:
    """How many things of one channel are not carried over ('comments': 3)."""

    channel: str
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """What ingest hands on. `notices` are codes that make the record need review ('picture', 'missing-glyph', ...).

    `language` is 'en' unless most of the text is in Welsh ('cy') or Gaelic ('gd', 'ga').
    """

    media_type: MediaType
    pages: int
    text: str
    segments: tuple[Segment, ...]
    document: Document
    places: tuple[Place, ...] = ()
    removed: tuple[Removed, ...] = ()
    notices: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that a reader does not see, to be searched and dropped."""

    channel: str
    text: str
    page: int | None = None


def assemble(
    document: Document, hidden: Iterable[Hidden] = (), pages_of: dict[int, int] | None = None
) -> tuple[str, tuple[Segment, ...]]:
    """Join the paragraphs of a document and the hidden texts into Record.text and its segments.

    `pages_of` gives the source page (from 1) of a paragraph's number where the format has pages.
    """
    pieces: list[str] = []
    segments: list[Segment] = []
    at = 0
    for number, placed in enumerate(walk(document)):
        text = placed.paragraph.text
        segments.append(Segment(at, at + len(text), placed.part, number, (pages_of or {}).get(number)))
        pieces.append(text)
        at += len(text) + 1
    for item in hidden:
        segments.append(Segment(at, at + len(item.text), item.channel, None, item.page))
        pieces.append(item.text)
        at += len(item.text) + 1
    return "\n".join(pieces), tuple(segments)
