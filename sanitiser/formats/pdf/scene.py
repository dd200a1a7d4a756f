"""What a page draws beside its glyphs, exactly enough to draw it again: for the copy that keeps the layout.

Shadings and patterns become one colour each, pictures a box, transparency a number; soft masks and blend modes are
not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pikepdf

from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.geometry import Box, Matrix, point
from sanitiser.formats.pdf.page import Glyph
from sanitiser.formats.pdf.state import State, hexed, space_kind
from sanitiser.formats.pdf.tokeniser import Operand, numbers

MAX_ITEMS: Final = 100_000
MAX_CLIPS: Final = 6
UNKNOWN_COLOUR: Final = "b0b0b0"
Step = tuple[str, tuple[float, ...]]
"""A path operator (m, l, c, h) with points as shown."""


@dataclass(slots=True, eq=False)
class Shape:
    """A painted path; `order` is the number of glyphs drawn before it. Colours are six hex digits, "" for none."""

    steps: tuple[Step, ...]
    fill: str
    stroke: str
    width: float
    dash: tuple[float, ...]
    even_odd: bool
    alpha: float
    clip: Box | None
    clips: tuple[tuple[tuple[Step, ...], bool], ...]
    order: int

    def box(self) -> Box:
        """The box around its points."""
        xs = [v for _, c in self.steps for v in c[0::2]] or [0.0]
        ys = [v for _, c in self.steps for v in c[1::2]] or [0.0]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True, eq=False)
class Image:
    """Where a picture stands; `solid` when it hides what is behind it."""

    box: Box
    solid: bool
    order: int


class Scene:
    """Shapes and images of one page in the order drawn."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self._glyphs = glyphs
        self.items: list[Shape | Image] = []

    def shape(
        self, path: Sequence[tuple[bytes, "list[Operand] | bytes"]], state: State, fill: bool, stroke: bool,
        even_odd: bool,
    ) -> None:  # fmt: skip
        """A path that is filled, stroked or both."""
        if len(self.items) >= MAX_ITEMS or state.text_clip:
            return
        scale = abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]) ** 0.5
        inside = state.fill
        if fill and not inside:
            inside = _pattern_colour(state.fill_pattern)
        self.items.append(
            Shape(
                steps(path, state.ctm), inside if fill else "", (state.stroke or UNKNOWN_COLOUR) if stroke else "",
                max(state.line_width * scale, 0.1), tuple(d * scale for d in state.dash), even_odd,
                min(state.alpha if fill else 1.0, state.stroke_alpha if stroke else 1.0, 1.0 if state.blend else 0.4),
                state.clip, state.clips, len(self._glyphs),
            )
        )  # fmt: skip

    def clip(self, path: Sequence[tuple[bytes, "list[Operand] | bytes"]], state: State) -> None:
        """A path became the clip: kept when it is more than an upright rectangle."""
        taken = steps(path, state.ctm)
        if len(state.clips) < MAX_CLIPS and not _upright(taken):
            state.clips = (*state.clips, (taken, False))

    def picture(self, box: Box, solid: bool, order: int) -> None:
        """An image was drawn."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Image) and last.solid == solid and _stacked(last.box, box):
            # strips of one picture
            last.box = (last.box[0], min(last.box[1], box[1]), last.box[2], max(last.box[3], box[3]))
        elif len(self.items) < MAX_ITEMS:
            self.items.append(Image(box, solid, order))

    def shading(self, found: Any, state: State) -> None:
        """A shading over the clip, as one colour."""
        if state.clip is None or len(self.items) >= MAX_ITEMS:
            return
        x0, y0, x1, y1 = state.clip
        edge: tuple[Step, ...] = (("m", (x0, y0)), ("l", (x1, y0)), ("l", (x1, y1)), ("l", (x0, y1)), ("h", ()))
        colour = shading_colour(found)
        self.items.append(Shape(edge, colour, "", 0.1, (), False, state.alpha, None, state.clips, len(self._glyphs)))


def steps(path: Sequence[tuple[bytes, "list[Operand] | bytes"]], ctm: Matrix) -> tuple[Step, ...]:
    """Path operators as moves, lines and curves on the page as shown."""
    out: list[Step] = []
    last = (0.0, 0.0)
    for operator, operands in path:
        v = numbers(operands)
        if operator == b"re" and len(v) >= 4:
            x, y, w, h = v[:4]
            corners = [point(a, b, ctm) for a, b in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
            out.append(("m", corners[0]))
            out.extend(("l", c) for c in corners[1:])
            out.append(("h", ()))
            last = (x, y)
        elif operator in (b"m", b"l") and len(v) >= 2:
            out.append((operator.decode(), point(v[0], v[1], ctm)))
            last = (v[0], v[1])
        elif operator in (b"c", b"v", b"y") and len(v) >= (6 if operator == b"c" else 4):
            if operator == b"v":
                v = [*last, *v[:4]]
            elif operator == b"y":
                v = [*v[:4], v[2], v[3]]
            out.append(("c", (*point(v[0], v[1], ctm), *point(v[2], v[3], ctm), *point(v[4], v[5], ctm))))
            last = (v[4], v[5])
        elif operator == b"h":
            out.append(("h", ()))
    return tuple(out)


def _stacked(one: Box, other: Box) -> bool:
    """Whether one box continues the other downwards or upwards."""
    sides = abs(one[0] - other[0]) < 1.5 and abs(one[2] - other[2]) < 1.5
    return sides and min(abs(one[3] - other[1]), abs(other[3] - one[1])) < 1.5


def _upright(taken: tuple[Step, ...]) -> bool:
    points = [c for op, c in taken if op in ("m", "l")]
    if any(op == "c" for op, _ in taken) or not 4 <= len(points) <= 5:
        return False
    return all(abs(a[0] - b[0]) < 0.3 or abs(a[1] - b[1]) < 0.3 for a, b in pairwise(points))


def _pattern_colour(pattern: Any) -> str:
    if isinstance(pattern, (pikepdf.Dictionary, pikepdf.Stream)):
        return shading_colour(pattern.get("/Shading"))
    return UNKNOWN_COLOUR


def shading_colour(found: Any) -> str:
    """The middle of a shading's two colours, a grey when it does not say them plainly."""
    if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        return UNKNOWN_COLOUR
    kind = space_kind(found.get("/ColorSpace"))
    function = found.get("/Function")
    if isinstance(function, (pikepdf.Dictionary, pikepdf.Stream)) and "/Functions" in function:
        inner = function["/Functions"]
        function = inner[0] if isinstance(inner, pikepdf.Array) and len(inner) else None
    ends = []
    for key in ("/C0", "/C1"):
        value = function.get(key) if isinstance(function, (pikepdf.Dictionary, pikepdf.Stream)) else None
        if isinstance(value, pikepdf.Array) and len(value) <= 4:
            ends.append([streams.real(v) for v in value])
    if len(ends) != 2 or len(ends[0]) != len(ends[1]):
        return UNKNOWN_COLOUR
    return hexed(kind, [(a + b) / 2 for a, b in zip(*ends, strict=True)]) or UNKNOWN_COLOUR
