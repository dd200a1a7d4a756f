"""From overlapping rulings to one a character: the strongest first, what is left of the others after it."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Final

from sanitiser.decide.protected import beside
from sanitiser.decide.rules import Ruled
from sanitiser.designators import COUNCIL, SCHOOL
from sanitiser.domain.finding import Finding, Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.matching import fold_word

_ORDER: Final = {kind: n for n, kind in enumerate(Kind)}
_FORCE: Final = {Action.REDACT: 1, Action.REVIEW: 2, Action.KEEP: 3}
_MUST: Final = frozenset([Reason.PROTECT, Reason.IDENTITY_CHANGED])
_SWALLOWS: Final = frozenset(
    [Kind.ADDRESS, Kind.SCHOOL, Kind.AGENCY, Kind.WEB, Kind.IDENTIFIER, Kind.PHONE, Kind.POSTCODE]
)
_NAMES: Final = frozenset([Kind.ADDRESS, Kind.SCHOOL, Kind.AGENCY, Kind.LOCAL_AUTHORITY, Kind.PLACE])
_SMALL: Final = COUNCIL | SCHOOL | frozenset(["", "at", "in", "on", "to", "for", "by", "a", "an", "s", "near", "from"])
_WORD = re.compile(r"[^\W_]+")


def resolve(text: str, ruled: Sequence[Ruled]) -> tuple[Ruled, ...]:
    """Rulings that do not overlap, in order of position; each takes in the findings that it covers."""
    taken: list[tuple[int, int, int]] = []
    won: list[Ruled] = []
    joined: dict[int, list[Finding]] = {}
    waiting = [(_strength(item), n, item) for n, item in enumerate(_united(_strengthened(text, beside(text, ruled))))]
    heapify(waiting)
    count = len(waiting)
    while waiting:
        _, _, item = heappop(waiting)
        free, over = _free(taken, item.finding.start, item.finding.end)
        for n in over:
            joined.setdefault(n, []).extend((item.finding, *item.joined))
        if not over:
            insort(taken, (item.finding.start, item.finding.end, len(won)))
            won.append(item)
            continue
        for start, end in free:
            part = _trimmed(text, start, end, whole=_strength(item)[0] == 0)
            if part is not None:
                # what is left competes anew, by its own length
                rest = replace(item, finding=replace(item.finding, start=part[0], end=part[1]))
                heappush(waiting, (_strength(rest), count, rest))
                count += 1
    done = [replace(r, joined=(*r.joined, *sorted(joined.get(n, ()), key=_by_place))) for n, r in enumerate(won)]
    return tuple(sorted(done, key=lambda r: r.finding.start))


def _strength(item: Ruled) -> tuple[int, int, float, int, int]:
    """Sorts the strongest first: protect, redact, review, keep; then the longest, the surest, the first."""
    force = 0 if item.reason in _MUST else _FORCE[item.action]
    finding = item.finding
    return force, finding.start - finding.end, -finding.score, finding.start, _ORDER[finding.kind]


def _by_place(finding: Finding) -> tuple[int, int, int]:
    return finding.start, -finding.end, _ORDER[finding.kind]


def _free(taken: list[tuple[int, int, int]], start: int, end: int) -> tuple[list[tuple[int, int]], list[int]]:
    """The parts of [start, end) that nobody has, and the numbers of those who have the rest."""
    free, over, at = [], [], start
    n = max(0, bisect_left(taken, (start,)) - 1)
    while n < len(taken) and taken[n][0] < end:
        begin, stop, who = taken[n]
        if stop > start:
            over.append(who)
            if begin > at:
                free.append((at, begin))
            at = max(at, stop)
        n += 1
    if at < end:
        free.append((at, end))
    return free, over


def _trimmed(text: str, start: int, end: int, *, whole: bool) -> tuple[int, int] | None:
    """What is left of a finding beside a stronger one: from its first word to its last, if it still says something;

    what must go (`whole`) goes in any case."""
    words = [(start + m.start(), start + m.end(), fold_word(m[0])) for m in _WORD.finditer(text[start:end])]
    if not words or (not whole and all(key in _SMALL for _, _, key in words)):
        return None
    return words[0][0], words[-1][1]


def _strengthened(text: str, ruled: Sequence[Ruled]) -> list[Ruled]:
    """Larger findings take the force of what they hold: a protected term, a sure name in a weak one, a known number."""
    order = sorted(ruled, key=lambda r: (r.finding.start, -r.finding.end, _strength(r)))
    result = list(order)
    dropped: set[int] = set()
    pairs = list(_nested(order))
    held: dict[int, set[str]] = {}
    for n, m in pairs:
        if order[m].reason in _MUST:
            held.setdefault(n, set()).add(order[m].finding.entity)
    for n, m in pairs:
        outer, inner = result[n], order[m]
        if _harmless(outer) and _only_a_number(text, outer, inner):
            dropped.add(m)
            result[n] = replace(outer, joined=(*outer.joined, inner.finding))
        elif _same_span(outer, inner) or not outer.masked:
            continue
        elif inner.reason in _MUST:
            result[n] = _with_protected(outer, inner, alone=len(held[n]) == 1)
        elif (
            outer.reason is Reason.BELOW_THRESHOLD
            and inner.action is Action.REDACT
            and {
                outer.finding.kind,
                inner.finding.kind,
            }
            <= _NAMES
        ):
            result[n] = replace(outer, action=Action.REDACT, reason=inner.reason)
    return [item for n, item in enumerate(result) if n not in dropped]


def _harmless(item: Ruled) -> bool:
    """Whether the policy keeps this very kind of number or date (an NHS number), whatever else it looks like."""
    return item.action is Action.KEEP and item.reason is Reason.POLICY and bool(item.finding.words)


def _only_a_number(text: str, outer: Ruled, inner: Ruled) -> bool:
    """Whether a finding is a weaker reading of the same figures, such as a telephone number."""
    figures = any(c.isdigit() for c in text[inner.finding.start : inner.finding.end])
    return figures and inner.reason not in _MUST and inner.finding.score <= outer.finding.score


def _same_span(a: Ruled, b: Ruled) -> bool:
    return (a.finding.start, a.finding.end) == (b.finding.start, b.finding.end)


def _with_protected(outer: Ruled, inner: Ruled, *, alone: bool) -> Ruled:
    """A larger finding that holds a protected term: as sure, and of its name where they name one thing."""
    a, b = outer.finding, inner.finding
    names_one = a.kind is b.kind or {a.kind, b.kind} <= {Kind.PLACE, Kind.LOCAL_AUTHORITY}
    if names_one and not alone:
        return outer  # a list of several names: each has its own label
    if names_one:
        a = replace(a, kind=b.kind, entity=b.entity, words=b.words, recognisers=(*b.recognisers, *a.recognisers))
    elif a.kind not in _SWALLOWS:
        return outer
    return replace(outer, finding=a, action=Action.REDACT, reason=inner.reason)


def _nested(order: Sequence[Ruled]) -> Iterator[tuple[int, int]]:
    """Pairs (outer, inner) of a list sorted by start, longest first; those of one span count both ways."""
    for n, outer in enumerate(order):
        start, end = outer.finding.start, outer.finding.end
        for m in range(n + 1, len(order)):
            if order[m].finding.start >= end:
                break
            if order[m].finding.end <= end:
                yield n, m
                if (order[m].finding.start, order[m].finding.end) == (start, end):
                    yield m, n


def _united(ruled: Sequence[Ruled]) -> list[Ruled]:
    """Findings of one kind and action that overlap in part, as one."""
    last: dict[tuple[Kind, Action, Reason], int] = {}
    result: list[Ruled] = []
    for item in sorted(ruled, key=lambda r: (r.finding.start, -r.finding.end, _strength(r))):
        key = item.finding.kind, item.action, item.reason
        n = last.get(key)
        if n is not None and item.masked and item.finding.start < result[n].finding.end < item.finding.end:
            before = result[n]
            whole = replace(before.finding, end=item.finding.end, score=max(before.finding.score, item.finding.score))
            result[n] = replace(before, finding=whole, joined=(*before.joined, before.finding, item.finding))
        else:
            if n is None or item.finding.end > result[n].finding.end:
                last[key] = len(result)
            result.append(item)
    return result
