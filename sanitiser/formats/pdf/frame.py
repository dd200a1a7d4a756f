"""The interpretation of one content stream, and of the page that it is a part of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pikepdf

from sanitiser.errors import NotUnderstood, TooLarge
from sanitiser.formats.pdf import geometry, mark_operators, paint_operators, state_operators, streams, text_operators
from sanitiser.formats.pdf.canvas import Canvas
from sanitiser.formats.pdf.geometry import IDENTITY, Matrix, box_under, meet, multiply, rectangle
from sanitiser.formats.pdf.mark_operators import Mark
from sanitiser.formats.pdf.resources import Resources
from sanitiser.formats.pdf.showing import Shower
from sanitiser.formats.pdf.state import State
from sanitiser.formats.pdf.tokeniser import Operand, Operator

if TYPE_CHECKING:
    from sanitiser.formats.pdf.interp import Interpreter

Operands = list[Operand] | bytes

_HANDLERS: Final = {
    **text_operators.HANDLERS, **state_operators.HANDLERS, **paint_operators.HANDLERS, **mark_operators.HANDLERS,
}  # fmt: skip
_PATH: Final = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_IGNORED: Final = frozenset(
    (b"ET", b"J", b"j", b"M", b"ri", b"i", b"MP", b"DP", b"BX", b"EX", b"d0", b"d1", b"EI", b"ID")
)


class Task:
    """The interpretation of one page: its canvas and the operators run so far."""

    def __init__(self, owner: "Interpreter", canvas: Canvas, base: Matrix) -> None:
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
        handlers = _HANDLERS
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
                handler(self, operands)
            elif operator not in _IGNORED:
                self.canvas.notices.add("unknown-operator")
            if index > allowed:
                raise TooLarge("a page with too many operators")
        self.task.count += index + 1
        if self.task.count > self.task.owner.limits.operators:
            raise TooLarge("a page with too many operators")
        while self.marks:
            mark_operators.end_mark(self, [])

    def form(self, form: pikepdf.Stream, inner: State, kind: str, off: bool | None = None, matrix: bool = True) -> None:
        """Draw a form XObject or a pattern's tile; `off` is given when its own layer decides."""
        found = geometry.matrix(form.get("/Matrix")) if matrix else None
        if found:
            inner.ctm = multiply(found, inner.ctm)
        box = rectangle(form.get("/BBox"))
        if box is not None and kind == "form":
            seen = box_under(box, inner.ctm)
            clip = meet(seen, inner.clip) if inner.clip is not None else seen
            inner.clip = clip or (-2.0, -2.0, -1.0, -1.0)
        path = (*self.path, (self.stream, self.index))
        self.task.form(form, self.resources, inner, kind, path, self.active, self.off if off is None else off)
