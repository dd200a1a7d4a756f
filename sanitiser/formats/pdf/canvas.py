"""What one page shows, gathered while its operators are interpreted: glyphs, rules, pictures, and every paint that can
cover text or lie behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from sanitiser.formats.pdf.geometry import Box, Matrix, box_under, meet, point
from sanitiser.formats.pdf.page import Actual, Glyph, PictureBox, Rule
from sanitiser.formats.pdf.scene import Scene
from sanitiser.formats.pdf.state import State
from sanitiser.formats.pdf.tokeniser import Operand, numbers

THIN: Final = 3.0
MAX_PARTS: Final = 100_000
MAX_SUBPATHS: Final = 1_000
MAX_STEPS: Final = 50_000
_AXIS: Final = 0.35
Point = tuple[float, float]


@dataclass(slots=True)
class Paint:
    """A filled area or image: what it does to glyphs drawn before (`order` of them) and after it.

    `polygon` is None for an upright rectangle. `rgb` is None when the colour cannot be told.
    """

    order: int
    box: Box
    polygon: list[list[Point]] | None
    rgb: tuple[float, float, float] | None
    alpha: float


@dataclass(slots=True)
class Subpath:
    """One subpath as shown; curves are given by their end and control points."""

    points: list[Point]
    closed: bool = False
    curves: int = 0
    lines: int = 0

    def box(self) -> Box:
        """The box around it."""
        xs = [p[0] for p in self.points]
        ys = [p[1] for p in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    def upright(self) -> bool:
        """Whether it is an axis-aligned rectangle."""
        points = self.points[:-1] if len(self.points) == 5 and _near(self.points[0], self.points[4]) else self.points
        if len(points) != 4 or self.curves:
            return False
        x0, y0, x1, y1 = self.box()
        return all(
            min(abs(x - x0), abs(x - x1)) < _AXIS and min(abs(y - y0), abs(y - y1)) < _AXIS for x, y in points
        ) and all(
            abs(a[0] - b[0]) < _AXIS or abs(a[1] - b[1]) < _AXIS
            for a, b in zip(points, points[1:] + points[:1], strict=True)
        )


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < _AXIS and abs(a[1] - b[1]) < _AXIS


class Canvas:
    """The growing page."""

    def __init__(self, width: float, height: float) -> None:
        self.page: Box = (0.0, 0.0, width, height)
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.pictures: list[PictureBox] = []
        self.paints: list[Paint] = []
        self.drawn: list[tuple[Box, int]] = []
        self.actual: list[Actual] = []
        self.properties: list[str] = []
        self.notices: set[str] = set()
        self.artifact = False
        self.scene: Scene | None = None

    def visible_box(self, box: Box, state: State) -> Box | None:
        """What of a box the page and the clip let through."""
        seen = meet(box, self.page)
        return meet(seen, state.clip) if seen is not None and state.clip is not None else seen

    def image(self, kind: Any, state: State, opaque: bool) -> None:
        """An image in the unit square."""
        box = self.visible_box(box_under((0.0, 0.0, 1.0, 1.0), state.ctm), state)
        if box is None or state.alpha < 0.02:
            return
        self.pictures.append(PictureBox(kind, *box, len(self.glyphs), self.artifact))
        if self.scene is not None:
            self.scene.picture(box, opaque and not state.mask and state.alpha > 0.98, len(self.glyphs))
        if opaque and not state.mask and not state.text_clip:
            self.paint(Paint(len(self.glyphs), box, None, None, state.alpha if state.blend else 0.5))

    def shading(self, state: State) -> None:
        """A shading painted over the clip."""
        box = self.visible_box(state.clip or self.page, state)
        if box is not None:
            self.pictures.append(PictureBox("shading", *box, len(self.glyphs), self.artifact))
            if not state.text_clip and not state.mask:
                self.paint(Paint(len(self.glyphs), box, None, None, state.alpha if state.blend else 0.5))

    def paint(self, paint: Paint) -> None:
        """Remember a paint that is large enough to matter to text."""
        x0, y0, x1, y1 = paint.box
        if x1 - x0 >= 1.5 and y1 - y0 >= 1.5 and len(self.paints) < MAX_PARTS:
            self.paints.append(paint)

    def path(
        self, path: Sequence[tuple[bytes, "list[Operand] | bytes"]], state: State, fill: bool, stroke: bool
    ) -> None:
        """Paint a path."""
        fill = fill and state.alpha >= 0.02
        stroke = stroke and state.stroke_alpha >= 0.02
        if not fill and not stroke:
            return
        if len(self.rules) + len(self.drawn) > MAX_PARTS:
            self.notices.add("too-many-paths")
            return
        if len(path) > MAX_STEPS:
            self.notices.add("too-many-paths")
            return
        found = subpaths(path, state.ctm)
        for subpath in found:
            self._subpath(subpath, state, fill, stroke)
        if fill and found and not state.mask and not state.text_clip:
            self._fill(found, state)

    def _fill(self, found: list[Subpath], state: State) -> None:
        """A fill is one paint: an inner subpath may be a hole."""
        boxes = [s.box() for s in found]
        whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        box = self.visible_box(whole, state)
        if box is not None:
            if len(found) > MAX_SUBPATHS:
                # too many to look into: what lies behind text there is not known
                self.paint(Paint(len(self.glyphs), box, None, None, 0.5))
                return
            outline = None if len(found) == 1 and found[0].upright() else [s.points for s in found]
            alpha = state.alpha if state.blend else min(state.alpha, 0.5)
            self.paint(Paint(len(self.glyphs), box, outline, _rgb(state.fill), alpha))

    def _subpath(self, subpath: Subpath, state: State, fill: bool, stroke: bool) -> None:
        width = state.line_width * _scale(state.ctm) if stroke else 0.0
        whole = subpath.box()
        box = self.visible_box(whole, state)
        if box is None:
            return
        colour = state.fill if fill else state.stroke
        if subpath.upright():
            self._rectangle(box, colour, width, fill, stroke)
        elif subpath.curves == 0 and self._straight(subpath, state, colour, width):
            pass
        elif _rounded(subpath, whole):
            self.rules.append(Rule("rect", *box, stroke, fill, colour, width, len(self.glyphs)))
        elif colour != "ffffff":
            self.drawn.append((box, len(self.glyphs)))
        if not fill and stroke and width > 4 and len(subpath.points) == 2 and not state.mask and not state.text_clip:
            (ax, ay), (bx, by) = subpath.points
            if abs(ax - bx) < _AXIS or abs(ay - by) < _AXIS:
                half = width / 2
                pad = (half, 0.0) if abs(ax - bx) < _AXIS else (0.0, half)
                thick = (whole[0] - pad[0], whole[1] - pad[1], whole[2] + pad[0], whole[3] + pad[1])
                self.paint(Paint(len(self.glyphs), thick, None, _rgb(state.stroke), state.stroke_alpha))

    def _rectangle(self, box: Box, colour: str, width: float, fill: bool, stroke: bool) -> None:
        x0, y0, x1, y1 = box
        order = len(self.glyphs)
        if fill and not stroke and min(x1 - x0, y1 - y0) < THIN:
            flat = y1 - y0 <= x1 - x0
            self.rules.append(
                Rule("h" if flat else "v", x0, y0, x1, y1, False, True, colour, min(x1 - x0, y1 - y0), order)
            )
        else:
            self.rules.append(Rule("rect", x0, y0, x1, y1, stroke, fill, colour, width, order))

    def _straight(self, subpath: Subpath, state: State, colour: str, width: float) -> bool:
        """Record the segments of a polyline when all are horizontal or vertical; says whether they were."""
        points = subpath.points + ([subpath.points[0]] if subpath.closed else [])
        pairs = [(a, b) for a, b in pairwise(points) if not _near(a, b)]
        if any(abs(a[0] - b[0]) >= _AXIS and abs(a[1] - b[1]) >= _AXIS for a, b in pairs):
            return False
        for a, b in pairs:
            box = self.visible_box((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), state)
            if box is not None:
                kind: Any = "h" if abs(a[1] - b[1]) < _AXIS else "v"
                self.rules.append(Rule(kind, *box, True, False, colour, width or 1.0, len(self.glyphs)))
        return True


def subpaths(path: Sequence[tuple[bytes, "list[Operand] | bytes"]], ctm: Matrix) -> list[Subpath]:
    """The subpaths of path operators, as shown."""
    out: list[Subpath] = []
    current: Subpath | None = None
    for operator, operands in path:
        v = numbers(operands)
        if operator == b"re":
            if len(v) >= 4:
                x, y, w, h = v[:4]
                corners = [point(a, b, ctm) for a, b in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
                out.append(Subpath(corners, True, 0, 4))
                current = None
        elif operator == b"m":
            if len(v) >= 2:
                current = Subpath([point(v[0], v[1], ctm)])
                out.append(current)
        elif operator == b"h":
            if current is not None:
                current.closed = True
        elif len(v) >= 2 and len(v) % 2 == 0:
            if current is None:
                current = Subpath([point(v[0], v[1], ctm)])
                out.append(current)
            current.points.extend(point(v[i], v[i + 1], ctm) for i in range(0, len(v), 2))
            if operator == b"l":
                current.lines += 1
            else:
                current.curves += 1
    return [s for s in out if len(s.points) > 1]


def _scale(m: Matrix) -> float:
    return float(abs(m[0] * m[3] - m[1] * m[2]) ** 0.5)


def _rgb(colour: str) -> tuple[float, float, float] | None:
    if len(colour) != 6:
        return None
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _rounded(subpath: Subpath, box: Box) -> bool:
    """A rectangle with rounded corners: four curves that keep to the corners of its box."""
    x0, y0, x1, y1 = box
    if not (subpath.lines >= 2 and 2 <= subpath.curves <= 8) or min(x1 - x0, y1 - y0) < 6:
        return False
    near_x, near_y = max(1.0, 0.02 * (x1 - x0)), max(1.0, 0.02 * (y1 - y0))
    on_edge = sum(min(x - x0, x1 - x) < near_x or min(y - y0, y1 - y) < near_y for x, y in subpath.points)
    return on_edge >= 0.8 * len(subpath.points)
