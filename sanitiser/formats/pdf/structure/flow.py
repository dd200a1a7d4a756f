"""Lines to paragraphs, by rules that a secret cannot move.

Asked at each line end, in this order: font size, the distance of the baselines (where one column shows both lines), the
start of the line, list marks, the producer's habits (context.py), and last whether the next word would have fitted, by
which no wrapped line is ever taken for an ended one. Where lines end, how many there are and whether a page ends
between two of them decides nothing. What remains open: in a record without habits, the last line of a paragraph that
happens to be full, with no gap below it or at the end of a page, is joined to the next paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.context import (
    Context,
    between_sentences,
    cut_word,
    fits,
    near_operators,
    roomy,
    stops_short,
)
from sanitiser.formats.pdf.structure.directions import turned
from sanitiser.formats.pdf.structure.marks import Mark, mark_of
from sanitiser.formats.pdf.structure.model import Line

_NUMBER = re.compile(r"\d{1,3}(?= )")
_SAME = 2.0
"""Starts of lines closer than this, in points, are the same."""


@dataclass(slots=True, eq=False)
class Group:
    """The lines of one paragraph. `mark_x` and `text_x` are the x of a list mark and of the text behind it."""

    lines: list[Line]
    mark: Mark | None = None
    mark_x: float = 0.0
    text_x: float = 0.0


def group(lines: Sequence[Line], context: Context) -> list[Group]:
    """The paragraphs of lines that follow one another in reading order."""
    groups: list[Group] = []
    for line in lines:
        mark, text_x = list_mark(context.pages[line.page], line)
        if groups and not _ends(groups[-1], line, mark, context):
            groups[-1].lines.append(line)
        else:
            groups.append(Group([line], mark, line.x0, text_x))
    return groups


def list_mark(page: Page, line: Line) -> tuple[Mark | None, float]:
    """The list mark of a line and where the text behind it starts."""
    ink = [n for n in line.glyphs if not page.glyphs[n].text.isspace()]
    other_font = len(ink) > 1 and page.glyphs[ink[0]].run.font.name != page.glyphs[ink[1]].run.font.name
    mark = None if line.angle else mark_of(line.text, circle=other_font) or _bare(page, line, ink)
    if mark is None:
        return None, line.x0
    left = len(mark.literal)
    for number in ink:
        if left <= 0:
            return mark, page.glyphs[number].x0
        left -= len(page.glyphs[number].text)
    return mark, line.x0


def _bare(page: Page, line: Line, ink: Sequence[int]) -> Mark | None:
    """A number without a point, which a producer sets as a mark: no space but a gap parts it from the text."""
    number = _NUMBER.match(line.text)
    if number is None or len(ink) <= number.end() or line.glyphs[: number.end()] != list(ink[: number.end()]):
        return None
    if line.glyphs[number.end()] != ink[number.end()]:
        return None
    gap = page.glyphs[ink[number.end()]].x0 - page.glyphs[ink[number.end() - 1]].x1
    return Mark(number.group(), "decimal") if gap > 0.4 * line.size else None


def _ends(current: Group, b: Line, mark: Mark | None, context: Context) -> bool:
    a = current.lines[-1]
    if cut_word(context.pages, a, b):
        return False
    if a.angle or b.angle or abs(a.size - b.size) > max(0.6, 0.05 * a.size):
        return True
    seen = a.region == b.region and a.page == b.page
    if seen and not 0 < b.y - a.y <= context.reach(a):
        return True
    if _moved(current, a, b, context):
        return True
    if context.objects and seen and not near_operators(a, b):
        return True
    if stops_short(context, current.lines, b):
        return True
    open_end = a.text[-1] in "-/–—" or turned(a.text[-1] + b.text[0])  # LibreOffice draws no space where it turns
    if context.trailing and not open_end:
        if a.trailing:
            return False
        if roomy(a):
            return True
    if seen and mark is None and _hangs(current, b):
        return False
    room = fits(context.pages, a, b)
    if not seen and not room and context.full_ends and between_sentences(a, b):
        return True
    if mark is not None and (room or current.mark is not None):
        return True
    return room


def _hangs(current: Group, b: Line) -> bool:
    """Whether a line stands under the text of a list item, not under its mark."""
    hung = b.x0 - b.left - (current.text_x - current.lines[0].left)
    return current.mark is not None and abs(hung) < 1.0 and current.text_x - current.mark_x > 4


def _moved(current: Group, a: Line, b: Line, context: Context) -> bool:
    """Whether the start of the line says that a paragraph begins."""
    shift = (b.x0 - b.left) - (a.x0 - a.left)
    if current.mark is not None:
        hung = b.x0 - b.left - (current.text_x - current.lines[0].left)
        at_mark = b.x0 - b.left - (current.mark_x - current.lines[0].left)
        if len(current.lines) > 1:
            return abs(shift) > _SAME
        return not (abs(hung) <= 3 or abs(at_mark) <= _SAME or 0 < at_mark < current.text_x - current.mark_x)
    if abs(shift) <= _SAME or _around_axis(a, b):
        return False
    if shift < 0:
        return len(current.lines) > 1
    if len(current.lines) == 1 and context.trailing:
        return not a.trailing
    return True


def _around_axis(a: Line, b: Line) -> bool:
    """Centred or right-aligned lines: both off the left edge, with one middle or one end."""
    if min(a.x0 - a.left, b.x0 - b.left) < _SAME and max(a.x1 - a.right, b.x1 - b.right) < -_SAME:
        return False
    return abs(a.middle - b.middle) < 1.5 or abs(a.x1 - b.x1) < 1.0
