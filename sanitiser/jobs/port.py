"""The port for lasting jobs: what the service asks of a queue, whichever of the two it runs on.

A job names a task and what it is about by an id, and holds nothing else. Its promise is 'at least once': a worker that
dies leaves its job to another. That its effect happens once is for the handler to see to, in the transaction that
writes the effect (see store.tables.records.Effect).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Protocol

from sqlalchemy.orm import Session

from sanitiser.store.states import JobState

URGENT = 100
NORMAL = 0
LATER = -100


class Stopped(Exception):
    """Raised inside a handler by `Job.check`: the job was cancelled or another worker has it; leave without effect."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its handler sees it. `attempt` counts from 1. `ended` says whether the handler should leave."""

    id: str
    task: str
    subject: str
    attempt: int
    ended: Callable[[], bool]

    def check(self) -> None:
        """Leave if the job was cancelled or its lease is lost. Raises Stopped."""
        if self.ended():
            raise Stopped


class Handler(Protocol):
    """What does the work of one task."""

    def run(self, job: Job) -> None:
        """Do it; an exception means try again later."""

    def gave_up(self, subject: str) -> None:
        """The last attempt failed, or its worker died: say so on what the job was about."""


Handlers = Mapping[str, Handler]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a queue treats its jobs: the lease of a worker without a heartbeat, attempts, the wait after a failure."""

    lease: timedelta = timedelta(seconds=60)
    attempts: int = 15
    pause: timedelta = timedelta(seconds=2)
    poll: timedelta = timedelta(seconds=0.5)


class Queue(Protocol):
    """A lasting queue. Two jobs about one subject never run at the same time."""

    def enqueue(self, session: Session, task: str, subject: str, priority: int = NORMAL) -> str:
        """Ask for work in the caller's transaction; the job's id.

        When the same work is asked for and has not begun, that job is returned, raised to the higher priority.
        """

    def cancel(self, session: Session, job_id: str) -> bool:
        """Take a waiting job out, or ask a running one to stop; False when it has ended already."""

    def state(self, session: Session, job_id: str) -> JobState:
        """Where a job stands; HELD when there is none of this id."""

    def counts(self, session: Session) -> dict[JobState, int]:
        """How many jobs are in each state."""

    def work(self, handlers: Handlers, stop: Event, *, until_idle: bool = False) -> None:
        """Do jobs one at a time until `stop` is set, or until none can be begun."""
