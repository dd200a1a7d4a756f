"""Leftovers: capitalised words and codes that stay in a copy and that nothing explains, for the reviewer's eye."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from recognisers.words import is_ordinary
from sanitiser.domain.case import Case
from sanitiser.domain.finding import Decision, Reason
from sanitiser.domain.kinds import LABEL_PATTERN, Action
from sanitiser.domain.record import Record
from sanitiser.matching import read

MOST: Final = 500
"""The most leftovers listed of one document; the most frequent are dropped last."""
CONTEXT: Final = 40
_NAME = re.compile(
    r"[^\W\d_a-z][^\W\d_]*+(?:['\u2019-][^\W\d_]+)*+"
    r"(?: (?:(?:of|the|on|upon|in|under) ){0,2}[^\W\d_a-z][^\W\d_]*+(?:['\u2019-][^\W\d_]+)*+)*"
)
_CODE = re.compile(r"(?<![\w.,£$€/:-])(?=[\w/-]*\d)[A-Z0-9][A-Za-z0-9]*+(?:[/-][A-Za-z0-9]+)*+(?![\w%]|[:.,]\d)")
_PLAIN_CODE = re.compile(
    r"\d{1,4}|[A-Z]?\d{1,2}[a-z]?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}[/-]\d{2,4}(?:[/-]\d{1,2})?|\d{1,2}(?:st|nd|rd|th)"
    r"|\d+(?:[/x-]\d+)?(?:mg|ml|mcg|g|kg|cm|mm|m|km|am|pm|hrs?|mins?|weeks?|months?|years?|yrs?|lbs?|oz|iu|units?|k|s)"
    r"|[A-Z]\d{1,2}(?:-\d{1,2})?|(?:Year|Y|KS|COVID|Covid|H|B|T|P|S|s|L|Q|R|EHCP?|CV|D|PM|F|FY|CP|v|V)-?\d{1,4}[a-z]?"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
_MONTHS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
"""
_TITLES = "mr mrs ms miss mx dr prof rev sir dame lord lady"
_KNOWN = """
    nhs uk gp dob ofsted cafcass nspcc childline samaritans dwp hmrc cps dbs ehcp senco camhs adhd asd marac idva isva
    iro lado mash cin cpp icpc rcpc lac tac taf ehat fgm cse cce hv sw swp ni id ok tv pe
    ict gcse gcses sats eyfs phse pshe
    mmr bmi ecg mri ct iq dna nad pd ptsd ocd bpd epds wemwbs gcs fsm eal esol bsl na tbc am pm i christmas easter eid
    ramadan diwali english british england welsh wales scottish scotland irish polish urdu punjabi bengali somali arabic
    romanian european muslim christian hindu sikh jewish catholic whatsapp facebook instagram snapchat tiktok youtube
    xbox microsoft google zoom covid paracetamol ibuprofen calpol salbutamol ventolin methylphenidate sertraline
    fluoxetine amoxicillin asperger down's tourette's braxton hicks
"""
_EXPLAINED: Final = frozenset(f"{_DAYS} {_MONTHS} {_TITLES} {_KNOWN}".split())
_SMALL = frozenset(["of", "the", "on", "upon", "in", "under"])


@dataclass(frozen=True, slots=True)
class Leftover:
    """A name or code that stays, how often, and where it stands first."""

    text: str
    count: int
    context: str


def leftovers(record: Record, decisions: Sequence[Decision], case: Case | None) -> tuple[Leftover, ...]:
    """What remains in the visible text and is neither an English word, nor a known name, nor a plain number.

    Sorted by code point. Does not list: names that are English words, and names written without a capital.
    """
    family = frozenset(key for name in (case.names if case else ()) for key in read(name).keys)
    spoken = _lower_words(record.text)
    counts: dict[str, int] = {}
    first: dict[str, str] = {}
    for start, end in _open_spans(record, decisions):
        line = record.text[start:end]
        for text, at in _remaining(line, family, spoken):
            counts[text] = counts.get(text, 0) + 1
            if text not in first:
                around = record.text[max(0, start + at - CONTEXT) : start + at + len(text) + CONTEXT]
                first[text] = " ".join(around.split())
    kept = sorted(counts, key=lambda text: (-counts[text], text))[:MOST]
    return tuple(Leftover(text, counts[text], first[text]) for text in sorted(kept))


def _open_spans(record: Record, decisions: Sequence[Decision]) -> Iterator[tuple[int, int]]:
    """The spans of visible text that no decision explains, and no label covers."""
    closed = [
        (d.finding.start, d.finding.end)
        for d in decisions
        if d.action is not Action.KEEP or d.reason is not Reason.BELOW_THRESHOLD
    ]
    if "[" in record.text:
        closed += [m.span() for m in LABEL_PATTERN.finditer(record.text)]
    closed.sort()
    n = 0
    for segment in sorted(record.segments, key=lambda s: s.start):
        if segment.paragraph is None:
            continue
        at = segment.start
        while n < len(closed) and closed[n][1] <= at:
            n += 1
        m = n
        while m < len(closed) and closed[m][0] < segment.end:
            if closed[m][0] > at:
                yield at, closed[m][0]
            at = max(at, closed[m][1])
            m += 1
        if at < segment.end:
            yield at, segment.end


def _remaining(line: str, family: frozenset[str], spoken: frozenset[str]) -> Iterator[tuple[str, int]]:
    for match in _CODE.finditer(line):
        if not _PLAIN_CODE.fullmatch(match[0]) and (len(match[0]) >= 4 or not match[0].isdigit()):
            yield match[0], match.start()
    line = _CODE.sub(lambda match: "0" * len(match[0]), line)
    for match in _NAME.finditer(line):
        words = [word for word in match[0].split(" ") if word not in _SMALL]
        if not all(_explained(word, family, spoken) for word in words):
            yield match[0], match.start()


def _explained(word: str, family: frozenset[str], spoken: frozenset[str]) -> bool:
    bare = word.casefold().replace("\u2019", "'").removesuffix("'s")
    return (
        len(bare) == 1 or bare in _EXPLAINED or bare.replace("'", "") in family or bare in spoken or _is_english(bare)
    )


@cache
def _is_english(word: str) -> bool:
    return is_ordinary(word)


def _lower_words(text: str) -> frozenset[str]:
    """Words that the record itself writes without a capital, twice at least."""
    seen: dict[str, int] = {}
    for word in _spoken(text):
        seen[word] = seen.get(word, 0) + 1
    return frozenset(word for word, count in seen.items() if count > 1)


def _spoken(text: str) -> Iterable[str]:
    return re.findall(r"(?<![\w'\u2019@./-])[a-z]{3,}(?![\w@])", text)
