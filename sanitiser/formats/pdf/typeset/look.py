"""The look of runs and cells: a few inks and tints in place of the source's colours, which could name a council."""

import colorsys
import re
from typing import Any

from sanitiser.domain.document import TextStyle

Data = dict[str, Any]


def look(style: TextStyle, *, plain_look: bool) -> Data:
    """The formatting of a run; a heading keeps only what carries meaning."""
    made: Data = {}
    if style.bold and not plain_look:
        made["b"] = 1
    if style.italic:
        made["i"] = 1
    if style.underline and not plain_look:
        made["u"] = 1
    if style.strike:
        made["x"] = 1
    if style.caps:
        made["c"] = 1
    if style.small_caps:
        made["m"] = 1
    if style.vertical:
        made["v"] = style.vertical
    if style.colour and not plain_look and (ink := _ink(style.colour)):
        made["f"] = ink
    if style.highlight and (pale := tint(style.highlight)):
        made["g"] = pale
    return made


def bold(runs: list[Data]) -> list[Data]:
    """The runs in bold, each by itself and labels as they are: so a copy read again looks the same."""
    return [{**run, "b": 1} if "s" in run else run for run in runs]


def _hue(colour: str) -> tuple[float, float, float] | None:
    """Hue, lightness and saturation, 0..1; None if it is no colour."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        return None
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _name(hue: float) -> str:
    """The nearest of four colours that records use to mean something (red, amber, green, blue)."""
    for bound, name in ((0.05, "red"), (0.19, "amber"), (0.45, "green"), (0.78, "blue")):
        if hue < bound:
            return name
    return "red"


def _ink(colour: str) -> str:
    """The colour of letters: one of four dark inks, or none for what is near black, grey or white."""
    hls = _hue(colour)
    if hls is None or hls[2] < 0.35 or not 0.12 < hls[1] < 0.85:
        return ""
    return _name(hls[0])


def tint(colour: str) -> str:
    """The colour behind letters: one of five pale tints; white is none."""
    hls = _hue(colour)
    if hls is None or hls[1] > 0.97:
        return ""
    return "grey" if hls[2] < 0.2 else _name(hls[0])
