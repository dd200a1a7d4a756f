"""Parts of a record that are about siblings or third parties: marked once, left out of packs about others.

A part is where the office says it is, in the record's text as it was understood (the offsets of the review manifest),
with the text that stands there: a copy in which that text does not stand there any more is never sent.
"""

from collections.abc import Iterable

from sqlalchemy import func, select

from sanitiser.casework.records import MOST_SUBJECTS
from sanitiser.casework.sides import Conflict, NotFound, record, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Subject
from sanitiser.store.tables.parts import Part
from sanitiser.store.tables.records import Record

MOST = 500
"""Parts of one record."""


def mark(act: Act, record_id: str, start: int, end: int, text: str, subjects: tuple[str, ...]) -> Part:
    """Say that a part of a record is about these people of the case, or, with none, about a third party."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    found, row = record(act, record_id, lock=True)
    if found.case.state != "open":
        raise Conflict("the case is closed")
    if not 0 <= start < end or not text.strip() or len(text) != end - start:
        raise UsageError("a part is a piece of the record's text", "Send where it starts and ends, and what it says.")
    if len(subjects) > MOST_SUBJECTS:
        raise UsageError(f"a part is about {MOST_SUBJECTS} people at most")
    for subject_id in subjects:
        subject = act.session.get(Subject, subject_id)
        if subject is None or subject.case_id != found.case.id:
            raise NotFound("no subject has this identifier")
    count = act.session.scalar(select(func.count()).select_from(Part).where(Part.record_id == row.id)) or 0
    if count >= MOST:
        raise UsageError(f"a record has {MOST} parts at most")
    part_id, ring = new_id(), act.ring(row.case_id)
    part = Part(
        id=part_id,
        case_id=row.case_id,
        record_id=row.id,
        number=count + 1,
        start=start,
        end=end,
        subjects=",".join(sorted(set(subjects))),
        text_sealed=ring.seal_text(text, "part", "text", part_id),
        made_by=act.actor.id,
        made_at=act.at,
    )
    act.session.add(part)
    act.session.flush()
    note(act, "part.marked", row.case_id, record=row.id, part=part_id, subjects=len(subjects))
    return part


def unmark(act: Act, record_id: str, part_id: str) -> None:
    """Take a mark back. Raises NotFound."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    _, row = record(act, record_id, lock=True)
    part = act.session.get(Part, part_id)
    if part is None or part.record_id != row.id or part.undone_at is not None:
        raise NotFound
    part.undone_at, part.undone_by = act.at, act.actor.id
    note(act, "part.unmarked", row.case_id, record=row.id, part=part_id)


def parts_of(act: Act, row: Record) -> list[Part]:
    """The parts that are marked in a record now, in the order in which they were."""
    mine = select(Part).where(Part.record_id == row.id, Part.undone_at.is_(None)).order_by(Part.number)
    return list(act.session.scalars(mine))


def text_of(act: Act, part: Part) -> str:
    """What the part says; empty once the case is erased."""
    return act.ring(part.case_id).open_text(part.text_sealed, "part", "text", part.id) if part.text_sealed else ""


def left_out(parts: Iterable[Part], wanted: Iterable[str]) -> list[Part]:
    """Those that do not belong in a pack about `wanted`: about a third party, or about others of the family alone."""
    people = frozenset(wanted)
    return [part for part in parts if not part.subjects or not people & frozenset(part.subjects.split(","))]
