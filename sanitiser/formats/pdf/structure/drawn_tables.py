"""Tables without rules whose rows the drawing order tells (drawn.py), over page breaks too.

Consecutive rows make a table if their cells stand in columns that nothing crosses. How many lines a cell has, how wide
the gaps are and which row a page ends after change nothing. Tables that were drawn otherwise are left to unruled.py.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.drawn import Block, Row, rows_of
from sanitiser.formats.pdf.structure.marks import mark_of
from sanitiser.formats.pdf.structure.model import CellDraft, Line, TableDraft
from sanitiser.formats.pdf.structure.unruled import is_entry

_ROWS = 3
_PITCH = 3.2
"""Rows further apart than this many font sizes are not of one table."""
_TIGHT = 1.45
_BLOCKS = 12
_NUMBER = re.compile(r"\d{1,3}")
_HOUSE = re.compile(r"\d{1,4}[A-Za-z]?,? [A-Z]")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$")
_REGION = 1_000_000
_FIRST_REGION = 800_000


@dataclass(slots=True)
class _Run:
    """Rows whose cells stand in `columns`, from left to right and apart."""

    rows: list[Row] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Let a row in if its cells stand in columns of their own."""
        if not self.rows and len(row.blocks) < 2:
            return False
        if self.rows and not _near(self.rows[-1], row):
            return False
        columns = _columns(self.columns, row)
        if columns is None:
            return False
        self.columns = columns
        self.rows.append(row)
        return True

    def trimmed(self) -> "_Run":
        """Without the text behind the table that happens to be as narrow as its first column."""
        rows = list(self.rows)
        while rows and len(rows[-1].blocks) == 1 and _column(self.columns, rows[-1].blocks[0]) == 0:
            rows.pop()
        return _Run(rows, self.columns)


def take_tables(pages: Sequence[Page], lines: Sequence[list[Line]]) -> list[TableDraft]:
    """The tables, page by page; their lines are taken out of `lines`."""
    rows = [row for page, own in zip(pages, lines, strict=True) for row in rows_of(page, own)]
    uses = Counter(source for row in rows for source in row.sources)
    drafts: list[TableDraft] = []
    for run in _runs(rows):
        if not _is_table(run, uses):
            continue
        gone = {source for row in run.rows for source in row.sources}
        for index in sorted({row.page for row in run.rows}):
            drafts.append(_draft(run, index, len(drafts)))
            lines[index][:] = [line for line in lines[index] if id(line) not in gone]
    return drafts


def _runs(rows: Sequence[Row]) -> Iterator[_Run]:
    run = _Run()
    for row in rows:
        if not run.takes(row):
            yield run.trimmed()
            run = _Run()
            run.takes(row)
    yield run.trimmed()


def _near(above: Row, row: Row) -> bool:
    size = row.blocks[0].lines[0].size
    if abs(above.blocks[0].lines[0].size - size) > 0.6:
        return False
    return row.page == above.page + 1 or (row.page == above.page and 0 < row.top - above.bottom <= _PITCH * size)


def _columns(columns: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]] | None:
    """The columns with a row's cells in them; None if a cell stands in two, or two cells in one."""
    wider = list(columns)
    taken: set[int] = set()
    for block in row.blocks:
        inside = [n for n, (low, high) in enumerate(wider) if block.x0 < high and block.x1 > low]
        if len(inside) > 1 or (inside and inside[0] in taken):
            return None
        if inside:
            low, high = wider[inside[0]]
            wider[inside[0]] = (min(low, block.x0), max(high, block.x1))
            taken.add(inside[0])
        else:
            wider.append((block.x0, block.x1))
            taken.add(len(wider) - 1)
    wider.sort()
    if any(b[0] <= a[1] for a, b in pairwise(wider)):
        return None
    return wider


def _column(columns: Sequence[tuple[float, float]], block: Block) -> int:
    return next(n for n, (low, high) in enumerate(columns) if block.x0 < high and block.x1 > low)


def _is_table(run: _Run, uses: Counter[int]) -> bool:
    """Whether there are rows enough, they have their lines for themselves, and they are no list."""
    several = [row for row in run.rows if len(row.blocks) > 1]
    if len(several) < _ROWS or 2 * len(several) < len(run.rows):
        return False
    own = Counter(source for row in run.rows for source in row.sources)
    if any(uses[source] != count for source, count in own.items()):
        return False
    return 2 * sum(_is_mark(row.blocks[0].lines[0].text) for row in several) <= len(several)


def _is_mark(text: str) -> bool:
    return mark_of(text) is not None or _NUMBER.fullmatch(text) is not None


def _side_by_side(run: _Run) -> bool:
    """Whether an address stands beside other lines, as at the head of a letter: its lines are one cell."""
    if len(run.columns) != 2 or len(run.rows) > _BLOCKS or len({row.page for row in run.rows}) > 1:
        return False
    if any(b.top - a.bottom > _TIGHT * b.blocks[0].lines[0].size for a, b in pairwise(run.rows)):
        return False
    blocks = [row.blocks[0] for row in run.rows if _column(run.columns, row.blocks[0]) == 0]
    left = [line for block in blocks for line in block.lines]
    return any(_HOUSE.match(line.text) or _POSTCODE.search(line.text) for line in left) and not any(map(is_entry, left))


def _draft(run: _Run, index: int, number: int) -> TableDraft:
    """The part of a table that stands on one page."""
    rows = [row for row in run.rows if row.page == index]
    edges = (*(low for low, _ in run.columns), run.columns[-1][1] + 1.0)
    one = _side_by_side(run)
    draft = TableDraft(index, edges, 1 if one else len(rows), [], rows[0].top, rows[-1].bottom, ruled=False)
    found: dict[tuple[int, int], CellDraft] = {}
    for at in range(draft.rows):
        for column, (low, high) in enumerate(run.columns):
            found[at, column] = CellDraft(index, at, column, 1, 1, low, high, [])
    for at, row in enumerate(rows):
        for block in row.blocks:
            column = _column(run.columns, block)
            found[0 if one else at, column].items.extend(block.lines)
    for at, cell in enumerate(found.values()):
        for line in cell.items:
            if isinstance(line, Line):
                line.in_cell = True
                line.left, line.right = cell.x0, cell.x1
                line.region = index * _REGION + _FIRST_REGION + number * 10_000 + at
    draft.cells.extend(found.values())
    return draft
