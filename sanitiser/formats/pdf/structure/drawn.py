"""What the drawing order tells of a page without rules: blocks of text, and the rows that they make up.

A producer draws a cell whole, then the next one to its right, then the next row. So a row ends where the pen goes back
to the left, however many lines its cells have and however wide the gaps between them are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.lines import make_line
from sanitiser.formats.pdf.structure.marks import mark_of
from sanitiser.formats.pdf.structure.model import Line
from sanitiser.formats.pdf.structure.pieces import pieces_of

_JUMP = 0.2
"""Part of the font size from which a gap without a drawn space parts two blocks, in a file that draws its spaces."""
_LEADING = 1.75
"""Lines of one cell are at most this many font sizes apart."""
_SAME = 3.0


@dataclass(slots=True)
class Block:
    """Lines drawn one after the other, each below the last."""

    lines: list[Line]
    x0: float
    x1: float

    def add(self, line: Line) -> None:
        """Let the block go on."""
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.x0), max(self.x1, line.x1)


@dataclass(slots=True)
class Row:
    """Blocks from left to right. `sources` are the lines of the page that they were cut from."""

    page: int
    blocks: list[Block]
    sources: set[int] = field(default_factory=set)

    @property
    def top(self) -> float:
        """Where its first line stands."""
        return min(block.lines[0].y for block in self.blocks)

    @property
    def bottom(self) -> float:
        """Where its last line stands."""
        return max(block.lines[-1].y for block in self.blocks)


def rows_of(page: Page, lines: Sequence[Line]) -> list[Row]:
    """The rows of a page's upright lines in the order in which they were drawn; text across the page is a row too."""
    parts = sorted(_parts(page, lines), key=lambda part: min(part[1].glyphs))
    rows: list[Row] = []
    for source, part in parts:
        row = rows[-1] if rows else None
        if row is not None and _goes_on(row, part):
            row.blocks[-1].add(part)
        elif rows and _beside(rows, part):
            row = rows[-1]
            row.blocks.append(Block([part], part.x0, part.x1))
        else:
            row = Row(part.page, [Block([part], part.x0, part.x1)])
            rows.append(row)
        row.sources.add(id(source))
    return rows


def _goes_on(row: Row, part: Line) -> bool:
    """Whether a line stands below the last one of the cell that is being drawn."""
    block = row.blocks[-1]
    last = block.lines[-1]
    if len(row.blocks) == 1 and last.bold != part.bold:  # a heading over the first cell
        return False
    if abs(last.size - part.size) > 0.6 or not 0.5 * part.size < part.y - last.y <= _LEADING * part.size:
        return False
    left = row.blocks[-2].x1 if len(row.blocks) > 1 else min(block.x0, part.x0)
    return part.x0 >= left and part.x0 < block.x1 and part.x1 > block.x0


def _beside(rows: list[Row], part: Line) -> bool:
    """Whether a line begins a cell to the right of the one before; what that holds from its top on is one cell then."""
    if part.x0 <= rows[-1].blocks[-1].x1 or part.y > rows[-1].bottom + 0.5 * part.size:
        return False
    first = len(rows) - 1
    while first > 0 and part.y < rows[first].top - 0.5 * part.size and _stacked(rows[first - 1], rows[first], part):
        first -= 1
    if first > 0 and part.y <= rows[first - 1].bottom + 0.3 * part.size:
        return False
    row = rows[first]
    for below in rows[first + 1 :]:
        for line in below.blocks[0].lines:
            row.blocks[0].add(line)
        row.sources |= below.sources
    del rows[first + 1 :]
    return True


def _stacked(above: Row, row: Row, part: Line) -> bool:
    """Whether two blocks stand one over the other as paragraphs of one cell, and a line stands to the right of both."""
    if len(above.blocks) > 1 or len(row.blocks) > 1 or abs(above.blocks[0].x0 - row.blocks[0].x0) > _SAME:
        return False
    return above.bottom < row.top and above.blocks[0].x1 < part.x0 and part.y <= above.bottom + 0.5 * part.size


def _parts(page: Page, lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line cut where the pen did not go on: the line and a part of it."""
    owner = {number: at for at, line in enumerate(lines) for number in line.glyphs}
    ink = [n for n in sorted(owner) if not page.glyphs[n].text.isspace()]
    following = {a: owner[b] for a, b in pairwise(ink)}
    spaced = sum(page.glyphs[n].text.isspace() for n in owner) > 0.05 * len(owner)
    for at, (line, pieces) in enumerate(zip(lines, pieces_of(page, lines), strict=True)):
        if line.angle:
            continue
        cuts = [n for piece in pieces for n in _cut(page, line, piece.glyphs, following, at, spaced=spaced)]
        for numbers in _marked(page, cuts):
            made = make_line(line.page, page, numbers)
            if made is not None:
                yield line, made


def _cut(
    page: Page, line: Line, numbers: Sequence[int], following: dict[int, int], at: int, *, spaced: bool
) -> Iterator[list[int]]:
    """A piece of a line in parts: where another line was drawn in between, or a gap without a space was left."""
    part: list[int] = []
    before, space = -1, False
    for number in numbers:
        glyph = page.glyphs[number]
        if glyph.text.isspace():
            space = True
            part.append(number)
            continue
        if before >= 0:
            gap = glyph.x0 - page.glyphs[before].x1
            away = following.get(before, at) != at and gap > 0.1 * line.size
            if away or (spaced and not space and gap > _JUMP * line.size):
                yield part
                part = []
        part.append(number)
        before, space = number, False
    if part:
        yield part


def _marked(page: Page, parts: Sequence[list[int]]) -> list[list[int]]:
    """The parts, a list mark or a lone number together with the text behind it."""
    out: list[list[int]] = []
    for part in parts:
        said = "".join(page.glyphs[n].text for n in out[-1]).strip() if out else ""
        mark = mark_of(said, circle=True) if said else None
        if said and ((mark is not None and mark.literal == said) or not said):
            out[-1] = [*out[-1], *part]
        else:
            out.append(list(part))
    return out
