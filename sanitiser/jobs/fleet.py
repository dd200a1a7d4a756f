"""The queue of many machines: Procrastinate on PostgreSQL, enqueueing in the transaction of the caller.

Procrastinate leaves the jobs of a worker that died as they were; every worker here also looks for such jobs and has
them tried again.
"""

import asyncio
from threading import Event
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, JobAborted
from procrastinate.jobs import Status
from procrastinate.retry import BaseRetryStrategy
from procrastinate.schema import SchemaManager
from sqlalchemy import text
from sqlalchemy.orm import Session

from sanitiser.errors import UsageError
from sanitiser.jobs.port import NORMAL, Handlers, Job, Manner, Stopped
from sanitiser.store.base import now
from sanitiser.store.database import Database
from sanitiser.store.states import JobState

QUEUE = "sanitiser"
_SCHEMA_LOCK = 7_266_002
_STATES = {
    "todo": JobState.READY,
    "doing": JobState.RUNNING,
    "succeeded": JobState.DONE,
    "failed": JobState.FAILED,
    "cancelled": JobState.CANCELLED,
    "aborted": JobState.CANCELLED,
}


class _Retry(BaseRetryStrategy):
    """Try again after a pause that doubles, up to the number of attempts."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        """None: give up."""
        if isinstance(exception, JobAborted) or job.attempts + 1 >= self._manner.attempts:
            return None
        seconds = self._manner.pause.total_seconds() * 2 ** min(job.attempts, 6)
        return RetryDecision(retry_in={"seconds": seconds})


class FleetQueue:
    """Implements `Queue` on PostgreSQL."""

    def __init__(self, database: Database, manner: Manner | None = None) -> None:
        if database.is_sqlite:
            raise UsageError("the fleet's jobs need PostgreSQL", "Set SANITISER_DATABASE, or SANITISER_JOBS=local.")
        self._database = database
        self._manner = manner or Manner()
        url = database.engine.url.set(drivername="postgresql")
        self._conninfo = url.render_as_string(hide_password=False)
        self._app = App(connector=PsycopgConnector(conninfo=self._conninfo))

    def prepare(self) -> None:
        """Make Procrastinate's tables where they are missing."""
        with self._database.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
            if connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is None:
                connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
            connection.commit()

    def enqueue(self, session: Session, task: str, subject: str, priority: int = NORMAL) -> str:
        """See Queue."""
        waiting = f"{task}:{subject}"
        session.flush()
        try:
            with session.begin_nested():
                # asked for inside the savepoint: only then is one set on the connection
                connection = session.connection().connection.driver_connection
                deferrer = self._app.configure_task(
                    task, queue=QUEUE, lock=subject, queueing_lock=waiting, priority=priority, connection=connection
                )
                return str(deferrer.defer(subject=subject))
        except AlreadyEnqueued:
            raised = text(
                "UPDATE procrastinate_jobs SET priority = greatest(priority, :priority)"
                " WHERE queueing_lock = :waiting AND status = 'todo' RETURNING id"
            )
            found = session.execute(raised, {"priority": priority, "waiting": waiting}).scalar()
            return self.enqueue(session, task, subject, priority) if found is None else str(found)

    def cancel(self, session: Session, job_id: str) -> bool:
        """See Queue."""
        if not job_id.isdecimal():
            return False
        found = session.execute(text("SELECT procrastinate_cancel_job_v1(:id, true, false)"), {"id": int(job_id)})
        return found.scalar() is not None

    def state(self, session: Session, job_id: str) -> JobState:
        """See Queue."""
        if not job_id.isdecimal():
            return JobState.HELD
        row = session.execute(text("SELECT status FROM procrastinate_jobs WHERE id = :id"), {"id": int(job_id)})
        return _STATES.get(str(row.scalar()), JobState.HELD)

    def counts(self, session: Session) -> dict[JobState, int]:
        """See Queue."""
        counted: dict[JobState, int] = {}
        for status, number in session.execute(text("SELECT status, count(*) FROM procrastinate_jobs GROUP BY status")):
            state = _STATES.get(str(status), JobState.HELD)
            counted[state] = counted.get(state, 0) + int(number)
        return counted

    def work(self, handlers: Handlers, stop: Event, *, until_idle: bool = False) -> None:
        """See Queue."""
        asyncio.run(self._work(handlers, stop, until_idle=until_idle))

    async def _work(self, handlers: Handlers, stop: Event, *, until_idle: bool) -> None:
        app = App(connector=PsycopgConnector(conninfo=self._conninfo, min_size=1, max_size=4))
        for name in handlers:
            self._add(app, name, handlers)
        lease = self._manner.lease.total_seconds()
        async with app.open_async():
            await self._rescue(app, handlers)
            # _worker is how App.run_worker_async makes one; only so can it be stopped from outside the event loop
            worker = app._worker(
                queues=[QUEUE],
                wait=not until_idle,
                fetch_job_polling_interval=self._manner.poll.total_seconds(),
                abort_job_polling_interval=self._manner.poll.total_seconds(),
                update_heartbeat_interval=lease / 3,
                stalled_worker_timeout=lease,
                install_signal_handlers=False,
            )
            watch = asyncio.create_task(self._watch(app, handlers, stop, worker))
            try:
                await worker.run()  # type: ignore[no-untyped-call]
            finally:
                watch.cancel()

    async def _watch(self, app: App, handlers: Handlers, stop: Event, worker: Any) -> None:
        """Stop the worker when asked to; have the jobs of dead workers tried again."""
        loop = asyncio.get_running_loop()
        next_rescue = loop.time()
        while not stop.is_set():
            await asyncio.sleep(self._manner.poll.total_seconds() / 5)
            if loop.time() >= next_rescue:
                await self._rescue(app, handlers)
                next_rescue = loop.time() + self._manner.lease.total_seconds() / 2
        worker.stop()

    async def _rescue(self, app: App, handlers: Handlers) -> None:
        stalled = await app.job_manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=self._manner.lease.total_seconds()
        )
        for job in stalled:
            if job.id is None:
                continue
            if job.attempts + 1 >= self._manner.attempts:
                await asyncio.to_thread(handlers[job.task_name].gave_up, str(job.task_kwargs["subject"]))
                await app.job_manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=False)
            else:
                await self._again(app, job.id)

    async def _again(self, app: App, job_id: int) -> None:
        """Back to waiting; where the same work was asked for meanwhile, this job has ended instead."""
        try:
            await app.job_manager.retry_job_by_id_async(job_id=job_id, retry_at=now())
        except AlreadyEnqueued:
            await app.job_manager.finish_job_by_id_async(job_id=job_id, status=Status.ABORTED, delete_job=False)

    def _add(self, app: App, name: str, handlers: Handlers) -> None:
        attempts = self._manner.attempts

        def task(context: JobContext, subject: str) -> None:
            job = Job(str(context.job.id), name, subject, context.job.attempts + 1, context.should_abort)
            try:
                handlers[name].run(job)
            except Stopped:
                raise JobAborted from None
            except Exception as error:  # noqa: BLE001 (whatever failed, the job is tried again or given up)
                if context.job.attempts + 1 >= attempts:
                    handlers[name].gave_up(subject)
                # a new exception: neither message nor cause of the old one may reach Procrastinate's log
                raise RuntimeError(type(error).__name__) from None

        app.task(name=name, queue=QUEUE, pass_context=True, retry=_Retry(self._manner))(task)
