"""Tables without rules: rows whose texts leave the same gaps free.

A gap counts when several rows in a row share it, so that a long text in one of them, which narrows its own gap, changes
nothing. How wide it is and where it lies are forgotten. What it cannot do: two rows alone are read as lines of text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.flow import list_mark
from sanitiser.formats.pdf.structure.lines import make_line
from sanitiser.formats.pdf.structure.marks import mark_of
from sanitiser.formats.pdf.structure.model import CellDraft, Item, Line, TableDraft
from sanitiser.formats.pdf.structure.pieces import Piece, pieces_of

_DATE = re.compile(r"\d{1,4}[/.-]\d|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_ROWS = 3
_PITCH = 3.2
"""Rows further apart than this many font sizes are not of one table."""
_FAR = 1e6
_REGION = 700_000


@dataclass(slots=True)
class _Run:
    """Lines from `start` to `end` that leave `gaps` free: from the end of what stands left to the start of the next."""

    start: int
    end: int
    gaps: list[tuple[float, float]] = field(default_factory=list)


def tabulated(page: Page, lines: Sequence[Line]) -> list[Item]:
    """The lines of a page's flow with those that make up tables replaced by tables."""
    out: list[Item] = []
    pieces = pieces_of(page, lines)
    at = 0
    while at < len(lines):
        run = _run(page, lines, pieces, at) if len(pieces[at]) > 1 else None
        if run is None:
            out.append(lines[at])
            at += 1
        else:
            out.append(_draft(page, lines[run.start : run.end], run))
            at = run.end
    return out


def _run(page: Page, lines: Sequence[Line], pieces: Sequence[list[Piece]], start: int) -> _Run | None:
    gaps = [(a.x1, b.x0) for a, b in pairwise(pieces[start])]
    end = start + 1
    while end < len(lines) and _near(lines[end - 1], lines[end]):
        size = lines[end].size
        left = _meet(gaps, _free(page, lines[end]), 0.3 * size)
        if not left or (len(pieces[end]) > 1 and len(left) < len(gaps) and end - start >= _ROWS):
            break
        gaps = left
        end += 1
    while end > start and len(pieces[end - 1]) == 1 and lines[end - 1].x0 < gaps[0][0]:
        end -= 1
    rows = [n for n in range(start, end) if _parted(pieces[n], gaps)]
    marked = sum(1 for n in rows if mark_of(lines[n].text) is not None)
    if len(rows) < _ROWS or 2 * len(rows) < end - start or 2 * marked > len(rows):
        return None
    if len(gaps) == 1 and _counted(page, [lines[n] for n in rows]):
        return None
    return _Run(start, end, gaps)


def _counted(page: Page, lines: Sequence[Line]) -> bool:
    """Whether lines begin with numbers that count on, set apart: items of a list."""
    marks = [list_mark(page, line)[0] for line in lines]
    counts = [int(mark.literal) if mark is not None and mark.literal.isdecimal() else -9 for mark in marks]
    return all(b == a + 1 for a, b in pairwise(counts))


def _near(a: Line, b: Line) -> bool:
    alike = a.region == b.region and not b.angle and abs(a.size - b.size) < 0.6
    return alike and 0 < b.y - a.y < _PITCH * a.size


def _free(page: Page, line: Line) -> list[tuple[float, float]]:
    """The gaps of a line, those before and behind it too."""
    ends = [(-_FAR, -_FAR)]
    for number in line.glyphs:
        glyph = page.glyphs[number]
        if not glyph.text.isspace():
            ends.append((glyph.x0, glyph.x1))
    ends.append((_FAR, _FAR))
    return [(a[1], b[0]) for a, b in pairwise(ends) if b[0] - a[1] > 0.15 * line.size]


def _meet(
    gaps: Sequence[tuple[float, float]], free: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    """What of each gap is free in one more line."""
    out = []
    for low, high in gaps:
        best = max(((max(low, a), min(high, b)) for a, b in free), key=lambda g: g[1] - g[0], default=(0.0, 0.0))
        if best[1] - best[0] >= least:
            out.append(best)
    return out


def _parted(row: Sequence[Piece], gaps: Sequence[tuple[float, float]]) -> bool:
    """Whether a line has text on both sides of a gap."""
    return any(row[0].x0 < low + 0.1 and row[-1].x1 > high - 0.1 for low, high in gaps)


def _draft(page: Page, lines: Sequence[Line], run: _Run) -> TableDraft:
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    edges = (left, *(high for _, high in run.gaps), max(right, run.gaps[-1][1] + 1))
    draft = TableDraft(lines[0].page, edges, 0, [], lines[0].top, lines[-1].bottom, ruled=False)
    grid: dict[tuple[int, int], CellDraft] = {}
    parted = [_parts(page, line, run.gaps) for line in lines]
    starts = {0} if _beside(page, lines, run.gaps) else _starts(lines, parted)
    for at, (line, parts) in enumerate(zip(lines, parted, strict=True)):
        draft.rows += at in starts
        for column, glyphs in sorted(parts.items()):
            part = make_line(line.page, page, glyphs)
            if part is None:
                continue
            spot = (draft.rows - 1, column)
            cell = grid.get(spot)
            if cell is None:
                cell = grid[spot] = CellDraft(line.page, *spot, 1, 1, edges[column], edges[column + 1], [])
            part.in_cell = True
            part.region = line.region + _REGION + (draft.rows * 64 + column) * 1_000_000_000
            part.left = edges[column]
            part.right = run.gaps[column][1] - 3 if column < len(run.gaps) else line.right
            cell.items.append(part)
    for row in range(draft.rows):
        for column in range(len(edges) - 1):
            cell = grid.get((row, column))
            draft.cells.append(cell or CellDraft(draft.page, row, column, 1, 1, edges[column], edges[column + 1], []))
    return draft


def _starts(lines: Sequence[Line], parted: Sequence[dict[int, list[int]]]) -> set[int]:
    """The lines with which rows begin: those with a text in the first column, unless they stand closer to the line
    above than rows do. Where the first column's text stands lower than its neighbour's first line, its row begins with
    that.
    """
    steps = [0.0, *(b.y - a.y for a, b in pairwise(lines))]
    between = sorted(step for step, parts in zip(steps[1:], parted[1:], strict=True) if len(parts) > 1)
    usual = between[len(between) // 2] if between else 0.0
    near = [at > 0 and steps[at] < min(usual - 0.2 * line.size, 1.5 * line.size) for at, line in enumerate(lines)]
    starts = {0}
    for at in range(1, len(lines)):
        if near[at]:
            continue
        if 0 in parted[at]:
            if not _goes_on(lines[at - 1], lines[at], parted[at]):
                starts.add(at)
        elif 0 in parted[_first_named(parted, near, at)]:
            starts.add(at)
    return starts


def _first_named(parted: Sequence[dict[int, list[int]]], near: Sequence[bool], at: int) -> int:
    """The first line from `at` on with a text in the first column, as far as lines stand close; else the last."""
    while 0 not in parted[at] and at + 1 < len(parted) and near[at + 1]:
        at += 1
    return at


def _beside(page: Page, lines: Sequence[Line], gaps: Sequence[tuple[float, float]]) -> bool:
    """Whether two blocks stand side by side, as the addresses of a letter do, rather than rows of a table: close lines
    with text on both sides, and neither names of fields nor dates on the left.
    """
    if len(gaps) != 1 or len(lines) > 12 or any(b.y - a.y > 1.45 * a.size for a, b in pairwise(lines[:-1])):
        return False
    both = 0
    for line in lines:
        parts = _parts(page, line, gaps)
        both += len(parts) > 1
        left = make_line(line.page, page, parts[0]) if 0 in parts else None
        if left is not None and is_entry(left):
            return False
    return both >= 0.7 * len(lines)


def is_entry(line: Line) -> bool:
    """Whether a line looks like the name of a field or a date, with which the row of a table begins."""
    return line.bold or line.text.endswith(":") or _DATE.match(line.text) is not None


def _parts(page: Page, line: Line, gaps: Sequence[tuple[float, float]]) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = {}
    for number in line.glyphs:
        glyph = page.glyphs[number]
        middle = (glyph.x0 + glyph.x1) / 2
        column = sum(1 for low, high in gaps if middle > (low + high) / 2)
        parts.setdefault(column, []).append(number)
    return {
        column: glyphs for column, glyphs in parts.items() if any(not page.glyphs[n].text.isspace() for n in glyphs)
    }


def _goes_on(before: Line, line: Line, parts: dict[int, list[int]]) -> bool:
    """Whether a line that says something in the first column alone goes on with the row above."""
    return len(parts) == 1 and line.text[0].islower() and line.y - before.y < 1.5 * line.size
