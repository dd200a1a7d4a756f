"""Text operators (ISO 32000-1, 9.4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sanitiser.errors import TooLarge
from sanitiser.formats.pdf.faces import Face
from sanitiser.formats.pdf.geometry import IDENTITY, Matrix, multiply, shift
from sanitiser.formats.pdf.page import INVISIBLE, Run
from sanitiser.formats.pdf.showing import reason_of
from sanitiser.formats.pdf.tokeniser import Operand, numbers, show_elements

if TYPE_CHECKING:
    from sanitiser.formats.pdf.frame import Frame

Operands = list[Operand] | bytes
Handler = Callable[["Frame", Operands], None]


def begin_text(frame: "Frame", _: Operands) -> None:
    """BT."""
    frame.shower.text = frame.line = IDENTITY


def move(frame: "Frame", operands: Operands) -> None:
    """Td."""
    v = numbers(operands)
    if len(v) >= 2:
        frame.shower.text = frame.line = shift(v[0], v[1], frame.line)


def move_leading(frame: "Frame", operands: Operands) -> None:
    """TD."""
    v = numbers(operands)
    if len(v) >= 2:
        frame.state.leading = -v[1]
        frame.shower.text = frame.line = shift(v[0], v[1], frame.line)


def text_matrix(frame: "Frame", operands: Operands) -> None:
    """Tm."""
    v = numbers(operands)
    if len(v) >= 6:
        frame.shower.text = frame.line = (v[0], v[1], v[2], v[3], v[4], v[5])


def next_line(frame: "Frame", _: Operands) -> None:
    """T*."""
    frame.shower.text = frame.line = shift(0.0, -frame.state.leading, frame.line)


def font(frame: "Frame", operands: Operands) -> None:
    """Tf."""
    if isinstance(operands, list) and len(operands) >= 2:
        frame.state.face = frame.resources.face(operands[0])
        size = operands[1]
        frame.state.size = float(size) if isinstance(size, (int, float)) else 0.0


def show(frame: "Frame", operands: Operands) -> None:
    """Tj."""
    if isinstance(operands, list) and operands and isinstance(operands[-1], bytes):
        show_all(frame, [operands[-1]])


def show_array(frame: "Frame", operands: Operands) -> None:
    """TJ."""
    show_all(frame, show_elements(operands))


def show_line(frame: "Frame", operands: Operands) -> None:
    """The ' operator."""
    next_line(frame, operands)
    show(frame, operands)


def show_spaced(frame: "Frame", operands: Operands) -> None:
    """The " operator."""
    if isinstance(operands, list) and len(operands) >= 3:
        spaces = numbers(operands[:2])
        if len(spaces) == 2:
            frame.state.word_space, frame.state.char_space = spaces
    show_line(frame, operands)


def show_all(frame: "Frame", elements: list[Operand]) -> None:
    """Show the elements of one operator."""
    state, canvas = frame.state, frame.canvas
    face = state.face
    if face is None:
        if any(isinstance(e, bytes) and e.strip() for e in elements):
            canvas.notices.add("unreadable-font")
        return
    colour = state.stroke if state.mode == 1 else state.fill
    mark = frame.marks[-1] if frame.marks else None
    run = Run(
        face.look, 0.0, colour, 0, mark.mcid if mark else None, frame.stream, frame.index, frame.path, face.number,
        artifact=mark.artifact if mark else False,
    )  # fmt: skip
    before, first = frame.shower.text, len(canvas.glyphs)
    frame.shower.show(elements, state, face, run, reason_of(state, frame.off))
    if frame.task.owner.glyph_count + len(canvas.glyphs) > frame.task.owner.limits.glyphs:
        raise TooLarge("too many glyphs")
    if state.mode >= 4:
        state.text_clip = (*state.text_clip[-8:], (first, len(canvas.glyphs), state.mode == 7 and not frame.off))
    if face.subtype == "/Type3":
        procedures(frame, face, first, before)


def procedures(frame: "Frame", face: Face, first: int, before: Matrix) -> None:
    """What the procedures of Type 3 glyphs draw: nothing, a shape, or text that is then what a reader sees."""
    state, owner = frame.state, frame.task.owner
    glyphs = frame.canvas.glyphs[first:]
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
            path = (*frame.path, (frame.stream, frame.index))
            frame.task.form(face.procs[name], resources, inner, "type3", path, frame.active, frame.off)


HANDLERS: Final[dict[bytes, Handler]] = {
    b"BT": begin_text, b"Td": move, b"TD": move_leading, b"Tm": text_matrix, b"T*": next_line, b"Tf": font,
    b"Tj": show, b"TJ": show_array, b"'": show_line, b'"': show_spaced,
}  # fmt: skip
