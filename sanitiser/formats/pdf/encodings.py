"""Which characters glyph names and the codes of simple fonts stand for.

Sources: ISO 32000-1 annex D, the Adobe Glyph List (as pdfminer.six carries it), and for Wingdings the Unicode Symbols
mapping of the Unicode Consortium (L2/11-052R), its common marks alone.
"""

import re
from functools import cache
from typing import Final

from sanitiser.formats.pdf.tex_glyphs import tex_glyph

_UNI: Final = re.compile(r"uni((?:[0-9A-Fa-f]{4})++)\Z")
_U: Final = re.compile(r"u([0-9A-Fa-f]{4,6}+)\Z")
BULLET: Final = "•"

_SYMBOL_ROWS: Final = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"),
    (0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
)
SYMBOL: Final[dict[int, str]] = {start + i: c for start, row in _SYMBOL_ROWS for i, c in enumerate(row)}

WINGDINGS: Final[dict[int, str]] = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•",
    0xA0: " ", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

_DINGBAT_ROW: Final = (
    "a1 a2 a202 a3 a4 a5 a119 a118 a117 a11 a12 a13 a14 a15 a16 a105 a17 a18 a19 a20 a21 a22 a23 a24 a25 a26 a27 a28"
)


def _dingbats() -> dict[int, str]:
    table = {0x20: " "} | {code: chr(0x2700 + code - 0x20) for code in range(0x21, 0x7F)}
    table |= {code: chr(0x2700 + code - 0x40) for code in range(0xA1, 0xFF)}
    table |= {0x25: "☎", 0x2A: "☛", 0x2B: "☞", 0x48: "★", 0x6C: "●", 0x6E: "■", 0x73: "▲", 0x74: "▼", 0x75: "◆"}
    table |= {0xA8: "♣", 0xA9: "♦", 0xAA: "♥", 0xAB: "♠", 0xD5: "→", 0xD6: "↔", 0xD7: "↕"}
    return table | {0xAC + i: chr(0x2460 + i) for i in range(10)}


DINGBATS: Final[dict[int, str]] = _dingbats()
_DINGBAT_BY_NAME: Final = {name: DINGBATS[0x21 + i] for i, name in enumerate(_DINGBAT_ROW.split())}


@cache
def base(name: str) -> dict[int, str]:
    """Code to character of a named encoding; StandardEncoding when the name is not known."""
    from pdfminer.encodingdb import EncodingDB

    known: dict[str, dict[int, str]] = EncodingDB.encodings
    table = dict(known.get(name, known["StandardEncoding"]))
    if name == "WinAnsiEncoding":
        # ISO 32000-1 annex D.2, notes 3 and 6: no-break space, soft hyphen, and a bullet for each unused code
        table |= {0xA0: " ", 0xAD: "-"}
        table |= {code: BULLET for code in range(0x7F, 0xA0) if code not in table}
    elif name == "MacRomanEncoding":
        table |= {0xCA: " "}
    return table


def glyph_text(name: str) -> str | None:
    """The characters of a glyph name (AGL specification 2); None when it says nothing."""
    from pdfminer.glyphlist import glyphname2unicode

    stem = name.split(".", 1)[0]
    if not stem:
        return None
    if "_" in stem:
        parts = [glyph_text(part) for part in stem.split("_")[:16]]
        return "".join(p for p in parts if p) if all(parts) else None
    known: str | None = glyphname2unicode.get(stem)
    if known is not None:
        return known
    if found := _UNI.match(stem):
        digits = found.group(1)
        codes = [int(digits[i : i + 4], 16) for i in range(0, len(digits), 4)][:16]
        return "".join(map(chr, codes)) if all(not 0xD800 <= c <= 0xDFFF for c in codes) else None
    if found := _U.match(stem):
        code = int(found.group(1), 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code <= 0xDFFF else None
    return _DINGBAT_BY_NAME.get(stem) or tex_glyph(stem)


def pictorial(font_name: str) -> dict[int, str] | None:
    """The table of a symbol font that has its own encoding, None for any other font."""
    bare = font_name.replace(" ", "").lower()
    if bare.startswith("symbol"):
        return SYMBOL
    if bare.startswith("wingdings"):
        return WINGDINGS
    if bare.startswith(("zapfdingbats", "itczapfdingbats", "zadb")) or bare == "dingbats":
        return DINGBATS
    return None


def tidy(text: str, font_name: str) -> str:
    """Characters of the private use area that symbol fonts map to (U+F0xx), as what they show."""
    if not any(0xF000 <= ord(c) <= 0xF0FF for c in text):
        return text
    table = pictorial(font_name)

    def one(c: str) -> str:
        code = ord(c) - 0xF000
        if not 0 <= code <= 0xFF:
            return c
        if table is not None:
            return table.get(code, BULLET)
        if code == 0xB7:
            return BULLET
        return base("WinAnsiEncoding").get(code, c) if code < 0x7F else WINGDINGS.get(code, BULLET)

    return "".join(map(one, text))
