"""A small process that has the parsers loaded and forks one limited child a task.

It reads messages on standard input and answers on standard output; it ends when its parent does. Each child has its own
limits on memory, CPU and wall time, cannot write a file, start a program or open a socket, and is gone after one task.
Where a system cannot fork (Windows) the task runs in this process, which its parent ends when the wall time is over.
"""

import importlib
import os
import selectors
import signal
import struct
import sys
from typing import IO, Any

from sanitiser.jobs import tasks, wire

_LENGTH = struct.Struct(">Q")
_NEEDED = (
    "fontTools.ttLib",
    "lxml.etree",
    "PIL.WebPImagePlugin",
    "pikepdf",
    "pypdf",
    "pypdfium2",
    "typst",
    "sanitiser.ingest",
    "sanitiser.redact",
    "sanitiser.verify",
)
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "os.posix_spawn")


def main() -> None:
    """Serve until the parent closes its end."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not disturb the answers
    sys.addaudithook(_forbid)
    _preload()
    while (message := wire.read(requests)) is not None:
        payload = _in_child(message, requests) if hasattr(os, "fork") else tasks.answer(message)
        answers.write(payload)
        answers.flush()


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


def _preload() -> None:
    """Load once what every child needs, so that a fork costs milliseconds."""
    for name in _NEEDED:
        importlib.import_module(name)


def _in_child(message: wire.Message, requests: IO[bytes]) -> bytes:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - runs in the child
        os.close(reading)
        try:
            _limit(message.head["limits"])
            payload = tasks.answer(message)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_LENGTH.pack(len(payload)))
                pipe.write(payload)
        finally:
            os._exit(0)
    os.close(writing)
    data = _collect(reading, requests, pid)
    _, status = os.waitpid(pid, 0)
    whole = len(data) >= _LENGTH.size and _LENGTH.unpack_from(data)[0] == len(data) - _LENGTH.size
    if os.WIFSIGNALED(status) or not whole:
        return wire.pack({"ok": False, "code": "limit", "detail": _cause(status), "remedy": ""})
    return data[_LENGTH.size :]


def _cause(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return "out of memory"
    known = {signal.SIGALRM: "wall time", signal.SIGXCPU: "CPU time", signal.SIGKILL: "killed"}
    number = os.WTERMSIG(status)
    return known.get(signal.Signals(number), signal.Signals(number).name)


def _collect(reading: int, requests: IO[bytes], pid: int) -> bytes:
    """Everything the child writes; if our parent goes away meanwhile, the child is ended and so are we."""
    pieces: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        selector.register(requests, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd != reading:
                    os.kill(pid, signal.SIGKILL)
                    os._exit(0)
                piece = os.read(reading, 1 << 20)
                if not piece:
                    os.close(reading)
                    return b"".join(pieces)
                pieces.append(piece)


def _limit(limits: dict[str, int]) -> None:
    import resource

    memory = limits["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits["wall_seconds"])


if __name__ == "__main__":
    main()
