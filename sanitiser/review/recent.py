"""What was derived from a record lately, so that it is derived once: by the identity of frozen values."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Made = TypeVar("_Made")


class Recent(Generic[_Made]):
    """The last `most` results. Safe for several threads; two that ask at once may both make it."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[int, ...], tuple[tuple[Any, ...], _Made]] = OrderedDict()

    def of(self, make: Callable[[], _Made], *given: Any) -> _Made:
        """What was made from these very objects, or what `make` gives now."""
        key = tuple(map(id, given))
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][1]
        made = make()
        with self._lock:
            self._held[key] = given, made  # held so that no other object takes their identity
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
