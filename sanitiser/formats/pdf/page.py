"""A page as a reader sees it: glyphs with where they came from, rules, pictures.

Coordinates are points from the top left of the page as shown, after CropBox, Rotate and UserUnit; y grows downwards.
What many glyphs share stands once in their Run, so that a record of 500 pages fits in memory.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

INVISIBLE: Final = "invisible"
CLIPPED: Final = "clipped"
OFF_PAGE: Final = "off-page"
COVERED: Final = "covered"
TINY: Final = "tiny"
BACKGROUND: Final = "background-colour"
LAYER_OFF: Final = "layer-off"
HIDDEN_REASONS: Final = (INVISIBLE, CLIPPED, OFF_PAGE, COVERED, TINY, BACKGROUND, LAYER_OFF)
"""The values of Glyph.hidden beside "" (visible)."""


@dataclass(frozen=True, slots=True)
class FontLook:
    """How a font looks; `name` is without its subset tag ('ABCDEF+')."""

    name: str = ""
    bold: bool = False
    italic: bool = False
    monospace: bool = False
    serif: bool = False


@dataclass(frozen=True, slots=True)
class Prov:
    """Which bytes drew a glyph.

    `stream` names a content stream ('page:0', 'form:12:0', 'annot:7:0', 'field:7:0' for a value that has no
    appearance), `op` its operator, `element` the string of a TJ array, `offset` and `length` the bytes within that
    string. `path` holds (stream, op) of each Do that led there, outermost first.
    """

    stream: str
    op: int
    element: int
    offset: int
    length: int
    path: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True, eq=False)
class Run:
    """What the glyphs of one text-showing operator share.

    `size` is the effective size in points as shown. `colour` is six lower-case hex digits, "" when it is a pattern.
    `angle` is the direction of reading in whole degrees counter-clockwise from left-to-right (0, 90, 180, 270, ...).
    `mcid` is the marked-content number, None outside of marked content. `face` numbers the font within the file.
    `stretch` is the width of its letters in parts of their own (Tz and the matrices).
    """

    font: FontLook = FontLook()
    size: float = 10.0
    colour: str = "000000"
    angle: int = 0
    mcid: int | None = None
    stream: str = ""
    op: int = 0
    path: tuple[tuple[str, int], ...] = ()
    face: int = -1
    vertical: bool = False
    stretch: float = 1.0
    artifact: bool = False


@dataclass(slots=True, eq=False)
class Glyph:
    """One drawn glyph: the character or characters it stands for (a ligature gives several; U+FFFD: not known), its
    box, its origin on the baseline, and `hidden`: "" or one of HIDDEN_REASONS.

    A soft hyphen stays U+00AD. Spaces are glyphs where the file draws them; gaps without a glyph are not.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    ox: float
    oy: float
    run: Run
    hidden: str = ""
    element: int = 0
    offset: int = 0
    length: int = 1
    code: int = 0

    @property
    def size(self) -> float:
        """Effective size in points."""
        return self.run.size

    @property
    def font(self) -> FontLook:
        """The look of its font."""
        return self.run.font

    @property
    def colour(self) -> str:
        """Fill colour, six hex digits, or "" for a pattern."""
        return self.run.colour

    @property
    def angle(self) -> int:
        """Degrees counter-clockwise from left-to-right."""
        return self.run.angle

    @property
    def mcid(self) -> int | None:
        """Marked-content number."""
        return self.run.mcid

    @property
    def advance(self) -> float:
        """Extent along the line, without character spacing."""
        return self.y1 - self.y0 if self.run.vertical or self.run.angle in (90, 270) else self.x1 - self.x0

    @property
    def prov(self) -> Prov:
        """Which bytes drew it."""
        run = self.run
        return Prov(run.stream, run.op, self.element, self.offset, self.length, run.path)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical line, or a rectangle (`kind` 'rect'; a filled one thinner than 3 pt is a line).

    `colour` is that of the fill, or else of the stroke; `width` the thickness in points. `order` is the number of
    glyphs that were drawn before it.
    """

    kind: Literal["h", "v", "rect"]
    x0: float
    y0: float
    x1: float
    y1: float
    stroked: bool
    filled: bool
    colour: str = "000000"
    width: float = 1.0
    order: int = 0


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture ('image', 'inline', 'shading') or a drawing of curves and slanted lines ('drawing', clustered), clipped
    to what can be seen of it. `order` is the number of glyphs that were drawn before it.
    """

    kind: Literal["image", "inline", "shading", "drawing"]
    x0: float
    y0: float
    x1: float
    y1: float
    order: int = 0
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class Actual:
    """ActualText of marked content: what glyphs [start, end) of the page are said to read."""

    text: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Page:
    """One page. `number` counts from 1, `glyphs` stand in the order they were drawn.

    `properties` are texts in the property lists of marked content (Alt, E) that no reader sees.
    `image_area` is the part of the page (0..1) under images, `drawing_area` that
    under drawings. `notices` are codes, never text of the record.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[PictureBox, ...] = ()
    actual: tuple[Actual, ...] = ()
    properties: tuple[str, ...] = ()
    image_area: float = 0.0
    drawing_area: float = 0.0
    notices: tuple[str, ...] = field(default=())

    @property
    def visible(self) -> int:
        """How many glyphs can be seen and are not white space."""
        return sum(1 for g in self.glyphs if not g.hidden and not g.text.isspace())
