"""What of a line stands between wide gaps, by which columns and tables without rules are found.

Justified text has wide gaps too, most of all in narrow columns, and how wide they are depends on the words that met
in a line. So a gap is none if it is only a stretched space: one that the producer drew in its turn between two words,
as wide as all others of its line, in a text whose lines end at one place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line

_EVEN = 1.5
"""Points by which the spaces of a justified line differ at most."""
_WORDS = 4
_LINES = 3
"""Lines of at least so many words, with even spaces and one end, show that a text is justified."""


@dataclass(slots=True)
class Piece:
    """Glyphs of a line between two wide gaps."""

    glyphs: list[int]
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Space:
    """A gap between two words that holds drawn spaces: the glyphs beside it and its width for each space."""

    before: int
    after: int
    width: float


def pieces_of(page: Page, lines: Sequence[Line]) -> list[list[Piece]]:
    """The pieces of each line."""
    spaces = [[] if line.angle else list(_spaces(page, line)) for line in lines]
    ends = _justified(page, lines, spaces)
    return [_cut(page, line, _stretched(page, line, own, ends)) for line, own in zip(lines, spaces, strict=True)]


def _cut(page: Page, line: Line, stretched: frozenset[int]) -> list[Piece]:
    """`stretched` are the glyphs before which there is no gap, however wide it looks."""
    out: list[Piece] = []
    for number in line.glyphs:
        glyph = page.glyphs[number]
        if glyph.text.isspace() or line.angle:
            if out and not line.angle:
                out[-1].glyphs.append(number)
            continue
        if out and (glyph.x0 - out[-1].x1 <= max(8.0, 0.8 * line.size) or number in stretched):
            out[-1].glyphs.append(number)
            out[-1].x1 = max(out[-1].x1, glyph.x1)
        else:
            out.append(Piece([number], glyph.x0, glyph.x1))
    return out or [Piece(list(line.glyphs), line.x0, line.x1)]


def _spaces(page: Page, line: Line) -> Iterator[_Space]:
    """Gaps with one drawn space, or two as after a full stop, that was drawn right between its neighbours."""
    ink = [at for at, number in enumerate(line.glyphs) if not page.glyphs[number].text.isspace()]
    for a, b in pairwise(ink):
        before, after = line.glyphs[a], line.glyphs[b]
        if 2 <= b - a <= 3 and abs(after - before) == b - a:
            yield _Space(before, after, (page.glyphs[after].x0 - page.glyphs[before].x1) / (b - a - 1))


def _runs(page: Page, line: Line, spaces: Sequence[_Space]) -> Iterator[list[_Space]]:
    """The spaces of each stretch of a line that was drawn at one go: columns beside one another are several."""
    after = {space.after: space for space in spaces}
    run: list[_Space] = []
    before: int | None = None
    for number in line.glyphs:
        if page.glyphs[number].text.isspace():
            continue
        wide = before is not None and page.glyphs[number].x0 - page.glyphs[before].x1 > max(8.0, 0.8 * line.size)
        if number in after:
            run.append(after[number])
        elif wide and run:
            yield run
            run = []
        before = number
    if run:
        yield run


def _even(run: Sequence[_Space]) -> bool:
    return max(space.width for space in run) - min(space.width for space in run) <= _EVEN


def _justified(page: Page, lines: Sequence[Line], spaces: Sequence[Sequence[_Space]]) -> frozenset[int]:
    """Where the lines of justified text end, in points."""
    ends: dict[int, int] = {}
    for line, own in zip(lines, spaces, strict=True):
        for run in _runs(page, line, own):
            if len(run) >= _WORDS - 1 and _even(run):
                end = round(_end(page, line, run))
                ends[end] = ends.get(end, 0) + 1
    return frozenset(end + step for end in ends for step in (-1, 0, 1) if ends[end] >= _LINES)


def _end(page: Page, line: Line, run: Sequence[_Space]) -> float:
    """Where the text ends that a run of spaces is part of."""
    end = page.glyphs[run[-1].after].x1
    for number in line.glyphs[line.glyphs.index(run[-1].after) + 1 :]:
        glyph = page.glyphs[number]
        if glyph.text.isspace() or glyph.x0 - end > max(8.0, 0.8 * line.size):
            break
        end = max(end, glyph.x1)
    return end


def _stretched(page: Page, line: Line, spaces: Sequence[_Space], ends: frozenset[int]) -> frozenset[int]:
    """The glyphs that stand behind a stretched space."""
    found: set[int] = set()
    for run in _runs(page, line, spaces):
        if round(_end(page, line, run)) in ends and _even(run):
            found.update(space.after for space in run)
    return frozenset(found)
