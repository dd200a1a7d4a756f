"""From a text-showing operator to glyphs."""

from math import atan2, degrees, hypot
from typing import Final

from sanitiser.formats.pdf.canvas import Canvas
from sanitiser.formats.pdf.faces import Face
from sanitiser.formats.pdf.geometry import Box, Matrix, meet, multiply, point, shift
from sanitiser.formats.pdf.page import CLIPPED, INVISIBLE, LAYER_OFF, OFF_PAGE, TINY, Glyph, Run
from sanitiser.formats.pdf.state import State
from sanitiser.formats.pdf.tokeniser import Operand

TINY_BELOW: Final = 2.0


class Shower:
    """Shows strings on a canvas; `text` is the text matrix, which every string moves on."""

    __slots__ = ("canvas", "text")

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.text: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def show(self, elements: "list[Operand]", state: State, face: Face, run: Run, reason: str) -> None:
        """Add the glyphs of one operator; `reason` hides them all when it is set."""
        m = multiply(self.text, state.ctm)
        run.size, run.angle = measure(m, state, face)
        tall = hypot(m[2], m[3])
        run.stretch = abs(state.scale) * hypot(m[0], m[1]) / tall if tall else 1.0
        run.vertical = face.vertical
        if not reason and run.size < TINY_BELOW:
            reason = TINY
        first = len(self.canvas.glyphs)
        upright = abs(m[1]) < 1e-6 and abs(m[2]) < 1e-6 and m[0] > 0 and m[3] < 0
        if face.vertical:
            self._vertical(elements, state, face, run, reason, m)
        elif upright and face.fixed:
            self._upright(elements, state, face, run, reason, m)
        else:
            self._any(elements, state, face, run, reason, m)
        if not reason:
            self._clip(first, state)

    def _upright(self, elements: "list[Operand]", state: State, face: Face, run: Run, reason: str, m: Matrix) -> None:
        """The common case: left to right, codes of one length."""
        size, char_space, word_space, scale = state.size, state.char_space, state.word_space, state.scale
        a, e = m[0], m[4]
        oy = m[5] + state.rise * m[3]
        y0, y1 = oy + face.ascent * size * m[3], oy + face.descent * size * m[3]
        if y0 > y1:
            y0, y1 = y1, y0
        table, add, step = face.table, self.canvas.glyphs.append, face.fixed
        x = 0.0
        for index, element in enumerate(elements):
            if not isinstance(element, bytes):
                if isinstance(element, (int, float)):
                    x -= element * size * scale / 1000
                continue
            codes = element if step == 1 else [c for _, _, c in face.segment(element)]
            offset = 0
            for code in codes:
                found = table.get(code)
                if found is None:
                    found = face.glyph(step, code)
                x0 = a * x + e
                width = found[1] * size
                x1 = a * (x + width * scale) + e
                add(
                    Glyph(
                        found[0],
                        x0 if x0 <= x1 else x1,
                        y0,
                        x1 if x0 <= x1 else x0,
                        y1,
                        x0,
                        oy,
                        run,
                        reason,
                        index,
                        offset,
                        step,
                        code,
                    )
                )
                advance = width + char_space
                if code == 32 and step == 1:
                    advance += word_space
                x += advance * scale
                offset += step
        self.text = shift(x, 0.0, self.text)

    def _any(self, elements: "list[Operand]", state: State, face: Face, run: Run, reason: str, m: Matrix) -> None:
        """Turned, mirrored or slanted text, and codes of several lengths."""
        size, scale, rise = state.size, state.scale, state.rise
        low, high = face.descent * size + rise, face.ascent * size + rise
        add = self.canvas.glyphs.append
        x = 0.0
        for index, element in enumerate(elements):
            if not isinstance(element, bytes):
                if isinstance(element, (int, float)):
                    x -= element * size * scale / 1000
                continue
            for offset, length, code in face.segment(element):
                text, width = face.glyph(length, code)
                right = x + width * size * scale
                corners = [point(u, v, m) for u in (x, right) for v in (low, high)]
                xs, ys = [c[0] for c in corners], [c[1] for c in corners]
                ox, oy = point(x, rise, m)
                add(Glyph(text, min(xs), min(ys), max(xs), max(ys), ox, oy, run, reason, index, offset, length, code))
                space = state.word_space if length == 1 and code == 32 else 0.0
                x += (width * size + state.char_space + space) * scale
        self.text = shift(x, 0.0, self.text)

    def _vertical(self, elements: "list[Operand]", state: State, face: Face, run: Run, reason: str, m: Matrix) -> None:
        """Text that runs down the page (ISO 32000-1, 9.7.4.3)."""
        size, scale = state.size, state.scale
        add = self.canvas.glyphs.append
        y = 0.0
        for index, element in enumerate(elements):
            if not isinstance(element, bytes):
                if isinstance(element, (int, float)):
                    y -= element * size / 1000
                continue
            for offset, length, code in face.segment(element):
                text, width = face.glyph(length, code)
                down, vx, vy = face.vertical_metrics(length, code)
                left, top = -vx * size * scale, y - vy * size + state.rise
                right = left + width * size * scale
                corners = [point(u, v, m) for u in (left, right) for v in (top + vy * size, top + (vy + down) * size)]
                xs, ys = [c[0] for c in corners], [c[1] for c in corners]
                ox, oy = point(left, top, m)
                add(Glyph(text, min(xs), min(ys), max(xs), max(ys), ox, oy, run, reason, index, offset, length, code))
                space = state.word_space if length == 1 and code == 32 else 0.0
                y += down * size - state.char_space - space
        self.text = shift(0.0, y, self.text)

    def _clip(self, first: int, state: State) -> None:
        """Hide what lies outside the page or outside the clip."""
        glyphs = self.canvas.glyphs
        if len(glyphs) == first:
            return
        page, clip = self.canvas.page, state.clip
        fresh = glyphs[first:]
        limits: Box | None = page if clip is None else meet(page, clip)
        if limits is not None:
            x0, y0, x1, y1 = limits
            inside = min(g.x0 for g in fresh) >= x0 and max(g.x1 for g in fresh) <= x1
            if inside and min(g.y0 for g in fresh) >= y0 and max(g.y1 for g in fresh) <= y1:
                return
        for glyph in fresh:
            cx, cy = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
            if not (page[0] <= cx <= page[2] and page[1] <= cy <= page[3]):
                glyph.hidden = OFF_PAGE
            elif clip is not None and not (clip[0] <= cx <= clip[2] and clip[1] <= cy <= clip[3]):
                glyph.hidden = CLIPPED


def measure(m: Matrix, state: State, face: Face) -> tuple[float, int]:
    """Effective size in points and reading angle of text under the matrix `m`."""
    unit = 1.0
    if face.subtype == "/Type3":
        # a Type 3 font has its own glyph space: its height stands for the size
        unit = max(face.ascent - face.descent, 1e-6)
    size = abs(state.size) * hypot(m[2], m[3]) * unit
    angle = round(degrees(atan2(-m[1], m[0]))) % 360 if m[0] or m[1] else 0
    if state.size < 0:
        angle = (angle + 180) % 360
    return size, angle


def reason_of(state: State, layer_off: bool) -> str:
    """Why text shown in this state would not be seen, "" when it would."""
    if layer_off:
        return LAYER_OFF
    if state.mode in (3, 7):
        return INVISIBLE
    painted = max(state.alpha if state.mode != 1 else 0.0, state.stroke_alpha if state.mode in (1, 2, 5, 6) else 0.0)
    return INVISIBLE if painted < 0.05 else ""
