"""Printed marks of list items: bullets, numbers, letters."""

import re
from dataclasses import dataclass
from typing import Final

_BULLET: Final = "•●○◦▪■□▫◼◻◾◽⬛⬜∎➢➣➤❖✓✔✗☑☐‣❑◆◇◊►▶⁃∙·*–—−-"
_MARK = re.compile(
    rf"(?P<bullet>[{re.escape(_BULLET)}])(?=\s|$)"
    r"|(?P<decimal>\(?\d{1,3}[.)])(?=\s|$)"
    r"|(?P<roman>\(?(?:[ivx]{2,6}|i|v|x)[.)])(?=\s|$)"
    r"|(?P<lower>\(?[a-z][.)])(?=\s|$)"
    r"|(?P<upper>\(?[A-Z]\))(?=\s|$)"
    r"|(?P<circle>o)(?=\s)"
)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3}){0,5}[.)]?")
_FORMATS: Final = {
    "bullet": "bullet",
    "circle": "bullet",
    "decimal": "decimal",
    "roman": "lowerRoman",
    "lower": "lowerLetter",
    "upper": "upperLetter",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A list item's mark as printed, and OOXML's word for its kind."""

    literal: str
    number_format: str


def mark_of(text: str, *, circle: bool = False) -> Mark | None:
    """The mark with which a line begins, if what follows is text or nothing.

    A lone 'o' is a bullet only if `circle` says that its font is another than its neighbour's.
    """
    found = _MARK.match(text)
    if found is None or found.lastgroup is None or (found.lastgroup == "circle" and not circle):
        return None
    return Mark(found.group(), _FORMATS[found.lastgroup])


def number_of(text: str) -> Mark | None:
    """The mark that a text is as a whole, where a tag says that it is one: a number, also of several levels."""
    return Mark(text, "decimal") if _NUMBER.fullmatch(text) else None
