"""The review manifest: every finding with its text, what was done and why, and what the readers found in the copy.

Confidential: it holds what the copies do not. Its schema, `review-1.schema.json`, is append-only.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sanitiser.domain.case import Case
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.domain.record import MediaType, PdfMode, Place, Record, Removed, Segment
from sanitiser.domain.verdict import Verdict
from sanitiser.manifest.canonical import canonical
from sanitiser.manifest.leftovers import leftovers
from sanitiser.manifest.residue import residue_of

SCHEMA: Final = "sanitiser.review/1"
CONTEXT: Final = 80
"""Characters of context each side of a finding."""
RESIDUE: Final = {PdfMode.STRICT: "labels-only", PdfMode.LAYOUT: "layout"}
"""What a copy still tells besides its words: how many labels stand where; in layout mode also what the page's layout
says of their width."""

Entry = dict[str, Any]
"""One element of `documents`, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an entry is about: its number in the batch, its path as given, its digest."""

    id: str
    path: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A model or gazetteer that took part: its name and the SHA-256 of its data."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the whole run was done with."""

    engine: str
    policy: str
    mode: PdfMode
    models: tuple[Asset, ...] = ()
    gazetteers: tuple[Asset, ...] = ()
    case: str | None = None


def manifest(head: Head, documents: Sequence[Entry]) -> bytes:
    """The whole manifest as canonical JSON, documents in order of id."""
    return canonical(
        {
            "schema": SCHEMA,
            "engine": head.engine,
            "policy": head.policy,
            "mode": head.mode.value,
            "residue": RESIDUE[head.mode],
            "case": head.case,
            "models": [_asset(asset) for asset in sorted(head.models, key=lambda a: a.name)],
            "gazetteers": [_asset(asset) for asset in sorted(head.gazetteers, key=lambda a: a.name)],
            "documents": sorted(documents, key=lambda entry: str(entry["id"])),
        }
    )


def sanitised_entry(
    source: Source,
    outputs: Sequence[str],
    mode: PdfMode | None,
    record: Record,
    decisions: Sequence[Decision],
    verdicts: Sequence[Verdict],
    case: Case | None,
) -> Entry:
    """The entry of a record with a copy. `outputs` are paths under the output folder, several when it was split."""
    entry = _entry(source, "sanitised", record.media_type, mode)
    masked_for_review = any(d.action is Action.REVIEW for d in decisions)
    left = leftovers(record, decisions, case)
    entry |= {
        "output": outputs[0],
        "outputs": list(outputs),
        "pages": record.pages,
        "review_needed": masked_for_review or bool(record.notices),
        "notices": list(record.notices),
        "findings": findings(source.id, record, decisions),
        "removed": [_removed(item) for item in record.removed],
        "verdict": _verdict(verdicts),
        "leftovers": [{"text": item.text, "count": item.count, "context": item.context} for item in left],
        "residue": residue_of(record, mode),
    }
    return entry


def quarantined_entry(
    source: Source,
    code: str,
    reason: str,
    remedy: str,
    media_type: MediaType | None = None,
    mode: PdfMode | None = None,
    record: Record | None = None,
    decisions: Sequence[Decision] = (),
) -> Entry:
    """The entry of a record without a copy, with why and what to do; what was read of it, if anything was."""
    entry = _entry(source, "quarantined", record.media_type if record else media_type, mode)
    entry |= {"code": code, "reason": reason, "remedy": remedy, "review_needed": True}
    if record is not None:
        entry |= {
            "pages": record.pages,
            "notices": list(record.notices),
            "findings": findings(source.id, record, decisions),
            "removed": [_removed(item) for item in record.removed],
        }
    return entry


def _entry(source: Source, status: str, media_type: MediaType | None, mode: PdfMode | None) -> Entry:
    return {
        "id": source.id,
        "source": source.path,
        "source_sha256": source.sha256,
        "output": None,
        "outputs": [],
        "status": status,
        "code": None,
        "reason": None,
        "remedy": None,
        "media_type": media_type.value if media_type else None,
        "mode": mode.value if mode and media_type is MediaType.PDF else None,
        "pages": None,
        "review_needed": False,
        "notices": [],
        "findings": [],
        "removed": [],
        "verdict": None,
        "leftovers": [],
        "residue": None,
    }


def findings(document: str, record: Record, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """Every decision as the manifest shows it, in order of position."""
    segments = sorted(record.segments, key=lambda s: s.start)
    starts = [segment.start for segment in segments]
    places = sorted(record.places, key=lambda p: (p.start, p.end))
    ends = [place.start for place in places]
    longest = max((place.end - place.start for place in places), default=0)
    visible = max((segment.end for segment in segments if segment.paragraph is not None), default=0)
    result = []
    for number, decision in enumerate(decisions, 1):
        finding = decision.finding
        near = places[bisect_left(ends, finding.start - longest) : bisect_left(ends, finding.end)]
        boxes = [place for place in near if place.end > finding.start]
        index = max(0, bisect_left(starts, finding.start + 1) - 1)
        result.append(
            {
                "id": f"{document}-{number:04}",
                "kind": finding.kind.value,
                "text": record.text[finding.start : finding.end],
                "label": decision.label,
                "action": decision.action.value,
                "reason": decision.reason.value,
                "score": finding.score,
                "recognisers": list(finding.recognisers),
                "explanation": finding.explanation,
                "context": context(record.text, finding.start, finding.end, visible),
                "where": _where(segments[index] if segments else None, finding.start, finding.end, boxes),
            }
        )
    return result


def context(text: str, start: int, end: int, visible: int) -> str:
    """A finding with CONTEXT characters each side; it begins at character min(start, CONTEXT) of that.

    What a reader sees ends at character `visible`; a finding there is not shown with hidden text behind it.
    """
    last = end + CONTEXT if start >= visible else min(end + CONTEXT, visible)
    return text[max(0, start - CONTEXT) : last]


def _where(segment: Segment | None, start: int, end: int, boxes: Sequence[Place]) -> dict[str, Any]:
    page = boxes[0].page if boxes else segment.page if segment else None
    where: dict[str, Any] = {
        "part": segment.channel if segment else "body",
        "carried": segment is not None and segment.paragraph is not None,
        "start": start,
        "end": end,
        "boxes": [
            {"page": box.page, **{k: round(getattr(box, k), 2) for k in ("x0", "y0", "x1", "y1")}} for box in boxes
        ],
    }
    return where if page is None else {**where, "page": page}


def to_look_at(entry: Entry) -> int:
    """What a record has to decide beside its findings: 1 while nobody has looked at its pictures."""
    return int("picture" in (entry.get("notices") or ()) and not entry.get("pictures_seen"))


def _removed(item: Removed) -> dict[str, Any]:
    return {"channel": item.channel, "count": item.count}


def _verdict(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The verdicts on all files of a copy as one."""
    checks = [
        {"name": check.name, "passed": check.passed, "detail": check.detail}
        for verdict in verdicts
        for check in verdict.checks
    ]
    readers = sorted({reader for verdict in verdicts for reader in verdict.readers})
    passed = bool(verdicts) and all(verdict.passed for verdict in verdicts)
    return {"passed": passed, "readers": readers, "checks": checks}


def _asset(asset: Asset) -> dict[str, str]:
    return {"name": asset.name, "sha256": asset.sha256}
