"""Rulings of reviewers upon the engine's decisions. Later rulings beat earlier ones; what is covered stays covered.

Does not find: a term in a form that `detect.named` does not know. A ruling to keep never uncovers a part of a longer
redaction, nor what the case file says must go.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sanitiser.decide.decide import whole_words
from sanitiser.decide.entity import entity_of, label_words
from sanitiser.detect.named import Named, NameFinder
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import Action
from sanitiser.domain.record import Record
from sanitiser.matching import squash
from sanitiser.review.rulings import Ruling, Scope

REVIEWER = "Reviewer"
"""The recogniser named by findings that a reviewer added."""


def apply(record: Record, decisions: Sequence[Decision], rulings: Iterable[Ruling]) -> tuple[Decision, ...]:
    """The decisions as the rulings leave them, in order of position, none overlapping, without labels on new ones."""
    now = list(decisions)
    for ruling in rulings:
        match ruling.scope:
            case Scope.SPAN:
                now = _span(record, now, ruling)
            case Scope.TERM:
                now = _term(record, now, ruling)
            case _:
                pass
    return tuple(now)


def same_text(first: str, second: str) -> bool:
    """Whether two texts say the same, however they are written."""
    return (squash(first) or first.strip()) == (squash(second) or second.strip())


def occurrences(record: Record, text: str, ruling: Ruling) -> tuple[tuple[int, int], ...]:
    """Every place where a term stands in a record: a name in every form, what has no capital as it is written too."""
    finder = NameFinder([Named(text, ruling.kind, "", ruling.words)], REVIEWER, "")
    spans = {(f.start, f.end) for f in finder.find(record.text)}
    words = text.split()
    if words and not any(c.isupper() for c in text):
        # no name, so that nothing tells it from an ordinary word but the reviewer, who means it wherever it stands
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        spans |= {match.span() for match in re.finditer(pattern, record.text, re.IGNORECASE)}
    return tuple(sorted(spans))


def _span(record: Record, now: list[Decision], ruling: Ruling) -> list[Decision]:
    if ruling.end > len(record.text) or not same_text(record.text[ruling.start : ruling.end], ruling.text):
        return now
    for place, decision in enumerate(now):
        if (decision.finding.start, decision.finding.end) == (ruling.start, ruling.end):
            return [*now[:place], _ruled(decision, ruling.action), *now[place + 1 :]]
    return _cover(record, now, ruling, ruling.start, ruling.end) if ruling.action is Action.REDACT else now


def _term(record: Record, now: list[Decision], ruling: Ruling) -> list[Decision]:
    now = [
        _ruled(d, ruling.action) if same_text(record.text[d.finding.start : d.finding.end], ruling.text) else d
        for d in now
    ]
    if ruling.action is Action.REDACT:
        for start, end in occurrences(record, ruling.text, ruling):
            now = _cover(record, now, ruling, start, end)
    return now


def _ruled(decision: Decision, action: Action) -> Decision:
    label = "" if action is Action.KEEP else decision.label
    return replace(decision, action=action, reason=Reason.REVIEWER, label=label)


def _cover(record: Record, now: list[Decision], ruling: Ruling, start: int, end: int) -> list[Decision]:
    """Redact a span, together with what is redacted already and overlaps it."""
    spans = list(whole_words(record.text, [_finding(record, ruling, start, end)]))
    for found in spans:
        start, end = found.start, found.end
        meets = [d for d in now if d.finding.start < end and start < d.finding.end]
        masked = [d for d in meets if d.action is not Action.KEEP]
        if any(d.finding.start <= start and end <= d.finding.end for d in masked):
            now = [_ruled(d, Action.REDACT) if d in masked else d for d in now]
            continue
        start = min([start, *(d.finding.start for d in masked)])
        end = max([end, *(d.finding.end for d in masked)])
        meets = [d for d in now if d.finding.start < end and start < d.finding.end]
        added = _decision(record, ruling, start, end, tuple(f for d in meets for f in (d.finding, *d.joined)))
        now = sorted([*(d for d in now if d not in meets), added], key=lambda d: d.finding.start)
    return now


def _finding(record: Record, ruling: Ruling, start: int, end: int) -> Finding:
    said = record.text[start:end]
    words = label_words(ruling.kind, ruling.words)
    return Finding(
        start, end, ruling.kind, 1.0, (REVIEWER,), "A reviewer added it.", entity_of(ruling.kind, said), words
    )


def _decision(record: Record, ruling: Ruling, start: int, end: int, joined: tuple[Finding, ...]) -> Decision:
    finding = _finding(record, ruling, start, end)
    return Decision(finding, Action.REDACT, Reason.REVIEWER, finding.entity, finding.words, joined=joined)
