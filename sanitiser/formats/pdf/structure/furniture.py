"""Running headers and footers: told from the body and said once.

A line near the page's edge is furniture if it is a page number, if it recurs on other pages, if its producer drew it
out of turn (a footer before the body), or if it is small and stands apart. Only the first of its kind is kept; numbers
of pages become fields. What it cannot do: a header that a one-page record sets like its body is read as body.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line

_BAND = 0.13
_MARGIN = 57.0
"""Two centimetres, in points: what word processors leave free at least, but for running lines."""
_NUMBERS = re.compile(r"\d+")
PAGE_OF = re.compile(r"\bpage\s*:?\s*(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?(?!\w)", re.IGNORECASE)
ALONE = re.compile(r"[-–—|\s]*(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?[-–—|\s]*")
OUT_OF = re.compile(r"(?<!\d)(\d{1,4}) ?/ ?(\d{1,4})$")
BESIDE = re.compile(r"(\d{1,4})\s*\|\s*page\b", re.IGNORECASE)


@dataclass(slots=True)
class Band:
    """The lines of one edge of one page, from the edge inwards."""

    page: int
    top: bool
    height: float
    lines: list[Line]
    taken: int = 0


@dataclass(slots=True)
class Found:
    """Furniture of a record: each kind of line with all places where it stands."""

    headers: list[list[Line]] = field(default_factory=list)
    footers: list[list[Line]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def find(pages: Sequence[Page], lines: Sequence[Sequence[Line]], body: float) -> Found:
    """The furniture among the upright lines of each page; `taken` holds the identities of its lines."""
    bands = [_band(page, own, top=top) for page, own in zip(pages, lines, strict=True) for top in (True, False)]
    recurring = _recurring(bands)
    offset = _offset(bands, pages)
    usual = _usual_gaps(lines)
    margins = {top: _margin_lines(bands, lines, body, top=top) for top in (True, False)}
    for band in bands:
        own = lines[band.page]
        for at, line in enumerate(band.lines):
            if (
                is_page_number(line.text, pages[line.page].number + offset)
                or (_key(line) in recurring and not _followed(band, at, lines[band.page], usual))
                or _out_of_turn(own, line, top=band.top)
                or _apart(band, at, own, body)
                or id(line) in margins[band.top]
            ):
                band.taken = at + 1
    return _collect(bands)


def without_numbers(text: str) -> str:
    """A running line with its numbers made equal."""
    return _NUMBERS.sub("#", text)


def _band(page: Page, lines: Sequence[Line], *, top: bool) -> Band:
    edge = _BAND * page.height
    upright = [line for line in lines if not line.angle]
    if top:
        near = [line for line in upright if line.y < edge]
    else:
        near = [line for line in reversed(upright) if line.y > page.height - edge]
    return Band(page.number - 1, top, page.height, near)


def _key(line: Line) -> tuple[str, int]:
    return without_numbers(line.text), round(line.y / 4)


def _recurring(bands: Sequence[Band]) -> set[tuple[str, int]]:
    """What stands at one height on more than one page, numbers aside."""
    seen: Counter[tuple[str, int]] = Counter()
    for band in bands:
        seen.update({_key(line) for line in band.lines})
    near: Counter[tuple[str, int]] = Counter()
    for text, y in seen:
        near[text, y] = sum(seen.get((text, y + step), 0) for step in (-1, 0, 1))
    return {key for key, count in near.items() if count > 1}


def _usual_gaps(lines: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Distances between lines, in points, that a record has more often than it has pages: those of its body."""
    seen: Counter[int] = Counter()
    for own in lines:
        heights = sorted({round(line.y) for line in own if not line.angle})
        seen.update(below - above for above, below in pairwise(heights))
    often = {gap for gap in seen if seen[gap] > len(lines)}
    return frozenset(gap + step for gap in often for step in (-1, 0, 1))


def _followed(band: Band, at: int, lines: Sequence[Line], usual: frozenset[int]) -> bool:
    """Whether a line goes on inwards as lines of the body do: what a table or a chronology says twice is no header."""
    y = round(band.lines[at].y)
    inner = [round(o.y) - y if band.top else y - round(o.y) for o in lines if not o.angle]
    return min((gap for gap in inner if gap > 1), default=0) in usual


def _offset(bands: Sequence[Band], pages: Sequence[Page]) -> int:
    """What lone printed numbers are ahead of the count of pages, where they all agree."""
    ahead: Counter[int] = Counter()
    for band in bands:
        for line in band.lines[:2]:
            alone = ALONE.fullmatch(line.text)
            if alone:
                ahead[int(alone.group(1)) - pages[line.page].number] += 1
    best = max(ahead, key=lambda o: (ahead[o], o == 0, -abs(o)), default=0)
    return best if ahead[best] > 1 else 0


def is_page_number(text: str, number: int) -> bool:
    """Whether a line is the number of this page, alone or beside other words."""
    if PAGE_OF.search(text) or BESIDE.search(text):
        return True
    alone = ALONE.fullmatch(text)
    return alone is not None and int(alone.group(1)) == number


def _out_of_turn(lines: Sequence[Line], line: Line, *, top: bool) -> bool:
    """Whether the producer drew a footer before what stands above it, or a header after what stands below."""
    others = [o.first[1] for o in lines if o is not line and o.first[0] == line.first[0] and not o.angle]
    if len(others) < 2:
        return False
    middle = sorted(others)[len(others) // 2]
    beyond = [o for o in lines if (o.y > line.y) == top and o is not line and o.first[0] == line.first[0]]
    if not beyond:
        return False
    drawn = [op for o in beyond for op in (o.first[1], o.last[1])]  # the cells of a row may be drawn from the right
    if top:
        return line.first[1] > max(drawn) and line.first[1] > middle
    return line.first[1] < min(drawn) and line.first[1] < middle


def _apart(band: Band, at: int, lines: Sequence[Line], body: float) -> bool:
    """Whether a line is smaller than the body and a wide gap parts it from the next line inwards."""
    line = band.lines[at]
    if line.size > body - 0.8:
        return False
    inner = [o for o in lines if not o.angle and (o.y > line.y + 1 if band.top else o.y < line.y - 1)]
    if not inner:
        return False
    gap = min(abs(o.y - line.y) for o in inner)
    return gap > 2.2 * max(line.size, body)


def _margin_lines(bands: Sequence[Band], lines: Sequence[Sequence[Line]], body: float, *, top: bool) -> set[int]:
    """Lines in the outer margin, where no body stands on any page of the record: each page has a gap inside of them."""
    found: set[int] = set()
    for band in bands:
        if band.top != top:
            continue
        own = [line for line in lines[band.page] if not line.angle]
        outer = [line for line in own if (line.y < _MARGIN if top else line.y > band.height - _MARGIN)]
        ids = {id(line) for line in outer}
        rest = [line for line in own if id(line) not in ids]
        if not outer or not rest:
            continue
        gap = min(abs(a.y - b.y) for a in outer for b in rest)
        if gap < 1.8 * body or any(line.size > body + 0.6 for line in outer):
            return set()
        found |= ids
    return found


def _collect(bands: Sequence[Band]) -> Found:
    found = Found()
    for top, kinds in ((True, found.headers), (False, found.footers)):
        by_text: dict[str, list[Line]] = {}
        for band in bands:
            if band.top != top:
                continue
            taken = band.lines[: band.taken]
            for line in sorted(taken, key=lambda o: (o.y, o.x0)):
                found.taken.add(id(line))
                key = without_numbers(line.text)
                if key not in by_text:
                    by_text[key] = []
                    kinds.append(by_text[key])
                by_text[key].append(line)
    return found
