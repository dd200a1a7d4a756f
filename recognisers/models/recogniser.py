"""The second net: named-entity models over what gazetteers and ordinary words leave unexplained."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import ClassVar

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.models.base import NerModel, Tagged
from recognisers.models.candidates import kind_of, trimmed
from recognisers.models.rampart_model import RampartModel
from recognisers.models.segments import Unexplained, sentences
from recognisers.models.spacy_model import SpacyModel
from recognisers.result import result
from recognisers.text import Reading

_ENOUGH = 0.5


@cache
def models() -> tuple[NerModel, ...]:
    """The models in use, loaded when they first read."""
    return (SpacyModel(), RampartModel())


@lru_cache(maxsize=1 << 14)
def _tags(segment: str, model: int) -> tuple[Tagged, ...]:
    """What a model says of a segment; the same segment is never read twice while it is remembered."""
    return models()[model].tag(segment)


class ModelRecogniser(Recogniser):
    """Finds names that no list holds and no pattern shows.

    Reads only sentences and lines with a word that neither a dictionary nor another recogniser explains; `everything`
    makes it read all (to measure what that costs and brings). Finds no name made of ordinary words alone.
    """

    kinds: ClassVar[tuple[str, ...]] = ("PLACE", "PERSON", "SCHOOL", "AGENCY", "LOCAL_AUTHORITY", "ADDRESS")

    def __init__(self, others: Callable[[], list[Recogniser]] | None = None, *, everything: bool = False) -> None:
        super().__init__()
        self._others = others or _all_others
        self._everything = everything

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Findings of the models that hold an unexplained word."""
        found = [(r.start, r.end) for other in self._others() for r in other.found(reading) if r.score >= _ENOUGH]
        unexplained = Unexplained(reading, [] if self._everything else found)
        segments = sentences(reading.text) if self._everything else unexplained.segments()
        for start, end in segments:
            segment = reading.text[start:end]
            for number, model in enumerate(models()):
                for whole in _tags(segment, number):
                    tagged = trimmed(segment, whole)
                    rest = unexplained.rest(start + tagged.start, start + tagged.end)
                    if rest is None:
                        continue
                    tagged = Tagged(rest[0] - start, rest[1] - start, tagged.label)
                    if (kind := kind_of(segment, tagged)) is not None:
                        yield self._finding(kind, start, tagged, model.name.split(" ")[0])

    def _finding(self, kind: tuple[str, str], start: int, tagged: Tagged, model: str) -> RecognizerResult:
        why = f"the model {model} takes it for {_ARTICLE[tagged.label]}"
        return result(kind[0], start + tagged.start, start + tagged.end, 0.55, type(self).__name__, why, words=kind[1])


_ARTICLE = {"PLACE": "a place", "STREET": "a street", "PERSON": "a person", "ORGANISATION": "an organisation"}


@cache
def _all_others() -> list[Recogniser]:
    from recognisers.registry import all_recognisers

    return [r for r in all_recognisers() if isinstance(r, Recogniser) and not isinstance(r, ModelRecogniser)]
