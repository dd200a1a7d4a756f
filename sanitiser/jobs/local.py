"""The embedded queue: workers of one machine over a table of the store.

A worker takes the next job under a lease and keeps it by a heartbeat; a job whose lease is over is taken by another.
"""

import secrets
from collections import Counter
from datetime import datetime
from threading import Event, Thread

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from sanitiser.jobs.port import NORMAL, Handlers, Job, Manner, Stopped
from sanitiser.store.base import now
from sanitiser.store.database import Database
from sanitiser.store.states import JobState
from sanitiser.store.tables.jobs import JobRow


class LocalQueue:
    """Implements `Queue` over the table `job`; fit for SQLite and one machine."""

    def __init__(self, database: Database, manner: Manner | None = None) -> None:
        self._database = database
        self._manner = manner or Manner()
        self._name = secrets.token_hex(8)

    def enqueue(self, session: Session, task: str, subject: str, priority: int = NORMAL) -> str:
        """See Queue."""
        ready = select(JobRow).where(
            JobRow.task == task, JobRow.subject == subject, JobRow.state == JobState.READY.value
        )
        row = session.scalars(ready).one_or_none()
        if row is None:
            row = JobRow(task=task, subject=subject, priority=priority, max_attempts=self._manner.attempts)
            session.add(row)
        row.priority = max(row.priority, priority)
        session.flush()
        return row.id

    def cancel(self, session: Session, job_id: str) -> bool:
        """See Queue."""
        row = session.get(JobRow, job_id)
        match JobState(row.state) if row is not None else JobState.HELD:
            case JobState.READY if row is not None:
                row.state, row.finished_at = JobState.CANCELLED.value, now()
                return True
            case JobState.RUNNING if row is not None:
                row.cancel = True
                return True
            case _:
                return False

    def state(self, session: Session, job_id: str) -> JobState:
        """See Queue."""
        row = session.get(JobRow, job_id)
        return JobState.HELD if row is None else JobState(row.state)

    def counts(self, session: Session) -> dict[JobState, int]:
        """See Queue."""
        counted: Counter[JobState] = Counter()
        for state, number in session.execute(select(JobRow.state, func.count()).group_by(JobRow.state)):
            counted[JobState(state)] += number
        return dict(counted)

    def work(self, handlers: Handlers, stop: Event, *, until_idle: bool = False) -> None:
        """See Queue."""
        while not stop.is_set():
            row = self._take()
            if row is not None:
                self._do(row, handlers)
            elif until_idle:
                return
            else:
                stop.wait(self._manner.poll.total_seconds())

    def _take(self) -> JobRow | None:
        """Lease the next job: ready and due, or running with its lease over, and its subject in no other's hands."""
        at = now()
        other = aliased(JobRow)
        busy = exists().where(
            other.subject == JobRow.subject,
            other.id != JobRow.id,
            other.state == JobState.RUNNING.value,
            other.lease_until > at,
        )
        free = or_(
            and_(JobRow.state == JobState.READY.value, JobRow.run_after <= at),
            and_(JobRow.state == JobState.RUNNING.value, JobRow.lease_until <= at),
        )
        with self._database.write() as session:
            order = (JobRow.priority.desc(), JobRow.created_at, JobRow.id)
            row = session.scalars(select(JobRow).where(free, ~busy).order_by(*order).limit(1)).one_or_none()
            if row is None:
                return None
            row.state, row.worker, row.lease_until = JobState.RUNNING.value, self._name, at + self._manner.lease
            row.attempts += 1
            return row

    def _do(self, row: JobRow, handlers: Handlers) -> None:
        handler = handlers[row.task]
        if row.attempts > row.max_attempts:
            handler.gave_up(row.subject)
            self._finish(row, JobState.FAILED, "died")
            return
        if row.cancel:
            self._finish(row, JobState.CANCELLED)
            return
        ended, done = Event(), Event()
        job = Job(row.id, row.task, row.subject, row.attempts, ended.is_set)
        heart = Thread(target=self._beat, args=(row.id, ended, done), daemon=True)
        heart.start()
        try:
            handler.run(job)
            self._finish(row, JobState.DONE)
        except Stopped:
            self._finish(row, JobState.CANCELLED)
        except Exception as error:  # noqa: BLE001 (whatever failed, the job is tried again or given up)
            if row.attempts >= row.max_attempts:
                handler.gave_up(row.subject)
                self._finish(row, JobState.FAILED, type(error).__name__[:40])
            else:
                self._finish(row, JobState.READY, type(error).__name__[:40])
        finally:
            done.set()
            heart.join()

    def _beat(self, job_id: str, ended: Event, done: Event) -> None:
        """Keep the lease until the handler is done; tell the handler when it was lost or the job cancelled."""
        while not done.wait(self._manner.lease.total_seconds() / 3):
            with self._database.write() as session:
                mine = session.scalars(select(JobRow).where(JobRow.id == job_id, JobRow.worker == self._name)).first()
                if mine is None or mine.state != JobState.RUNNING.value or mine.cancel:
                    ended.set()
                else:
                    mine.lease_until = now() + self._manner.lease

    def _finish(self, row: JobRow, state: JobState, error: str = "") -> None:
        """Write how it ended, unless another worker holds the job by now."""
        at = now()
        ended: datetime | None = None if state is JobState.READY else at
        with self._database.write() as session:
            if state is JobState.READY and self._asked_again(session, row):
                state, ended = JobState.DONE, at
            mine = (JobRow.id == row.id, JobRow.worker == self._name, JobRow.state == JobState.RUNNING.value)
            values = {
                "state": state.value,
                "error": error,
                "finished_at": ended,
                "run_after": at + self._manner.pause * (2 ** min(row.attempts - 1, 6)),
            }
            session.execute(update(JobRow).where(*mine).values(values))

    def _asked_again(self, session: Session, row: JobRow) -> bool:
        """Whether the same work waits in another job, so that this one need not be tried again."""
        return session.scalars(
            select(exists().where(JobRow.task == row.task, JobRow.subject == row.subject, JobRow.state == "ready"))
        ).one()
