"""Recognisers that look for listed phrases: strong ones are redacted, weak ones only shown to a reviewer."""

import re
from collections.abc import Iterator
from typing import ClassVar

from presidio_analyzer import RecognizerResult

from recognisers.span import WEAK, WEAK_SCORE, SpanRecogniser


def phrases(*patterns: str) -> re.Pattern[str]:
    """One pattern for whole phrases in any case; a blank in one stands for up to three blanks or line breaks."""
    spaced = (pattern.replace(" ", r"\s{1,3}") for pattern in patterns)
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(spaced)})(?![\w-])", re.I)


class PhraseRecogniser(SpanRecogniser):
    """A subclass names (pattern, score, explanation) rows; a row of WEAK_SCORE is a weak phrase."""

    ROWS: ClassVar[tuple[tuple[re.Pattern[str], float, str], ...]]

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Every phrase of every row."""
        for pattern, score, why in self.ROWS:
            for match in pattern.finditer(text):
                yield self.finding(match.start(), match.end(), score, why, entity=WEAK if score <= WEAK_SCORE else "")
