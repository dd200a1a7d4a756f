"""From findings to decisions: the rules for each, overlaps resolved, parts of an address joined."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sanitiser.decide.addresses import join
from sanitiser.decide.entity import entity_of, label_words
from sanitiser.decide.kept import find_kept
from sanitiser.decide.overlaps import resolve
from sanitiser.decide.rules import Ruled, Rules
from sanitiser.domain.case import Case, Identity
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import LABEL_PATTERN, Kind
from sanitiser.domain.policy import Policy
from sanitiser.domain.record import Record

_MEMORY: Final = "CaseMemory"
_NO_ENTITY: Final = frozenset(["", "weak"])


def decide(record: Record, findings: Iterable[Finding], case: Case | None, policy: Policy) -> tuple[Decision, ...]:
    """What is done with every finding: decisions in order of position, none overlapping, labels not yet numbered.

    Masked spans begin and end at words, never inside one; nothing in a label of an earlier run is touched.
    """
    text = record.text
    names = case.names if case is not None and case.identity is Identity.UNCHANGED else ()
    rules = Rules(text, case, find_kept(text, names), policy)
    ruled = [ruling for finding in whole_words(text, findings) for ruling in rules.rule(finding)]
    return tuple(_decision(text, item) for item in join(record, resolve(text, ruled)))


def whole_words(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that begin and end with a letter or figure of whole words, outside labels, within the text."""
    labels = [m.span() for m in LABEL_PATTERN.finditer(text)] if "[" in text else []
    for finding in findings:
        for start, end in _outside(labels, max(0, finding.start), min(len(text), finding.end)):
            while start < end and text[start].isspace():
                start += 1  # noqa: PLW2901 - the span shrinks to its words
            while end > start and text[end - 1].isspace():
                end -= 1  # noqa: PLW2901
            if not any(c.isalnum() for c in text[start:end]):
                continue
            while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
                start -= 1  # noqa: PLW2901 - and grows to whole ones
            while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
                end += 1  # noqa: PLW2901
            yield replace(finding, start=start, end=end)


def _outside(labels: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in labels:
        if first < end and start < last:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end


def _decision(text: str, item: Ruled) -> Decision:
    """The decision with the key and the words of its label: the case file's, the memory's, its own, the others'."""
    finding = item.finding
    same = [f for f in item.joined if f.kind is finding.kind]
    known = [f for f in same if _MEMORY in f.recognisers]
    order = [finding, *known, *same] if item.reason is Reason.PROTECT else [*known, finding, *same]
    entity = next((f.entity for f in order if f.entity not in _NO_ENTITY), "")
    family = item.reason is Reason.IDENTITY_CHANGED and finding.kind is Kind.PERSON
    said = [finding] if item.reason is Reason.PROTECT else order
    words = next((f.words for f in said if f.words), "RELATIVE" if family else "")
    if not entity or (finding.kind is Kind.ADDRESS and item.reason is not Reason.PROTECT):
        entity = entity_of(finding.kind, text[finding.start : finding.end])
    recognisers = tuple(sorted({name for f in (finding, *item.joined) for name in f.recognisers}))
    whole = replace(finding, recognisers=recognisers, entity=entity, words=label_words(finding.kind, words))
    return Decision(whole, item.action, item.reason, entity, whole.words, joined=item.joined)
