"""Recognisers of one kind that read the raw text by patterns, not by folded words."""

from collections.abc import Iterable
from typing import ClassVar

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.result import result
from recognisers.text import Reading

WEAK = "weak"
"""The `entity` of a weak phrase: it scores below any threshold of redaction and goes to a reviewer."""

WEAK_SCORE = 0.3


class SpanRecogniser(Recogniser):
    """A subclass sets `KIND` and yields findings of characters from `find_in`."""

    KIND: ClassVar[str]

    def __init__(self) -> None:
        type(self).kinds = (self.KIND,)
        super().__init__()

    def find(self, reading: Reading) -> Iterable[RecognizerResult]:
        """Every finding in the text."""
        return self.find_in(reading.text)

    def find_in(self, text: str) -> Iterable[RecognizerResult]:
        """Findings in any order; spans may overlap."""
        raise NotImplementedError

    def finding(
        self,
        start: int,
        end: int,
        score: float,
        explanation: str,
        *,
        entity: str = "",
        words: str = "",
        sure: bool = False,
    ) -> RecognizerResult:
        """A finding in this recogniser's name."""
        return result(
            self.KIND, start, end, score, type(self).__name__, explanation, entity=entity, words=words, sure=sure
        )


def lowered(text: str) -> str:
    """The text in small letters, character for character: the few that would become two stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
