"""What a glyph shows: one kind of space, list marks from symbol fonts, ligatures as letters, nothing invisible."""

import unicodedata

_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")


def shown(text: str) -> str:
    """What a glyph's text shows; a soft hyphen stays, for the joining of words to judge."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_plain(char) for char in text if char not in _DROPPED)


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category == "Co":
        return _SYMBOLS.get(char, "•" if char == "\uf0b7" else "\ufffd")
    if category in ("Cc", "Cs", "Cf") and char != "\u00ad":
        return ""
    return unicodedata.normalize("NFKC", char).strip() if _is_form(char) else char


def _is_form(char: str) -> bool:
    """A ligature of Latin letters, or a form that a Hebrew or Arabic letter takes within a word."""
    return "\ufb00" <= char <= "\ufb06" or "\ufb1d" <= char <= "\ufdfb" or "\ufe70" <= char <= "\ufefc"


# What Word draws from Symbol and Wingdings under private code points: marks of lists, ticks and boxes.
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "☑",
    "\uf06f": "□",
    "\uf02d": "-",
    "\uf0e0": "→",
    "\uf071": "❑",
    "\uf06e": "■",
    "\uf06c": "●",
}
