"""What stands beside a protected name is judged without it: readings that the name itself gave rise to are dropped.

'2 Quarry Mount Primary School' in a heading looks like an address because of 'Mount'; with another school it would not.
What is left of such a reading would then tell which school it was. Does not judge readings of which words are left.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sanitiser.decide.rules import Ruled
from sanitiser.designators import COUNCIL, SCHOOL
from sanitiser.domain.finding import Finding, Reason
from sanitiser.domain.kinds import Kind
from sanitiser.matching import fold_word

_WHOLE: Final = frozenset([Kind.LOCAL_AUTHORITY, Kind.SCHOOL, Kind.AGENCY])
"""Kinds whose names are never a part of an address: a number before them is no house number."""
_MUST: Final = frozenset([Reason.PROTECT, Reason.IDENTITY_CHANGED])
_EXACT: Final = frozenset([Kind.PHONE, Kind.WEB, Kind.IDENTIFIER, Kind.POSTCODE])
"""Kinds whose figures and marks are all there is to them."""
_SMALL: Final = COUNCIL | SCHOOL | frozenset(["", "at", "in", "on", "to", "for", "by", "a", "an", "s", "near", "from"])
_SERVICES: Final = frozenset(
    [
        "adult",
        "adults",
        "and",
        "area",
        "care",
        "child",
        "childrens",
        "children",
        "department",
        "education",
        "families",
        "family",
        "group",
        "health",
        "housing",
        "learning",
        "legal",
        "office",
        "panel",
        "people",
        "peoples",
        "safeguarding",
        "section",
        "service",
        "services",
        "social",
        "support",
        "team",
        "unit",
        "young",
        "youth",
    ]
)
"""What a body has many of: 'Children's Services' behind a name is no other body's."""
_APOSTROPHE = re.compile(r"['\u2019]")
_WORD = re.compile(r"[^\W_]+")


def beside(text: str, ruled: Sequence[Ruled]) -> list[Ruled]:
    """The rulings without those that add only figures, marks or designators to a protected name."""
    names = sorted((r.finding.start, r.finding.end) for r in ruled if whole_name(r))
    if not names:
        return list(ruled)
    kept = []
    for item in ruled:
        exact = item.reason in _MUST or item.finding.kind in _EXACT
        touching = [] if exact else _touching(names, item.finding)
        if not touching or _says_more(text, item.finding, touching):
            kept.append(item)
    return kept


def whole_name(item: Ruled) -> bool:
    """Whether it is a name that must go as it stands in the case file, not a short form of one."""
    return item.reason is Reason.PROTECT and item.finding.kind in _WHOLE and item.finding.score == 1.0


def _touching(names: list[tuple[int, int]], finding: Finding) -> list[tuple[int, int]]:
    first = max(0, bisect_left(names, (finding.start,)) - 1)
    last = bisect_left(names, (finding.end,))
    return [name for name in names[first:last] if name[1] > finding.start and not _inside(finding, name)]


def _inside(finding: Finding, name: tuple[int, int]) -> bool:
    return name[0] <= finding.start and finding.end <= name[1]


def _says_more(text: str, finding: Finding, names: list[tuple[int, int]]) -> bool:
    """Whether words are left of a finding without the names that are more than their designators."""
    left, at = [], finding.start
    for start, end in names:
        left.append(text[at : max(at, start)])
        at = max(at, end)
    left.append(text[at : finding.end])
    words = [fold_word(match[0]) for match in _WORD.finditer(_APOSTROPHE.sub("", " ".join(left)))]
    return any(word not in _SMALL and word not in _SERVICES and not word.isdigit() for word in words)
