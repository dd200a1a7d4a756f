"""The marks of list items: as they were printed, or counted the way OOXML counts."""

import re
from dataclasses import dataclass, field
from typing import Final

from sanitiser.domain.document import ListItem

_BULLETS: Final = ("•", "–", "▪")

# A printed mark is a bullet or a short number; anything longer is text that got into the wrong field.
_PRINTED: Final = re.compile(r"[(\[]?[^\W_]{1,4}(?:[.)\]:-][^\W_]{1,4}){0,5}[.)\]:]{0,2}|[^\w\s]{1,2}")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number(value: int, form: str) -> str:
    """A count in one of OOXML's number formats; decimal if the format is not known."""
    if value <= 0 or value > 3999:
        return str(value)
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = ""
            for worth, sign in _ROMAN:
                roman += sign * (value // worth)
                value %= worth
            return roman if form == "lowerRoman" else roman.upper()
        case _:
            return str(value)


@dataclass(slots=True)
class Marks:
    """Counts the items of every list of a document, in reading order."""

    _counts: dict[tuple[int, int], int] = field(default_factory=dict)
    _forms: dict[tuple[int, int], str] = field(default_factory=dict)

    def next(self, item: ListItem) -> str:
        """The mark of the next item."""
        key = (item.list_id, item.level)
        self._counts[key] = self._counts.get(key, item.start - 1) + 1
        self._forms[key] = item.number_format
        for deeper in [other for other in self._counts if other[0] == item.list_id and other[1] > item.level]:
            del self._counts[deeper]
        if item.literal:
            mark = item.literal.strip()
            return mark if _PRINTED.fullmatch(mark) else _BULLETS[min(item.level, 2)]
        if item.number_format == "bullet":
            return _BULLETS[item.level % 3]
        if item.number_format == "none":
            return ""
        return re.sub(r"%([1-9])", lambda found: self._level(item.list_id, int(found[1]) - 1), item.marker)

    def _level(self, list_id: int, level: int) -> str:
        key = (list_id, level)
        return number(self._counts.get(key, 1), self._forms.get(key, "decimal"))
