"""What the models need to read: sentences and lines with a word that nothing explains."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from recognisers.text import Reading
from recognisers.words import groups, is_ordinary

_SENTENCE: Final = re.compile(r"[^\n]+")
_STOP: Final = re.compile(r"(?<=[.!?;])[\"”')\]]?\s+(?=[\"“'(\[]?[^\W\d_a-z])|(?<=[.!?])\s{2,}")
_WORD: Final = re.compile(r"(?<![\w@/])[^\W\d_]{3,}+(?:['’-][^\W\d_]+)*+(?!\d)")
_ACRONYM: Final = re.compile(r"[A-Z]{2,5}s?")
_INSTRUMENT: Final = re.compile(r"[A-Z]{2,6}(?:-[A-Z0-9]{1,2}){1,2}")  # PHQ-A, RCADS-P
_PREFIXES: Final = (
    "un",
    "pre",
    "re",
    "over",
    "under",
    "multi",
    "non",
    "co",
    "de",
    "inter",
    "extra",
    "mis",
    "out",
    "sub",
)
# endings of derived words, by what the root may need instead of them
_ROOTS: Final = {
    ("",): "s ness ful less ment ments ship",
    ("", "e"): "es er ers or ors ed ing ity al ive ively able y",
    ("", "le"): "ly",
    ("ise", "", "al"): "isation ised",
    ("", "al"): "ally ise",
    ("ent",): "ency",
    ("ant",): "ancy",
    ("ise", "al"): "ising",
    ("y",): "ier ily ies ied",
}
_ENDINGS: Final = tuple((ending, instead) for instead, row in _ROOTS.items() for ending in row.split())
_ANY_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*+")
_LONGEST: Final = 2_000


@cache
def known_words() -> frozenset[str]:
    """Acronyms, medicines, countries, brands: words of no dictionary that name nobody's place."""
    return frozenset().union(*groups("explained").values())


@lru_cache(maxsize=1 << 14)
def is_explained(word: str, *, shouted: bool = False) -> bool:
    """An ordinary English word, one of the words listed as explained, a form derived from one, or an acronym.

    Derived forms ('leavers', 'unmet') count only in small letters, since names are made in the same ways; acronyms are
    left to the recognisers that know them, since no model can tell what one stands for.
    """
    low = word.casefold().replace("’", "'").removesuffix("'s")
    if (
        low in known_words()
        or is_ordinary(low)
        or ("-" in low and all(part in known_words() for part in low.split("-")))
    ):
        return True
    if (not shouted and _ACRONYM.fullmatch(word)) or _INSTRUMENT.fullmatch(word):
        return True
    return word.islower() and _is_derived(low)


def _is_derived(low: str) -> bool:
    stems = {low} | {low[len(p) :].lstrip("-") for p in _PREFIXES if low.startswith(p) and len(low) - len(p) > 2}
    for stem in sorted(stems):
        if is_ordinary(stem):
            return True
        for ending, instead in _ENDINGS:
            root = stem.removesuffix(ending)
            if root != stem and len(root) > 2 and any(is_ordinary(root + added) for added in instead):
                return True
    return False


def words_in(text: str) -> list[str]:
    """The words of a name."""
    return _ANY_WORD.findall(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences and lines without the blanks round them, none longer than 2,000 characters."""
    for line in _SENTENCE.finditer(text):
        start = line.start()
        for stop in [*_STOP.finditer(text, line.start(), line.end()), None]:
            end = stop.start() if stop else line.end()
            for at in range(start, end, _LONGEST):
                yield at, min(end, at + _LONGEST)
            if stop:
                start = stop.end()


class Unexplained:
    """The words of a reading that neither a dictionary nor a finding [start, end) explains."""

    def __init__(self, reading: Reading, found: list[tuple[int, int]]) -> None:
        self._text = reading.text
        self._spans = _merged([*found, *reading.label_spans])
        self._starts = [start for start, _ in self._spans]

    def covered(self, start: int, end: int) -> bool:
        """Whether a finding holds all of [start, end)."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._spans[index][1]

    def rest(self, start: int, end: int) -> tuple[int, int] | None:
        """[start, end) without the words at either end that findings hold; None if they hold all."""
        words = [m.span() for m in _ANY_WORD.finditer(self._text, start, end) if not self.covered(*m.span())]
        return (words[0][0], words[-1][1]) if words else None

    def words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Unexplained words within [start, end)."""
        shouted = self._text[start:end].isupper()
        for match in _WORD.finditer(self._text, start, end):
            if not is_explained(match[0], shouted=shouted) and not self.covered(match.start(), match.end()):
                yield match.span()

    def segments(self) -> Iterator[tuple[int, int]]:
        """Sentences and lines that a model must read."""
        for start, end in sentences(self._text):
            if next(self.words(start, end), None) is not None:
                yield start, end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
