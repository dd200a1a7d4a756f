"""Lines that no label touches, brought to one form: natural advances, even gaps between words.

Producers round the place of each glyph by what stands elsewhere on the page, by a few thousandths of the size: enough
to tell secrets apart, not enough to see. So of a line only its start is kept, and its end when it was stretched to it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from sanitiser.formats.pdf.page import Glyph

_NATURAL: Final = 0.015
"""A line whose length differs by less from that of its letters was not stretched."""
_GAP: Final = 0.15
_TAB: Final = 1.2
_MOVED: Final = 0.5
"""A gap as wide as this, in parts of the size, that an operator of its own made, is a place and no word gap."""
_SPACE: Final = 0.25
_MARGIN: Final = 3.0
Width = Callable[[int], float]


def places(glyphs: Sequence[Glyph], numbers: Sequence[int], width: Width, page: float) -> dict[int, float]:
    """The x of each upright glyph of `numbers`; `width` gives its advance, `page` is the page's width, in points."""
    out: dict[int, float] = {}
    segments = list(_segments(glyphs, numbers))
    starts = Counter(round(glyphs[s[0]].ox, 1) for s in segments)
    # where lines that were stretched end: the right margin, if it is as wide as the left one
    margin = page - max(starts, key=lambda x: (starts[x], -x)) if starts else page
    for segment in segments:
        _place(glyphs, segment, width, margin, out)
    return out


def _segments(glyphs: Sequence[Glyph], numbers: Sequence[int]) -> Iterator[list[int]]:
    """Glyphs drawn one after the other on one baseline, without a gap as wide as a tabulator's."""
    segment: list[int] = []
    for number in numbers:
        g = glyphs[number]
        if g.angle or g.run.vertical:
            continue
        if segment:
            last = glyphs[segment[-1]]
            gap = g.ox - last.x1
            tab = (_TAB if g.run is last.run else _MOVED) * g.size
            if abs(g.oy - last.oy) > 0.05 or gap > tab or gap < -0.5 * g.size:
                yield segment
                segment = []
        segment.append(number)
    if segment:
        yield segment


def _place(glyphs: Sequence[Glyph], segment: Sequence[int], width: Width, margin: float, out: dict[int, float]) -> None:
    ink = [n for n in segment if not glyphs[n].text.isspace()]
    start = round(glyphs[segment[0]].ox, 1)
    if not ink:
        out.update((n, start) for n in segment)
        return
    used = list(segment[: segment.index(ink[-1]) + 1])
    advances = [width(n) for n in used]
    before = [0.0] + [_gap(glyphs[a], glyphs[b]) for a, b in pairwise(used)]
    natural = sum(advances) + sum(before)
    actual = glyphs[used[-1]].x1 - start
    elastic = [i for i, n in enumerate(used) if before[i] or (i and glyphs[used[i - 1]].text.isspace())]
    more, letters = 0.0, 0.0
    full = abs(start + actual - margin) < _MARGIN and natural > 0.6 * actual
    if full or abs(actual - natural) > _NATURAL * natural + 0.5:
        end = margin if full else round(start + actual)
        wanted = end - start - natural
        if elastic:
            more = wanted / len(elastic)
        elif len(used) > 1:
            letters = wanted / (len(used) - 1)
    x = start
    marks = set(elastic)
    for i, number in enumerate(used):
        x += before[i] + (more if i in marks else 0.0) + (letters if i else 0.0)
        out[number] = x
        x += advances[i]
    for number in segment[len(used) :]:
        out[number] = x


def _gap(one: Glyph, other: Glyph) -> float:
    """The natural room of words that no space glyph parts."""
    if one.text.isspace() or other.text.isspace():
        return 0.0
    return _SPACE * other.size if other.ox - one.x1 > _GAP * other.size else 0.0
