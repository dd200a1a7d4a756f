"""Several long-lived workers over one setup, each with its own engine; one worker is this process itself."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from sanitiser.engine import Engine, Setup
from sanitiser.errors import EnvironmentFault, LimitReached, Quarantine

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no result came of one item; what a Quarantine said, in a form that crosses processes."""

    code: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """The result of item number `index`, or why there is none."""

    index: int
    result: Result | Refused


class Crew:
    """Does one job for each of many items. A worker that dies takes at most its own item with it."""

    def __init__(self, setup: Setup, workers: int) -> None:
        self._setup, self._workers = setup, workers
        self._engine: Engine | None = None
        self._pool: ProcessPoolExecutor | None = None

    def each(self, job: Callable[[Engine, Item], Result], items: Sequence[Item]) -> Iterator[Done[Result]]:
        """Results in the order in which they are ready."""
        if self._workers == 1 or len(items) == 1:
            self._engine = self._engine or Engine(self._setup)
            for index, item in enumerate(items):
                yield Done(index, _guarded(job, self._engine, item))
            return
        done: set[int] = set()
        try:
            for finished in self._side_by_side(job, items):
                done.add(finished.index)
                yield finished
        except BrokenProcessPool:
            self._pool = None
            yield from self._one_by_one(job, items, done)

    def close(self) -> None:
        """End the workers."""
        if self._engine is not None:
            self._engine.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _side_by_side(self, job: Callable[[Engine, Item], Result], items: Sequence[Item]) -> Iterator[Done[Result]]:
        self._pool = self._pool or _pool(self._setup, self._workers)
        futures: dict[Future[Result | Refused], int] = {
            self._pool.submit(_in_worker, job, item): index for index, item in enumerate(items)
        }
        for future in as_completed(futures):
            yield Done(futures[future], future.result())

    def _one_by_one(
        self, job: Callable[[Engine, Item], Result], items: Sequence[Item], done: set[int]
    ) -> Iterator[Done[Result]]:
        """After a worker died: each remaining item in a pool of its own, so that only the guilty one is refused."""
        for index, item in enumerate(items):
            if index in done:
                continue
            with _pool(self._setup, 1) as pool:
                try:
                    yield Done(index, pool.submit(_in_worker, job, item).result())
                except BrokenProcessPool:
                    yield Done(index, refusal(LimitReached("its worker died")))


def refusal(error: Quarantine) -> Refused:
    """What a manifest says of a quarantined record."""
    return Refused(error.code, error.message, error.advice)


def _pool(setup: Setup, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(setup,))


_worker: Engine | None = None


def _begin(setup: Setup) -> None:
    global _worker  # noqa: PLW0603 - one engine a worker process, made by its initialiser
    _worker = Engine(setup)


def _in_worker(job: Callable[[Engine, Item], Result], item: Item) -> Result | Refused:
    if _worker is None:
        raise EnvironmentFault("a worker did not start")
    return _guarded(job, _worker, item)


def _guarded(job: Callable[[Engine, Item], Result], engine: Engine, item: Item) -> Result | Refused:
    try:
        return job(engine, item)
    except Quarantine as error:
        return refusal(error)
    except (MemoryError, RecursionError) as error:
        return refusal(LimitReached(type(error).__name__))
