"""Runs detection, case memory and decision over annotated records, each for itself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from sanitiser.decide.decide import decide
from sanitiser.detect.engine import merged
from sanitiser.detect.memory import CaseMemory
from sanitiser.domain.case import Case
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Decision, Finding
from sanitiser.domain.policy import Policy
from sanitiser.domain.record import MediaType, Record, assemble
from sanitiser.evaluate.annotated import Annotated
from sanitiser.evaluate.scores import Scores


class Detects(Protocol):
    """Whatever finds: the engine's Detector, or a tester's."""

    def detect(self, record: Record, case: Case | None = None) -> tuple[Finding, ...]:
        """All findings of a record."""


def evaluate(
    records: Iterable[Annotated], detector: Detects, policy: Policy, *, terms: bool = True, case: Case | None = None
) -> Scores:
    """Scores over all records.

    A record's own case counts before `case`. Without `terms` the cases' `protect` terms are left out, which shows what
    is found without knowing the family's places; their `keep` names always count.
    """
    scores = Scores()
    for annotated in records:
        known = annotated.case or case
        if known is not None and not terms:
            known = replace(known, protect=())
        scores.add(annotated, decisions(annotated.text, detector, policy, known))
    return scores


def decisions(text: str, detector: Detects, policy: Policy, case: Case | None) -> tuple[Decision, ...]:
    """What would be done with a text that is the only record of its case."""
    record = record_of(text)
    findings = detector.detect(record, case)
    memory = CaseMemory(case)
    memory.learn(record.text, findings)
    return decide(record, merged([*findings, *memory.search(record.text)]), case, policy)


def record_of(text: str) -> Record:
    """A text as a record: every line a paragraph, offsets unchanged."""
    paragraphs = tuple(Paragraph((Text(line),) if line else ()) for line in text.split("\n"))
    document = Document((Section(paragraphs),))
    whole, segments = assemble(document)
    return Record(MediaType.DOCX, 1, whole, segments, document)
