"""Content streams interpreted into pages of glyphs, rules and pictures (ISO 32000-1, 8 to 11 and 12.5).

Reads what is drawn and says what of it cannot be seen; does not read pictures, and does not run scripts or XFA.
Raises NoUnicode, NotUnderstood, TooLarge, Damaged: a page is understood whole or not at all.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood, NoUnicode, Quarantine, TooLarge
from sanitiser.formats.pdf import annotations, drawings, streams, visibility
from sanitiser.formats.pdf.canvas import Canvas
from sanitiser.formats.pdf.fonts import UNKNOWN, Face
from sanitiser.formats.pdf.geometry import IDENTITY, Box, Matrix, box_under, meet, multiply, shift
from sanitiser.formats.pdf.layers import Layers
from sanitiser.formats.pdf.page import INVISIBLE, Actual, Page, Run
from sanitiser.formats.pdf.resources import Fonts, Resources
from sanitiser.formats.pdf.showing import Shower, reason_of
from sanitiser.formats.pdf.state import State, hexed, space_kind
from sanitiser.formats.pdf.tokeniser import (
    INLINE_IMAGE,
    UNFINISHED,
    Operand,
    Operator,
    numbers,
    operators,
    show_elements,
)
from sanitiser.limits import Limits

Operands = list[Operand] | bytes
_CACHE_BELOW: Final = 65_536
_MAX_STATES: Final = 10_000
_FILLS: Final = {b"f": (0, 0), b"F": (0, 0), b"f*": (0, 0), b"B": (1, 0), b"B*": (1, 0), b"b": (1, 1), b"b*": (1, 1)}
_PAINTING: Final = frozenset(_FILLS) | {b"S", b"s", b"sh", b"Do", INLINE_IMAGE, b"Tj", b"TJ", b"'", b'"'}
_TEXTUAL: Final = frozenset((b"Tj", b"TJ", b"'", b'"', b"Do"))


def interpret(pdf: pikepdf.Pdf, limits: Limits) -> tuple[Page, ...]:
    """Every page of a file."""
    return tuple(pages(pdf, limits))


def pages(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Page]:
    """The pages one at a time, for records that should not stand in memory whole."""
    interpreter = Interpreter(pdf, limits)
    for index in range(len(pdf.pages)):
        yield interpreter.page(index)


class Interpreter:
    """Interprets pages of one file; fonts and forms are read once."""

    def __init__(self, pdf: pikepdf.Pdf, limits: Limits) -> None:
        self.pdf, self.limits = pdf, limits
        self.fonts = Fonts(limits)
        self.layers = Layers(pdf)
        self.glyph_count = 0
        self._programs: dict[tuple[int, int], list[Operator]] = {}
        self._resources: dict[tuple[int, int], Resources] = {}
        self._procs: dict[tuple[int, str], tuple[bool, bool]] = {}

    def page(self, index: int) -> Page:
        """One page by its index from 0."""
        try:
            return self._page(index)
        except Quarantine:
            raise
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
            raise Damaged(f"page {index + 1} cannot be read") from None

    def _page(self, index: int) -> Page:
        page = self.pdf.pages[index]
        base, width, height = page_matrix(page)
        canvas = Canvas(width, height)
        task = Task(self, canvas, base)
        task.run(
            f"page:{index}", operators(self.contents(page)), self.resources(page.obj.get("/Resources")), State(base)
        )
        annotations.draw(self, task, page, index, base)
        self.glyph_count += len(canvas.glyphs)
        visibility.settle(canvas)
        return self._finish(index, canvas)

    def _finish(self, index: int, canvas: Canvas) -> Page:
        for glyph in canvas.glyphs:
            if UNKNOWN in glyph.text and not glyph.hidden:
                raise NoUnicode(f"page {index + 1}")
        if "unreadable-font" in canvas.notices:
            raise NotUnderstood(f"a font on page {index + 1} is missing or cannot be read")
        pictures = [*canvas.pictures, *drawings.cluster(canvas.drawn)]
        whole = (canvas.page[2] or 1.0) * (canvas.page[3] or 1.0)
        area = {kind: drawings.union_area([p for p in pictures if p.kind in kinds]) / whole for kind, kinds in _AREAS}
        return Page(
            index + 1, canvas.page[2], canvas.page[3], tuple(canvas.glyphs), tuple(canvas.rules), tuple(pictures),
            tuple(canvas.actual), area["image"], area["drawing"], tuple(sorted(canvas.notices)),
        )  # fmt: skip

    def contents(self, page: pikepdf.Page) -> bytes:
        """The content of a page; several streams are joined by white space."""
        found = page.obj.get("/Contents")
        parts = list(found) if isinstance(found, pikepdf.Array) else [found]
        pieces: list[bytes] = []
        total = 0
        for part in parts:
            if isinstance(part, pikepdf.Stream):
                pieces.append(streams.decoded(part, self.limits))
                total += len(pieces[-1])
                if total > self.limits.stream_bytes:
                    raise TooLarge("a page of too many bytes")
        return b"\n".join(pieces)

    def resources(self, obj: Any) -> Resources:
        """Resources, shared when they are one object."""
        key = streams.key_of(obj) if isinstance(obj, pikepdf.Dictionary) else (0, 0)
        if key == (0, 0):
            return Resources(obj, self.fonts)
        if key not in self._resources:
            self._resources[key] = Resources(obj, self.fonts)
        return self._resources[key]

    def program(self, stream: pikepdf.Stream) -> Iterator[Operator] | list[Operator]:
        """The operators of a form; short ones are kept, since they are drawn again and again."""
        key = streams.key_of(stream)
        if key in self._programs:
            return self._programs[key]
        data = streams.decoded(stream, self.limits)
        if len(data) > _CACHE_BELOW or len(self._programs) > 2_000:
            return operators(data)
        self._programs[key] = list(operators(data))
        return self._programs[key]

    def proc(self, face: Face, name: str) -> tuple[bool, bool]:
        """Whether a Type 3 glyph draws anything, and whether it may show text itself."""
        key = (face.number, name)
        if key not in self._procs:
            stream = face.procs.get(name)
            found = set()
            if isinstance(stream, pikepdf.Stream):
                found = {op for op, _ in islice(self.program(stream), self.limits.operators)}
            self._procs[key] = (bool(found & _PAINTING), bool(found & _TEXTUAL))
        return self._procs[key]


_AREAS: Final = (("image", ("image", "inline")), ("drawing", ("drawing",)))


def page_matrix(page: pikepdf.Page) -> tuple[Matrix, float, float]:
    """From user space to points from the top left of the page as shown; width and height as shown."""
    media = _box(page.obj.get("/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(page.obj.get("/CropBox")) or media
    x0, y0, x1, y1 = meet(media, crop) or media
    unit = streams.real(page.obj.get("/UserUnit"), 1.0)
    unit = unit if 0 < unit <= 100 else 1.0
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    match int(streams.real(page.obj.get("/Rotate"))) % 360:
        case 90:
            return (0.0, unit, unit, 0.0, -y0 * unit, -x0 * unit), height, width
        case 180:
            return (-unit, 0.0, 0.0, unit, x1 * unit, -y0 * unit), width, height
        case 270:
            return (0.0, -unit, -unit, 0.0, y1 * unit, x1 * unit), height, width
        case _:
            return (unit, 0.0, 0.0, -unit, -x0 * unit, y1 * unit), width, height


def _box(value: Any) -> Box | None:
    found = streams.reals(value, 4)
    if found is None:
        return None
    x0, x1 = sorted((found[0], found[2]))
    y0, y1 = sorted((found[1], found[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


class Mark:
    """An open marked-content sequence."""

    __slots__ = ("actual", "artifact", "hides", "mcid", "start")

    def __init__(self, mcid: int | None, hides: bool, artifact: bool, actual: str, start: int) -> None:
        self.mcid, self.hides, self.artifact, self.actual, self.start = mcid, hides, artifact, actual, start


class Task:
    """The interpretation of one page: its canvas and the operators run so far."""

    def __init__(self, owner: Interpreter, canvas: Canvas, base: Matrix) -> None:
        self.owner, self.canvas, self.base = owner, canvas, base
        self.count = 0
        self.once: set[tuple[str, int, int]] = set()

    def run(
        self, stream: str, program: Iterator[Operator] | list[Operator], resources: Resources, state: State,
        path: tuple[tuple[str, int], ...] = (), active: frozenset[tuple[int, int]] = frozenset(), off: bool = False,
    ) -> None:  # fmt: skip
        """Run one content stream."""
        Frame(self, stream, resources, state, path, active, off).run(program)

    def form(
        self, form: pikepdf.Stream, resources: Resources, state: State, kind: str,
        path: tuple[tuple[str, int], ...], active: frozenset[tuple[int, int]], off: bool,
    ) -> None:  # fmt: skip
        """Draw a form, a pattern's tile or a glyph's procedure in a state of its own."""
        key = streams.key_of(form)
        if key in active:
            raise NotUnderstood("a form that draws itself")
        if len(active) >= self.owner.limits.form_depth:
            raise NotUnderstood("forms nested too deeply")
        own = form.get("/Resources")
        inner = self.owner.resources(own) if isinstance(own, pikepdf.Dictionary) else resources
        self.run(f"{kind}:{key[0]}:{key[1]}", self.owner.program(form), inner, state, path, active | {key}, off)


class Frame:
    """One run of one content stream."""

    def __init__(
        self, task: Task, stream: str, resources: Resources, state: State,
        path: tuple[tuple[str, int], ...], active: frozenset[tuple[int, int]], off: bool,
    ) -> None:  # fmt: skip
        self.task, self.stream, self.resources, self.state = task, stream, resources, state
        self.path, self.active = path, active
        self.canvas = task.canvas
        self.shower = Shower(task.canvas)
        self.line: Matrix = IDENTITY
        self.stack: list[State] = []
        self.marks: list[Mark] = []
        self.off = off
        self.outer_off = off
        self.segments: list[tuple[bytes, Operands]] = []
        self.clipping = False
        self.index = 0

    def run(self, program: Iterator[Operator] | list[Operator]) -> None:
        """Interpret the operators in order."""
        handlers = {op: method.__get__(self) for op, method in _HANDLERS.items()}
        segments = self.segments
        allowed = self.task.owner.limits.operators - self.task.count
        index = -1
        for index, (operator, operands) in enumerate(program):
            if operator in _PATH:
                segments.append((operator, operands))
                continue
            handler = handlers.get(operator)
            if handler is not None:
                self.index = index
                handler(operands)
            elif operator not in _IGNORED:
                self.canvas.notices.add("unknown-operator")
            if index > allowed:
                raise TooLarge("a page with too many operators")
        self.task.count += index + 1
        if self.task.count > self.task.owner.limits.operators:
            raise TooLarge("a page with too many operators")
        while self.marks:
            self.end_mark([])

    # -- text ---------------------------------------------------------------------------------------------------------

    def begin_text(self, _: Operands) -> None:
        """BT."""
        self.shower.text = self.line = IDENTITY

    def move(self, operands: Operands) -> None:
        """Td."""
        v = numbers(operands)
        if len(v) >= 2:
            self.shower.text = self.line = shift(v[0], v[1], self.line)

    def move_leading(self, operands: Operands) -> None:
        """TD."""
        v = numbers(operands)
        if len(v) >= 2:
            self.state.leading = -v[1]
            self.shower.text = self.line = shift(v[0], v[1], self.line)

    def text_matrix(self, operands: Operands) -> None:
        """Tm."""
        v = numbers(operands)
        if len(v) >= 6:
            self.shower.text = self.line = (v[0], v[1], v[2], v[3], v[4], v[5])

    def next_line(self, _: Operands) -> None:
        """T*."""
        self.shower.text = self.line = shift(0.0, -self.state.leading, self.line)

    def font(self, operands: Operands) -> None:
        """Tf."""
        if isinstance(operands, list) and len(operands) >= 2:
            self.state.face = self.resources.face(operands[0])
            size = operands[1]
            self.state.size = float(size) if isinstance(size, (int, float)) else 0.0

    def show(self, operands: Operands) -> None:
        """Tj."""
        if isinstance(operands, list) and operands and isinstance(operands[-1], bytes):
            self._show([operands[-1]])

    def show_array(self, operands: Operands) -> None:
        """TJ."""
        self._show(show_elements(operands))

    def show_line(self, operands: Operands) -> None:
        """The ' operator."""
        self.next_line(operands)
        self.show(operands)

    def show_spaced(self, operands: Operands) -> None:
        """The " operator."""
        if isinstance(operands, list) and len(operands) >= 3:
            spaces = numbers(operands[:2])
            if len(spaces) == 2:
                self.state.word_space, self.state.char_space = spaces
        self.show_line(operands)

    def _show(self, elements: list[Operand]) -> None:
        state, canvas = self.state, self.canvas
        face = state.face
        if face is None:
            if any(isinstance(e, bytes) and e.strip() for e in elements):
                canvas.notices.add("unreadable-font")
            return
        colour = state.stroke if state.mode == 1 else state.fill
        mark = self.marks[-1] if self.marks else None
        run = Run(
            face.look, 0.0, colour, 0, mark.mcid if mark else None, self.stream, self.index, self.path, face.number,
            artifact=mark.artifact if mark else False,
        )  # fmt: skip
        before, first = self.shower.text, len(canvas.glyphs)
        self.shower.show(elements, state, face, run, reason_of(state, self.off))
        if self.task.owner.glyph_count + len(canvas.glyphs) > self.task.owner.limits.glyphs:
            raise TooLarge("too many glyphs")
        if state.mode >= 4:
            state.text_clip = (*state.text_clip[-8:], (first, len(canvas.glyphs), state.mode == 7 and not self.off))
        if face.subtype == "/Type3":
            self._procedures(face, first, before)

    def _procedures(self, face: Face, first: int, before: Matrix) -> None:
        """What the procedures of Type 3 glyphs draw: nothing, a shape, or text that is then what a reader sees."""
        state, owner = self.state, self.task.owner
        glyphs = self.canvas.glyphs[first:]
        for glyph in glyphs:
            name = "/" + face.names.get(glyph.code, "")
            draws, textual = owner.proc(face, name)
            if not draws:
                glyph.text = " "
            elif textual:
                hidden, glyph.hidden = glyph.hidden, glyph.hidden or INVISIBLE
                if hidden:
                    continue
                inner = state.copy()
                m = multiply(before, state.ctm)
                placed = (
                    m[0] * state.size * state.scale,
                    m[1] * state.size * state.scale,
                    m[2] * state.size,
                    m[3] * state.size,
                    glyph.ox,
                    glyph.oy,
                )
                inner.ctm = multiply(face.matrix, placed)  # type: ignore[arg-type]
                resources = owner.resources(face.obj.get("/Resources"))
                path = (*self.path, (self.stream, self.index))
                self.task.form(face.procs[name], resources, inner, "type3", path, self.active, self.off)

    # -- graphics state -----------------------------------------------------------------------------------------------

    def save(self, _: Operands) -> None:
        """The q operator."""
        if len(self.stack) >= _MAX_STATES:
            raise TooLarge("graphics states nested too deeply")
        self.stack.append(self.state)
        self.state = self.state.copy()

    def restore(self, _: Operands) -> None:
        """The Q operator."""
        if self.stack:
            self.state = self.stack.pop()

    def concatenate(self, operands: Operands) -> None:
        """The cm operator."""
        v = numbers(operands)
        if len(v) >= 6:
            self.state.ctm = multiply((v[0], v[1], v[2], v[3], v[4], v[5]), self.state.ctm)

    def parameter(self, attribute: str, factor: float = 1.0) -> Callable[[Operands], None]:
        """A setter for Tc, Tw, Tz, TL, Ts, w."""

        def set_it(operands: Operands) -> None:
            v = numbers(operands)
            if v:
                setattr(self.state, attribute, v[0] * factor)

        return set_it

    def mode(self, operands: Operands) -> None:
        """Tr."""
        v = numbers(operands)
        if v:
            self.state.mode = int(v[0]) if 0 <= v[0] <= 7 else 0

    def extended(self, operands: Operands) -> None:
        """The gs operator."""
        found = self.resources.get("/ExtGState", operands[0] if isinstance(operands, list) and operands else None)
        if not isinstance(found, pikepdf.Dictionary):
            return
        state = self.state
        state.alpha = streams.real(found.get("/ca"), state.alpha)
        state.stroke_alpha = streams.real(found.get("/CA"), state.stroke_alpha)
        state.line_width = streams.real(found.get("/LW"), state.line_width)
        blend = found.get("/BM")
        if blend is not None:
            first = blend[0] if isinstance(blend, pikepdf.Array) and len(blend) else blend
            state.blend = streams.name(first) in ("/Normal", "/Compatible")
        mask = found.get("/SMask")
        if mask is not None:
            state.mask = isinstance(mask, pikepdf.Dictionary)
            if state.mask:
                self._soft_mask(mask)
        font = found.get("/Font")
        if isinstance(font, pikepdf.Array) and len(font) == 2:
            state.face = self.task.owner.fonts.face(font[0])
            state.size = streams.real(font[1])

    def _soft_mask(self, mask: Any) -> None:
        """Text in a soft mask shows as a shape: it is read like any other, once a page."""
        group = mask.get("/G")
        if not isinstance(group, pikepdf.Stream):
            return
        key = ("mask", *streams.key_of(group))
        if key in self.task.once:
            return
        self.task.once.add(key)
        inner = State(self.state.ctm)
        inner.mask = True
        self._form(group, inner, "form")

    # -- colour -------------------------------------------------------------------------------------------------------

    def fill_colour(self, kind: str) -> Callable[[Operands], None]:
        """The g, rg and k operators."""

        def set_it(operands: Operands) -> None:
            self.state.fill_space, self.state.fill_pattern = kind, None
            self.state.fill = hexed(kind, numbers(operands))

        return set_it

    def stroke_colour(self, kind: str) -> Callable[[Operands], None]:
        """The G, RG and K operators."""

        def set_it(operands: Operands) -> None:
            self.state.stroke_space = kind
            self.state.stroke = hexed(kind, numbers(operands))

        return set_it

    def fill_space(self, operands: Operands) -> None:
        """The cs operator."""
        self.state.fill_space, self.state.fill_pattern = self._space(operands), None
        self.state.fill = "000000" if self.state.fill_space else ""

    def stroke_space(self, operands: Operands) -> None:
        """The CS operator."""
        self.state.stroke_space = self._space(operands)
        self.state.stroke = "000000" if self.state.stroke_space else ""

    def _space(self, operands: Operands) -> str:
        name = operands[0] if isinstance(operands, list) and operands else None
        found = self.resources.get("/ColorSpace", name)
        if found is not None:
            return space_kind(found)
        return space_kind(pikepdf.Name(name)) if isinstance(name, str) and len(name) > 1 and name.isascii() else ""

    def fill_components(self, operands: Operands) -> None:
        """The sc and scn operators."""
        self.state.fill = hexed(self.state.fill_space, numbers(operands))
        last = operands[-1] if isinstance(operands, list) and operands else None
        self.state.fill_pattern = self.resources.get("/Pattern", last) if isinstance(last, str) else None

    def stroke_components(self, operands: Operands) -> None:
        """The SC and SCN operators."""
        self.state.stroke = hexed(self.state.stroke_space, numbers(operands))

    # -- painting -----------------------------------------------------------------------------------------------------

    def painter(self, fill: bool, stroke: bool, close: bool = False) -> Callable[[Operands], None]:
        """S, s, f, F, f*, B, B*, b, b*, n."""

        def paint(_: Operands) -> None:
            if close:
                self.segments.append((b"h", b""))
            if (fill or stroke) and self.segments and not self.off:
                self._reveal()
                self.canvas.artifact = self.marks[-1].artifact if self.marks else False
                self.canvas.path(self.segments, self.state, fill, stroke)
                if fill and self.state.fill_pattern is not None:
                    self._pattern()
            self._end_path()

        return paint

    def _end_path(self) -> None:
        if self.clipping:
            self.state.clip = drawings.clip(self.segments, self.state, self.canvas.page)
            self.clipping = False
        self.segments.clear()

    def set_clip(self, _: Operands) -> None:
        """The W and W* operators."""
        self.clipping = True

    def _reveal(self) -> None:
        """Paint through text that is a clip shows that text."""
        for first, last, through in self.state.text_clip:
            if through:
                for glyph in self.canvas.glyphs[first:last]:
                    if glyph.hidden == INVISIBLE:
                        glyph.hidden = ""

    def _pattern(self) -> None:
        """Text in a tiling pattern is read once a page, where its first tile stands."""
        pattern = self.state.fill_pattern
        if not isinstance(pattern, pikepdf.Stream):
            return
        key = ("pattern", *streams.key_of(pattern))
        if key in self.task.once:
            return
        self.task.once.add(key)
        found = streams.reals(pattern.get("/Matrix"), 6) or IDENTITY
        quiet = len(self.canvas.paints), len(self.canvas.drawn), len(self.canvas.rules)
        self._form(pattern, State(multiply(found, self.task.base)), "pattern", matrix=False)  # type: ignore[arg-type]
        # one tile is not what is painted: only its text is of use
        del self.canvas.paints[quiet[0] :], self.canvas.drawn[quiet[1] :], self.canvas.rules[quiet[2] :]

    def shading(self, _: Operands) -> None:
        """The sh operator."""
        if not self.off:
            self._reveal()
            self.canvas.shading(self.state)

    def inline_image(self, operands: Operands) -> None:
        """BI ... ID ... EI."""
        keys = operands[0] if isinstance(operands, list) and operands else b""
        if not self.off and isinstance(keys, bytes):
            stencil = b"/IM true" in keys or b"/ImageMask true" in keys
            self._reveal()
            self.canvas.artifact = self.marks[-1].artifact if self.marks else False
            self.canvas.image("inline", self.state, not stencil)

    def draw(self, operands: Operands) -> None:
        """The Do operator."""
        found = self.resources.get("/XObject", operands[0] if isinstance(operands, list) and operands else None)
        if not isinstance(found, pikepdf.Stream):
            self.canvas.notices.add("missing-xobject")
            return
        off = self.off or not self.task.owner.layers.shown(found.get("/OC"))
        kind = streams.name(found.get("/Subtype"))
        if kind == "/Image":
            if not off:
                self._reveal()
                stencil = streams.flag(found.get("/ImageMask")) or "/SMask" in found or "/Mask" in found
                self.canvas.artifact = self.marks[-1].artifact if self.marks else False
                self.canvas.image("image", self.state, not stencil)
        elif kind == "/Form" or "/BBox" in found:
            self._form(found, self.state.copy(), "form", off)

    def _form(
        self, form: pikepdf.Stream, inner: State, kind: str, off: bool | None = None, matrix: bool = True
    ) -> None:
        found = streams.reals(form.get("/Matrix"), 6) if matrix else None
        if found:
            inner.ctm = multiply(found, inner.ctm)  # type: ignore[arg-type]
        box = _box(form.get("/BBox"))
        if box is not None and kind == "form":
            seen = box_under(box, inner.ctm)
            clip = meet(seen, inner.clip) if inner.clip is not None else seen
            inner.clip = clip or (-2.0, -2.0, -1.0, -1.0)
        path = (*self.path, (self.stream, self.index))
        self.task.form(form, self.resources, inner, kind, path, self.active, self.off if off is None else off)

    # -- marked content -----------------------------------------------------------------------------------------------

    def begin_mark(self, operands: Operands) -> None:
        """BMC and BDC."""
        if len(self.marks) > _MAX_STATES:
            raise TooLarge("marked content nested too deeply")
        tag = operands[0] if isinstance(operands, list) and operands else None
        properties = operands[1] if isinstance(operands, list) and len(operands) > 1 else None
        outer = self.marks[-1] if self.marks else None
        mcid = outer.mcid if outer else None
        hides, actual = False, ""
        if isinstance(properties, str):
            found = self.resources.get("/Properties", properties)
            if tag == "/OC":
                hides = not self.task.owner.layers.shown(found)
            properties = {k: v for k, v in streams.items(found).items() if k in ("/MCID", "/ActualText")}
        if isinstance(properties, dict):
            number = properties.get("/MCID")
            mcid = int(number) if isinstance(number, (int, float)) else mcid
            actual = _said(properties.get("/ActualText"))
        artifact = tag == "/Artifact" or (outer.artifact if outer else False)
        self.marks.append(Mark(mcid, hides, artifact, actual, len(self.canvas.glyphs)))
        self.off = self.off or hides

    def end_mark(self, _: Operands) -> None:
        """EMC."""
        if not self.marks:
            return
        mark = self.marks.pop()
        if mark.hides:
            self.off = self.outer_off or any(m.hides for m in self.marks)
        if mark.actual or mark.start is None:
            self.canvas.actual.append(Actual(mark.actual, mark.start, len(self.canvas.glyphs)))

    def broken(self, _: Operands) -> None:
        """What could not be lexed."""
        self.canvas.notices.add("unparsed-content")


def _said(value: object) -> str:
    """A text string of a property list, in the stream (bytes) or in the resources."""
    if isinstance(value, bytes):
        return streams.text(pikepdf.String(value))
    return streams.text(value)


_PATH: Final = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_IGNORED: Final = frozenset(
    (b"ET", b"J", b"j", b"M", b"d", b"ri", b"i", b"MP", b"DP", b"BX", b"EX", b"d0", b"d1", b"EI", b"ID")
)


class _Made:
    """A handler that a frame makes once: binds `maker` of the frame with fixed arguments."""

    def __init__(self, maker: Callable[..., Callable[[Operands], None]], *arguments: object) -> None:
        self._maker, self._arguments = maker, arguments

    def __get__(self, frame: Frame, _: type | None = None) -> Callable[[Operands], None]:
        return self._maker(frame, *self._arguments)


_HANDLERS: Final[dict[bytes, Any]] = {
    b"BT": Frame.begin_text, b"Td": Frame.move, b"TD": Frame.move_leading, b"Tm": Frame.text_matrix,
    b"T*": Frame.next_line, b"Tf": Frame.font, b"Tj": Frame.show, b"TJ": Frame.show_array, b"'": Frame.show_line,
    b'"': Frame.show_spaced, b"q": Frame.save, b"Q": Frame.restore, b"cm": Frame.concatenate, b"Tr": Frame.mode,
    b"gs": Frame.extended, b"cs": Frame.fill_space, b"CS": Frame.stroke_space, b"sc": Frame.fill_components,
    b"scn": Frame.fill_components, b"SC": Frame.stroke_components, b"SCN": Frame.stroke_components,
    b"W": Frame.set_clip, b"W*": Frame.set_clip, b"sh": Frame.shading, INLINE_IMAGE: Frame.inline_image,
    b"Do": Frame.draw, b"BMC": Frame.begin_mark, b"BDC": Frame.begin_mark, b"EMC": Frame.end_mark,
    UNFINISHED: Frame.broken,
    b"Tc": _Made(Frame.parameter, "char_space"), b"Tw": _Made(Frame.parameter, "word_space"),
    b"Tz": _Made(Frame.parameter, "scale", 0.01), b"TL": _Made(Frame.parameter, "leading"),
    b"Ts": _Made(Frame.parameter, "rise"), b"w": _Made(Frame.parameter, "line_width"),
    b"g": _Made(Frame.fill_colour, "gray"), b"rg": _Made(Frame.fill_colour, "rgb"),
    b"k": _Made(Frame.fill_colour, "cmyk"), b"G": _Made(Frame.stroke_colour, "gray"),
    b"RG": _Made(Frame.stroke_colour, "rgb"), b"K": _Made(Frame.stroke_colour, "cmyk"),
    b"S": _Made(Frame.painter, False, True), b"s": _Made(Frame.painter, False, True, True),
    b"n": _Made(Frame.painter, False, False),
    **{op: _Made(Frame.painter, True, bool(s), bool(c)) for op, (s, c) in _FILLS.items()},
}  # fmt: skip
