"""Where everything below a piece moves to when the piece takes more or fewer lines than its old text did."""

from bisect import bisect_right
from collections.abc import Sequence

from sanitiser.formats.pdf.layout.reflow import Set, shows
from sanitiser.formats.pdf.page import Page

_DESCENT = 0.35


class Spacing:
    """A map of y to y (points from the top): room put in or taken out at some heights, across the whole page."""

    def __init__(self, cuts: Sequence[tuple[float, float]]) -> None:
        self._cuts = sorted(cuts)
        self._heights = [height for height, _ in self._cuts]
        self.total = sum(amount for _, amount in self._cuts)

    def __call__(self, y: float) -> float:
        """Where a height is now; what was taken out falls on its upper edge."""
        at = bisect_right(self._heights, y)
        moved = y + sum(amount for _, amount in self._cuts[:at])
        for height, amount in self._cuts[at:]:
            if amount < 0 and y > height + amount:
                moved = min(moved, height + amount + moved - y)
        return moved


def spacing(page: Page, gone: set[int], sets: Sequence[Set]) -> Spacing:
    """The room that the set pieces need.

    A piece alone in its column is followed by what followed its old text, at the old distance; beside other text, or
    in a cell, room is only put in, where new lines would run into what stands below.
    """
    cuts: list[tuple[float, float]] = []
    shared: dict[int, tuple[float, float]] = {}
    for made in sorted(sets, key=lambda s: s.first):
        amount = made.new_last - made.old_last
        if made.alone:
            if abs(amount) > 0.01:
                cuts.append((made.old_last + _DESCENT * made.size, amount))
            continue
        bottom = made.new_last + _DESCENT * made.size
        below = _below(page, gone, made, bottom)
        if below is not None and below < bottom:
            key = round(below / 3)
            shared[key] = max(shared.get(key, (below, 0.0)), (below, bottom - below + 1.0), key=lambda c: c[1])
    return Spacing([*cuts, *shared.values()])


def _below(page: Page, gone: set[int], made: Set, bottom: float) -> float | None:
    """The height of the first thing below a piece that its new lines would run into."""
    found: list[float] = []
    start = made.old_last + _DESCENT * made.size
    for number, glyph in enumerate(page.glyphs):
        if number in gone or glyph.hidden or glyph.text.isspace():
            continue
        top = glyph.oy - 0.8 * glyph.size
        if start < top < bottom and glyph.x1 > made.left and glyph.x0 < made.right:
            found.append(top)
    for rule in page.rules:
        for y in (rule.y0, rule.y1) if rule.kind == "rect" else (rule.y0,):
            if rule.kind != "v" and shows(rule) and start < y < bottom and rule.x1 > made.left and rule.x0 < made.right:
                found.append(y)
    return min(found, default=None) if found else None
