"""Roads by their numbers ('the M62') and bus routes ('the 49 bus')."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.result import result
from recognisers.text import Reading

KIND: Final = "PLACE"
_RIDDEN = re.compile(
    r"(?i:\b(?:gets? on|got on|getting(?: on)?|gets?|got|takes?|took|taking|catch(?:es)?|caught|catching|on|off|after|"
    r"rides?|riding|boards?|boarded|drives?|driving|drove|missed|misses|for)) the (?P<n>[A-Z]?\d{1,3}[A-Z]?)"
    r"(?= (?:to|from|into|and|or|stops?|stopped|with|home|every|because|which|that|but)\b|[.,;)\n]|$)"
)
_BOUND = re.compile(r"\bon the (?P<n>\d{1,3})(?= (?:from|to|into|via) [A-Z])")
_LETTERED = re.compile(
    r"\bthe (?P<n>X\d{1,3}|\d{1,3}[A-E])(?= (?:from|to|into|didn|never|is|was|stops?|goes|bus)|[.,;)\n])"
)
_RIDE_NEAR = re.compile(
    r"\b(?:bus(?:es)?|tram|route|stop|driver|fare|journey|ride|travel|oyster|get(?:s|ting)?|missing|"
    r"found|comes?|came|home|driv(?:es?|er|ing)|turn(?:ed)? up|late)\b",
    re.I,
)
_NUMBER = r"[A-Z]{0,2}\d{1,3}[A-Z]?"
_ROAD = re.compile(
    r"(?<![^\W_])(?:M[1-9]\d?|A[1-9]\d{1,3}|B[1-9]\d{3}|A1)(?:\(M\))?(?![^\W_])"
    r"(?!\.\d|(?: ?-)?\d| (?:paper|form|size|card|poster|grade|level))"
)
_BEFORE_ROAD = re.compile(
    r"(?:\b(?:the|on|off|along|via|of|from|to|near|and|M\d+|A\d+|road|motorway)|[,/(])\s*\Z", re.IGNORECASE
)
_BUS = re.compile(
    rf"\b(?:bus|buses)(?: (?:number|no\.?|route|service))? (?P<a>{_NUMBER})(?= ?(?:or|and|to|from|into)\b|[.,;)\n]|$)"
    rf"|\b(?:number|no\.?|route|service) (?P<b>{_NUMBER})(?= bus)|(?<![^\W_])(?P<c>{_NUMBER}) bus(?:es)?\b",
    re.IGNORECASE,
)


class RouteRecogniser(Recogniser):
    """Finds PLACE: numbers of roads and of bus routes."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Roads, then buses; the number alone is the finding."""
        text, name = reading.text, type(self).__name__
        for match in _ROAD.finditer(text):
            if _BEFORE_ROAD.search(text, max(0, match.start() - 12), match.start()):
                yield result(KIND, *match.span(), 0.7, name, "the number of a road")
        for match in _RIDDEN.finditer(text):
            if _RIDE_NEAR.search(text, max(0, match.start() - 120), min(len(text), match.end() + 60)):
                yield result(KIND, *match.span("n"), 0.3, name, "a number where that of a bus would stand")
        for match in (*_LETTERED.finditer(text), *_BOUND.finditer(text)):
            yield result(KIND, *match.span("n"), 0.3, name, "a number as buses have them")
        for match in _BUS.finditer(text):
            yield result(KIND, *match.span(match.lastgroup or 0), 0.65, name, "the number of a bus")
