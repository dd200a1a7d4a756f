"""Groups of lines to paragraphs of the document: headings, list items, plain ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanitiser.domain.document import Block, Inline, ListItem, PageField, Paragraph, ParagraphStyle, Picture
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import headings
from sanitiser.formats.pdf.structure.compose import compose, inlines, refs, tidy
from sanitiser.formats.pdf.structure.flow import Group
from sanitiser.formats.pdf.structure.furniture import ALONE, BESIDE, OUT_OF, PAGE_OF
from sanitiser.formats.pdf.structure.marks import Mark
from sanitiser.formats.pdf.structure.model import Blocks, Char, Line, Ref, Store
from sanitiser.formats.pdf.structure.strokes import Strokes

PLAIN_PARAGRAPH = ParagraphStyle()
_STEP = 4.0
"""List marks nearer than this, in points, stand on one level."""


@dataclass(slots=True)
class Maker:
    """Makes paragraphs and remembers where their characters are drawn."""

    pages: Sequence[Page]
    strokes: Strokes
    store: Store
    body: float
    lists: int = 0

    def paragraph(self, lines: Sequence[Line], style: ParagraphStyle = PLAIN_PARAGRAPH) -> Paragraph | None:
        """A paragraph of these lines; None if they say nothing."""
        return self.of_chars(compose(self.pages, lines, self.strokes), style, lines[0].page) if lines else None

    def of_chars(
        self, chars: Sequence[Char], style: ParagraphStyle, page: int, marks: tuple[Ref, ...] = ()
    ) -> Paragraph | None:
        """A paragraph of characters already in order."""
        if not chars and not marks:
            return None
        if style.heading:  # a heading is bold by being one
            for char in chars:
                char.style = replace(char.style, bold=False)
        paragraph = Paragraph(inlines(chars), style)
        self.store.keep(paragraph, refs(chars), page + 1, marks)
        return paragraph

    def picture(self, page: int) -> Paragraph:
        """The mark that stands where a picture was."""
        paragraph = Paragraph((Picture(),))
        self.store.keep(paragraph, (None,) * len(paragraph.text), page + 1)
        return paragraph

    def item(self, lines: Sequence[Line], mark: Mark, item: ListItem) -> Paragraph | None:
        """A list item: its printed mark becomes the item's literal and leaves the text."""
        chars, marks = cut_mark(compose(self.pages, lines, self.strokes), mark.literal)
        return self.of_chars(chars, ParagraphStyle(item=item), lines[0].page, marks)

    def flow(self, groups: Sequence[Group], *, plain: bool = False) -> Blocks:
        """Paragraphs of groups in order; `plain` (in a cell) has no headings. Levels are set by `with_levels`."""
        out: Blocks = []
        steps: list[float] = []
        for group in groups:
            look = None if plain else headings.look_of(group.lines, self.body)
            if look is not None:
                steps = []
                _add(out, self.paragraph(group.lines, ParagraphStyle(heading=_coded(look))))
            elif group.mark is not None and len(group.lines[0].text) > len(group.mark.literal):
                if not steps:
                    self.lists += 1
                level = _level(steps, group.mark_x - group.lines[0].left)
                item = ListItem(
                    self.lists, level, group.mark.number_format, group.mark.literal, literal=group.mark.literal
                )
                _add(out, self.item(group.lines, group.mark, item))
            else:
                if not (steps and group.lines[0].x0 - group.lines[0].left > steps[0] + _STEP):
                    steps = []
                _add(out, self.paragraph(group.lines))
        return out

    def furniture(self, lines: Sequence[Line]) -> Paragraph | None:
        """A running line, its page numbers as fields; further places where it stands are twins."""
        chars = compose(self.pages, lines[:1], self.strokes)
        for other in lines[1:]:
            self._twins(chars, compose(self.pages, [other], self.strokes))
        text = "".join(char.text for char in chars)
        made: list[Inline] = []
        kept: list[Char] = []
        at = 0
        for start, end, kind in _numbers(text, lines[0].page + 1, len(self.pages)):
            made.extend(inlines(chars[at:start]))
            kept.extend(chars[at:start])
            made.append(PageField("pages" if kind else "page"))
            at = end
        made.extend(inlines(chars[at:]))
        kept.extend(chars[at:])
        if not made:
            return None
        paragraph = Paragraph(tuple(made))
        self.store.keep(paragraph, refs(kept), lines[0].page + 1)
        return paragraph

    def _twins(self, chars: Sequence[Char], others: Sequence[Char]) -> None:
        """Pair equal characters from both ends inwards: only numbers between them differ."""
        ends = min(len(chars), len(others))
        front = next((n for n in range(ends) if chars[n].text != others[n].text), ends)
        back = next((n for n in range(1, ends - front + 1) if chars[-n].text != others[-n].text), ends - front + 1)
        pairs = [(chars[n], others[n]) for n in range(front)] + [(chars[-n], others[-n]) for n in range(1, back)]
        for one, two in pairs:
            if one.ref is not None and two.ref is not None:
                self.store.twin(one.ref, two.ref)

    def with_levels(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks with heading levels by rank of look, normalised in order of appearance."""
        coded = {b.style.heading for b in blocks if isinstance(b, Paragraph) and b.style.heading >= _CODE}
        rank = headings.ranks(_decoded(code) for code in coded)
        seen = [b for b in blocks if isinstance(b, Paragraph) and b.style.heading]
        raw = [rank[_decoded(b.style.heading)] if b.style.heading >= _CODE else b.style.heading for b in seen]
        level = {id(b): to for b, to in zip(seen, headings.normalised(raw), strict=True)}
        return tuple(
            self.store.replace(b, replace(b, style=replace(b.style, heading=level[id(b)])))
            if isinstance(b, Paragraph) and id(b) in level
            else b
            for b in blocks
        )


_CODE = 100


def _coded(look: headings.Look) -> int:
    """A look as a number from 100 up, which stands in a heading's level until all looks are known."""
    return _CODE + round(look[0] * 2) * 2 + look[1]


def _decoded(code: int) -> headings.Look:
    half, bold = divmod(code - _CODE, 2)
    return half / 2, bool(bold)


def _add(blocks: Blocks, paragraph: Paragraph | None) -> None:
    if paragraph is not None:
        blocks.append(paragraph)


def _level(steps: list[float], x: float) -> int:
    """The level of a mark by where it stands; `steps` are the places of the levels so far."""
    while steps and x < steps[-1] - _STEP:
        steps.pop()
    if not steps or x > steps[-1] + _STEP:
        steps.append(x)
    return min(len(steps) - 1, 8)


def cut_mark(chars: list[Char], literal: str) -> tuple[list[Char], tuple[Ref, ...]]:
    """The characters behind a printed mark, and the glyphs of the mark."""
    left = len(literal)
    at = 0
    while at < len(chars) and left > 0:
        if chars[at].text != " ":
            left -= 1
        at += 1
    marks = tuple(char.ref for char in chars[:at] if char.ref is not None)
    while at < len(chars) and chars[at].text == " ":
        at += 1
    return tidy(chars[at:]), marks


def _numbers(text: str, page: int, pages: int) -> list[tuple[int, int, int]]:
    """Where page numbers stand in a running line: start, end, and 1 if it is the number of all pages."""
    found = PAGE_OF.search(text) or BESIDE.search(text) or ALONE.fullmatch(text)
    if found is None:
        found = OUT_OF.search(text)
        if found is None or (int(found[1]), int(found[2])) != (page, pages):
            return []
    spans = [(found.start(1), found.end(1), 0)]
    if found.re.groups > 1 and found.group(2):
        spans.append((found.start(2), found.end(2), 1))
    return spans
