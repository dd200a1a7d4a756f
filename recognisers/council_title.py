"""Councils by their titles alone, for those that no gazetteer holds: town and parish councils, new ones."""

import re
from collections.abc import Iterator
from typing import Final

from recognisers.gazetteers.words import words
from recognisers.lexicon import terms

_FILE: Final = "local_authority"
_NOT_COUNCILS: Final = terms(_FILE, "not_councils")
_LEADING: Final = terms(_FILE, "leading")

_NOT_IN_WORD = r"(?<![^\W_])"
_LINK = r"(?:(?:and|&|of|upon|on|in|with|under|by|the|St\.?)[ \u00a0])?+"
_WORD = r"[A-Z][\w'\u2019]*+(?:-\w++){0,6}+"
_AREA = (
    r"(?:City|County|Borough|District|Town|Parish|Community|Metropolitan|Unitary|Village|Islands|Rural|Urban|Combined)"
)
_SHAPE = re.compile(
    rf"{_NOT_IN_WORD}(?P<name>(?:{_WORD}[ \u00a0\n]{_LINK}){{1,4}}?)"
    rf"(?P<area>(?:{_AREA}[ \u00a0\n]){{1,2}}+(?:Council|Authority)|Council)(?![^\W_])"
)
_SHAPE_CAPITALS = re.compile(
    rf"{_NOT_IN_WORD}(?P<name>(?:[A-Z][A-Z'\u2019-]++[ \u00a0\n]{_LINK.upper().replace('U00A0', 'u00a0')}){{1,4}}?)"
    rf"(?P<area>(?:{_AREA.upper()}[ \u00a0\n]){{1,2}}+COUNCIL)(?![^\W_])"
)
_SHAPE_OF = re.compile(
    rf"{_NOT_IN_WORD}(?:London Borough|Royal Borough|LONDON BOROUGH|ROYAL BOROUGH|LB|County Borough|"
    r"Metropolitan Borough|City and County)[ \u00a0\n](?:of|OF)[ \u00a0\n](?P<name>[A-Z][\w'\u2019-]*+"
    r"(?:[ \u00a0\n](?:(?:and|AND|&|upon|UPON)[ \u00a0\n])?+[A-Z][\w'\u2019-]*+){0,3}+)"
)
_ROYAL = re.compile(rf"{_NOT_IN_WORD}(?:Royal Borough|ROYAL BOROUGH|Royal Boro)(?![^\W_])")
_CYMRAEG = re.compile(rf"{_NOT_IN_WORD}(?:Cyngor|CYNGOR)(?:[ \u00a0](?:[A-Z]|y |yr |a )[\w'\u2019-]*+){{1,5}}+")


def titled_councils(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Councils that no gazetteer knows, by their shape: 'Otley Town Council', 'London Borough of Somewhere'."""
    for pattern in (_SHAPE, _SHAPE_CAPITALS):
        for match in pattern.finditer(text):
            start = _trim(text, match.start("name"), match.end("name"))
            name = " ".join(text[start : match.end("name")].casefold().replace("\u2019", "'").split())
            if name and name not in _NOT_COUNCILS and name.split()[-1] not in _NOT_COUNCILS:
                yield start, match.end(), 0.8 if match["area"].upper() != "COUNCIL" else 0.7, "a council by its title"
    for match in _SHAPE_OF.finditer(text):
        yield *match.span(), 0.85, "a borough by its title"
    for match in _CYMRAEG.finditer(text):
        yield *match.span(), 0.8, "a council by its Welsh title"
    for match in _ROYAL.finditer(text):
        yield *match.span(), 0.8, "one of the four royal boroughs"


def _trim(text: str, start: int, end: int) -> int:
    """The start of a title without the words that only begin its sentence ('The', 'When', 'At')."""
    while start < end:
        word = re.match(r"[\w'\u2019-]++", text[start:end])
        if word is None:
            return end
        low = word[0].casefold()
        if low in _LEADING or (
            low in words("ordinary_words") and (low.endswith(("ed", "ing")) or low in _NOT_COUNCILS)
        ):
            start += (
                word.end()
                + len(text[start + word.end() : end])
                - len(text[start + word.end() : end].lstrip(" \u00a0\n"))
            )
            continue
        return start
    return end
