"""The contract of a job queue, run against the embedded one and the fleet's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

import pytest

from sanitiser.errors import UsageError
from sanitiser.jobs.fleet import FleetQueue
from sanitiser.jobs.port import LATER, URGENT, Job, Queue
from sanitiser.store.database import Database, open_database
from sanitiser.store.migrate import migrate
from sanitiser.store.states import JobState
from tests.jobs.queues import QUICK, make_queue


@dataclass
class Bench:
    """A queue over a database, and the URL by which another process finds it."""

    queue: Queue
    database: Database
    url: str

    def ask(self, task: str, subject: str, priority: int = 0) -> str:
        with self.database.write() as session:
            return self.queue.enqueue(session, task, subject, priority)

    def state(self, job_id: str) -> JobState:
        with self.database.read() as session:
            return self.queue.state(session, job_id)

    def wait_for(self, job_id: str, state: JobState) -> None:
        until = time.monotonic() + 20
        while self.state(job_id) is not state:
            assert time.monotonic() < until, self.state(job_id)
            time.sleep(0.02)


@pytest.fixture
def bench(database: Database, database_url: str) -> Bench:
    return Bench(make_queue(database), database, database_url)


@dataclass
class Work:
    """A handler that notes what it did."""

    does: Callable[[Job], None] = lambda job: None
    ran: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def run(self, job: Job) -> None:
        with self.lock:
            self.ran.append(job.subject)
        self.does(job)

    def gave_up(self, subject: str) -> None:
        self.given_up.append(subject)


@pytest.fixture
def workers() -> Iterator[Callable[[Bench, dict[str, Work]], Event]]:
    """Start workers in threads; all are stopped and joined at the end."""
    started: list[tuple[Event, Thread]] = []

    def start(bench: Bench, handlers: dict[str, Work]) -> Event:
        stop = Event()
        thread = Thread(target=make_queue(bench.database).work, args=(handlers, stop))
        thread.start()
        started.append((stop, thread))
        return stop

    yield start
    for stop, _ in started:
        stop.set()
    for _, thread in started:
        thread.join(20)
        assert not thread.is_alive()


def test_jobs_run_by_priority_then_by_age(bench: Bench) -> None:
    """Urgent first; the same work asked for twice before it began is done once, at the higher priority."""
    work = Work()
    bench.ask("t", "later", LATER)
    one = bench.ask("t", "first")
    assert bench.ask("t", "first") == one
    bench.ask("t", "second")
    raised = bench.ask("t", "raised", LATER)
    assert bench.ask("t", "raised", URGENT) == raised
    bench.queue.work({"t": work}, Event(), until_idle=True)
    assert work.ran == ["raised", "first", "second", "later"]
    assert bench.state(one) is JobState.DONE
    assert bench.ask("t", "first") != one


def test_a_job_is_asked_for_in_the_callers_transaction(bench: Bench) -> None:
    """What is rolled back was never asked for."""

    def fail() -> None:
        with bench.database.write() as session:
            bench.queue.enqueue(session, "t", "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with bench.database.read() as session:
        assert bench.queue.counts(session) == {}


def test_a_failing_job_is_tried_again_and_then_given_up(bench: Bench) -> None:
    """Three attempts; the others are not held up; the queue keeps no message of the error."""

    def fail(job: Job) -> None:
        if job.subject == "bad" or (job.subject == "shaky" and job.attempt == 1):
            raise ValueError("Thornbridge Primary School")

    work = Work(fail)
    bad, shaky, good = (bench.ask("t", subject) for subject in ("bad", "shaky", "good"))
    until = time.monotonic() + 20
    while bench.state(bad) is not JobState.FAILED:
        bench.queue.work({"t": work}, Event(), until_idle=True)
        assert time.monotonic() < until
    assert work.ran.count("bad") == 3
    assert work.given_up == ["bad"]
    assert work.ran.count("shaky") == 2
    assert bench.state(shaky) is bench.state(good) is JobState.DONE


def test_a_waiting_job_is_cancelled_and_a_running_one_told(bench: Bench, workers) -> None:
    """After the end cancelling does nothing and says so."""

    def until_told(job: Job) -> None:
        if job.subject == "long":
            while True:
                time.sleep(0.02)
                job.check()

    work = Work(until_told)
    long = bench.ask("t", "long", URGENT)
    waiting = bench.ask("t", "waiting")
    workers(bench, {"t": work})
    bench.wait_for(long, JobState.RUNNING)
    with bench.database.write() as session:
        assert bench.queue.cancel(session, waiting)
        assert bench.queue.cancel(session, long)
    bench.wait_for(long, JobState.CANCELLED)
    bench.wait_for(bench.ask("t", "last"), JobState.DONE)
    assert work.ran == ["long", "last"]
    with bench.database.write() as session:
        assert not bench.queue.cancel(session, long)
        assert not bench.queue.cancel(session, "nothing")
    assert bench.state("nothing") is JobState.HELD


def test_two_workers_never_share_a_job_nor_a_subject(bench: Bench, workers) -> None:
    """Forty jobs over ten subjects: each once, and none of one subject at the same time."""
    busy: set[str] = set()
    clashes: list[str] = []

    def slow(job: Job) -> None:
        if job.subject in busy:
            clashes.append(job.subject)
        busy.add(job.subject)
        time.sleep(0.01)
        busy.discard(job.subject)

    tasks = {name: Work(slow) for name in "abcd"}
    jobs = [bench.ask(name, f"s{number}") for number in range(10) for name in tasks]
    for _ in range(2):
        workers(bench, tasks)
    for job in jobs:
        bench.wait_for(job, JobState.DONE)
    assert clashes == []
    assert sorted(subject for work in tasks.values() for subject in work.ran) == sorted(
        [f"s{n}" for n in range(10)] * 4
    )


def test_a_job_longer_than_its_lease_stays_with_its_worker(bench: Bench, workers) -> None:
    """The heartbeat keeps it, while a second worker looks on."""
    work = Work(lambda job: time.sleep(2.2))
    job = bench.ask("t", "long")
    workers(bench, {"t": work})
    workers(bench, {"t": work})
    bench.wait_for(job, JobState.DONE)
    assert work.ran == ["long"]


WORKER = """
import sys, time
sys.path[:0] = {path!r}
from threading import Event
from tests.jobs.queues import make_queue
from sanitiser.store.database import open_database

class Hang:
    def run(self, job):
        print("begun", flush=True)
        time.sleep(60)
    def gave_up(self, subject):
        pass

make_queue(open_database({url!r})).work({{"t": Hang()}}, Event())
"""


def kill_in_mid_job(bench: Bench) -> None:
    """Start a worker process, wait until it works, and kill it without warning."""
    root = str(Path(__file__).parents[2])
    script = WORKER.format(path=[root], url=bench.url)
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root)
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()


def test_a_killed_worker_leaves_its_job_to_another(bench: Bench, workers) -> None:
    """SIGKILL in mid-job: after the lease another worker does it."""
    work = Work()
    job = bench.ask("t", "x")
    kill_in_mid_job(bench)
    assert bench.state(job) is JobState.RUNNING
    workers(bench, {"t": work})
    bench.wait_for(job, JobState.DONE)
    assert work.ran == ["x"]


@pytest.mark.proof
def test_a_job_that_kills_every_worker_is_given_up(bench: Bench, workers) -> None:
    """After as many deaths as attempts it is not tried again, and its handler is told."""
    work = Work()
    job = bench.ask("t", "killer")
    for _ in range(QUICK.attempts):
        kill_in_mid_job(bench)
    workers(bench, {"t": work})
    bench.wait_for(job, JobState.FAILED)
    assert work.given_up == ["killer"]
    assert work.ran == []


def test_the_fleet_refuses_sqlite(tmp_path: Path) -> None:
    """A wrong pair of settings is said in one line."""
    database = open_database(f"sqlite:///{tmp_path}/x.db")
    migrate(database)
    with pytest.raises(UsageError):
        FleetQueue(database)
    database.engine.dispose()
