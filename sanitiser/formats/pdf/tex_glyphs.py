"""Glyph names of TeX's fonts that the Adobe Glyph List lacks (Computer Modern, AMS: The TeXbook, appendix F)."""

import re
from typing import Final

_SIZED: Final = re.compile(r"(?:big|Big|bigg|Bigg|text|display|1|2)$")

NAMES: Final[dict[str, str]] = {
    "angbracketleft": "⟨",
    "angbracketright": "⟩",
    "angleleft": "⟨",
    "angleright": "⟩",
    "arrownortheast": "↗",
    "arrownorthwest": "↖",
    "arrowsoutheast": "↘",
    "arrowsouthwest": "↙",
    "asteriskcentered": "∗",
    "braceex": "⎪",
    "ceilingleft": "⌈",
    "ceilingright": "⌉",
    "check": "✓",
    "circlecopyrt": "◯",
    "circledR": "®",
    "circleminus": "⊖",
    "circleplus": "⊕",
    "circlemultiply": "⊗",
    "coproduct": "∐",
    "diamondmath": "⋄",
    "dotlessj": "ȷ",
    "floorleft": "⌊",
    "floorright": "⌋",
    "follows": "≻",
    "fraction": "⁄",
    "greatermuch": "≫",
    "integral": "∫",
    "lessmuch": "≪",
    "lscript": "ℓ",
    "mapsto": "↦",
    "mho": "℧",
    "minusplus": "∓",
    "natural": "♮",
    "negationslash": "̸",
    "openbullet": "◦",
    "owner": "∋",
    "perpcorrespond": "≘",
    "precedes": "≺",
    "product": "∏",
    "radical": "√",
    "sharp": "♯",
    "similarequal": "≃",
    "slurabove": "⌢",
    "slurbelow": "⌣",
    "square": "□",
    "squaresolid": "■",
    "star": "⋆",
    "triangleinv": "▽",
    "turnstileleft": "⊢",
    "turnstileright": "⊣",
    "visiblespace": "␣",
    "vector": "⃗",
    "wreathproduct": "≀",
}


def tex_glyph(name: str) -> str | None:
    """What a glyph of this name shows; None when the name is not TeX's."""
    if name in NAMES:
        return NAMES[name]
    stem = _SIZED.sub("", name)
    if stem == name:
        return None
    from pdfminer.glyphlist import glyphname2unicode

    known: str | None = NAMES.get(stem) or glyphname2unicode.get(stem)
    return known
