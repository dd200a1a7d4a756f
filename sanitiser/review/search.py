"""Searching a record: by word (in every form of a name), by regular expression in linear time, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sanitiser.detect.named import Named, NameFinder
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import Record
from sanitiser.errors import UsageError
from sanitiser.matching import squash
from sanitiser.review.apply import REVIEWER

MOST: Final = 500
"""The most places that a search gives."""
LONGEST: Final = 200
"""The most characters of what is searched for."""


class BadSearch(UsageError):
    """The search cannot be understood."""

    code = "search"
    title = "The search cannot be understood"
    remedy = "Search for a word, or mend the regular expression: look-around and back-references are not known here."


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters [start, end) that a search found. `covered` says that they are redacted already."""

    start: int
    end: int
    covered: bool


def by_word(record: Record, decisions: Iterable[Decision], wanted: str) -> tuple[Hit, ...]:
    """Where a word or name stands, in every form that the case's own terms are found in, and as it is written."""
    wanted = " ".join(wanted[:LONGEST].split())
    if not squash(wanted):
        raise BadSearch("there is no letter or figure in it")
    spans = {(f.start, f.end) for f in NameFinder([Named(wanted, Kind.PLACE, "")], REVIEWER, "").find(record.text)}
    low, at, text = wanted.lower(), 0, record.text.lower()
    while len(text) == len(record.text) and (at := text.find(low, at)) >= 0 and len(spans) < MOST:
        spans.add((at, at + len(low)))
        at += len(low)
    return _hits(spans, decisions)


def by_pattern(record: Record, decisions: Iterable[Decision], pattern: str) -> tuple[Hit, ...]:
    """Where a regular expression matches, in any letter case; RE2 takes time linear in the text whatever is asked."""
    import re2

    options = re2.Options()
    options.log_errors, options.case_sensitive, options.max_mem = False, False, 8 << 20
    if len(pattern) > LONGEST:
        raise BadSearch("it is too long")
    try:
        compiled = re2.compile(pattern, options)
    except re2.error:
        raise BadSearch from None
    spans: set[tuple[int, int]] = set()
    for match in compiled.finditer(record.text):
        if match.end() > match.start():
            spans.add(match.span())
        if len(spans) >= MOST:
            break
    return _hits(spans, decisions)


def by_kind(decisions: Iterable[Decision], kind: Kind) -> tuple[Hit, ...]:
    """Where findings of a kind stand."""
    listed = tuple(decisions)
    return _hits({(d.finding.start, d.finding.end) for d in listed if d.finding.kind is kind}, listed)


def _hits(spans: set[tuple[int, int]], decisions: Iterable[Decision]) -> tuple[Hit, ...]:
    """The longest of overlapping spans, in order."""
    masked = [(d.finding.start, d.finding.end) for d in decisions if d.action.value != "keep"]
    hits: list[Hit] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if hits and start < hits[-1].end:
            continue
        hits.append(Hit(start, end, any(first <= start and end <= last for first, last in masked)))
    return tuple(hits[:MOST])
