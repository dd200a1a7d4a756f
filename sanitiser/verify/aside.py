"""A slow reader beside the others: it reads in a fork of this process, so that a second core is used.

Whatever goes wrong there fails the verdict as it would here. Where a process cannot be forked safely it reads here.
"""

import contextlib
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence

Texts = Callable[[], tuple[str, ...]]
"""Gives texts, once they are read."""


class ReaderEnded(Exception):
    """The reader beside ended without its whole answer."""


@contextlib.contextmanager
def aside(read: Callable[[], Sequence[str]], wall_seconds: int) -> Iterator[Texts]:
    """Begin to read; the function given waits for the texts. It raises what `read` raises, or ReaderEnded."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        yield lambda: tuple(read())
        return
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - runs in the fork
        os.close(reading)
        _answer(read, writing, wall_seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            yield lambda: _texts(pipe.read())
        finally:
            # it has ended unless nobody waited for it
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _texts(data: bytes) -> tuple[str, ...]:
    """A list of texts and nothing after it: what was cut off is no answer."""
    try:
        return tuple(json.loads(data))
    except ValueError:
        raise ReaderEnded from None


def _answer(read: Callable[[], Sequence[str]], writing: int, wall_seconds: int) -> None:  # pragma: no cover
    try:
        # alarms are not inherited
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(wall_seconds)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(list(read())).encode("ascii"))
    finally:
        os._exit(0)
