"""What the desks of one process share: makers of copies, and the records that are at hand.

What was read of the store stays in memory, for the newest few records alone, and never on a disk.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import LifoQueue
from typing import Any, Final, TypeVar

from sanitiser.domain.case import Case
from sanitiser.jobs.real import StageEngine
from sanitiser.review.kept import Kept
from sanitiser.review.looking import Looking
from sanitiser.review.making import Made, Maker

_HELD: Final = 8
"""Records, copies and originals that are at hand, of each."""
_MAKERS: Final = 2
"""Copies that are made at one time."""
T = TypeVar("T")


class Room:
    """`engine` says what a copy depends on; `makers` make copies, of their own if none is given.

    Safe for several threads; close it after use.
    """

    def __init__(self, engine: StageEngine, makers: Sequence[Maker] = ()) -> None:
        self.engine, self.setup = engine, engine.setup
        self.looking = Looking(engine.setup.limits)
        self.records: Shelf[Kept] = Shelf()
        self.copies: Shelf[Made] = Shelf()
        self.originals: Shelf[bytes] = Shelf()
        self.states: Shelf[tuple[dict[str, Any] | None, int]] = Shelf()
        self.cases: Shelf[Case] = Shelf()
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()
        self._free: LifoQueue[Maker] = LifoQueue()
        for maker in makers or [Maker(self.setup) for _ in range(_MAKERS)]:
            self._free.put(maker)

    @contextmanager
    def maker(self) -> Iterator[Maker]:
        """A maker for this thread alone; waits for one."""
        made = self._free.get()
        try:
            yield made
        finally:
            self._free.put(made)

    def first_look(self, who: str, copy_id: str) -> bool:
        """Whether this process has not yet noted that a person looked at a copy."""
        with self._lock:
            if (who, copy_id) in self._seen:
                return False
            self._seen[who, copy_id] = None
            while len(self._seen) > 10_000:
                self._seen.popitem(last=False)
            return True

    def close(self) -> None:
        """End the children."""
        self.looking.close()
        while not self._free.empty():
            self._free.get().close()
        self.engine.close()


class Shelf(dict[str, T]):
    """The newest few things by their key. What is asked for twice at one time may be read twice."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def take(self, key: str, read: Callable[[], T]) -> T:
        """The thing, read if it is not at hand."""
        with self._lock:
            if key in self:
                self[key] = found = self.pop(key)
                return found
        found = read()
        with self._lock:
            self[key] = found
            while len(self) > _HELD:
                del self[next(iter(self))]
        return found
