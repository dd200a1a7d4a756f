"""What stays: bodies, laws and instruments of the whole UK, and phrases that hold a place's name but mean none.

A finding inside a kept phrase is none. A finding that reaches beyond one is one ('Leeds Women's Aid').
"""

import re
from functools import lru_cache
from typing import Final

from presidio_analyzer import RecognizerResult

from recognisers.gazetteers.names import Hit, names
from recognisers.text import Reading, read

_REPORT: Final = re.compile(
    r"[\[(](?:19|20)\d{2}[\])] (?:\d{1,2} )?(?:EWHC|EWCA|EWFC|EWCOP|UKSC|UKHL|UKPC|UKUT|CSOH|CSIH|NICA|NIFam|FLR|"
    r"FCR|WLR|"
    r"All ER|AC|Fam(?: Law)?|QB|KB|Ch|HRLR|EHRR|Cr App R|SC|SLT)(?: (?:Civ|Crim|B|HCJ))? \d{1,5}(?: \([A-Za-z]{1,8}\))?"
)
_PARTY: Final = r"[A-Z][\w'’&.-]*+(?: (?:[A-Z][\w'’&.-]*+|of|and)){0,6}(?: \([^()\n]{1,60}\))?"
_PARTIES: Final = re.compile(rf"(?:(?:In )?[Rr]e {_PARTY}|{_PARTY} v\.? {_PARTY}),? $")
_OWN: Final = re.compile(r"(?:[Nn]eutral )?[Cc]itation(?: [Nn]umber| [Nn]o\.?)?[ .:]{0,3}$")
_SAYS_WHERE: Final = re.compile(
    r"\b(?:Council|CC|BC|DC|MBC|MDC|LBC?|Borough|County|City|NHS|Trust|Police|Constabulary|Authority)\b"
)


def _citations(text: str) -> list[tuple[int, int]]:
    """Citations of published judgments with their parties; not a judgment's own, nor parties that name a place."""
    found = []
    for report in _REPORT.finditer(text):
        start, end = report.span()
        if _OWN.search(text, max(0, start - 40), start):
            continue
        parties = _PARTIES.search(text, max(0, start - 160), start)
        found.append((parties.start() if parties is not None and not _placed(parties[0]) else start, end))
    return found


def _placed(parties: str) -> bool:
    reading = read(parties)
    known = any(True for file in ("local_authorities", "places") for _ in names(file).hits(reading))
    return known or _SAYS_WHERE.search(parties) is not None


@lru_cache(maxsize=8)
def kept_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of kept phrases in a text, in order of position."""
    reading = read(text)
    found = [
        (reading.starts[hit.first], reading.ends[hit.last])
        for hit in names("keep").hits(reading)
        if _counts(reading, hit)
    ]
    spans: list[tuple[int, int]] = []
    for start, end in sorted([*found, *_citations(text)], key=lambda span: (span[0], -span[1])):
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
