"""Marked-content operators (ISO 32000-1, 14.6)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pikepdf

from sanitiser.errors import TooLarge
from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.page import Actual
from sanitiser.formats.pdf.state_operators import MAX_STATES
from sanitiser.formats.pdf.tokeniser import UNFINISHED, Operand

if TYPE_CHECKING:
    from sanitiser.formats.pdf.frame import Frame

Operands = list[Operand] | bytes
Handler = Callable[["Frame", Operands], None]


class Mark:
    """An open marked-content sequence."""

    __slots__ = ("actual", "artifact", "hides", "mcid", "start")

    def __init__(self, mcid: int | None, hides: bool, artifact: bool, actual: str, start: int) -> None:
        self.mcid, self.hides, self.artifact, self.actual, self.start = mcid, hides, artifact, actual, start


def begin_mark(frame: "Frame", operands: Operands) -> None:
    """BMC and BDC."""
    if len(frame.marks) > MAX_STATES:
        raise TooLarge("marked content nested too deeply")
    tag = operands[0] if isinstance(operands, list) and operands else None
    properties = operands[1] if isinstance(operands, list) and len(operands) > 1 else None
    outer = frame.marks[-1] if frame.marks else None
    mcid = outer.mcid if outer else None
    hides, actual = False, ""
    if isinstance(properties, str):
        found = frame.resources.get("/Properties", properties)
        if tag == "/OC":
            hides = not frame.task.owner.layers.shown(found)
        properties = {} if tag == "/OC" else streams.items(found)
    if isinstance(properties, dict):
        number = properties.get("/MCID")
        mcid = int(number) if isinstance(number, (int, float)) else mcid
        actual = said(properties.get("/ActualText"))
        frame.canvas.properties.extend(
            text for key, value in properties.items() if key not in ("/ActualText", "/Lang") and (text := said(value))
        )
    artifact = tag == "/Artifact" or (outer.artifact if outer else False)
    frame.marks.append(Mark(mcid, hides, artifact, actual, len(frame.canvas.glyphs)))
    frame.off = frame.off or hides


def end_mark(frame: "Frame", _: Operands) -> None:
    """EMC."""
    if not frame.marks:
        return
    mark = frame.marks.pop()
    if mark.hides:
        frame.off = frame.outer_off or any(m.hides for m in frame.marks)
    if mark.actual or mark.start is None:
        frame.canvas.actual.append(Actual(mark.actual, mark.start, len(frame.canvas.glyphs)))


def broken(frame: "Frame", _: Operands) -> None:
    """What could not be lexed."""
    frame.canvas.notices.add("unparsed-content")


def said(value: object) -> str:
    """A text string of a property list, in the stream (bytes) or in the resources."""
    if isinstance(value, bytes):
        return streams.text(pikepdf.String(value))
    return streams.text(value)


HANDLERS: Final[dict[bytes, Handler]] = {b"BMC": begin_mark, b"BDC": begin_mark, b"EMC": end_mark, UNFINISHED: broken}
