"""Handing over a record, and what each side sees of it."""

from dataclasses import dataclass

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, NotFound, Side, area_in, open_side, record, require
from sanitiser.errors import UsageError
from sanitiser.jobs.port import NORMAL, URGENT
from sanitiser.ledger.audit import note
from sanitiser.ledger.checklist import CATEGORIES
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.blobs import Written
from sanitiser.store.states import RecordState, Role, move_record
from sanitiser.store.tables.cases import Area, Case, Subject, SubjectName
from sanitiser.store.tables.ledger import RecordRequest
from sanitiser.store.tables.records import Record

TASK = "sanitise"
MOST_SUBJECTS = 30


@dataclass(frozen=True, slots=True)
class Handover:
    """A file that arrived, already in the blob store, with what the sender says of it."""

    written: Written
    digest_index: str
    name: str
    media_type: str
    category: str = "other"
    area_id: str | None = None
    request_id: str | None = None
    subjects: tuple[str, ...] = ()
    urgent: bool = False


def hand_over(act: Act, handle: str, handover: Handover) -> Record:
    """Take a record into the case and have it sanitised, in one transaction."""
    require(act.actor, Role.CASE_SYSTEM, Role.LA_SPOC, Role.UKPPS_SPOC)
    found = open_side(act, handle)
    area = area_in(act, found, handover.area_id)
    if handover.category not in CATEGORIES:
        raise UsageError("no such category in the checklist")
    ring = act.ring(found.case.id)
    record_id = new_id()
    case_number, number = _next_numbers(act, found.case, area)
    row = Record(
        id=record_id,
        case_id=found.case.id,
        area_id=area.id,
        number=number,
        case_number=case_number,
        request_id=_request(act, area, handover.request_id),
        category=handover.category,
        subjects=",".join(_subjects(act, found, handover.subjects)),
        name_sealed=ring.seal_text(handover.name, "record", "name", record_id),
        media_type=handover.media_type,
        size=handover.written.size,
        digest_index=handover.digest_index,
        blob_id=handover.written.save(act.session, ring),
        urgent=handover.urgent,
        handed_by=act.actor.id,
        created_at=act.at,
        changed_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    row.job_id = act.service.queue.enqueue(act.session, TASK, record_id, URGENT if row.urgent else NORMAL)
    note(act, "record.received", found.case.id, record=record_id, area=area.id, size=row.size)
    return row


def _next_numbers(act: Act, case: Case, area: Area) -> tuple[int, int]:
    """Count the record in case and area. Both rows are locked, in this order, until the transaction ends.

    The locks are those that leave the keys to others (FOR NO KEY UPDATE): PostgreSQL checks the keys of a row that a
    transaction changes twice, and a worker with the case's turn would wait for an area that waits for the case.
    """
    act.session.refresh(case, with_for_update={"key_share": True})
    act.session.refresh(area, with_for_update={"key_share": True})
    if case.state != "open":
        raise Conflict("the case is closed")
    case.records_taken += 1
    area.records_taken += 1
    return case.records_taken, area.records_taken


def _request(act: Act, area: Area, request_id: str | None) -> str | None:
    if request_id is None:
        return None
    row = act.session.get(RecordRequest, request_id)
    if row is None or row.area_id != area.id:
        raise NotFound("no request of this side has this identifier")
    row.received_on = row.received_on or act.at.date()
    return row.id


def _subjects(act: Act, found: Side, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects' own ids, for the ids by which the side knows them."""
    if len(subjects) > MOST_SUBJECTS:
        raise UsageError(f"a record is about {MOST_SUBJECTS} people at most")
    own: list[str] = []
    for subject_id in subjects:
        if found.area is None:
            subject = act.session.get(Subject, subject_id)
            if subject is None or subject.case_id != found.case.id:
                raise NotFound("no subject has this identifier")
            own.append(subject.id)
        else:
            name = act.session.get(SubjectName, subject_id)
            if name is None or name.area_id != found.area.id:
                raise NotFound("no subject has this identifier")
            own.append(name.subject_id)
    return tuple(sorted(set(own)))


def tell_about(act: Act, record_id: str, subjects: tuple[str, ...]) -> Record:
    """The office says whom a record is about, by its own identifiers; packs are chosen by it."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    found, row = record(act, record_id, lock=True)
    if found.case.state != "open":
        raise Conflict("the case is closed")
    row.subjects = ",".join(_subjects(act, found, subjects))
    row.version += 1
    note(act, "record.about", row.case_id, record=row.id, subjects=len(subjects))
    return row


def name_of(act: Act, row: Record) -> str:
    """The original file name."""
    return act.ring(row.case_id).open_text(row.name_sealed, "record", "name", row.id) if row.name_sealed else ""


def listed(act: Act, found: Side, after: int, limit: int) -> list[Record]:
    """A page of the records that a side sees, by the reader's own count, so that cursors hold."""
    if found.area is None:
        query = select(Record).where(Record.case_id == found.case.id, Record.case_number > after)
        return list(act.session.scalars(query.order_by(Record.case_number).limit(limit)))
    query = select(Record).where(Record.area_id == found.area.id, Record.number > after)
    return list(act.session.scalars(query.order_by(Record.number).limit(limit)))


def try_again(act: Act, record_id: str) -> Record:
    """Sanitise a record anew: after a quarantine, or when a reviewer asks."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    found, row = record(act, record_id, lock=True)
    if found.case.state != "open":
        raise Conflict("the case is closed")
    requeue(act, row)
    note(act, "record.requeued", row.case_id, record=row.id)
    return row


def requeue(act: Act, row: Record, priority: int | None = None) -> None:
    """Put a record back to the start of its way."""
    state = RecordState(row.state)
    if state not in (RecordState.QUEUED, RecordState.WORKING):
        row.state, row.changed_at = move_record(state, RecordState.QUEUED).value, act.at
    row.reason = row.remedy = ""
    row.version += 1
    wanted = priority if priority is not None else (URGENT if row.urgent else NORMAL)
    row.job_id = act.service.queue.enqueue(act.session, TASK, row.id, wanted)
