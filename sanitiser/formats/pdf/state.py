"""The graphics state, and colours as six hex digits (ISO 32000-1, 8.4 and 8.6)."""

from typing import Any

import pikepdf

from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.faces import Face
from sanitiser.formats.pdf.geometry import IDENTITY, Box, Matrix


class State:
    """What q saves and Q brings back. Colours: six hex digits, "" for a pattern."""

    __slots__ = (
        "alpha",
        "blend",
        "char_space",
        "clip",
        "clips",
        "ctm",
        "dash",
        "face",
        "fill",
        "fill_pattern",
        "fill_space",
        "leading",
        "line_width",
        "mask",
        "mode",
        "rise",
        "scale",
        "size",
        "stroke",
        "stroke_alpha",
        "stroke_space",
        "text_clip",
        "word_space",
    )  # fmt: skip

    def __init__(self, ctm: Matrix = IDENTITY) -> None:
        self.ctm = ctm
        self.clip: Box | None = None
        self.fill = self.stroke = "000000"
        self.fill_space = self.stroke_space = "gray"
        self.fill_pattern: Any = None
        self.alpha = self.stroke_alpha = 1.0
        self.blend = True
        self.mask = False
        self.line_width = 1.0
        self.face: Face | None = None
        self.size = self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0
        self.text_clip: tuple[Any, ...] = ()
        self.clips: tuple[Any, ...] = ()
        self.dash: tuple[float, ...] = ()

    def copy(self) -> "State":
        """A copy for q or a form."""
        new = State.__new__(State)
        new.ctm, new.clip, new.fill, new.stroke = self.ctm, self.clip, self.fill, self.stroke
        new.fill_space, new.stroke_space = self.fill_space, self.stroke_space
        new.fill_pattern, new.alpha, new.stroke_alpha = self.fill_pattern, self.alpha, self.stroke_alpha
        new.blend, new.mask, new.line_width, new.face = self.blend, self.mask, self.line_width, self.face
        new.size, new.char_space, new.word_space = self.size, self.char_space, self.word_space
        new.leading, new.rise, new.scale, new.mode = self.leading, self.rise, self.scale, self.mode
        new.text_clip, new.clips, new.dash = self.text_clip, self.clips, self.dash
        return new


def hexed(kind: str, components: list[float]) -> str:
    """Components in a colour space of `kind` (gray, rgb, cmyk, tint) as six hex digits; "" when it cannot be told."""
    values = [min(1.0, max(0.0, c)) for c in components]
    if kind == "gray" and len(values) == 1:
        rgb = [values[0]] * 3
    elif kind == "tint" and len(values) == 1:
        rgb = [1 - values[0]] * 3
    elif kind == "rgb" and len(values) == 3:
        rgb = values
    elif kind == "cmyk" and len(values) == 4:
        rgb = [(1 - values[i]) * (1 - values[3]) for i in range(3)]
    else:
        return ""
    return "".join(f"{round(c * 255):02x}" for c in rgb)


_DEVICE = {
    "/DeviceGray": "gray", "/CalGray": "gray", "/G": "gray", "/DeviceRGB": "rgb", "/CalRGB": "rgb", "/RGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Pattern": "pattern",
}  # fmt: skip


def space_kind(space: Any) -> str:
    """gray, rgb, cmyk, tint (of black ink), pattern, or "" for a colour space whose colours cannot be told."""
    head = streams.name(space)
    if head:
        return _DEVICE.get(head, "")
    if not isinstance(space, pikepdf.Array) or not len(space):
        return ""
    head = streams.name(space[0])
    if head == "/ICCBased" and len(space) > 1 and isinstance(space[1], pikepdf.Stream):
        return {1: "gray", 3: "rgb", 4: "cmyk"}.get(int(streams.real(space[1].get("/N"))), "")
    if head == "/Separation" and len(space) > 1:
        return "tint" if streams.name(space[1]) in ("/Black", "/All") else ""
    return _DEVICE.get(head, "")
