"""Reading order on a page: columns of prose one after the other, all else from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.lines import make_line
from sanitiser.formats.pdf.structure.model import Line

_LEAST = 4
"""Lines that each of two columns needs."""


@dataclass(slots=True)
class Piece:
    """Glyphs of a line between two wide gaps."""

    glyphs: list[int]
    x0: float
    x1: float


def in_columns(page: Page, lines: Sequence[Line], region: int) -> list[Line]:
    """The lines in reading order, cut where a gutter runs through them; `region` numbers are counted up from there."""
    pieces = [pieces_of(page, line) for line in lines]
    gutter = _gutter(lines, pieces)
    for line in lines:
        line.region = region
    if gutter is None:
        return list(lines)
    out: list[Line] = []
    for crossed, start, end in _bands(lines, pieces, gutter):
        band = lines[start:end]
        halves = None if crossed else _halves(page, band, pieces[start:end], gutter)
        if halves is None:
            out.extend(band)
            continue
        for half in halves:
            region += 1
            out.extend(in_columns(page, half, region * 8))
    return out


def pieces_of(page: Page, line: Line) -> list[Piece]:
    """What of a line stands between wide gaps."""
    out: list[Piece] = []
    for number in line.glyphs:
        glyph = page.glyphs[number]
        if glyph.text.isspace() or line.angle:
            if out and not line.angle:
                out[-1].glyphs.append(number)
            continue
        if out and glyph.x0 - out[-1].x1 <= max(8.0, 0.8 * line.size):
            out[-1].glyphs.append(number)
            out[-1].x1 = max(out[-1].x1, glyph.x1)
        else:
            out.append(Piece([number], glyph.x0, glyph.x1))
    return out or [Piece(list(line.glyphs), line.x0, line.x1)]


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
    page: Page, band: Sequence[Line], pieces: Sequence[list[Piece]], gutter: float
) -> tuple[list[Line], list[Line]] | None:
    """The two columns of a band, or None if it is not two columns of prose."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line, row in zip(band, pieces, strict=True):
        for side, part in enumerate(([p for p in row if p.x1 <= gutter], [p for p in row if p.x1 > gutter])):
            made = make_line(line.page, page, [n for piece in part for n in piece.glyphs]) if part else None
            if made is not None:
                sides[side].append(made)
    if min(len(sides[0]), len(sides[1])) < _LEAST or not all(_prose(side) for side in sides):
        return None
    for half in sides:
        left, right = min(line.x0 for line in half), max(line.x1 for line in half)
        for line in half:
            line.left, line.right = left, right
    return sides


def _prose(side: Sequence[Line]) -> bool:
    """Whether lines fill their column, as wrapped text does and the cells of a table do not."""
    left, right = min(line.x0 for line in side), max(line.x1 for line in side)
    wide = sorted(line.x1 - line.x0 for line in side)[len(side) // 2]
    return right - left > 90 and wide > 0.6 * (right - left)
