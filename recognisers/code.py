"""Codes that nothing explains: long mixtures of letters and figures, as case, police and health systems give them."""

import re
from collections.abc import Iterator
from typing import Final

from presidio_analyzer import RecognizerResult

from recognisers.span import WEAK_SCORE, SpanRecogniser

_CODE: Final = re.compile(
    r"(?<![\w.,£$€/:@#=&?-])(?=(?:[^\W\d_]|[/-])*+\d)[A-Z0-9][A-Za-z0-9]*+(?:[/-][A-Za-z0-9]+)*+(?![\w%@=]|[.,]\d|:\d\d)"
)
_AFTER_NAME: Final = re.compile(r"(?<!\w)(?=[a-z]{0,3}[A-Z]{2})[A-Za-z]{2,16}+[ :#]{1,2}$")
_DATE: Final = re.compile(
    r"\d{1,2}[/-](?:\d{1,2}|[A-Za-z]{3,9})[/-]\d{2,4}|(?:19|20)\d{2}[/-](?:19|20)?\d{2}(?:[/-]\d{1,2})?|(?:19|20)\d{6}|"
    r"\d{1,4}-\d{1,4}|\d{1,2}[/-]\d{4}|\d{1,3}/\d{1,3}(?:/\d{1,3})?"
)
_PLAIN: Final = re.compile(
    r"[A-Za-z]{0,3}-?\d{1,4}[A-Za-z]?|\d+(?:st|nd|rd|th|am|pm|mg|mcg|ml|kg|g|iu|units?|hrs?|mins?|yrs?|k|m)|"
    r"(?:COVID|SARS|HPV|PM|ISO|IEC|BS|EN)[A-Za-z0-9-]*|[A-Z]\d{1,4}-[A-Z]?\d{1,4}",
    re.I,
)
# numbers that tell of an illness, a medicine, a law, a book
_CLINICAL: Final = re.compile(
    r"\b(?:batch|lot|snomed(?:[ -]ct)?|icd(?:-?1[01])?|read|bnf|isbn|issn|doi|code for|s\.?i\.?|wp|cmnd?|"
    r"gtin|expir\w*|exp|use by)(?: (?:no|number|code|codes))?[ .:()#]{0,3}$",
    re.I,
)
_LOG_OF_DAY: Final = re.compile(
    r"(?<![\w/])(?P<id>\d{1,6}) of (?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2}))(?!\w)"
)
_LEAST_FIGURES: Final = 5
_LEAST_ALONE: Final = 6


class CodeRecogniser(SpanRecogniser):
    """Finds IDENTIFIER for a reviewer to decide: codes of no known form. Dates, doses, ranges and laws are left alone.

    Does not find codes of fewer than five figures, nor plain numbers that no system's name precedes.
    """

    KIND = "IDENTIFIER"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """A police log of a day ('1123 of 17/06/21') is surely one."""
        for match in _LOG_OF_DAY.finditer(text):
            yield self.finding(*match.span("id"), 0.7, "the number of a log of a day", words="REFERENCE")
        for match in _CODE.finditer(text):
            if _unexplained(text, match.start(), match[0]):
                yield self.finding(*match.span(), WEAK_SCORE, "a code that nothing explains", words="REFERENCE")


def _unexplained(text: str, start: int, code: str) -> bool:
    figures = sum(character.isdigit() for character in code)
    if figures < _LEAST_FIGURES or _DATE.fullmatch(code) or _PLAIN.fullmatch(code):
        return False
    before = text[max(0, start - 24) : start]
    if _CLINICAL.search(before):
        return False
    if code.isdigit():
        return figures >= _LEAST_ALONE and _AFTER_NAME.search(before) is not None and "NHS" not in before
    return True
