"""Characters that the typesetter can show: white space made plain, controls dropped, what no font has made visible."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent.parent / "fonts"

BOX: Final = "□"
"""Stands for a character that none of the fonts has."""

BREAK: Final = "\u200b"
"""Where a word too long for its line may break."""

# Bullets and ticks of Word's symbol fonts (Symbol, Wingdings), which come as private characters.
_PRIVATE: Final = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF076: "❖", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐",
    0xF071: "☐", 0xF0FD: "☒", 0xF078: "☒", 0xF0E0: "→", 0xF0DF: "←", 0xF02D: "-", 0xF0AE: "→", 0xF0B0: "°",
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF028: "☎", 0xF02A: "✉", 0xF06E: "■", 0xF06C: "●", 0xF0A1: "○",
}  # fmt: skip

_JOINERS: Final = "\u200c\u200d"


@cache
def _shown() -> frozenset[int]:
    """Every character that one of the fonts has a glyph for."""
    from fontTools.ttLib import TTFont

    shown: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            shown.update(font.getBestCmap())
    return frozenset(shown)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the typesetter takes it, and how many characters of it no font has."""

    text: str
    missing: int


@cache
def _one(character: str) -> str:
    """What stands for one character; empty: it is dropped; BOX stands for what cannot be shown."""
    if character.isspace():
        return " "
    code = ord(character)
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs"} or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code == 0x034F:
        return ""
    if code in _PRIVATE:
        return _PRIVATE[code]
    if code in _shown():
        return character
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(ord(part) in _shown() for part in simpler):
        return simpler
    return BOX


def shown(text: str) -> Shown:
    """The text with plain spaces for all white space, without controls and invisible characters, boxes for the rest.

    Bidirectional overrides go (a reader would show what follows backwards); joiners stay between the letters of
    scripts that need them.
    """
    if text.isascii() and text.isprintable():
        return Shown(text, 0)
    out: list[str] = []
    missing = 0
    for character in text:
        if character in _JOINERS:
            if out and out[-1] and ord(out[-1][-1]) >= 0x0590 and ord(out[-1][-1]) < 0x2000:
                out.append(character)
            continue
        made = _one(character)
        missing += made == BOX and character != BOX
        out.append(made)
    return Shown("".join(out).rstrip(_JOINERS), missing)


def breakable(text: str, room: int) -> str:
    """The text with places to break in words longer than `room` characters, which would run off the page."""
    if len(text) <= room:
        return text
    step = max(3, room // 6)
    return " ".join(
        BREAK.join(word[at : at + step] for at in range(0, len(word), step)) if len(word) > room else word
        for word in text.split(" ")
    )


def right_to_left(text: str) -> bool:
    """Whether a text is set from the right: letters of it run right to left, and none from left to right.

    A text with letters of both kinds, labels among them, is set from the left, as the English around it.
    """
    if text.isascii():
        return False
    directions = {unicodedata.bidirectional(character) for character in text}
    return not directions.isdisjoint({"R", "AL"}) and "L" not in directions
