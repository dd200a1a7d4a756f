"""A record whose case has new rulings and nothing else that is new: its copy is made from what was kept of it.

Nothing is read or searched again, and where the rulings leave the copy as it is not even a copy is made.
"""

from sanitiser.jobs.port import Job
from sanitiser.jobs.real import StageEngine
from sanitiser.ledger.audit import note
from sanitiser.ledger.events import tell
from sanitiser.review.desk import NoRecord
from sanitiser.review.minutes import lock_case
from sanitiser.review.opening import Opened, open_record
from sanitiser.review.room import Room
from sanitiser.review.turning import draw, keep_alone
from sanitiser.service import Actor, Service
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.records import Record

ACTOR = Actor("service", "", Role.ADMINISTRATOR)
BUSY = (RecordState.QUEUED, RecordState.WORKING)


class ByRulings:
    """The short way of the task 'sanitise'."""

    def __init__(self, service: Service, engine: StageEngine) -> None:
        self._service, self._room = service, Room(engine, [engine.maker])

    def run(self, job: Job) -> bool:
        """Whether the record was done this way; if not, the long way is due."""
        opened = self._open(job.subject)
        drawn = draw(self._service, self._room, opened) if opened is not None else None
        if opened is None or drawn is None:
            return False
        job.check()
        with self._service.act(ACTOR) as act:
            case = lock_case(act, opened.row.case_id)
            if not keep_alone(act, self._room, case, opened, drawn):
                return False
            event = "record.sanitised" if drawn.copy.refused is None else "record.quarantined"
            note(act, event, case.id, record=job.subject, by="rulings")
            tell(act, case.id, event, job.subject)
        return True

    def _open(self, record_id: str) -> Opened | None:
        with self._service.act(ACTOR, writes=False) as act:
            row = act.session.get(Record, record_id)
            if row is None or row.blob_id is None or RecordState(row.state) not in BUSY:
                return None
            try:
                opened = open_record(act, self._room, row)
            except NoRecord:
                return None
        current = opened.copy.engine_version == self._room.engine.version
        return opened if opened.fresh and opened.copy.passed and current and opened.stale_rulings else None
