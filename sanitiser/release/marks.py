"""Parts of a record that are about siblings or third parties, on the laptop: whole paragraphs, kept in the diary.

A mark names those of the family whom the paragraphs are about, or nobody: a third party. Packs that are about none of
them are made without the paragraphs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.record import Record
from sanitiser.errors import UsageError
from sanitiser.release.paragraphs import paragraphs, spans
from sanitiser.review.log import What
from sanitiser.review.making import Made
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.review.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Mark:
    """Paragraphs that were marked at once. `number` is that of the event; `rulings` redact them."""

    number: int
    record: str
    about: tuple[str, ...]
    rulings: tuple[Ruling, ...]


def mark(sitting: Sitting, who: str, record: str, places: Sequence[int], about: Sequence[str]) -> None:
    """Mark paragraphs of an approved record. Raises UsageError for what is not one."""
    kept = next((kept for kept, _ in sitting.approved() if kept.id == record), None)
    if kept is None:
        raise UsageError("the record is not approved", "Approve it first.")
    known = {one.place for one in paragraphs(kept.record)}
    if not places or not set(places) <= known:
        raise UsageError("no paragraph is chosen", "Choose at least one from the list.")
    rulings = tuple(_ruling(kept.record, start, end) for start, end in spans(kept.record, places))
    note = json.dumps({"record": record, "about": sorted(set(about))}, ensure_ascii=False)
    sitting.note(who, What.MARK, note=note, rulings=rulings)


def unmark(sitting: Sitting, who: str, number: int) -> None:
    """Take a mark back. Raises UsageError."""
    if all(found.number != number for found in _all(sitting)):
        raise UsageError("there is no such mark, or it was taken back already", "Choose one from the list.")
    sitting.note(who, What.UNMARK, note=str(number))


def marks(sitting: Sitting, record: str) -> tuple[Mark, ...]:
    """The marks of a record that were not taken back, oldest first."""
    return tuple(found for found in _all(sitting) if found.record == record)


def left_out(found: Sequence[Mark], subjects: Sequence[str]) -> tuple[Ruling, ...]:
    """What goes from a pack about these people: what is about a third party, or about others alone."""
    return tuple(ruling for one in found if not set(one.about) & set(subjects) for ruling in one.rulings)


def without(sitting: Sitting, record: str, parts: Sequence[Ruling]) -> Made:
    """The approved copy made again without some parts. Raises UsageError when that cannot be done."""
    made = sitting.without(record, parts)
    gone = [d.finding for d in made.decisions if d.action is Action.REDACT]
    covered = all(any(f.start <= part.start and part.end <= f.end for f in gone) for part in parts)
    if made.refused is not None or not covered:
        why = made.refused.reason if made.refused is not None else "a paragraph is not where it was marked"
        raise UsageError(
            f"record {record} cannot be made without its parts: {why}", "Look at its marks, or leave it out."
        )
    return made


def _all(sitting: Sitting) -> tuple[Mark, ...]:
    gone = {event.note for event in sitting.log.events if event.what is What.UNMARK}
    found = [event for event in sitting.log.events if event.what is What.MARK and str(event.number) not in gone]
    said = [(event, json.loads(event.note)) for event in found]
    return tuple(Mark(event.number, words["record"], tuple(words["about"]), event.rulings) for event, words in said)


def _ruling(record: Record, start: int, end: int) -> Ruling:
    # labelled as what is withheld: neither the kind of text nor a number tells what stood there
    return Ruling(Scope.SPAN, Action.REDACT, Why.THIRD_PARTY, record.text[start:end], Kind.RELOCATION, "", start, end)
