"""What the models need to read: sentences and lines with a word that nothing explains."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final

from recognisers.text import Reading
from recognisers.words import groups, is_ordinary

_SENTENCE: Final = re.compile(r"[^\n]+")
_STOP: Final = re.compile(r"(?<=[.!?;])[\"”')\]]?\s+(?=[\"“'(\[]?[^\W\d_a-z])|(?<=[.!?])\s{2,}")
_WORD: Final = re.compile(r"(?<![\w@/])[^\W\d_]{3,}+(?:['’-][^\W\d_]+)*+")
_LONGEST: Final = 2_000


@cache
def _known() -> frozenset[str]:
    """Acronyms, medicines, countries, brands: words of no dictionary that name nobody's place."""
    return frozenset().union(*groups("explained").values())


def is_explained(word: str) -> bool:
    """An ordinary English word or one of the words listed as explained, in any case."""
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return low in _known() or is_ordinary(low)


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

    def words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Unexplained words within [start, end)."""
        for match in _WORD.finditer(self._text, start, end):
            if not is_explained(match[0]) and not self.covered(match.start(), match.end()):
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
