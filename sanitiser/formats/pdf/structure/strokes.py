"""Rules that belong to text: underlines and strike-throughs. They become a style and their lengths are forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanitiser.formats.pdf.page import Page, Rule
from sanitiser.formats.pdf.structure.lines import word_gaps
from sanitiser.formats.pdf.structure.model import Line

Mark = tuple[bool, bool]
"""Whether a glyph is underlined, and whether it is struck."""
_NONE: Mark = (False, False)


@dataclass(frozen=True, slots=True)
class Strokes:
    """The thin horizontal rules of each page, from top to bottom."""

    pages: tuple[Page, ...]
    rules: tuple[tuple[Rule, ...], ...]

    def of(self, line: Line) -> dict[int, Mark]:
        """For each glyph with a rule under or through it: (underlined, struck)."""
        marks: dict[int, Mark] = {}
        glyphs = self.pages[line.page].glyphs
        for rule in self.rules[line.page]:
            offset = ((rule.y0 + rule.y1) / 2 - line.y) / line.size
            if not -0.5 < offset < 0.3 or rule.x0 < line.x0 - 2.5 or rule.x1 > line.x1 + 0.7 * line.size:
                continue
            under, strike = offset > -0.08, -0.42 < offset < -0.15
            for number in line.glyphs:
                glyph = glyphs[number]
                if rule.x0 - 0.5 <= (glyph.x0 + glyph.x1) / 2 <= rule.x1 + 0.5:
                    had = marks.get(number, (False, False))
                    marks[number] = (had[0] or under, had[1] or strike)
        return _whole_words(self.pages[line.page], line.glyphs, marks) if marks else marks


def _whole_words(page: Page, numbers: Sequence[int], marks: dict[int, Mark]) -> dict[int, Mark]:
    """Marks with words underlined whole or not at all: a line that reaches a letter into the next word is no other."""
    out = dict(marks)
    words: list[list[int]] = [[]]
    for number, gap in zip(numbers, word_gaps(page, numbers), strict=True):
        if page.glyphs[number].text.isspace():
            words.append([])
            continue
        if gap:
            words.append([])
        words[-1].append(number)
    for word in words:
        under = 2 * sum(marks.get(n, _NONE)[0] for n in word) >= len(word)
        out.update({n: (under, marks.get(n, _NONE)[1]) for n in word})
    return out


def strokes_of(pages: tuple[Page, ...]) -> Strokes:
    """Collect the rules that could lie under words."""
    return Strokes(pages, tuple(tuple(r for r in page.rules if _thin(r)) for page in pages))


def _thin(rule: Rule) -> bool:
    return rule.kind == "h" and rule.x1 - rule.x0 > 1 and rule.y1 - rule.y0 < 3
