"""Dates as people write them, each as year, month and day; British order where figures leave it open."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH: Final = {name: n for n, name in enumerate(_MONTHS.split(), 1)}
_NAME = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_NAME.format('m3')}\.?,?[\s-]+(?P<y3>\d{{4}}|['\u2019]?\d{{2}})"
    rf"|{_NAME.format('m4')}\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_CENTURY: Final = 40
"""Years of two figures up to this are of this century."""


def dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Each date with its span; what no calendar has is left out."""
    for match in _DATE.finditer(text):
        for n in "1234":
            if match[f"d{n}"]:
                found = _date(match[f"y{n}"], match[f"m{n}"], match[f"d{n}"])
                if found is not None:
                    yield match.start(), match.end(), found


def _date(year: str, month: str, day: str) -> date | None:
    number = int(year.strip("'\u2019"))
    if number < 100:
        number += 2000 if number <= _CENTURY else 1900
    try:
        return date(number, int(month) if month.isdigit() else _MONTH[month[:3].casefold()], int(day))
    except ValueError:
        return None
