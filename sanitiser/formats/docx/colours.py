"""Colours: reading them, and whether text of one can be seen on another."""

import re
from typing import Final

from sanitiser.formats.docx.xml import Element, attribute

HIGHLIGHTS: Final = {
    "black": "000000",
    "blue": "0000ff",
    "cyan": "00ffff",
    "green": "00ff00",
    "magenta": "ff00ff",
    "red": "ff0000",
    "yellow": "ffff00",
    "white": "ffffff",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "c0c0c0",
}
"""The sixteen colours of ST_HighlightColor."""

_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
_UNSEEN: Final = 1.15
_HARD_TO_SEE: Final = 1.6


def hex_colour(value: str | None) -> str:
    """Six lower-case hex digits, or "" for automatic and for anything that is not a colour."""
    text = (value or "").lstrip("#")
    return text.lower() if _HEX.fullmatch(text) else ""


def fill(shading: Element) -> str:
    """The colour that a w:shd shows, patterns mixed by their share of ink; "" for none."""
    pattern = attribute(shading) or "clear"
    paper, ink = hex_colour(attribute(shading, "w:fill")), hex_colour(attribute(shading, "w:color"))
    if pattern == "solid":
        return ink or "000000"
    if not pattern.startswith("pct"):
        return paper
    share = min(100, int(pattern[3:])) / 100 if pattern[3:].isdecimal() and len(pattern) < 7 else 0.0
    return _mix(paper or "ffffff", ink or "000000", share)


def _mix(paper: str, ink: str, share: float) -> str:
    pairs = zip(_channels(paper), _channels(ink), strict=True)
    return "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, 0..1 (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 (the same) to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def unseen(colour: str, background: str) -> bool:
    """Whether nobody can read text of this colour on this background."""
    return contrast(colour, background) < _UNSEEN


def hard_to_see(colour: str, background: str) -> bool:
    """Whether text of this colour would be lost on this background."""
    return contrast(colour, background) < _HARD_TO_SEE
