"""One page of the copy: what is drawn, in order, before fonts are settled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sanitiser.domain.kinds import PICTURE
from sanitiser.formats.pdf.faces import UNKNOWN
from sanitiser.formats.pdf.layout import regular
from sanitiser.formats.pdf.layout.emit import Writer
from sanitiser.formats.pdf.layout.fontset import FontSet, Slot, Source, own_outline
from sanitiser.formats.pdf.layout.plan import Piece, Plan
from sanitiser.formats.pdf.layout.reflow import LabelWidth, Set, Setter, attached, strays
from sanitiser.formats.pdf.layout.spacing import Spacing, spacing
from sanitiser.formats.pdf.page import FontLook, Glyph, Page
from sanitiser.formats.pdf.scene import Image, Shape

LABEL_LOOK: Final = FontLook("label", bold=True)
_MARGIN: Final = 18.0
_SMALL: Final = 12.0
_PICTURE_SIZE: Final = 8.0


@dataclass(slots=True)
class Drawn:
    """A glyph to draw: its font and key, its place, and how."""

    slot: Slot
    x: float
    y: float
    size: float
    colour: str
    angle: int = 0
    stretch: float = 1.0


class Sheet:
    """Plans one page; `fixed` are its running lines, which do not move with the body."""

    def __init__(
        self, page: Page, items: Sequence[Shape | Image], sources: dict[int, Source], fonts: FontSet,
        made: Plan, fixed: set[int],
    ) -> None:  # fmt: skip
        self.page, self._items, self._sources, self._fonts = page, items, sources, fonts
        gone, pieces, spoken = made.gone[page.number - 1], made.pieces[page.number - 1], made.spoken[page.number - 1]
        self._gone = gone | {n for n, g in enumerate(page.glyphs) if g.hidden or not self._accounted(n, g, spoken)}
        self._gone |= {n for piece in pieces for n in strays(page, piece, spoken)}
        setter = Setter(page, self._gone, self._advances(pieces), LabelWidth(), made.leadings)
        self._sets: list[Set] = [done for piece in pieces if (done := setter.set(piece)) is not None]
        self._dropped = {id(s) for s in self._attached(pieces)}
        self._fixed = fixed
        self._space = spacing(page, self._gone, [s for s in self._sets if not set(s.piece.old) & fixed])
        self._footer = self._foot()
        self._fixed = fixed | {n for n, g in enumerate(page.glyphs) if g.oy >= self._footer}
        self._overflow = self._overflows()
        self.height = page.height + self._overflow
        self.texts: list[tuple[float, Drawn]] = []
        self._collect()

    @staticmethod
    def _accounted(number: int, glyph: Glyph, spoken: set[int]) -> bool:
        """Letters that the record's text does not hold were searched by nobody: they are not drawn."""
        return number in spoken or not any(c.isalpha() for c in glyph.text)

    def _advances(self, pieces: Sequence[Piece]) -> dict[int, float]:
        out: dict[int, float] = {}
        for piece in pieces:
            for token in piece.tokens:
                if token.glyph is not None:
                    glyph = self.page.glyphs[token.glyph]
                    found = self._slot(glyph)
                    width = found.width if found else 500
                    out[token.glyph] = width * glyph.size * glyph.run.stretch / 1000
        return out

    def _slot(self, glyph: Glyph) -> Slot | None:
        """The place of a glyph in the copy's fonts; remembered by the code that drew it."""
        if glyph.text.isspace():
            return self._fonts.add(glyph.font, " ", 1000 * self._natural(glyph), ())
        source = self._sources.get(glyph.run.face)
        key = (glyph.length, glyph.code)
        if source is not None and key in source.slots:
            return source.slots[key]
        made = source.glyph(glyph.text, glyph.length, glyph.code) if source else None
        if made is None:
            made = own_outline(glyph.text, glyph.font.bold, glyph.font.italic, None)
        slot = self._fonts.add(glyph.font, glyph.text, made[1], made[0]) if made is not None else None
        if source is not None:
            source.slots[key] = slot
        return slot

    @staticmethod
    def _natural(glyph: Glyph) -> float:
        unit = glyph.size * glyph.run.stretch
        return min(2.0, abs(glyph.advance) / unit) if unit > 0 else 0.25

    def _attached(self, pieces: Sequence[Piece]) -> Iterator[Shape]:
        shapes = [i for i in self._items if isinstance(i, Shape)]
        for piece in pieces:
            for number in attached(self.page, piece, shapes):
                yield shapes[number]

    def _foot(self) -> float:
        """Where the page's foot begins: its running lines and a rule just above them."""
        tops = [self.page.glyphs[n].y0 for n in self._fixed if self.page.glyphs[n].oy > 0.6 * self.page.height]
        if not tops:
            return self.page.height
        top = min(tops)
        rules = [r.y0 for r in self.page.rules if r.kind == "h" and top - 16 < r.y0 < top]
        return min([top, *rules]) - 0.5

    def _moved(self, y: float) -> float:
        """A height of the source page in the copy."""
        if y >= self._footer:
            return y + self._overflow
        return min(self._space(y), max(y, self._footer + self._overflow))

    def _overflows(self) -> float:
        """How much the page grows because its body would run into its foot, or off it."""
        still = self._gone | self._fixed
        lowest = [self._space(g.oy) for n, g in enumerate(self.page.glyphs) if n not in still]
        lowest += [
            self._space(s.first) + s.new_last - s.first for s in self._sets if not set(s.piece.old) & self._fixed
        ]
        if not lowest or not self._sets:
            return 0.0
        room = (self._footer - 6.0) if self._footer < self.page.height else self.page.height - _MARGIN
        return max(0.0, max(lowest) + 3.0 - room)

    def _collect(self) -> None:
        glyphs = self.page.glyphs
        slots: dict[int, Slot] = {}
        for number, glyph in enumerate(glyphs):
            if number not in self._gone and UNKNOWN not in glyph.text:
                slot = self._slot(glyph)
                if slot is not None:
                    slots[number] = slot
        xs = regular.places(
            glyphs,
            list(slots),
            lambda n: slots[n].width * glyphs[n].size * glyphs[n].run.stretch / 1000,
            self.page.width,
        )
        for number, slot in slots.items():
            glyph = glyphs[number]
            foot = number in self._fixed and glyph.oy >= self._footer
            y = glyph.oy + self._overflow if foot else self._moved(glyph.oy)
            x = xs.get(number, glyph.ox)
            drawn = Drawn(slot, x, y, glyph.size, glyph.colour, glyph.angle, glyph.run.stretch)
            self.texts.append((number, drawn))
        for made in self._sets:
            self._collect_set(made)
        for item in self._items:
            if isinstance(item, Image):
                self._picture(item)

    def _collect_set(self, made: Set) -> None:
        # after everything that was drawn between its old lines: backgrounds, which would cover the new ones
        order = float(max(made.piece.old))
        base = self._moved(made.first)
        for placed in made.placed:
            y = base + placed.y - made.first
            if placed.token.glyph is None:
                self._words(placed.token.label, placed.x, y, placed.size, order)
                continue
            glyph = self.page.glyphs[placed.token.glyph]
            found = self._slot(glyph)
            if found is not None:
                drawn = Drawn(found, placed.x, y, placed.size, glyph.colour, 0, glyph.run.stretch)
                self.texts.append((order, drawn))

    def _words(self, text: str, x: float, y: float, size: float, order: float) -> None:
        """Words in our own bold letters."""
        for letter in text:
            made = own_outline(letter, True, False, None)
            if made is not None:
                slot = self._fonts.add(LABEL_LOOK, letter, made[1], made[0])
                self.texts.append((order, Drawn(slot, x, y, size, "000000")))
                x += made[1] * size / 1000

    def _picture(self, image: Image) -> None:
        """The words in the box that stands for a picture, if it has room for them."""
        x0, y0, x1, y1 = image.box
        width = LabelWidth()(PICTURE, _PICTURE_SIZE)
        if x1 - x0 < width + 2 or y1 - y0 < _SMALL or self._written_over(image):
            return
        y = (self._moved(y0) + self._moved(y1)) / 2 + 0.35 * _PICTURE_SIZE
        self._words(PICTURE, (x0 + x1 - width) / 2, y, _PICTURE_SIZE, image.order - 0.5)

    def _written_over(self, image: Image) -> bool:
        """Whether text stands on a picture: it is a background then, and stays one."""
        x0, y0, x1, y1 = image.box
        return any(
            x0 < g.x0 and g.x1 < x1 and y0 < g.oy - 0.3 * g.size < y1
            for n, g in enumerate(self.page.glyphs)
            if not g.hidden and not g.text.isspace()
        )

    def write(self) -> Writer:
        """The content, once the fonts are settled."""
        writer = Writer(self.height)
        waiting = [i for i in self._items if id(i) not in self._dropped]
        at = 0
        for order, drawn in sorted(self.texts, key=lambda t: t[0]):
            while at < len(waiting) and waiting[at].order <= order + 0.5:
                self._draw(writer, waiting[at])
                at += 1
            place = (drawn.x, drawn.y)
            writer.glyph(drawn.slot, place, drawn.size, drawn.colour, drawn.angle, drawn.stretch)
        for item in waiting[at:]:
            self._draw(writer, item)
        return writer

    def _draw(self, writer: Writer, item: Shape | Image) -> None:
        if isinstance(item, Shape):
            writer.shape(item, self._moved)
            return
        x0, y0, x1, y1 = item.box
        if min(x1 - x0, y1 - y0) >= 2:
            writer.box(x0, self._moved(y0), x1, self._moved(y1), item.solid, not self._written_over(item))

    @property
    def spacing(self) -> Spacing:
        """How heights moved."""
        return self._space
