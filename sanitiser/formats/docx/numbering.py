"""Lists: which list a paragraph belongs to, how its mark is made, and the marks themselves where they hold words."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from sanitiser.domain.document import ListItem
from sanitiser.formats.docx.clean import clean
from sanitiser.formats.docx.look import UNSAID, ParagraphLook, paragraph_look, run_look
from sanitiser.formats.docx.symbols import UNKNOWN, character, is_symbol_font
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, whole

FORMATS: Final = ("bullet", "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "none")
LEVELS: Final = 9
# marks that may stay a pattern: numbers and punctuation, with at most one of these words before them
_SAFE: Final = re.compile(
    r"(?:(?:Appendix|Annex|Article|Chapter|Clause|Figure|No|Note|Paragraph|Part|Question|Q|Rule|Schedule|Section|Stage"
    r"|Step|Table)\.? ?)?(?:%[1-9]|[^\w%]){0,24}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as its definition says."""

    number_format: str = "decimal"
    marker: str = "%1."
    start: int = 1
    paragraph: ParagraphLook = UNSAID
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """All lists of a document, and how far each has counted while its paragraphs are read in order."""

    levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    group: dict[int, str] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def level_of_style(self, number: int, style_id: str) -> int:
        """The level of a list that a paragraph style is tied to."""
        for index, level in self.levels.get(number, {}).items():
            if level.style and level.style == style_id:
                return index
        return 0

    def level(self, number: int | None, index: int) -> Level | None:
        """The definition of one level; None when there is no such list."""
        return self.levels[number].get(index, Level()) if number in self.levels else None

    def take(self, number: int, index: int) -> tuple[ListItem | None, str]:
        """Count one more item of a list.

        Gives the item, or, where the mark holds words that belong to the record's text, no item but the mark itself.
        """
        level, group = self.levels[number].get(index, Level()), self.group[number]
        mark = self._count(number, group, index, level)
        if not _SAFE.fullmatch(level.marker):
            return None, mark
        list_id = self._ids.setdefault(group, len(self._ids) + 1)
        uppers = (self.levels[number].get(at, Level()) for at in range(index))
        above = tuple(("decimal" if level.legal else upper.number_format, upper.start) for upper in uppers)
        counted = above if any(f"%{at + 1}" in level.marker for at in range(index)) else ()
        return ListItem(list_id, index, level.number_format, level.marker, level.start, above=counted), ""

    def _count(self, number: int, group: str, index: int, level: Level) -> str:
        counts = self._counts.setdefault(group, [None] * LEVELS)
        at = counts[index]
        counts[index] = level.start if at is None else at + 1
        counts[index + 1 :] = [None] * (LEVELS - index - 1)
        mark = level.marker
        for place in range(LEVELS):
            if f"%{place + 1}" in mark:
                upper = self.levels[number].get(place, Level())
                value = counts[place] if counts[place] is not None else upper.start
                how = "decimal" if level.legal else upper.number_format
                mark = mark.replace(f"%{place + 1}", shown(value or 0, how))
        return mark


def shown(value: int, number_format: str) -> str:
    """A number in one of FORMATS."""
    if number_format in ("none", "bullet"):
        return ""
    if number_format.endswith("Letter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)
        return letter.upper() if number_format.startswith("upper") else letter
    if number_format.endswith("Roman") and 0 < value < 4000:
        roman = _roman(value)
        return roman if number_format.startswith("upper") else roman.lower()
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += letters * (value // size)
        value %= size
    return text


def read_numbering(root: Element | None, style_numbers: dict[str, int]) -> Numbering:
    """The lists of a numbering part. `style_numbers` gives the list of each numbering style, by its id."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {attribute(e, "w:abstractNumId") or "": e for e in root if name(e) == "w:abstractNum"}
    numbers = {whole(attribute(e, "w:numId")): e for e in root if name(e) == "w:num"}
    for number, element in numbers.items():
        if number is None:
            continue
        key = attribute(child(element, "w:abstractNumId")) or ""
        key = _linked(key, abstract, numbers, style_numbers)
        if key not in abstract:
            continue
        levels = {i: _level(e) for e in abstract[key] if name(e) == "w:lvl" and (i := _index(e)) is not None}
        restarts = False
        for change in element:
            index = _index(change)
            if name(change) != "w:lvlOverride" or index is None:
                continue
            restarts = True
            if (own := child(change, "w:lvl")) is not None:
                levels[index] = _level(own)
            if (start := whole(attribute(child(change, "w:startOverride")))) is not None:
                levels[index] = replace(levels.get(index, Level()), start=_start(start))
        numbering.levels[number] = levels
        numbering.group[number] = f"number {number}" if restarts else f"list {key}"
    return numbering


def _linked(
    key: str, abstract: dict[str, Element], numbers: dict[int | None, Element], style_numbers: dict[str, int]
) -> str:
    """The abstract list that a list made by a numbering style really uses."""
    link = attribute(child(abstract.get(key), "w:numStyleLink"))
    if link is None or link not in style_numbers:
        return key
    target = numbers.get(style_numbers[link])
    return attribute(child(target, "w:abstractNumId")) or key


def _index(element: Element) -> int | None:
    index = whole(attribute(element, "w:ilvl"))
    return index if index is not None and 0 <= index < LEVELS else None


def _start(value: int) -> int:
    return max(0, min(value, 32_767))


def _level(element: Element) -> Level:
    kind = attribute(child(element, "w:numFmt")) or "decimal"
    text = clean(attribute(child(element, "w:lvlText")) or "").replace("\n", " ")
    start = whole(attribute(child(element, "w:start")))
    look = run_look(child(element, "w:rPr"), {})
    if kind == "bullet":
        text = _bullet(text, look.font or "")
    elif child(element, "w:lvlPicBulletId") is not None:
        kind, text = "bullet", "•"
    return Level(
        kind if kind in FORMATS else "decimal",
        text[:64],
        _start(1 if start is None else start),
        paragraph_look(child(element, "w:pPr")),
        attribute(child(element, "w:pStyle")) or "",
        is_on(child(element, "w:isLgl")) is True,
    )


def _bullet(text: str, font: str) -> str:
    """One character of Unicode for a bullet, whatever its font."""
    sign = text[:1]
    if not sign:
        return ""
    if is_symbol_font(font) or 0xE000 <= ord(sign) <= 0xF8FF:
        sign = character(font if is_symbol_font(font) else "Symbol", ord(sign))
    elif font.casefold() == "courier new" and sign == "o":
        sign = "◦"
    return "•" if sign == UNKNOWN or sign.isalnum() or not sign.isprintable() else sign
