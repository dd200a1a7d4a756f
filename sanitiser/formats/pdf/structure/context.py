"""What holds for a whole record and is asked at every line end: margins, leading, and the habits of its producer.

A habit is evidence that does not depend on where lines end. LibreOffice draws the space at which it wraps a line and
none where a paragraph ends; ReportLab draws each paragraph as a text object of its own. Where a file has such a habit,
paragraphs are told by it, and neither by the fullness of a line nor by a page's end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.directions import kind_of, stretches, turned
from sanitiser.formats.pdf.structure.hyphens import told_by_halves
from sanitiser.formats.pdf.structure.model import Line

_STOPS = ".!?:;"
Pair = tuple[Line, Line]
_FIRST = re.compile(r"\W")
SPACE = 0.28
"""Width of a space in parts of the font size, in most fonts or a little more."""
_FLUSH = 3.0
"""Points within which justified lines end at one margin: LibreOffice rounds words, ReportLab and Chromium hardly."""
_WRAPS = 4
_NEAR = 6
"""Text operators of one ReportLab paragraph are at most this many operators apart; of two they are 9 or more."""


@dataclass(slots=True)
class Context:
    """`leading` is, by look, the greatest distance between baselines of one paragraph.

    `full_ends`: a full line that ends a sentence, before one that begins with a capital, more often ends a paragraph.
    `justified` are the looks of lines that end at the margin wherever they are wrapped.
    """

    pages: Sequence[Page]
    leading: dict[tuple[int, bool], float] = field(default_factory=dict)
    trailing: bool = False
    objects: bool = False
    full_ends: bool = False
    justified: frozenset[tuple[int, bool]] = frozenset()

    def reach(self, line: Line) -> float:
        """How far below a line of this size the next line of its paragraph may stand."""
        return self.leading.get(_look(line), 1.45 * line.size) + 0.15 * line.size


def learn(pages: Sequence[Page], lines: Sequence[Line]) -> Context:
    """Find leading and habits from pairs of lines that surely belong to one paragraph, whatever their length."""
    context = Context(pages)
    _narrow(pages, lines)
    together = list(_neighbours(lines))
    wraps = [(a, b) for a, b in together if sure_wrap(pages, a, b)]
    for look, distances in _by_look(wraps).items():
        context.leading[look] = max(distances)
    for look, distances in _by_look(together).items():
        if look not in context.leading and min(distances) < 1.7 * look[0]:
            context.leading[look] = min(distances)
    context.trailing = _trailing(context, lines, together, wraps)
    near = [near_operators(a, b) for a, b in wraps]
    context.objects = bool(near) and sum(near) >= 0.95 * len(near)
    context.full_ends = _full_ends(context, together)
    context.justified = _justified(wraps)
    return context


def _trailing(context: Context, lines: Sequence[Line], together: Sequence[Pair], wraps: Sequence[Pair]) -> bool:
    """Whether wrapped lines end in a drawn space and others do not. Where no wrapped line has room for one, as in a
    table of full cells, the lines of one cell tell it, and the last ones of cells.
    """
    ends = [a.trailing for a, b in together if b.y - a.y > context.reach(a)]
    spaced = _spaced(context, wraps)
    if not spaced:
        spaced = _spaced(context, [(a, b) for a, b in together if a.in_cell and b.y - a.y <= context.reach(a)])
        ends += [a.trailing for a, b in pairwise(lines) if a.in_cell and a.region != b.region]
    return bool(spaced) and sum(spaced) >= 0.95 * len(spaced) and 2 * sum(ends) <= len(ends)


def _spaced(context: Context, pairs: Sequence[Pair]) -> list[bool]:
    """Whether a space was drawn, at each line end that has room for one and cuts no word."""
    return [
        a.trailing
        for a, b in pairs
        if a.text[-1] not in "-/–—" and (a.trailing or roomy(a)) and not cut_word(context.pages, a, b)
    ]


def _narrow(pages: Sequence[Page], lines: Sequence[Line]) -> None:
    """Give blocks that are set narrower than their column a margin of their own.

    A block is lines of one size and start that stand close; a sentence that goes on to a next line in spite of room for
    its first word shows that the block ends before the margin.
    """
    block: list[Line] = []
    for line in [*lines, None]:
        last = block[-1] if block else None
        if last is not None and (line is None or not _close(last, line)):
            if any(_goes_on(a, b) and fits(pages, a, b) for a, b in pairwise(block)):
                right = max(one.x1 for one in block)
                for one in block:
                    one.right = right
            block = []
        if line is not None:
            block.append(line)


def _close(a: Line, b: Line) -> bool:
    near = a.region == b.region and a.page == b.page and 0 < b.y - a.y < 1.7 * a.size
    return near and abs(a.x0 - b.x0) <= 1.5 and abs(a.size - b.size) < 0.6


def _full_ends(context: Context, together: Sequence[tuple[Line, Line]]) -> bool:
    """What full lines between sentences are where the distance below them shows it."""
    ends = wraps = 0
    for a, b in together:
        if between_sentences(a, b) and not fits(context.pages, a, b):
            ends += b.y - a.y > context.reach(a)
            wraps += b.y - a.y <= context.reach(a)
    return ends > wraps


def _justified(wraps: Sequence[tuple[Line, Line]]) -> frozenset[tuple[int, bool]]:
    ends: dict[tuple[int, bool], list[bool]] = {}
    for line, _ in wraps:
        ends.setdefault(_look(line), []).append(flush(line))
    return frozenset(look for look, at in ends.items() if len(at) >= _WRAPS and sum(at) >= 0.95 * len(at))


def flush(line: Line) -> bool:
    """Whether a line ends at its right margin."""
    return line.x1 > line.right - _FLUSH


def stops_short(context: Context, lines: Sequence[Line], following: Line) -> bool:
    """Whether the last of a paragraph's lines ends before the margin in justified text: then nothing follows in it."""
    last = lines[-1]
    if _look(last) not in context.justified or flush(last):
        return False
    return flush(following) or any(flush(line) for line in lines)


def roomy(line: Line) -> bool:
    """Whether a line has room for a space at its end: LibreOffice leaves it away where there is none."""
    return line.x1 + SPACE * line.size <= line.right


def between_sentences(a: Line, b: Line) -> bool:
    """Whether one line ends a sentence and the other may begin one."""
    return a.text[-1] in _STOPS and not b.text[0].islower()


def margin(pages: Sequence[Page], lines: Sequence[Line], width: float) -> float:
    """The right margin of lines of one column: the end of the longest one, or the mirror of the left margin where that
    agrees with every line that is sure to be wrapped, or where none is.
    """
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    mirror = width - left
    least = mirror + 1.0
    wrapped = False
    for a, b in pairwise(lines):
        if a.page == b.page and 0 < b.y - a.y < 2 * a.size and _goes_on(a, b):
            word = first_word(pages[b.page], b) + SPACE * a.size
            if a.x1 + word > right - 0.5:
                wrapped = True
                least = min(least, a.x1 + word)
    return mirror if right <= mirror and (not wrapped or mirror < least) else right


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    for a, b in pairwise(lines):
        same = a.region == b.region and a.page == b.page and not a.angle
        if same and abs(a.size - b.size) < 0.6 and 0 < b.y - a.y < 4 * a.size:
            yield a, b


def _look(line: Line) -> tuple[int, bool]:
    """Lines with one leading: of one size, in tables or outside of them."""
    return round(line.size), line.in_cell


def _by_look(pairs: Iterable[tuple[Line, Line]]) -> dict[tuple[int, bool], list[float]]:
    found: dict[tuple[int, bool], list[float]] = {}
    for a, b in pairs:
        found.setdefault(_look(a), []).append(b.y - a.y)
    return found


def sure_wrap(pages: Sequence[Page], a: Line, b: Line) -> bool:
    """Whether the text alone says that `b` goes on where `a` stopped, and the first word had no room there."""
    return b.y - a.y <= 2 * a.size and _goes_on(a, b) and not fits(pages, a, b)


def _goes_on(a: Line, b: Line) -> bool:
    return b.text[0].islower() and a.text[-1] not in _STOPS and abs(a.x0 - b.x0) <= 1.5 and abs(a.size - b.size) < 0.6


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
    space = SPACE * a.size
    if a.trailing and not a.angle:  # Word draws all spaces of a line end, which may be more than one
        space = max(space, pages[a.page].glyphs[a.glyphs[-1]].x1 - a.x1)
    return first_word(pages[b.page], b) + space <= room - 0.5


def cut_word(pages: Sequence[Page], a: Line, b: Line) -> bool:
    """Whether a word too long for its table cell was cut, without a hyphen, between these lines.

    What the halves say decides; where they leave it open, whether the first fills its line to the last letter.
    """
    if not (a.in_cell and a.region == b.region and a.text[-1].isalnum()) or a.trailing:
        return False
    if not b.text[0].isalnum() and not (b.text[0] == "/" and a.text[-1].isdigit()):
        return False
    if b.y - a.y > 2 * a.size or a.y >= b.y or last_word(pages[a.page], a) < a.x1 - a.x0 - 0.5:
        return False
    second = _FIRST.split(b.text, maxsplit=1)[0]
    told = told_by_halves(a.text, second) if second else None
    letter = pages[b.page].glyphs[b.glyphs[0]]
    return told if told is not None else a.x1 + letter.x1 - letter.x0 > a.right - 0.5


def last_word(page: Page, line: Line) -> float:
    """Width of the last word of a line."""
    start = page.glyphs[line.glyphs[-1]].x1
    end = start
    for number in reversed(line.glyphs):
        glyph = page.glyphs[number]
        if glyph.text.isspace() or start - glyph.x1 > 0.16 * glyph.run.size:
            break
        start = glyph.x0
    return end - start


def _centred(a: Line, b: Line) -> bool:
    if abs(a.x0 - b.x0) < 1.5:
        return False
    return abs(a.middle - b.middle) < 1.5 or abs(a.x1 - b.x1) < 1.0


def first_word(page: Page, line: Line) -> float:
    """Width of the first word of a line. Whether a producer breaks at hyphens is not known, so they part no words."""
    if turned(page.glyphs[line.glyphs[0]].text) and not line.angle:
        return _first_turned(page, line)
    start = page.glyphs[line.glyphs[0]]
    end = start.x1
    for number in line.glyphs:
        glyph = page.glyphs[number]
        if glyph.text.isspace() or glyph.x0 - end > 0.16 * glyph.run.size:
            break
        end = glyph.x1
    return end - start.x0


def _first_turned(page: Page, line: Line) -> float:
    """Width of the word that is read first where a line begins with letters that run right to left."""
    glyphs = [page.glyphs[number] for number in line.glyphs]
    kinds = [kind_of(glyph.text) for glyph in glyphs]
    read = [number for _, part in stretches(kinds, leftwards=False) for number in part]
    word = [glyphs[n] for n in takewhile(lambda n: not glyphs[n].text.isspace(), read)]
    return max(glyph.x1 for glyph in word) - min(glyph.x0 for glyph in word)
