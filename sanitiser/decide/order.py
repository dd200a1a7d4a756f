"""The order in which the records of a batch are numbered: by what they say without the secrets, never by file name."""

import hashlib
from collections.abc import Sequence

from sanitiser.decide.labels import replaced
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import WITHHELD, Action, Kind
from sanitiser.domain.record import Record


def digest(record: Record, decisions: Sequence[Decision]) -> str:
    """SHA-256, in hex, of a record's visible text with labels that have no number."""
    spans = [
        (d.finding.start, d.finding.end, WITHHELD if d.finding.kind is Kind.RELOCATION else f"[{d.words}]")
        for d in decisions
        if d.action is not Action.KEEP
    ]
    return hashlib.sha256(visible(record, spans).encode("utf-8", "surrogatepass")).hexdigest()


def visible(record: Record, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text that is carried over, one paragraph a line; a span over several leaves its label in the first."""
    lines = []
    for segment in record.segments:
        if segment.paragraph is None:
            continue
        inside = [
            (max(start, segment.start), min(end, segment.end), label if start >= segment.start else "")
            for start, end, label in spans
            if start < segment.end and segment.start < end
        ]
        shown = [(start - segment.start, end - segment.start, label) for start, end, label in inside]
        lines.append(replaced(record.text[segment.start : segment.end], shown))
    return "\n".join(lines)
