"""What the verifier has to look for in a copy, and the text that decisions leave in it."""

from collections.abc import Sequence

from sanitiser.decide.order import visible
from sanitiser.domain.case import Case, Identity
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.record import Record
from sanitiser.domain.verdict import Needle


def needles(record: Record, decisions: Sequence[Decision], case: Case | None) -> tuple[Needle, ...]:
    """Every text that was masked, hidden texts too, and the case's terms; each once, in order of code points.

    How often each may still stand in the copy (a word masked here and kept there) is for the verifier's own counting
    rules to say: `verify.residue.allowances(remaining(...), needles)`.
    """
    found: dict[str, Kind] = {}
    for decision in decisions:
        if decision.action is Action.KEEP:
            continue
        for finding in (decision.finding, *decision.joined):
            # the label stands for the whole span, so for each line and each finding in it
            if decision.finding.start <= finding.start and finding.end <= decision.finding.end:
                _add(found, record.text[finding.start : finding.end], finding.kind)
    if case is not None:
        for term in case.protect:
            _add(found, term.text, term.kind)
        if case.identity is Identity.CHANGED:
            for name in case.names:
                _add(found, name, Kind.PERSON)
    return tuple(Needle(text, found[text]) for text in sorted(found))


def _add(found: dict[str, Kind], text: str, kind: Kind) -> None:
    """Keep the line ends of an address: its parts are looked for too."""
    said = (
        "\n".join(" ".join(line.split()) for line in text.split("\n"))
        if kind is Kind.ADDRESS
        else " ".join(text.split())
    )
    if any(c.isalnum() for c in said):
        found.setdefault(said, kind)


def remaining(record: Record, decisions: Sequence[Decision]) -> str:
    """The visible text with labels in place of what went: what a reader of the copy may find."""
    spans = [(d.finding.start, d.finding.end, d.label) for d in decisions if d.action is not Action.KEEP]
    return visible(record, spans)
