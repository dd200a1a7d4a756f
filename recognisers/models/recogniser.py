"""The second net: named-entity models over what gazetteers and ordinary words leave unexplained."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import ClassVar

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.keep import kept_spans
from recognisers.models.search import Search, models
from recognisers.models.segments import Unexplained
from recognisers.result import result
from recognisers.text import Reading

__all__ = ["ModelRecogniser", "models"]

_ENOUGH = 0.5


class ModelRecogniser(Recogniser):
    """Finds names that no list holds and no pattern shows.

    Looks only at sentences and lines with a word that neither a dictionary nor another recogniser explains. Such a name
    is taken for what it was earlier in the text, or for what its neighbours say; else spaCy reads the sentence, and the
    tagger what spaCy leaves. With `everything` both models read every sentence (to measure what that costs and
    brings). Finds no name made of ordinary words alone.
    """

    kinds: ClassVar[tuple[str, ...]] = ("PLACE", "PERSON", "SCHOOL", "AGENCY", "LOCAL_AUTHORITY", "ADDRESS")

    def __init__(self, others: Callable[[], list[Recogniser]] | None = None, *, everything: bool = False) -> None:
        super().__init__()
        self._others = others or _all_others
        self._everything = everything

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Findings that hold an unexplained word."""
        found = [(r.start, r.end) for other in self._others() for r in other.found(reading) if r.score >= _ENOUGH]
        found += kept_spans(reading.text)
        search = Search(reading, Unexplained(reading, found), everything=self._everything)
        for named in search.names():
            yield result(
                named.kind[0], named.start, named.end, named.score, type(self).__name__, named.why, words=named.kind[1]
            )


@cache
def _all_others() -> list[Recogniser]:
    from recognisers.registry import all_recognisers

    return [r for r in all_recognisers() if isinstance(r, Recogniser) and not isinstance(r, ModelRecogniser)]
