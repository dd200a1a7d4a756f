"""Schools, nurseries, colleges, universities, academy trusts and pupil referral units."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.bodies import shaped
from recognisers.gazetteers.words import words
from recognisers.result import result
from recognisers.text import Reading, fold

KIND: Final = "SCHOOL"
# what is attended, or stands behind the label, is a school even if nothing in its name says so
_ATTENDS: Final = re.compile(
    r"(?<![^\W_])(?:(?:on roll at|a pupil at|pupils at|enrolled at|enrolled in|head of|headteacher of|head teacher of|"
    r"student at|expelled from|excluded from) |(?:School|Nursery|College|Education|SCHOOL|NURSERY)(?: name| attended)?"
    r"[:\t|][ \t]{0,4}+)(?P<name>[A-Z][\w'\u2019-]*+(?: (?:(?:of|and|the|&|at|with) )?+[A-Z0-9][\w'\u2019-]*+){0,5}+)"
)
_NOT_NAMES: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "none",
        "no",
        "not",
        "unknown",
        "n",
        "yes",
        "he",
        "she",
        "they",
        "his",
        "her",
        "year",
        "tbc",
        "na",
        "children",
        "early",
        "education",
        "social",
        "service",
        "services",
        "key",
        "safeguarding",
        "special",
        "local",
        "attendance",
        "welfare",
        "health",
        "statutory",
        "mainstream",
        "elective",
        "exclusions",
    ]
)


class SchoolRecogniser(Recogniser):
    """Finds SCHOOL by the shape of names; `words` are the label's: SCHOOL, NURSERY, COLLEGE ..."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Names in full, their short forms, then proper names where a school must be meant."""
        spans = []
        for found in shaped(reading.text, KIND, type(self).__name__):
            spans.append((found.start, found.end))
            yield found
        for match in _ATTENDS.finditer(reading.text):
            start, end = match.span("name")
            if not any(s < end and start < e for s, e in spans) and _proper(match["name"]):
                explanation = "a name where a school's must stand"
                yield result(KIND, start, end, 0.6, type(self).__name__, explanation)


def _proper(name: str) -> bool:
    """Whether no word of it is a first name or a pronoun, and one at least is no ordinary word or two are capital."""
    folded = fold(name).split()
    if any(w in words("given_names") for w in folded) or folded[0] in _NOT_NAMES:
        return False
    return len(folded) > 1 or folded[0] not in words("ordinary_words")
