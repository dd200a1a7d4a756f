"""The task 'sanitise': from a record in the store to its draft copy, exactly once.

Reading and making take no transaction. One transaction at the end writes copy, findings, register, state and audit
together, and only if nothing that the copy depends on has changed meanwhile; else it is made again from what is known
now. A worker that dies before leaves nothing but an encrypted object that no row names.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sanitiser.casework.records import TASK, requeue
from sanitiser.errors import Quarantine, SanitiserError
from sanitiser.jobs.engine import Brief, Made, RecordEngine
from sanitiser.jobs.knowledge import brief_of, read_state, write_state
from sanitiser.jobs.port import LATER, Job
from sanitiser.ledger.audit import note
from sanitiser.ledger.events import tell
from sanitiser.review.copies import NewCopy, effect, note_effect, settle, write_copy
from sanitiser.review.log import What
from sanitiser.review.minutes import enter, lock_case, log_of
from sanitiser.review.rulings import Scope
from sanitiser.service import Act, Actor, Service
from sanitiser.store.blobs import Written
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.records import Copy, Record

if TYPE_CHECKING:
    from sanitiser.jobs.rulings import ByRulings

SERVICE_ACTOR = Actor("service", "", Role.ADMINISTRATOR)
IDLE = (RecordState.ERASED, RecordState.HELD, RecordState.WITHHELD)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What one attempt works from."""

    case_id: str
    brief: Brief
    digest: str
    register_version: int
    base: str = ""


class Sanitise:
    """Handler of the task 'sanitise'."""

    def __init__(self, service: Service, engine: RecordEngine, shorter: "ByRulings | None" = None) -> None:
        self._service = service
        self._engine = engine
        self._shorter = shorter

    def run(self, job: Job) -> None:
        """See the module."""
        if self._shorter is not None and self._shorter.run(job):
            return
        untrusted = self._begin(job.subject)
        if untrusted is None:
            return
        try:
            read = self._engine.read(untrusted)
        except Quarantine as reason:
            media_type = self._retyped(job.subject)
            if not media_type:
                self._quarantine(job, reason, by_itself=True)
                return
            read = self._engine.unread(untrusted, media_type)
        while True:
            job.check()
            loaded = self._load(job.subject)
            if loaded is None:
                return
            try:
                made = self._engine.make(untrusted, read, loaded.brief)
            except Quarantine as reason:
                self._quarantine(job, reason, by_itself=False)
                return
            job.check()
            written = [self._service.blobs.write(loaded.case_id, file) for file in made.files]
            if self._finish(job, loaded, made, written):
                return

    def gave_up(self, subject: str) -> None:
        """Every attempt failed: hold the record, say so."""
        with self._service.act(SERVICE_ACTOR) as act:
            row = act.session.get(Record, subject)
            if row is not None and RecordState(row.state) in (RecordState.QUEUED, RecordState.WORKING):
                row.state, row.reason, row.changed_at = RecordState.HELD.value, "gave-up", act.at
                row.remedy = "The sanitiser failed on this record several times. Ask your operator, then try again."
                note(act, "record.held", row.case_id, record=row.id)

    def _begin(self, record_id: str) -> bytes | None:
        """Mark the record as worked on; its bytes, or None when there is nothing to do."""
        with self._service.act(SERVICE_ACTOR) as act:
            row = act.session.get(Record, record_id, with_for_update={"key_share": True})
            if row is None or row.blob_id is None or RecordState(row.state) in IDLE:
                return None
            if RecordState(row.state) is RecordState.QUEUED:
                row.state, row.changed_at = RecordState.WORKING.value, act.at
            blob = self._service.blobs.stream(act.session, act.ring(row.case_id), row.blob_id)
        return b"".join(blob)

    def _retyped(self, record_id: str) -> str:
        """The kind of file of a record that reviewers typed or withheld; empty where they did not."""
        with self._service.act(SERVICE_ACTOR, writes=False) as act:
            row = act.session.get(Record, record_id)
            log = log_of(act, row.case_id, row.id) if row is not None else None
            typed = log is not None and any(one.scope is Scope.PAGE for event in log.events for one in event.rulings)
            return row.media_type if row is not None and typed else ""

    def _load(self, record_id: str) -> _Loaded | None:
        """What is known now; None when a copy of just this exists already, or the record is gone."""
        with self._service.act(SERVICE_ACTOR) as act:
            row = act.session.get(Record, record_id, with_for_update={"key_share": True})
            if row is None or RecordState(row.state) in IDLE:
                return None
            state, version = read_state(act, row.case_id)
            brief = brief_of(act, row, state)
            loaded = _Loaded(row.case_id, brief, self._engine.digest(brief), version)
            if self._made_already(act, row, loaded.digest):
                self._settle(act, row)
                return None
            return loaded

    def _made_already(self, act: Act, row: Record, digest: str) -> bool:
        newest = act.session.get(Copy, row.copy_id) if row.copy_id else None
        same = newest is not None and newest.passed and newest.policy_digest == digest
        same = same and newest is not None and newest.engine_version == self._engine.version
        return same and act.session.scalars(effect(row, digest, self._engine.version)).first() is not None

    def _settle(self, act: Act, row: Record) -> None:
        """The newest copy is what it should be: the record goes back to its reviewers."""
        copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
        if copy is not None and RecordState(row.state) in (RecordState.QUEUED, RecordState.WORKING):
            settle(act, row, copy)

    def _finish(self, job: Job, loaded: _Loaded, made: Made, written: list[Written]) -> bool:
        """Write it all; False when something changed meanwhile and the copy must be made again."""
        with self._service.act(SERVICE_ACTOR) as act:
            lock_case(act, loaded.case_id)
            row = act.session.get(Record, job.subject, with_for_update={"key_share": True})
            if row is None or RecordState(row.state) in IDLE:
                return True
            job.check()
            state, version = read_state(act, row.case_id, lock=True)
            brief = brief_of(act, row, state)
            adds = made.state != loaded.brief.state
            if self._engine.digest(brief) != loaded.digest or (adds and version != loaded.register_version):
                return False
            if self._made_already(act, row, loaded.digest):
                self._settle(act, row)
                return True
            known = replace(brief, state=made.state)
            taught, base = self._engine.digest(known), self._engine.digest(replace(known, rulings=()))
            self._write(act, row, replace(loaded, digest=taught, base=base), made, written)
            if adds:
                write_state(act, row.case_id, made.state)
            if taught != loaded.digest:
                self._service.queue.enqueue(act.session, "refresh", row.case_id, LATER)
            return True

    def _write(self, act: Act, row: Record, loaded: _Loaded, made: Made, written: list[Written]) -> None:
        before = act.session.get(Copy, row.copy_id) if row.copy_id else None
        papers = self._service.blobs.write(row.case_id, made.papers) if made.papers else None
        version = self._engine.version
        new = NewCopy(
            made.files,
            made.media_type,
            made.pages,
            made.entry,
            made.paper,
            papers,
            loaded.digest,
            loaded.base,
            version,
            loaded.register_version,
            made.review_needed,
        )
        copy = write_copy(act, row, new, written)
        if before is not None and before.files_index != copy.files_index:
            enter(act, lock_case(act, row.case_id), "", What.REMADE, row.id)
        note_effect(act, row, loaded.digest, version)
        settle(act, row, copy)
        row.side_state, row.side_reason = "accepted", ""
        if made.refused is not None:
            row.reason, row.remedy = made.refused.code[:40], made.refused.remedy[:400]
            note(act, "record.quarantined", row.case_id, record=row.id, reason=made.refused.code)
            tell(act, row.case_id, "record.quarantined", row.id)
            return
        note(act, "record.sanitised", row.case_id, record=row.id, copy=copy.id, findings=len(made.entry["findings"]))
        tell(act, row.case_id, "record.sanitised", row.id)

    def _quarantine(self, job: Job, reason: SanitiserError, *, by_itself: bool) -> None:
        """No copy. The side that handed it over is told only of what is wrong with the file itself."""
        with self._service.act(SERVICE_ACTOR) as act:
            row = act.session.get(Record, job.subject, with_for_update={"key_share": True})
            if row is None or RecordState(row.state) in IDLE:
                return
            row.state, row.changed_at = RecordState.QUARANTINED.value, act.at
            row.reason, row.remedy = reason.code[:40], reason.advice[:400]
            row.side_state, row.side_reason = ("quarantined", reason.code[:40]) if by_itself else ("accepted", "")
            row.version += 1
            note(act, "record.quarantined", row.case_id, record=row.id, reason=reason.code)
            tell(act, row.case_id, "record.quarantined", row.id, area_id=row.area_id if by_itself else None)


class Refresh:
    """Handler of the task 'refresh': queue every record of a case whose copy is no longer what it would be now."""

    def __init__(self, service: Service, engine: RecordEngine) -> None:
        self._service = service
        self._engine = engine

    def run(self, job: Job) -> None:
        """Compare digests; nothing is read but what is known of the case."""

        with self._service.act(SERVICE_ACTOR) as act:
            state, _ = read_state(act, job.subject)
            rows = select(Record).where(Record.case_id == job.subject).order_by(Record.case_number)
            for row in list(act.session.scalars(rows.with_for_update(key_share=True))):
                if RecordState(row.state) in (*IDLE, RecordState.QUEUED):
                    continue
                copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
                if copy is None and RecordState(row.state) is not RecordState.QUARANTINED:
                    continue
                if copy is None or copy.policy_digest != self._engine.digest(brief_of(act, row, state)):
                    requeue(act, row, LATER)

    def gave_up(self, subject: str) -> None:
        """Nothing is half-done: the next change of the case asks again."""


def handlers(service: Service, engine: RecordEngine) -> dict[str, Any]:
    """The handlers of a worker."""
    from sanitiser.jobs.deliver import Deliver
    from sanitiser.jobs.real import StageEngine
    from sanitiser.jobs.rulings import ByRulings
    from sanitiser.release import narrowing

    return {
        TASK: Sanitise(service, engine, ByRulings(service, engine) if isinstance(engine, StageEngine) else None),
        "refresh": Refresh(service, engine),
        "deliver": Deliver(service),
        narrowing.TASK: narrowing.Narrow(service, engine),
    }
