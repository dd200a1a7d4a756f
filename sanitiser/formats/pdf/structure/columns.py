"""Reading order on a page: columns of prose one after the other, all else from top to bottom.

Producers draw one column whole before the next, but the rows of a table one after the other. So a last column may be as
short as one line, and how long it is, which follows from the secret, changes nothing. Where the drawing order says
nothing, both columns need lines enough.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.lines import make_line
from sanitiser.formats.pdf.structure.model import Line
from sanitiser.formats.pdf.structure.pieces import Piece, pieces_of

_LEAST = 4
"""Lines that a column needs to be told from the cells of a table."""
_MOST = 12
"""Gutters that are tried: each page of a table whose cells have several lines has many that are none."""

Halves = tuple[list[Line], list[Line]]


def in_columns(page: Page, lines: Sequence[Line], region: int) -> list[Line]:
    """The lines in reading order, cut where a gutter runs through them; `region` numbers are counted up from there."""
    pieces = pieces_of(page, lines)
    for line in lines:
        line.region = region
    for gutter, drawn in _gutters(lines, pieces):
        out, found = list[Line](), False
        for crossed, start, end in _bands(lines, pieces, gutter):
            band = lines[start:end]
            halves = None if crossed else _halves(page, band, pieces[start:end], gutter, drawn=drawn)
            if halves is None:
                out.extend(band)
                continue
            found = True
            for half in halves:
                region += 1
                out.extend(in_columns(page, half, region * 8))
        if found:
            return out
    return list(lines)


def _gutters(lines: Sequence[Line], pieces: Sequence[list[Piece]]) -> Iterator[tuple[float, bool]]:
    """Where a second column may start, and whether the drawing order says so."""
    if len(lines) < _LEAST:
        return
    for gutter in _drawn_gutters(lines, pieces):
        yield gutter, True
    usual = _gutter(lines, pieces)
    if usual is not None:
        yield usual, False


def _drawn_gutters(lines: Sequence[Line], pieces: Sequence[list[Piece]]) -> list[float]:
    """Just behind what was drawn before the pen went up the page again, beside it."""
    both = zip(lines, pieces, strict=True)
    drawn = [(min(piece.glyphs), line, piece) for line, row in both for piece in row if not line.angle]
    drawn.sort(key=lambda entry: entry[0])
    found: list[float] = []
    turns = 0
    for at, ((_, above, _), (_, line, piece)) in enumerate(pairwise(drawn)):
        if line.y > above.y - 0.5 * line.size:
            continue
        beside = max(p.x1 for _, o, p in drawn[: at + 1] if o.y > line.y - 0.5 * line.size)
        if beside < piece.x0 and all(abs(beside - x) > 1 for x in found):
            found.append(beside + 1.0)
        turns += 1
        if len(found) >= _MOST or turns >= 10 * _MOST:
            break
    return found


def _gutter(lines: Sequence[Line], pieces: Sequence[list[Piece]]) -> float | None:
    """The x before which a second column starts: where many pieces start in the middle of the text, after a gap."""
    if len(lines) < 2 * _LEAST:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    starts: dict[int, int] = {}
    for row in pieces:
        for at, piece in enumerate(row):
            inner = left + 0.25 * width < piece.x0 < left + 0.75 * width
            if inner and (at > 0 or piece.x1 - piece.x0 > 0.2 * width):
                starts[round(piece.x0)] = starts.get(round(piece.x0), 0) + 1
    near = {x: starts.get(x - 1, 0) + starts[x] + starts.get(x + 1, 0) for x in starts}
    best = max(near, key=lambda x: (near[x], -x), default=None)
    return best - 3.0 if best is not None and near[best] >= _LEAST else None


def _bands(lines: Sequence[Line], pieces: Sequence[list[Piece]], gutter: float) -> list[tuple[bool, int, int]]:
    """Runs of lines that cross the gutter, and runs that leave it free."""
    bands: list[tuple[bool, int, int]] = []
    for at, row in enumerate(pieces):
        crossed = any(piece.x0 < gutter < piece.x1 for piece in row)
        if bands and bands[-1][0] == crossed and lines[at].y - lines[at - 1].y < 5 * lines[at].size:
            bands[-1] = (crossed, bands[-1][1], at + 1)
        else:
            bands.append((crossed, at, at + 1))
    return bands


def _halves(
    page: Page, band: Sequence[Line], pieces: Sequence[list[Piece]], gutter: float, *, drawn: bool
) -> Halves | None:
    """The two columns of a band, or None if it is not two columns of prose."""
    sides: Halves = ([], [])
    for line, row in zip(band, pieces, strict=True):
        for side, part in enumerate(([p for p in row if p.x1 <= gutter], [p for p in row if p.x1 > gutter])):
            made = make_line(line.page, page, [n for piece in part for n in piece.glyphs]) if part else None
            if made is not None:
                sides[side].append(made)
    if not sides[1] or len(sides[0]) < _LEAST or not _prose(sides[0]):
        return None
    if not (drawn and _in_turn(page, sides)) and (len(sides[1]) < _LEAST or not _prose(sides[1])):
        return None
    width = 0.0
    for half in sides:
        left, right = min(line.x0 for line in half), max(line.x1 for line in half)
        if len(half) < _LEAST:  # too few to show their margin: columns are of one width
            right = max(right, min(band[0].right, left + width))
        width = right - left
        for line in half:
            line.left, line.right = left, right
    return sides


def _in_turn(page: Page, sides: Halves) -> bool:
    """Whether all of the left column was drawn before the right one, and goes on from line to line: where a form's
    entries are drawn after the names of its fields, these do not.
    """
    left, right = ([number for line in side for number in line.glyphs] for side in sides)
    going_on = sum(line.text[0].islower() for line in sides[0])
    one_stream = page.glyphs[max(left)].run.stream == page.glyphs[min(right)].run.stream
    return max(left) < min(right) and one_stream and going_on >= len(sides[0]) // _LEAST


def _prose(side: Sequence[Line]) -> bool:
    """Whether lines fill their column, as wrapped text does and the cells of a table do not."""
    left, right = min(line.x0 for line in side), max(line.x1 for line in side)
    wide = sorted(line.x1 - line.x0 for line in side)[len(side) // 2]
    return right - left > 90 and wide > 0.6 * (right - left)
