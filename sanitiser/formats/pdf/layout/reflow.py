"""Pieces set again: natural advances, line breaks by what is left, places taken from text that no span touches.

What remains: the number of lines of a piece in a table cell or beside another column is not closed up, and a paragraph
cut by a page break is set by its parts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sanitiser.formats.pdf.layout.plan import Leadings, Piece, Token
from sanitiser.formats.pdf.page import Glyph, Page, Rule
from sanitiser.formats.pdf.scene import Shape
from sanitiser.formats.pdf.structure.directions import kind_of, runs_left, stretches

SPACE: Final = 0.26
"""Width of a space in parts of the size, whatever the font had."""
_SNAP: Final = 1.5


@dataclass(slots=True)
class Line:
    """A line of unaffected glyphs: what the places of set text are taken from."""

    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class Word:
    """Glyphs that stay together, or a label; `width` in points."""

    tokens: list[Token]
    width: float
    size: float


@dataclass(slots=True)
class Placed:
    """A glyph or label at its new place (baseline)."""

    token: Token
    x: float
    y: float
    size: float


@dataclass(slots=True)
class Set:
    """A piece after it was set: where its first and last lines stood and stand, and the column it was set in."""

    piece: Piece
    placed: list[Placed]
    first: float
    old_last: float
    new_last: float
    left: float
    right: float
    leading: float
    size: float
    alone: bool = True


def shows(rule: Rule) -> bool:
    """Whether a rule can be seen on white paper."""
    return rule.colour != "ffffff" or rule.stroked


def lines_of(page: Page, numbers: Sequence[int]) -> list[Line]:
    """Upright glyphs by baseline, cut where a gap is wider than three letters."""
    rows: dict[int, list[Glyph]] = {}
    for n in numbers:
        g = page.glyphs[n]
        if not g.angle and not g.hidden and not g.text.isspace():
            rows.setdefault(round(g.oy), []).append(g)
    out: list[Line] = []
    for key in sorted(rows):
        row = sorted(rows[key], key=lambda g: g.x0)
        part = [row[0]]
        for g in row[1:]:
            if g.x0 - part[-1].x1 > 1.6 * g.size:
                out.append(_line(part))
                part = []
            part.append(g)
        out.append(_line(part))
    return out


def _line(part: Sequence[Glyph]) -> Line:
    return Line(part[0].x0, max(g.x1 for g in part), part[0].oy, max(g.size for g in part))


class Setter:
    """Sets the pieces of one page."""

    def __init__(
        self, page: Page, gone: set[int], advance: dict[int, float], label_width: "LabelWidth", leadings: Leadings
    ) -> None:
        self.page = page
        self._advance = advance
        self._label_width = label_width
        self._leadings = leadings
        self.steady = lines_of(page, [n for n in range(len(page.glyphs)) if n not in gone])
        self._margin = min((line.x0 for line in self.steady), default=0.1 * page.width)
        self._lefts = Counter(round(line.x0) for line in self.steady)

    def set(self, piece: Piece) -> Set | None:
        """The piece in new lines; None when it shows no upright glyph."""
        glyphs = [self.page.glyphs[n] for n in piece.old]
        upright = [g for g in glyphs if not g.angle and not g.text.isspace()]
        if not upright:
            return None
        first, old_last = upright[0].oy, max(g.oy for g in upright)
        size = self._size(piece, upright)
        left = self._left(upright[0], size)
        right, alone = self._right(left, first, size)
        leading = self._leading(piece.part, size)
        placed, last = self._fill(self._words(piece, size, right - left), left, right, first, leading)
        return Set(piece, placed, first, old_last, last, left, right, leading, size, alone)

    def _size(self, piece: Piece, upright: Sequence[Glyph]) -> float:
        kept = [self.page.glyphs[t.glyph].size for t in piece.tokens if t.glyph is not None]
        sizes = Counter(round(s, 2) for s in kept or [g.size for g in upright])
        return max(sizes, key=lambda s: (sizes[s], s))

    def _left(self, first: Glyph, size: float) -> float:
        """An x that unaffected lines begin at, else the margin: a centred or right-aligned start tells a width.

        Beside text that stays on its left, a list mark above all, the place is that text's doing and is kept.
        """
        x = first.x0
        if any(abs(line.y - first.oy) < 0.3 * size and x - 5 * size < line.x1 <= x + 0.5 for line in self.steady):
            return x
        near = [k for k in self._lefts if abs(k - x) <= _SNAP and self._lefts[k] >= 1]
        if near:
            best = min(near, key=lambda k: (abs(k - x), k))
            return min(line.x0 for line in self.steady if round(line.x0) == best)
        return self._margin if self.steady else min(x, self._margin)

    def _right(self, left: float, y: float, size: float) -> tuple[float, bool]:
        """The right edge of the column: the furthest that unaffected lines reach, short of a rule or other text."""
        same = [line.x1 for line in self.steady if line.x1 > left + 3 * size]
        right = max(same, default=self.page.width - max(left, 36.0))
        alone = True
        for x in self._sides(left, y, size):
            if x - 4 < right:
                right, alone = x - 4, False
        beside = [line for line in self.steady if abs(line.y - y) < 1.2 * size and line.x0 > left + 2 * size]
        if beside:
            right, alone = min(right, min(line.x0 for line in beside) - 0.6 * size), False
        # what stands to the left is another column, unless it is as narrow as a list mark
        if any(abs(o.y - y) < 1.2 * size and o.x1 < left and o.x1 - o.x0 > 3 * size for o in self.steady):
            alone = False
        return max(right, left + 4 * size), alone

    def _sides(self, left: float, y: float, size: float) -> list[float]:
        """The x of upright rules and box sides to the right of a line."""
        out: list[float] = []
        for rule in self.page.rules:
            if shows(rule) and rule.y0 < y - 0.3 * size < rule.y1 and rule.y1 - rule.y0 > 1.6 * size:
                if rule.kind == "v":
                    out.append(rule.x0)
                elif rule.kind == "rect" and rule.x0 <= left + 1:
                    out.append(rule.x1)
                elif rule.kind == "rect":
                    out.append(rule.x0)
        return [x for x in out if x > left + 2 * size]

    def _leading(self, part: str, size: float) -> float:
        """The usual distance of lines in paragraphs that no span touches; never that of the old lines."""
        same = self._leadings.get((part, round(size * 2)))
        if same is not None:
            return same
        for chosen in (part, ""):
            ratios = [gap / (key[1] / 2) for key, gap in sorted(self._leadings.items()) if chosen in ("", key[0])]
            if ratios:
                return min(ratios) * size
        return 1.2 * size

    def _words(self, piece: Piece, size: float, room: float) -> list[Word]:
        words: list[Word] = []
        open_word = False
        for token in piece.tokens:
            if token == Token():
                open_word = False
                continue
            if token.glyph is not None:
                width, height = self._advance[token.glyph], self.page.glyphs[token.glyph].size
            else:
                width, height = self._label(token.label, size, room)
            if open_word:
                words[-1].tokens.append(token)
                words[-1].width += width
                words[-1].size = max(words[-1].size, height)
            else:
                words.append(Word([token], width, height))
            open_word = True
        return words

    def _label(self, label: str, size: float, room: float) -> tuple[float, float]:
        """Width and size of a label, made smaller if it would not fit its column."""
        width = self._label_width(label, size)
        fit = min(1.0, max(0.4, room / width)) if width > 0 else 1.0
        return width * fit, size * fit

    def _fill(
        self, words: Sequence[Word], left: float, right: float, first: float, leading: float
    ) -> tuple[list[Placed], float]:
        placed: list[Placed] = []
        y = first
        rows: list[list[Word]] = []
        x = left
        for word in words:
            gap = SPACE * word.size if rows else 0.0
            if not rows or x + gap + word.width > right + 0.01:
                rows.append([])
                x, gap = left, 0.0
            rows[-1].append(word)
            x += gap + word.width
        leftwards = runs_left(self._text(token) for word in words for token in word.tokens)
        for number, row in enumerate(rows):
            y = first + number * leading
            placed.extend(self._row(row, left, right, y, leftwards=leftwards))
        return placed, y if words else first - leading

    def _row(self, row: Sequence[Word], left: float, right: float, y: float, *, leftwards: bool) -> Iterator[Placed]:
        """The tokens of one line from left to right."""
        tokens: list[tuple[Token, Word]] = []
        for word in row:
            tokens.extend([(Token(), word)] if tokens else [])
            tokens.extend((token, word) for token in word.tokens)
        kinds = [kind_of(self._text(token)) for token, _ in tokens]
        order: Sequence[int] = range(len(tokens))
        if "r" in kinds:
            order = [number for _, part in stretches(kinds, leftwards=leftwards) for number in part]
        x = left
        for number in order:
            token, word = tokens[number]
            if token == Token():
                x += SPACE * word.size
                continue
            if token.glyph is not None:
                width, height = self._advance[token.glyph], self.page.glyphs[token.glyph].size
            else:
                width, height = self._label(token.label, word.size, right - left)
            yield Placed(token, x, y, height)
            x += width

    def _text(self, token: Token) -> str:
        return token.label or (" " if token.glyph is None else self.page.glyphs[token.glyph].text)


class LabelWidth:
    """How wide a label is at a size; remembered."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

    def __call__(self, label: str, size: float) -> float:
        """Width in points."""
        from sanitiser.formats.pdf.layout.fontset import own_outline

        if label not in self._known:
            made = own_outline(label, True, False, None)
            self._known[label] = made[1] if made else 500.0 * len(label)
        return self._known[label] * size / 1000


def strays(page: Page, piece: Piece, spoken: set[int]) -> set[int]:
    """Visible glyphs within a piece's old lines that the record's text leaves out: a hyphen at a line's end."""
    lines = lines_of(page, piece.old)
    return {
        n
        for n, g in enumerate(page.glyphs)
        if n not in spoken and not g.hidden
        for line in lines
        if abs(g.oy - line.y) < 0.3 * line.size and line.x0 - 1 < g.x0 < line.x1 + 0.4 * line.size
    }


def attached(page: Page, piece: Piece, shapes: Sequence[Shape]) -> set[int]:
    """The shapes that belong to a piece's old lines: under, through or behind its text, and not wider than it."""
    lines = lines_of(page, piece.old)
    out: set[int] = set()
    for number, shape in enumerate(shapes):
        if len(shape.steps) > 12:
            continue
        x0, y0, x1, y1 = shape.box()
        for line in lines:
            within = x0 >= line.x0 - 3 and x1 <= line.x1 + 3
            under = y1 - y0 < 3 and line.y - 0.8 * line.size < y0 and y1 < line.y + 0.4 * line.size
            behind = bool(shape.fill) and y0 > line.y - 1.6 * line.size and y1 < line.y + 0.9 * line.size
            beside = x1 - x0 < 3 and y0 > line.y - 1.6 * line.size and y1 < line.y + 0.9 * line.size
            if within and (under or behind or beside):
                out.add(number)
    return out
