"""Messages between a process and its children: a JSON head and any number of blobs, each with its length before it."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

_COUNTS = struct.Struct(">QI")
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Message:
    """`head` is plain JSON; `blobs` are bytes that need no escaping (files, serialised records)."""

    head: dict[str, Any]
    blobs: tuple[bytes, ...] = field(default=())


def pack(head: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """The bytes of one message."""
    encoded = json.dumps(head, sort_keys=True).encode()
    pieces = [_COUNTS.pack(len(encoded), len(blobs)), encoded]
    for blob in blobs:
        pieces += (_LENGTH.pack(len(blob)), blob)
    return b"".join(pieces)


def read(stream: IO[bytes]) -> Message | None:
    """The next message of a stream, None at its end. Raises EOFError when it ends within a message."""
    start = stream.read(_COUNTS.size)
    if not start:
        return None
    if len(start) < _COUNTS.size:
        raise EOFError
    length, count = _COUNTS.unpack(start)
    head = json.loads(_exactly(stream, length))
    blobs = tuple(_exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]) for _ in range(count))
    return Message(head, blobs)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
