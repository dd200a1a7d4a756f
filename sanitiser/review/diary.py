"""The log of a review on disk: one line an event, flushed before anything is answered, so that nothing is lost."""

import contextlib
import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sanitiser.errors import EnvironmentFault
from sanitiser.review.log import Event, Log
from sanitiser.workspace import faults

NAME = "reviews.jsonl"
_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class Diary:
    """The events of one case in the confidential folder, readable by its owner alone."""

    def __init__(self, review: Path) -> None:
        self._path = review / NAME
        self._size = 0
        self.log = Log(self._read())

    def write(self, event: Event) -> None:
        """Keep an event; it counts only once it is on the disk."""
        with faults(self._path):
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                # what a power failure cut off is overwritten
                stream.seek(self._size)
                stream.write(_EVENT.dump_json(event) + b"\n")
                stream.truncate()
                stream.flush()
                os.fsync(stream.fileno())
                self._size = stream.tell()
        self.log.add(event)

    def _read(self) -> list[Event]:
        """Every whole line. A last line that was cut off counts as never written; a broken one before it is damage."""
        raw = b""
        with faults(self._path), contextlib.suppress(FileNotFoundError):
            raw = self._path.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        self._size = len(whole)
        try:
            events = [_EVENT.validate_json(line) for line in whole.splitlines()]
            if [event.number for event in events] != list(range(1, len(events) + 1)):
                raise ValueError
            return events
        except (ValidationError, ValueError):
            raise EnvironmentFault(
                f"{NAME} in the confidential folder is damaged", "Restore it from a backup."
            ) from None
