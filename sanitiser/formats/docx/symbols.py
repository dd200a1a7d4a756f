"""Characters of symbol fonts as Unicode, for those that records use: ticks, boxes, bullets, arrows, Greek letters.

Sources: the 'Symbol' encoding of Adobe, and the public tables of Wingdings (1, 2, 3) and Webdings in Unicode 7.
"""

import re
from typing import Final

_GREEK: Final = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL: Final = _GREEK | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔",
    0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝",
    0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩",
    0xC8: "∪", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨",
    0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE0: "◊", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Final = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3C: "🖫", 0x3F: "✍", 0x41: "✌", 0x43: "👍",
    0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4D: "💣", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x78: "⌧", 0x7A: "⌘", 0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥",
    0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "⭕", 0xA4: "◉",
    0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xB6: "✰", 0xD5: "⌫", 0xD8: "➢", 0xDC: "➲",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✘",
    0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0xA2: "■", 0x2A: "✉",
}  # fmt: skip
_WINGDINGS_3: Final = {
    0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x7C: "◀", 0x84: "▴", 0x70: "▲", 0x71: "▼", 0x22: "⇆",
}  # fmt: skip
_WEBDINGS: Final = {
    0x31: "🗕", 0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x3C: "■", 0x3D: "▪", 0x61: "✔", 0x63: "□", 0x67: "■",
    0x6E: "●", 0x72: "✖", 0x69: "ℹ", 0x9A: "🗨", 0x59: "♥", 0xC9: "☎",
}  # fmt: skip
_TABLES: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
_HEX: Final = re.compile("[0-9A-Fa-f]{1,6}")
UNKNOWN: Final = "▯"
"""Stands where a character of a symbol font is that no table knows."""


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are shown as signs."""
    return font.casefold() in _TABLES


def character(font: str, code: int) -> str:
    """What a reader sees where `code` stands in this symbol font; UNKNOWN if no table says.

    Symbol fonts sit at F000..F0FF of the private use area, or at their bare codes.
    """
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low in (0x20, 0xA0):
        return " "
    table = _TABLES.get(font.casefold())
    if table is None:
        return UNKNOWN if 0xE000 <= code <= 0xF8FF else chr(code)
    found = table.get(low)
    if found is None and table is _SYMBOL and 0x20 < low < 0x7F:
        return chr(low)
    return found or UNKNOWN


def code_point(digits: str) -> int | None:
    """The code of a w:sym (hex digits); None for what is no character."""
    if not _HEX.fullmatch(digits):
        return None
    point = int(digits, 16)
    return point if 0x20 <= point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF else None
