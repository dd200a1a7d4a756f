"""Affine matrices (a, b, c, d, e, f) and boxes (x0, y0, x1, y1) as plain tuples."""

from typing import Any, Final

from sanitiser.formats.pdf import streams

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def shift(x: float, y: float, m: Matrix) -> Matrix:
    """`m` after a translation by (x, y)."""
    a, b, c, d, e, f = m
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def point(x: float, y: float, m: Matrix) -> tuple[float, float]:
    """Where `m` takes a point."""
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def box_under(box: Box, m: Matrix) -> Box:
    """The upright box around `box` as `m` shows it."""
    corners = [point(x, y, m) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [c[0] for c in corners]
    ys = [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


def meet(a: Box, b: Box) -> Box | None:
    """What two boxes share; None when nothing, a box without width or height counts."""
    x0, y0, x1, y1 = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return None if x0 > x1 or y0 > y1 else (x0, y0, x1, y1)


def inverse(m: Matrix) -> Matrix | None:
    """The inverse, None when there is none."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    if abs(det) < 1e-12:
        return None
    return d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det


def rectangle(value: Any) -> Box | None:
    """A PDF rectangle with its corners in order; None for anything else, or one without area."""
    found = streams.reals(value, 4)
    if found is None:
        return None
    x0, x1 = sorted((found[0], found[2]))
    y0, y1 = sorted((found[1], found[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def matrix(value: Any) -> Matrix | None:
    """A PDF matrix; None for anything else."""
    found = streams.reals(value, 6)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if found else None
