"""Painting operators: paths, images, shadings, forms (ISO 32000-1, 8.5, 8.7 to 8.10)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pikepdf

from sanitiser.formats.pdf import drawings, geometry, streams
from sanitiser.formats.pdf.geometry import IDENTITY, multiply
from sanitiser.formats.pdf.page import INVISIBLE
from sanitiser.formats.pdf.state import State
from sanitiser.formats.pdf.tokeniser import INLINE_IMAGE, Operand

if TYPE_CHECKING:
    from sanitiser.formats.pdf.frame import Frame

Operands = list[Operand] | bytes
Handler = Callable[["Frame", Operands], None]


def painter(*, fill: bool, stroke: bool, close: bool = False, even_odd: bool = False) -> Handler:
    """S, s, f, F, f*, B, B*, b, b*, n."""

    def paint(frame: "Frame", _: Operands) -> None:
        if close:
            frame.segments.append((b"h", b""))
        if (fill or stroke) and frame.segments and not frame.off:
            reveal(frame)
            frame.canvas.artifact = frame.marks[-1].artifact if frame.marks else False
            frame.canvas.path(frame.segments, frame.state, fill, stroke)
            if frame.canvas.scene is not None:
                frame.canvas.scene.shape(frame.segments, frame.state, fill, stroke, even_odd)
            if fill and frame.state.fill_pattern is not None:
                pattern(frame)
        end_path(frame)

    return paint


def end_path(frame: "Frame") -> None:
    """Forget the path, after it became the clip when W came before."""
    if frame.clipping:
        frame.state.clip = drawings.clip(frame.segments, frame.state, frame.canvas.page)
        if frame.canvas.scene is not None:
            frame.canvas.scene.clip(frame.segments, frame.state)
        frame.clipping = False
    frame.segments.clear()


def set_clip(frame: "Frame", _: Operands) -> None:
    """The W and W* operators."""
    frame.clipping = True


def reveal(frame: "Frame") -> None:
    """Paint through text that is a clip shows that text."""
    for first, last, through in frame.state.text_clip:
        if through:
            for glyph in frame.canvas.glyphs[first:last]:
                if glyph.hidden == INVISIBLE:
                    glyph.hidden = ""


def pattern(frame: "Frame") -> None:
    """Text in a tiling pattern is read once a page, where its first tile stands."""
    tile = frame.state.fill_pattern
    if not isinstance(tile, pikepdf.Stream):
        return
    key = ("pattern", *streams.key_of(tile))
    if key in frame.task.once:
        return
    frame.task.once.add(key)
    found = geometry.matrix(tile.get("/Matrix")) or IDENTITY
    scene, frame.canvas.scene = frame.canvas.scene, None
    quiet = len(frame.canvas.paints), len(frame.canvas.drawn), len(frame.canvas.rules)
    frame.form(tile, State(multiply(found, frame.task.base)), "pattern", matrix=False)
    frame.canvas.scene = scene
    # one tile is not what is painted: only its text is of use
    del frame.canvas.paints[quiet[0] :], frame.canvas.drawn[quiet[1] :], frame.canvas.rules[quiet[2] :]


def shading(frame: "Frame", operands: Operands) -> None:
    """The sh operator."""
    if not frame.off:
        reveal(frame)
        frame.canvas.shading(frame.state)
        if frame.canvas.scene is not None:
            name = operands[0] if isinstance(operands, list) and operands else None
            frame.canvas.scene.shading(frame.resources.get("/Shading", name), frame.state)


def inline_image(frame: "Frame", operands: Operands) -> None:
    """BI ... ID ... EI."""
    keys = operands[0] if isinstance(operands, list) and operands else b""
    if not frame.off and isinstance(keys, bytes):
        stencil = b"/IM true" in keys or b"/ImageMask true" in keys
        reveal(frame)
        frame.canvas.artifact = frame.marks[-1].artifact if frame.marks else False
        frame.canvas.image("inline", frame.state, not stencil)


def draw(frame: "Frame", operands: Operands) -> None:
    """The Do operator."""
    found = frame.resources.get("/XObject", operands[0] if isinstance(operands, list) and operands else None)
    if not isinstance(found, pikepdf.Stream):
        frame.canvas.notices.add("missing-xobject")
        return
    off = frame.off or not frame.task.owner.layers.shown(found.get("/OC"))
    kind = streams.name(found.get("/Subtype"))
    if kind == "/Image":
        if not off:
            reveal(frame)
            stencil = streams.flag(found.get("/ImageMask")) or "/SMask" in found or "/Mask" in found
            frame.canvas.artifact = frame.marks[-1].artifact if frame.marks else False
            frame.canvas.image("image", frame.state, not stencil)
    elif kind == "/Form" or "/BBox" in found:
        frame.form(found, frame.state.copy(), "form", off)


HANDLERS: Final[dict[bytes, Handler]] = {
    b"S": painter(fill=False, stroke=True), b"s": painter(fill=False, stroke=True, close=True),
    b"n": painter(fill=False, stroke=False), b"f": painter(fill=True, stroke=False),
    b"F": painter(fill=True, stroke=False), b"f*": painter(fill=True, stroke=False, even_odd=True),
    b"B": painter(fill=True, stroke=True), b"B*": painter(fill=True, stroke=True, even_odd=True),
    b"b": painter(fill=True, stroke=True, close=True),
    b"b*": painter(fill=True, stroke=True, close=True, even_odd=True),
    b"W": set_clip, b"W*": set_clip, b"sh": shading, INLINE_IMAGE: inline_image, b"Do": draw,
}  # fmt: skip
