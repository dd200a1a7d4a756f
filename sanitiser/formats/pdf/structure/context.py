"""What holds for a whole record and is asked at every line end: margins, leading, and the habits of its producer.

A habit is evidence that does not depend on where lines end. LibreOffice draws the space at which it wraps a line and
none where a paragraph ends; ReportLab draws each paragraph as a text object of its own. Where a file has such a habit,
paragraphs are told by it, and neither by the fullness of a line nor by a page's end.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line

_STOPS = ".!?:;"
_SPACE = 0.25
_NEAR = 6
"""Text operators of one ReportLab paragraph are at most this many operators apart; of two they are 9 or more."""


@dataclass(slots=True)
class Context:
    """`leading` is, by rounded size, the greatest distance between baselines of one paragraph."""

    pages: Sequence[Page]
    leading: dict[int, float] = field(default_factory=dict)
    trailing: bool = False
    objects: bool = False

    def reach(self, line: Line) -> float:
        """How far below a line of this size the next line of its paragraph may stand."""
        return self.leading.get(round(line.size), 1.45 * line.size) + 0.15 * line.size


def learn(pages: Sequence[Page], lines: Sequence[Line]) -> Context:
    """Find leading and habits from pairs of lines that surely belong to one paragraph, whatever their length."""
    context = Context(pages)
    together = list(_neighbours(lines))
    wraps = [(a, b) for a, b in together if sure_wrap(pages, a, b)]
    for size, distances in _by_size(wraps).items():
        counts = Counter(round(d * 2) / 2 for d in distances)
        enough = max(1, min(2, len(distances) // 2), len(distances) // 12)
        context.leading[size] = max(d for d in counts if counts[d] >= min(enough, max(counts.values())))
    for size, distances in _by_size(together).items():
        if size not in context.leading and min(distances) < 1.7 * size:
            context.leading[size] = min(distances)
    spaced = [a.trailing for a, _ in wraps if a.text[-1] not in "-/–—"]
    ends = [a.trailing for a, b in together if b.y - a.y > context.reach(a)]
    context.trailing = bool(spaced) and sum(spaced) >= 0.95 * len(spaced) and 2 * sum(ends) <= len(ends)
    near = [near_operators(a, b) for a, b in wraps]
    context.objects = bool(near) and sum(near) >= 0.95 * len(near)
    return context


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    for a, b in itertools.pairwise(lines):
        if a.region == b.region and abs(a.size - b.size) < 0.6 and 0 < b.y - a.y < 4 * a.size and not a.angle:
            yield a, b


def _by_size(pairs: Iterable[tuple[Line, Line]]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for a, b in pairs:
        found.setdefault(round(a.size), []).append(b.y - a.y)
    return found


def sure_wrap(pages: Sequence[Page], a: Line, b: Line) -> bool:
    """Whether the text alone says that `b` goes on where `a` stopped, and the first word had no room there."""
    if not b.text[0].islower() or a.text[-1] in _STOPS or b.y - a.y > 2.2 * a.size or abs(a.x0 - b.x0) > 1.5:
        return False
    return not fits(pages, a, b)


def near_operators(a: Line, b: Line) -> bool:
    """Whether `b` was drawn by the operators that follow those of `a`."""
    return a.last[0] == b.first[0] and 0 <= b.first[1] - a.last[1] <= _NEAR


def fits(pages: Sequence[Page], a: Line, b: Line) -> bool:
    """Whether the first word of `b` would have had room at the end of `a`: then the author ended the line.

    A line that was wrapped is never so, wherever it was wrapped.
    """
    room = a.right - a.left - (a.x1 - a.x0)
    if not _centred(a, b):
        room = a.right - a.x1
    return first_word(pages[b.page], b) + _SPACE * a.size <= room - 0.5


def _centred(a: Line, b: Line) -> bool:
    if abs(a.x0 - b.x0) < 1.5:
        return False
    return abs(a.middle - b.middle) < 1.5 or abs(a.x1 - b.x1) < 1.0


def first_word(page: Page, line: Line) -> float:
    """Width of what a line break would keep together at the beginning of a line."""
    start = page.glyphs[line.glyphs[0]]
    end = start.x1
    for number in line.glyphs:
        glyph = page.glyphs[number]
        if glyph.text.isspace() or glyph.x0 - end > 0.16 * glyph.run.size:
            break
        end = glyph.x1
        if glyph.text[-1:] in "-/–—\u2010\u00ad":
            break
    return end - start.x0
