"""A wall-clock limit on work in this process, for text that is no file any more but may still be hostile."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sanitiser.errors import LimitReached


@contextmanager
def deadline(seconds: int) -> Iterator[None]:
    """Raise LimitReached when the block takes longer. Without effect where there is no alarm or in a side thread."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(_number: int, _frame: FrameType | None) -> None:
        raise LimitReached("wall time")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
