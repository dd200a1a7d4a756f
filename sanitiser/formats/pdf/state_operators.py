"""Operators of the graphics state and of colour (ISO 32000-1, 8.4 and 8.6)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from sanitiser.errors import TooLarge
from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.geometry import multiply
from sanitiser.formats.pdf.state import State, hexed, space_kind
from sanitiser.formats.pdf.tokeniser import Operand, numbers

if TYPE_CHECKING:
    from sanitiser.formats.pdf.frame import Frame

Operands = list[Operand] | bytes
Handler = Callable[["Frame", Operands], None]

MAX_STATES: Final = 10_000


def save(frame: "Frame", _: Operands) -> None:
    """The q operator."""
    if len(frame.stack) >= MAX_STATES:
        raise TooLarge("graphics states nested too deeply")
    frame.stack.append(frame.state)
    frame.state = frame.state.copy()


def restore(frame: "Frame", _: Operands) -> None:
    """The Q operator."""
    if frame.stack:
        frame.state = frame.stack.pop()


def concatenate(frame: "Frame", operands: Operands) -> None:
    """The cm operator."""
    v = numbers(operands)
    if len(v) >= 6:
        frame.state.ctm = multiply((v[0], v[1], v[2], v[3], v[4], v[5]), frame.state.ctm)


def parameter(attribute: str, factor: float = 1.0) -> Handler:
    """A setter for Tc, Tw, Tz, TL, Ts, w."""

    def set_it(frame: "Frame", operands: Operands) -> None:
        v = numbers(operands)
        if v:
            setattr(frame.state, attribute, v[0] * factor)

    return set_it


def mode(frame: "Frame", operands: Operands) -> None:
    """Tr."""
    v = numbers(operands)
    if v:
        frame.state.mode = int(v[0]) if 0 <= v[0] <= 7 else 0


def dash(frame: "Frame", operands: Operands) -> None:
    """The d operator."""
    first = operands[0] if isinstance(operands, list) and operands else None
    frame.state.dash = tuple(numbers(first)[:8]) if isinstance(first, list) else ()


def extended(frame: "Frame", operands: Operands) -> None:
    """The gs operator."""
    found = frame.resources.get("/ExtGState", operands[0] if isinstance(operands, list) and operands else None)
    if not isinstance(found, pikepdf.Dictionary):
        return
    state = frame.state
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
            soft_mask(frame, mask)
    font = found.get("/Font")
    if isinstance(font, pikepdf.Array) and len(font) == 2:
        state.face = frame.task.owner.fonts.face(font[0])
        state.size = streams.real(font[1])


def soft_mask(frame: "Frame", mask: Any) -> None:
    """Text in a soft mask shows as a shape: it is read like any other, once a page."""
    group = mask.get("/G")
    if not isinstance(group, pikepdf.Stream):
        return
    key = ("mask", *streams.key_of(group))
    if key in frame.task.once:
        return
    frame.task.once.add(key)
    inner = State(frame.state.ctm)
    inner.mask = True
    frame.form(group, inner, "form")


def fill_colour(kind: str) -> Handler:
    """The g, rg and k operators."""

    def set_it(frame: "Frame", operands: Operands) -> None:
        frame.state.fill_space, frame.state.fill_pattern = kind, None
        frame.state.fill = hexed(kind, numbers(operands))

    return set_it


def stroke_colour(kind: str) -> Handler:
    """The G, RG and K operators."""

    def set_it(frame: "Frame", operands: Operands) -> None:
        frame.state.stroke_space = kind
        frame.state.stroke = hexed(kind, numbers(operands))

    return set_it


def fill_space(frame: "Frame", operands: Operands) -> None:
    """The cs operator."""
    frame.state.fill_space, frame.state.fill_pattern = space(frame, operands), None
    frame.state.fill = "000000" if frame.state.fill_space else ""


def stroke_space(frame: "Frame", operands: Operands) -> None:
    """The CS operator."""
    frame.state.stroke_space = space(frame, operands)
    frame.state.stroke = "000000" if frame.state.stroke_space else ""


def space(frame: "Frame", operands: Operands) -> str:
    """The kind of the colour space that an operand names."""
    name = operands[0] if isinstance(operands, list) and operands else None
    found = frame.resources.get("/ColorSpace", name)
    if found is not None:
        return space_kind(found)
    return space_kind(pikepdf.Name(name)) if isinstance(name, str) and len(name) > 1 and name.isascii() else ""


def fill_components(frame: "Frame", operands: Operands) -> None:
    """The sc and scn operators."""
    frame.state.fill = hexed(frame.state.fill_space, numbers(operands))
    last = operands[-1] if isinstance(operands, list) and operands else None
    frame.state.fill_pattern = frame.resources.get("/Pattern", last) if isinstance(last, str) else None


def stroke_components(frame: "Frame", operands: Operands) -> None:
    """The SC and SCN operators."""
    frame.state.stroke = hexed(frame.state.stroke_space, numbers(operands))


HANDLERS: Final[dict[bytes, Handler]] = {
    b"q": save, b"Q": restore, b"cm": concatenate, b"Tr": mode, b"d": dash, b"gs": extended, b"cs": fill_space,
    b"CS": stroke_space, b"sc": fill_components, b"scn": fill_components, b"SC": stroke_components,
    b"SCN": stroke_components, b"Tc": parameter("char_space"), b"Tw": parameter("word_space"),
    b"Tz": parameter("scale", 0.01), b"TL": parameter("leading"), b"Ts": parameter("rise"),
    b"w": parameter("line_width"), b"g": fill_colour("gray"), b"rg": fill_colour("rgb"), b"k": fill_colour("cmyk"),
    b"G": stroke_colour("gray"), b"RG": stroke_colour("rgb"), b"K": stroke_colour("cmyk"),
}  # fmt: skip
