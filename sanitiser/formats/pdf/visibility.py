"""Which glyphs a reader cannot see, for reasons that show only when the page is complete.

Does not see: text under many small shapes none of which covers it alone, or under a pattern's tiles.
"""

from typing import Any, Final

from sanitiser.formats.pdf.canvas import Canvas, Paint
from sanitiser.formats.pdf.page import BACKGROUND, COVERED

_SAME_COLOUR: Final = 12.0
_OPAQUE: Final = 0.98


def settle(canvas: Canvas) -> None:
    """Set `hidden` of the glyphs that later paint covers or that have the colour of what lies behind them."""
    glyphs = canvas.glyphs
    odd = any(g.run.colour in _PALE or not g.run.colour for g in glyphs)
    paints = canvas.paints
    if not glyphs or (not paints and not odd):
        return
    import numpy as np

    count = len(glyphs)
    x0 = np.fromiter((g.x0 for g in glyphs), float, count)
    x1 = np.fromiter((g.x1 for g in glyphs), float, count)
    y0 = np.fromiter((g.y0 for g in glyphs), float, count)
    y1 = np.fromiter((g.y1 for g in glyphs), float, count)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    px, py = (x1 - x0) * 0.25, (y1 - y0) * 0.25
    colours = {colour: _rgb(colour) for colour in {g.run.colour for g in glyphs}}
    covered = np.zeros(count, bool)
    under = np.full((count, 3), 255.0)
    order = np.arange(count)
    for paint in paints:
        bx0, by0, bx1, by1 = paint.box
        centre = (cx > bx0) & (cx < bx1) & (cy > by0) & (cy < by1)
        if not centre.any():
            continue
        if paint.polygon is not None:
            centre = _inside(paint, centre, cx, cy)
        later = centre & (order >= paint.order)
        if later.any():
            colour = np.array(paint.rgb) if paint.rgb is not None else np.array([np.nan] * 3)
            under[later] = paint.alpha * colour + (1 - paint.alpha) * under[later]
        if paint.order and paint.alpha >= _OPAQUE:
            whole = centre & (order < paint.order)
            whole &= (cx - px >= bx0) & (cx + px <= bx1) & (cy - py >= by0) & (cy + py <= by1)
            covered |= whole
    own = np.array([colours[g.run.colour] for g in glyphs])
    with np.errstate(invalid="ignore"):
        same = np.abs(own - under).max(axis=1) <= _SAME_COLOUR
    for index in np.flatnonzero(covered | same):
        glyph = glyphs[index]
        if not glyph.hidden:
            glyph.hidden = COVERED if covered[index] else BACKGROUND


_PALE: Final = frozenset(f"{v:02x}" * 3 for v in range(243, 256))


def _rgb(colour: str) -> tuple[float, float, float]:
    if len(colour) != 6:
        return float("nan"), float("nan"), float("nan")
    return float(int(colour[0:2], 16)), float(int(colour[2:4], 16)), float(int(colour[4:6], 16))


def _inside(paint: Paint, candidates: Any, cx: Any, cy: Any) -> Any:
    """Which of the candidate centres lie in the polygon (even-odd)."""
    import numpy as np

    at = np.flatnonzero(candidates)
    x, y = cx[at], cy[at]
    inside = np.zeros(len(at), bool)
    for polygon in paint.polygon or []:
        points = polygon if len(polygon) <= 2_000 else polygon[:: len(polygon) // 2_000 + 1]
        ax, ay = points[-1]
        for bx, by in points:
            if ay != by:
                crosses = (ay > y) != (by > y)
                inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
            ax, ay = bx, by
    out = np.zeros(len(cx), bool)
    out[at[inside]] = True
    return out
