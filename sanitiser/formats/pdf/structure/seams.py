"""Paragraphs that a producer tagged in two halves because a page ended between them, made whole again.

Word does so in some versions. Whether a page ends there follows from the secret, so the halves must not be told from a
paragraph that stayed whole; flow.py has the rule for a page's end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sanitiser.domain.document import Block, Paragraph
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import context
from sanitiser.formats.pdf.structure.compose import compose
from sanitiser.formats.pdf.structure.model import Line
from sanitiser.formats.pdf.structure.paragraphs import Maker, cut_mark


@dataclass(slots=True)
class Seams:
    """`drawn` has the lines of each paragraph by its identity."""

    maker: Maker
    pages: Sequence[Page]
    drawn: dict[int, list[Line]]

    def joined(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks with halves joined."""
        lines = [line for own in self.drawn.values() for line in own if not line.angle]
        if not lines or len({line.page for line in lines}) < 2:
            return list(blocks)
        self._margins(lines)
        learned = context.learn(self.pages, lines)
        learned.full_ends = self._full_ends()
        out: list[Block] = []
        for block in blocks:
            last = out[-1] if out else None
            if isinstance(last, Paragraph) and isinstance(block, Paragraph) and self._halves(last, block, learned):
                out[-1] = self._whole(last, block)
            else:
                out.append(block)
        return out

    def _margins(self, lines: Sequence[Line]) -> None:
        by_width: dict[int, list[Line]] = {}
        for line in lines:
            by_width.setdefault(round(self.pages[line.page].width), []).append(line)
        for width, own in by_width.items():
            left, right = min(line.x0 for line in own), context.margin(self.pages, own, width)
            for line in own:
                line.left, line.right = left, right

    def _full_ends(self) -> bool:
        """What a full line between two sentences is in this record: the end of a paragraph, or within one."""
        ends = wraps = 0
        before: Line | None = None
        for own in self.drawn.values():
            if before is not None and before.page == own[0].page and self._open(before, own[0]):
                ends += context.between_sentences(before, own[0])
            for a, b in pairwise(own):
                wraps += a.page == b.page and context.between_sentences(a, b) and self._open(a, b)
            before = own[-1]
        return ends > wraps

    def _open(self, a: Line, b: Line) -> bool:
        return not context.fits(self.pages, a, b)

    def _halves(self, one: Paragraph, two: Paragraph, learned: context.Context) -> bool:
        first, second = self.drawn.get(id(one)), self.drawn.get(id(two))
        if not first or not second or one.style.heading or two.style.heading:
            return False
        a, b = first[-1], second[0]
        if b.page != a.page + 1 or abs(a.size - b.size) > 0.6 or a.angle or b.angle:
            return False
        if two.style.item is not None:
            listed = one.style.item is not None and bool(one.style.item.literal)  # else no mark is text, as in Chromium
            return listed and not two.style.item.literal
        if context.fits(self.pages, a, b):
            return False
        return not (learned.full_ends and context.between_sentences(a, b))

    def _whole(self, one: Paragraph, two: Paragraph) -> Paragraph:
        lines = [*self.drawn[id(one)], *self.drawn[id(two)]]
        chars = compose(self.pages, lines, self.maker.strokes)
        literal = one.style.item.literal if one.style.item else ""
        chars, marks = cut_mark(chars, literal)
        made = self.maker.of_chars(chars, one.style, lines[0].page, marks)
        if made is None:
            return one
        self.drawn[id(made)] = lines
        return made
