"""One page's content stream from what is left to draw: a closed set of operators, numbers of two decimals."""

from collections.abc import Callable, Sequence
from math import cos, radians, sin
from typing import Final

from sanitiser.formats.pdf.layout.fontset import Slot
from sanitiser.formats.pdf.scene import Shape

_BREAK_AT: Final = 2_500
Point = tuple[float, float]
Moved = Callable[[float], float]
"""Where a height of the source page is in the copy."""


def number(value: float) -> str:
    """A number with two decimals at most, never in exponent form."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Writer:
    """Builds the content of one page of a height; y comes in from the top."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._out: list[str] = []
        self._text = Text()
        self.alphas: set[int] = set()

    def glyph(self, slot: Slot, at: Point, size: float, colour: str, angle: int = 0, stretch: float = 1.0) -> None:
        """A glyph with its origin at a point."""
        style = (slot.family.name, number(size), colour or "404040", angle, number(100 * stretch))
        x, y = at[0], self._height - at[1]
        if not self._text.takes(style, x, y, size, stretch):
            self._flush()
            self._text = Text(style, x, y)
        self._text.add(slot.number, slot.width, x, y, size, stretch)

    def _flush(self) -> None:
        if self._text.codes:
            self._out.append(self._text.written())
        self._text = Text()

    def shape(self, shape: Shape, moved: Moved) -> None:
        """A path, its points moved."""
        self._flush()
        parts = ["q"]
        if shape.clip is not None and _outside(shape):
            x0, y0, x1, y1 = shape.clip
            top, bottom = self._height - moved(y0), self._height - moved(y1)
            parts.append(f"{number(x0)} {number(bottom)} {number(x1 - x0)} {number(top - bottom)} re W n")
        for clip, even_odd in shape.clips:
            parts.append(self._path(clip, moved) + (" W* n" if even_odd else " W n"))
        if shape.alpha < 0.995:
            alpha = max(0, min(100, round(shape.alpha * 100)))
            self.alphas.add(alpha)
            parts.append(f"/A{alpha} gs")
        if shape.fill:
            parts.append(_colour(shape.fill) + " rg")
        if shape.stroke:
            parts.append(_colour(shape.stroke) + " RG " + number(shape.width) + " w")
            if any(d > 0 for d in shape.dash):
                parts.append("[" + " ".join(number(max(d, 0)) for d in shape.dash) + "] 0 d")
        star = "*" if shape.even_odd else ""
        paint = ("B" + star if shape.fill else "S") if shape.stroke else "f" + star
        parts.append(self._path(shape.steps, moved) + " " + paint + " Q")
        self._out.append(" ".join(parts))

    def box(self, x0: float, y0: float, x1: float, y1: float, solid: bool, framed: bool) -> None:
        """The box that stands for a picture; one that is a background has no frame and is paler."""
        self._flush()
        bottom = self._height - y1
        edge = f"{number(x0)} {number(bottom)} {number(x1 - x0)} {number(y1 - y0)} re"
        grey = "0.9 0.9 0.9" if framed else "0.96 0.96 0.96"
        fill = f"{grey} rg {edge} f " if solid else ""
        frame = f"0.6 0.6 0.6 RG 0.5 w {edge} S " if framed else ""
        if fill or frame:
            self._out.append(f"q {fill}{frame}Q")

    def _path(self, steps: Sequence[tuple[str, tuple[float, ...]]], moved: Moved) -> str:
        out: list[str] = []
        for operator, c in steps:
            for i in range(0, len(c), 2):
                out += [number(c[i]), number(self._height - moved(c[i + 1]))]
            out.append(operator)
        return " ".join(out)

    def content(self) -> bytes:
        """The stream."""
        self._flush()
        return "\n".join(self._out).encode("ascii")


class Text:
    """Glyphs of one style on one line, being gathered."""

    def __init__(self, style: tuple[str, str, str, int, str] | None = None, x: float = 0, y: float = 0) -> None:
        self._style = style
        self._x, self._y = round(x, 2), round(y, 2)
        self._cos, self._sin = (cos(radians(style[3])), sin(radians(style[3]))) if style else (1.0, 0.0)
        self._at = 0.0
        self.codes: list[str | int] = []

    def _along(self, x: float, y: float, size: float, stretch: float) -> tuple[float, float]:
        """Distance along and across the line, in thousandths of the size."""
        dx, dy = x - self._x, y - self._y
        unit = max(size, 0.01) / 1000
        return (dx * self._cos + dy * self._sin) / (unit * max(stretch, 0.01)), (dy * self._cos - dx * self._sin) / unit

    def takes(self, style: tuple[str, str, str, int, str], x: float, y: float, size: float, stretch: float) -> bool:
        """Whether a glyph can go on in this text."""
        if style != self._style:
            return False
        along, across = self._along(x, y, size, stretch)
        return abs(across) < 5 and abs(along - self._at) < _BREAK_AT

    def add(self, code: int, width: int, x: float, y: float, size: float, stretch: float) -> None:
        """A glyph, moved to its place if it does not follow by itself."""
        along, _ = self._along(x, y, size, stretch)
        back = round(self._at - along)
        if abs(back) >= 2 and self.codes:
            self.codes.append(back)
            self._at -= back
        if self.codes and isinstance(self.codes[-1], str):
            self.codes[-1] += f"{code:04x}"
        else:
            self.codes.append(f"{code:04x}")
        self._at += width

    def written(self) -> str:
        """The text object."""
        if self._style is None:
            return ""
        name, size, colour, angle, stretch = self._style
        c, s = number(cos(radians(angle))), number(sin(radians(angle)))
        if angle % 90:
            c, s = f"{cos(radians(angle)):.4f}", f"{sin(radians(angle)):.4f}"
        minus = s[1:] if s.startswith("-") else ("0" if s == "0" else "-" + s)
        array = " ".join(f"<{part}>" if isinstance(part, str) else str(part) for part in self.codes)
        return (
            f"BT /{name} {size} Tf {_colour(colour)} rg {stretch} Tz "
            f"{c} {s} {minus} {c} {number(self._x)} {number(self._y)} Tm [{array}] TJ ET"
        )


def _colour(colour: str) -> str:
    return " ".join(number(int(colour[i : i + 2], 16) / 255) for i in (0, 2, 4))


def _outside(shape: Shape) -> bool:
    """Whether a shape reaches beyond its clip."""
    if shape.clip is None:
        return False
    x0, y0, x1, y1 = shape.box()
    half = shape.width / 2 if shape.stroke else 0.0
    a, b, c, d = shape.clip
    return x0 - half < a - 0.3 or y0 - half < b - 0.3 or x1 + half > c + 0.3 or y1 + half > d + 0.3
