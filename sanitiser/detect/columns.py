"""Names that stand where a table says what they are: under 'School', beside 'GP practice', in the column of agencies.

A table's own heads tell more than the words of the name: 'Little Pirates' under 'Nursery' is one, whatever lists say.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from recognisers.person_names import is_first
from recognisers.unlisted import says_nothing
from recognisers.words import groups
from sanitiser.domain.document import Block, Cell, Document, Paragraph, Row, Table, TextBox, walk
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind, default_words
from sanitiser.domain.record import Record

NAME: Final = "Columns"
_SCORE: Final = 0.55
_HEADS: Final = (
    (
        Kind.SCHOOL,
        "NURSERY",
        r"(?:current |previous |name of )?(?:nursery|pre-?school|playgroup|childminder|childcare)(?: setting)?",
    ),
    (
        Kind.SCHOOL,
        "SCHOOL",
        r"(?:current |previous |name of |last )?(?:schools?|school attended|school name|(?:education |school )?setting|"
        r"education(?:al)? (?:setting|provision|placement|establishment)|school ?/ ?nursery|nursery ?/ ?school|"
        r"school ?/ ?setting|school ?/ ?college|place of education)",
    ),
    (Kind.SCHOOL, "COLLEGE", r"college(?: attended)?|university"),
    (Kind.AGENCY, "GP PRACTICE", r"(?:gp )?(?:surgery|practice)(?: name)?|gp surgery|registered (?:gp )?practice"),
    (Kind.AGENCY, "HOSPITAL", r"hospital|maternity unit|place of delivery|booked at"),
    (Kind.AGENCY, "EMPLOYER", r"employer|place of work|workplace"),
    (Kind.AGENCY, "COURT", r"court|hearing centre"),
    (
        Kind.AGENCY,
        "AGENCY",
        r"agency|agencies|organisation|organization|service|provider|team|base|"
        r"agency ?/ ?(?:team|service|organisation)|"
        r"(?:role|job title) ?/ ?(?:agency|organisation)|company|department|(?:name of )?(?:service|agency|provider)",
    ),
    (Kind.AGENCY, "VENUE", r"venue|meeting venue|location of (?:meeting|contact)|held at|club"),
    (
        Kind.PLACE,
        "PLACE",
        r"location|place|town|city|area|locality|district|ward|village|county|borough|place of birth|birthplace|"
        r"place moved (?:from|to)|where",
    ),
)  # fmt: skip
_HEAD: Final = tuple((kind, words, re.compile(rf"(?:{pattern})[ ]?[:?*]?", re.I)) for kind, words, pattern in _HEADS)
_VALUE: Final = re.compile(r"[^\W\d_][^\n,;(|]*")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST: Final = 60
_MOST_WORDS: Final = 7


class ColumnFinder:
    """Finds the values of columns and rows whose head says that they name a place or a body.

    Cells where a case term stands are left to that: whether a name looks like a value must not depend on which it is.
    """

    def __init__(self, record: Record, terms: Sequence[Finding] = ()) -> None:
        self._terms = [(term.start, term.end) for term in terms]
        starts = {s.paragraph: s.start for s in record.segments if s.paragraph is not None}
        self._at = {id(placed.paragraph): starts.get(n) for n, placed in enumerate(walk(record.document))}
        self._document = record.document

    def find(self) -> Iterator[Finding]:
        """Findings in the order of the tables."""
        for table in _tables(self._document):
            for kind, words, cell in _named(table):
                for block in cell.blocks:
                    at = self._at.get(id(block))
                    if isinstance(block, Paragraph) and at is not None and not self._taken(at, at + len(block.text)):
                        yield from _value(kind, words, block.text, at)

    def _taken(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._terms)


def _tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        furniture = [block for one in (*section.headers, *section.footers) for block in one.blocks]
        yield from _inside([*furniture, *section.blocks])


def _inside(blocks: list[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, TextBox):
            yield from _inside([*block.blocks])
        elif isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from _inside([*cell.blocks])


def _named(table: Table) -> Iterator[tuple[Kind, str, Cell]]:
    """The cells that a head names, with its kind and the label's words: below it, or beside it."""
    heads: dict[int, tuple[Kind, str]] = {}
    for number, row in enumerate(table.rows):
        placed = list(_columns(row))
        said = [(column, cell, _head(cell)) for column, cell in placed]
        if number == 0 or row.header or sum(head is not None for _, _, head in said) > 1:
            heads = {column: head for column, _, head in said if head is not None} or heads
        for (_, _, head), (_, beside, other) in pairwise(said):
            if head is not None and other is None and (number or len(said) == 2):
                yield *head, beside
        for column, cell, head in said:
            if head is None and number and column in heads:
                yield *heads[column], cell


def _columns(row: Row) -> Iterator[tuple[int, Cell]]:
    """Cells with the grid column they begin at; a row span from above shifts them, which is borne."""
    column = 0
    for cell in row.cells:
        yield column, cell
        column += cell.colspan


def _head(cell: Cell) -> tuple[Kind, str] | None:
    if len(cell.blocks) != 1 or not isinstance(cell.blocks[0], Paragraph):
        return None
    text = cell.blocks[0].text.strip()
    return next(((kind, words) for kind, words, head in _HEAD if head.fullmatch(text)), None)


def _value(kind: Kind, words: str, text: str, at: int) -> Iterator[Finding]:
    """The name at the beginning of a cell: capitals, not long, not a person, not words that say nothing."""
    found = _VALUE.search(text)
    if found is None or found.start() > 2 or len(found[0]) > _LONGEST or "[" in found[0]:
        return
    said = list(_WORD.finditer(text, found.start(), found.end()))
    while said and said[-1][0][0].islower():
        said.pop()
    if not said or len(said) > _MOST_WORDS or not said[0][0][0].isupper() or is_first(said[0][0].casefold()):
        return
    long = [m[0] for m in said if len(m[0]) > 3]
    if any(word[0].islower() for word in long) or all(_usual(m[0]) for m in said):
        return
    shown = words if words != default_words(kind) else ""
    yield Finding(
        at + said[0].start(),
        at + said[-1].end(),
        kind,
        _SCORE,
        (NAME,),
        "the table's head says what it is",
        "",
        shown,
        sure=False,
    )


def _usual(word: str) -> bool:
    """Whether a word of a cell names nothing: a role, an office, initials that the whole country knows."""
    return says_nothing(word) if not word.isupper() or len(word) < 2 else word.casefold() in _initials()


@cache
def _initials() -> frozenset[str]:
    return groups("unlisted")["initials"]
