"""Text that runs right to left, brought from the order in which it stands on a line to the order in which it is read.

A page shows Hebrew and Arabic from right to left, and producers draw such glyphs in whichever order they like, so only
their places tell. This undoes the Unicode bidirectional algorithm (UAX #9) as far as pages without its controls need:
a stretch of right-to-left letters is turned round, numbers in it are not. A paragraph runs from left to right unless it
has no Latin letter at all, which no secret in Latin letters can change. What it cannot do: a number beside such a
stretch is read as if it stood before it, wherever it was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sanitiser.formats.pdf.page import Page

_EARLY = "\u0590"
"""No letter below this runs right to left."""
_STRETCH = re.compile(r"([ra]m*+(?:[^l]*[ra]m*+)?)")
_AFTER = re.compile(r"[^lran]*+([ran]m*+(?:[^l]*[ran]m*+)?)")
_WHOLE = re.compile(r"(.+)")
_UNIT = re.compile(r"[na](?:[nas]*[na])?m*|.m*")
_OTHER_SIDE = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """r: a right-to-left letter; l: a left-to-right one; m: a mark on another; n, a: a digit, an Arabic one; s: a sign
    within numbers; ( and ): a bracket; o: any other.
    """
    if character in "([{)]}":
        return "(" if character in "([{" else ")"
    direction = unicodedata.bidirectional(character)
    match direction:
        case "R" | "AL":
            return "r"
        case "L":
            return "l"
        case "NSM":
            return "m"
        case "EN":
            return "n"
        case "AN":
            return "a"
        case "ES" | "CS":
            return "s"
        case _:
            return "o"


def kind_of(text: str) -> str:
    """The kind of what one glyph shows: that of the letter which has a direction."""
    kinds = {_kind(character) for character in text}
    return next((kind for kind in "rlnams()" if kind in kinds), "o")


def turned(text: str) -> bool:
    """Whether any letter runs right to left."""
    return not text.isascii() and any(character >= _EARLY and _kind(character) == "r" for character in text)


def runs_left(texts: Iterable[str]) -> bool:
    """Whether a paragraph as a whole runs right to left: some of its letters do, and none from left to right."""
    kinds = {_kind(character) for text in texts for character in text}
    return "r" in kinds and "l" not in kinds


def stretches(kinds: Sequence[str], *, leftwards: bool) -> Iterator[tuple[bool, list[int]]]:
    """The numbers of a line's glyphs, given from left to right by their kinds, in the order of reading, in stretches
    that were turned round or were not; or the other way round, for doing it twice changes nothing. `leftwards` is
    whether the paragraph runs right to left. A mark stands behind its letter in both orders.
    """
    line = "".join(kinds)
    at = 0
    while found := _next(line, at, leftwards=leftwards):
        start, end = found.span(1) if leftwards else _closed(line, at, *found.span(1))
        yield False, list(range(at, start))
        yield True, list(_turned_round(line, start, end))
        at = end
    yield False, list(range(at, len(line)))


def _next(line: str, at: int, *, leftwards: bool) -> re.Match[str] | None:
    """The next stretch: the whole line, or from letter to letter; numbers after it count as letters until English."""
    if leftwards:
        return _WHOLE.match(line, at)
    return (_AFTER.match(line, at) if at else None) or _STRETCH.search(line, at)


def _closed(line: str, least: int, start: int, end: int) -> tuple[int, int]:
    """A stretch with the brackets that belong to it: one that was turned round closes on its left and opens on its
    right; one that closes what English before the stretch opened is not of it.
    """
    depth = 0
    if line.count("(", 0, start) > line.count(")", 0, start):
        for at in range(start, end):
            depth += (line[at] == "(") - (line[at] == ")")
            if depth < 0:
                return start, start + len(line[start:at].rstrip("nso()"))
    more = line.count("(", start, end) - line.count(")", start, end)
    if more > 0 and start > least and line[start - 1] == ")":
        return start - 1, end
    return start, end + (more < 0 and line[end : end + 1] == "(")


def _turned_round(line: str, start: int, end: int) -> Iterator[int]:
    """The numbers of a stretch from its right end; letters keep their marks behind them, digits their order."""
    for unit in reversed(list(_UNIT.finditer(line, start, end))):
        yield from range(unit.start(), unit.end())


def brackets_of(text: str) -> str:
    """A stretch that was turned round, with brackets that open before they close: some fonts name them by their shape,
    others by what they mean.
    """
    first = _BRACKET.search(text)
    return text.translate(_OTHER_SIDE) if first is not None and first.group() in ")]}>»›" else text


def in_places(page: Page, numbers: Iterable[int]) -> list[int]:
    """Glyphs of one baseline from left to right, each mark behind the letter on which it stands."""
    glyphs = page.glyphs
    ordered = sorted(numbers, key=lambda n: (glyphs[n].ox, n))
    if all(glyphs[n].text.isascii() for n in ordered):
        return ordered
    letters = [n for n in ordered if kind_of(glyphs[n].text) != "m"]
    if not letters or len(letters) == len(ordered):
        return ordered
    marks: dict[int, list[int]] = {}
    for number in sorted(set(ordered).difference(letters)):
        middle = (glyphs[number].x0 + glyphs[number].x1) / 2
        host = min(letters, key=lambda n: max(glyphs[n].x0 - middle, middle - glyphs[n].x1))
        marks.setdefault(host, []).append(number)
    return [one for letter in letters for one in (letter, *marks.get(letter, ()))]
