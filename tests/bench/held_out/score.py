"""What is left of the secrets, and what is lost of the facts, of the marked records."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sanitiser.decide.decide import decide
from sanitiser.detect.engine import Detector, merged
from sanitiser.detect.memory import CaseMemory
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.policyfile import default_policy
from tests.bench.held_out.marked import Marked

_TOKEN = re.compile(r"[^\W_]+")
_LINKING = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "no", "of", "on", "or", "the", "to", "with", "s"]
)


@dataclass
class Result:
    """Counts, and what went wrong as (record, text with brackets round what is masked)."""

    secrets: int = 0
    facts: int = 0
    leaks: list[tuple[str, str]] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Secrets of which no telling word is left."""
        return 1 - len(self.leaks) / self.secrets

    @property
    def kept(self) -> float:
        """Facts of which no character is masked."""
        return 1 - len(self.losses) / self.facts


def score(records: Iterable[Marked], detector: Detector, *, terms: bool) -> Result:
    """Each record as the only one of its case, with the case's protected terms or without."""
    result = Result()
    for marked in records:
        case = marked.case if terms else replace(marked.case, protect=())
        findings = detector.detect(marked.record, case)
        memory = CaseMemory(case)
        text = marked.record.text
        memory.learn(text, findings)
        decisions = decide(marked.record, merged([*findings, *memory.search(text)]), case, default_policy())
        _compare(result, marked, [d for d in decisions if d.action is not Action.KEEP])
    return result


def _compare(result: Result, marked: Marked, masks: list[Decision]) -> None:
    text = marked.record.text
    covered = bytearray(len(text))
    for mask in masks:
        covered[mask.finding.start : mask.finding.end] = b"\1" * (mask.finding.end - mask.finding.start)
    for start, end in marked.secrets:
        result.secrets += 1
        if any(not all(covered[s:e]) for s, e in _telling(text, start, end)):
            result.leaks.append((marked.name, shown(text, covered, start, end)))
    for start, end in marked.facts:
        result.facts += 1
        if any(covered[start:end]):
            result.losses.append((marked.name, shown(text, covered, start, end)))


def _telling(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a secret that must go: those with a capital or figure, or all if it has none; never linking ones."""
    words = [(start + m.start(), start + m.end()) for m in _TOKEN.finditer(text[start:end])]
    names = [(s, e) for s, e in words if not text[s].islower()]
    return [(s, e) for s, e in names or words if text[s:e].casefold() not in _LINKING]


def shown(text: str, covered: bytearray, start: int, end: int) -> str:
    """The words with what is masked in brackets."""
    found, masked = [], False
    for at in range(start, end):
        if bool(covered[at]) != masked:
            masked = not masked
            found.append("[" if masked else "]")
        found.append(text[at])
    return "".join(found) + ("]" if masked else "")
