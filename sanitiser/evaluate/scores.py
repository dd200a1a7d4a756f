"""Counting: annotated spans against masked ones, by kind, exactly, by overlap, and by what is really gone."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.evaluate.annotated import Annotated, Span

LINKING = frozenset({"the", "of", "and", "at", "in", "on", "for", "y"})
"""Words of a name that betray nothing when they are left."""

_WORD = re.compile(r"[^\W_]+")

BETA = 2.0
"""F-beta: recall weighs twice, since a leak is worse than a word too many."""


@dataclass
class Count:
    """Annotated and masked spans of one kind or group."""

    wanted: int = 0
    exact: int = 0
    overlapping: int = 0
    gone: int = 0
    made: int = 0
    made_exact: int = 0
    made_overlapping: int = 0

    def rates(self) -> dict[str, float | int]:
        """Precision, recall and F2, exact and overlapping; `gone` is the share of which no telling letter remains."""
        exact = _ratios(self.exact, self.wanted, self.made_exact, self.made)
        over = _ratios(self.overlapping, self.wanted, self.made_overlapping, self.made)
        return {
            "annotated": self.wanted,
            "masked": self.made,
            "exact_precision": exact[0],
            "exact_recall": exact[1],
            "exact_f2": exact[2],
            "overlap_precision": over[0],
            "overlap_recall": over[1],
            "overlap_f2": over[2],
            "gone": round(self.gone / self.wanted, 4) if self.wanted else 1.0,
        }


def _ratios(found: int, wanted: int, right: int, made: int) -> tuple[float, float, float]:
    recall = found / wanted if wanted else 1.0
    precision = right / made if made else 1.0
    weight = BETA * BETA
    both = (1 + weight) * precision * recall / (weight * precision + recall) if precision + recall else 0.0
    return round(precision, 4), round(recall, 4), round(both, 4)


@dataclass(frozen=True, slots=True)
class Miss:
    """An annotated span of which letters remain, or a fact of which letters are gone. For the tester's eye alone."""

    record: str
    what: str
    text: str
    context: str


@dataclass
class Scores:
    """Sums over all records."""

    total: Count = field(default_factory=Count)
    by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_group: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    facts: int = 0
    facts_kept: int = 0
    leaks: list[Miss] = field(default_factory=list)
    lost: list[Miss] = field(default_factory=list)

    def add(self, record: Annotated, decisions: Sequence[Decision]) -> None:
        """Counts one record; decisions in order of position, not overlapping."""
        masked = [d for d in decisions if d.action is not Action.KEEP]
        cover = Cover((d.finding.start, d.finding.end) for d in masked)
        for span in record.spans:
            self._add_span(record, span, masked, cover)
        for decision in masked:
            self._add_made(record, decision)
        for fact in record.kept:
            self.facts += 1
            if cover.touches(fact.start, fact.end):
                self.lost.append(_miss(record, fact.why, fact.start, fact.end))
            else:
                self.facts_kept += 1

    def _add_span(self, record: Annotated, span: Span, masked: list[Decision], cover: "Cover") -> None:
        same = [d.finding for d in masked if d.finding.kind is span.kind]
        exact = any((f.start, f.end) == (span.start, span.end) for f in same)
        over = any(f.start < span.end and span.start < f.end for f in same)
        gone = cover.hides(record.text, span.start, span.end)
        for count in (self.total, self.by_kind[span.kind.value], self.by_group[span.group or "all"]):
            count.wanted += 1
            count.exact += exact
            count.overlapping += over
            count.gone += gone
        if not gone:
            self.leaks.append(_miss(record, span.kind.value, span.start, span.end))

    def _add_made(self, record: Annotated, decision: Decision) -> None:
        found = decision.finding
        same = [s for s in record.spans if s.kind is found.kind]
        exact = any((s.start, s.end) == (found.start, found.end) for s in same)
        for count, spans in ((self.total, record.spans), (self.by_kind[found.kind.value], same)):
            count.made += 1
            count.made_exact += exact
            count.made_overlapping += any(s.start < found.end and found.start < s.end for s in spans)

    @property
    def kept_rate(self) -> float:
        """The share of facts of which every letter stayed."""
        return round(self.facts_kept / self.facts, 4) if self.facts else 1.0

    def as_json(self) -> dict[str, object]:
        """Rates alone, no text of any record."""
        return {
            "schema": "sanitiser.evaluation/1",
            "total": self.total.rates(),
            "kinds": {kind: self.by_kind[kind].rates() for kind in sorted(self.by_kind)},
            "groups": {
                group: {"annotated": c.wanted, "gone": c.rates()["gone"]} for group, c in sorted(self.by_group.items())
            },
            "facts": {"annotated": self.facts, "kept": self.kept_rate},
        }


class Cover:
    """The characters that masked spans take away."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._ends = [end for _, end in self._spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of [start, end) is masked."""
        index = bisect_left(self._ends, start + 1)
        return index < len(self._spans) and self._spans[index][0] < end

    def hides(self, text: str, start: int, end: int) -> bool:
        """Whether no letter or figure of [start, end) is left, but for words that link ('the', 'of', 'and')."""
        return all(
            all(self.touches(at, at + 1) for at in range(*word.span()))
            for word in _WORD.finditer(text, start, end)
            if word[0].casefold() not in LINKING
        )


def _miss(record: Annotated, what: str, start: int, end: int) -> Miss:
    return Miss(record.name, what, record.text[start:end], record.text[max(0, start - 40) : end + 40])
