"""What stays: bodies, laws and instruments of the whole UK, and phrases that hold a place's name but mean none.

A finding inside a kept phrase is none. A finding that reaches beyond one is one ('Leeds Women's Aid').
"""

from functools import lru_cache

from presidio_analyzer import RecognizerResult

from recognisers.gazetteers.names import Hit, names
from recognisers.text import Reading, read


@lru_cache(maxsize=8)
def kept_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of kept phrases in a text, in order of position."""
    reading = read(text)
    spans: list[tuple[int, int]] = []
    for hit in names("keep").hits(reading):
        if _counts(reading, hit):
            start, end = reading.starts[hit.first], reading.ends[hit.last]
            if not spans or end > spans[-1][1]:
                spans.append((start, end))
    return tuple(spans)


def _counts(reading: Reading, hit: Hit) -> bool:
    """Whether the phrase is written as the name that it is: single words and initials need their capital."""
    if hit.first == hit.last:
        return reading.capital(hit.first)
    return True


def kept(text: str, start: int, end: int) -> bool:
    """Whether characters [start, end) lie in a kept phrase."""
    return any(s <= start and end <= e for s, e in kept_spans(text))


def without_kept(text: str, found: list[RecognizerResult]) -> list[RecognizerResult]:
    """The findings that do not lie in kept phrases."""
    spans = kept_spans(text)
    if not spans:
        return found
    return [r for r in found if not any(s <= r.start and r.end <= e for s, e in spans)]
