"""Reviewers' rulings on the decisions of one record.

A ruling on characters [start, end) holds for just these; one on a text for every decision on that text, letter case and
spaces aside. Later rulings beat earlier ones. What a reviewer redacts anew in a span becomes a finding of its own; it
swallows the decisions it overlaps, so that nothing between two of them stays.
"""

from collections.abc import Sequence
from dataclasses import replace

from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import Action, Kind, default_words
from sanitiser.domain.record import Record
from sanitiser.jobs.engine import BriefRuling

RECOGNISER = "Reviewer"


def apply(rulings: Sequence[BriefRuling], record: Record, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The decisions with the rulings applied, in order of position."""
    for ruling in rulings:
        if ruling.scope not in ("term", "span"):
            continue
        if ruling.start is not None and ruling.end is not None:
            decisions = _on_span(ruling, ruling.start, ruling.end, record, decisions)
        elif ruling.action != Action.REVIEW:
            decisions = tuple(_on_text(ruling, record, decision) for decision in decisions)
    return decisions


def _on_text(ruling: BriefRuling, record: Record, decision: Decision) -> Decision:
    said = record.text[decision.finding.start : decision.finding.end]
    return _ruled(ruling, decision) if _plain(said) == _plain(ruling.text) else decision


def _on_span(
    ruling: BriefRuling, start: int, end: int, record: Record, decisions: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """A span is only ruled on where the text still says what the reviewer saw."""
    if not 0 <= start < end <= len(record.text) or (ruling.text and record.text[start:end] != ruling.text):
        return decisions
    over = [d for d in decisions if d.finding.start < end and start < d.finding.end]
    same = [d for d in over if (d.finding.start, d.finding.end) == (start, end)]
    if ruling.action == Action.KEEP or (same and len(over) == 1):
        return tuple(_ruled(ruling, d) if d in same else d for d in decisions)
    low = min([start, *(d.finding.start for d in over)])
    high = max([end, *(d.finding.end for d in over)])
    new = _new(ruling, record, low, high, tuple(d.finding for d in over))
    return tuple(sorted([*(d for d in decisions if d not in over), new], key=lambda d: d.finding.start))


def _ruled(ruling: BriefRuling, decision: Decision) -> Decision:
    words = ruling.label or decision.words
    return replace(decision, action=Action(ruling.action), reason=Reason.REVIEWER, words=words, label="")


def _new(ruling: BriefRuling, record: Record, start: int, end: int, joined: tuple[Finding, ...]) -> Decision:
    kind = Kind(ruling.kind or Kind.PLACE)
    words = ruling.label or default_words(kind)
    entity = f"{kind.value.casefold()}:{_plain(record.text[start:end])}"
    finding = Finding(start, end, kind, 1.0, (RECOGNISER,), "A reviewer marked this.", entity, words, sure=False)
    return Decision(finding, Action.REDACT, Reason.REVIEWER, entity, words, joined=joined)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
