"""Erasing a case: proposed by one person or by its retention date, confirmed by another, stopped by a legal hold.

The records, copies, terms and names go, with the key that they were sealed with. The audit chain and the register of
labels stay, the register under a key of its own, so that a label that was sent can still be explained to the office.
"""

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, Side, cases_of, require, side
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.cases import Case, CaseTerm, Subject, SubjectName
from sanitiser.store.tables.ledger import Concern, RecordRequest
from sanitiser.store.tables.parts import Narrowed, NarrowedFile, Part
from sanitiser.store.tables.records import Blob, Copy, CopyFile, FindingRow, Record
from sanitiser.store.tables.release import Pack
from sanitiser.store.tables.review import Placeholder, ReviewEvent

ERASED = b""


def due(act: Act) -> list[Case]:
    """Cases of the office whose retention date has come and that nobody has proposed to erase; none is erased by it."""
    query = cases_of(act.actor).where(
        Case.retention_date <= act.at.date(), Case.erasure_proposed_at.is_(None), Case.state != "erased"
    )
    return list(act.session.scalars(query.order_by(Case.retention_date, Case.id)))


def propose(act: Act, handle: str) -> Side:
    """Say that a closed case should be erased."""
    require(act.actor, Role.UKPPS_SPOC)
    found = side(act, handle, lock=True)
    _may_erase(found)
    found.case.erasure_proposed_by, found.case.erasure_proposed_at = act.actor.id, act.at
    found.case.version += 1
    note(act, "erasure.proposed", found.case.id)
    return found


def confirm(act: Act, handle: str) -> Side:
    """Erase, if somebody else proposed it and nothing holds it. What was sealed cannot be read again."""
    require(act.actor, Role.UKPPS_SPOC)
    found = side(act, handle, lock=True)
    _may_erase(found)
    if found.case.erasure_proposed_by is None:
        raise Conflict("nobody has proposed it")
    if found.case.erasure_proposed_by == act.actor.id:
        raise Conflict("a second person has to confirm it")
    _erase(act, found.case)
    note(act, "erasure.confirmed", found.case.id)
    return found


def _may_erase(found: Side) -> None:
    if found.case.legal_hold:
        raise Conflict("a legal hold stops it")
    if found.case.state != "closed":
        raise Conflict("only a closed case can be erased")


def _erase(act: Act, case: Case) -> None:
    session = act.session
    records = list(session.scalars(select(Record).where(Record.case_id == case.id)))
    copies = select(Copy).where(Copy.record_id.in_([record.id for record in records]))
    for copy in list(session.scalars(copies)):
        copy.entry_sealed, copy.paper_sealed, copy.papers_id = ERASED, None, None
        for file in session.scalars(select(CopyFile).where(CopyFile.copy_id == copy.id)):
            session.delete(file)
    for record in records:
        record.state, record.name_sealed, record.blob_id = RecordState.ERASED.value, ERASED, None
        record.remedy, record.changed_at = "", act.at
    for pack in session.scalars(select(Pack).where(Pack.case_id == case.id)):
        pack.blob_id, pack.manifest_sealed = None, None
    for line in session.scalars(select(RecordRequest).where(RecordRequest.case_id == case.id)):
        line.note_sealed, line.answer_sealed = None, None
    for part in session.scalars(select(Part).where(Part.case_id == case.id)):
        part.text_sealed = None
    for narrowed in session.scalars(select(Narrowed).where(Narrowed.case_id == case.id)):
        for made in session.scalars(select(NarrowedFile).where(NarrowedFile.narrowed_id == narrowed.id)):
            session.delete(made)
    for concern in session.scalars(select(Concern).where(Concern.case_id == case.id)):
        concern.note_sealed = None
    for subject in list(session.scalars(select(Subject).where(Subject.case_id == case.id))):
        subject.name_sealed = ERASED
        for name in session.scalars(select(SubjectName).where(SubjectName.subject_id == subject.id)):
            name.name_sealed = ERASED
    for event in session.scalars(select(ReviewEvent).where(ReviewEvent.case_id == case.id)):
        event.said_sealed = None
    for placeholder in session.scalars(
        select(Placeholder).where(Placeholder.record_id.in_([record.id for record in records]))
    ):
        placeholder.blob_id = None
    for table in (FindingRow, CaseTerm):
        for row in session.scalars(select(table).where(table.case_id == case.id)):
            session.delete(row)
    session.flush()
    for blob_id in list(session.scalars(select(Blob.id).where(Blob.case_id == case.id))):
        act.service.blobs.erase(session, blob_id)
    act.service.vault.forget_case(session, case.id)
    case.state, case.erased_at = "erased", act.at
