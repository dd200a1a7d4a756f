"""Calls into limited children: what reads an untrusted file can end itself, and nothing else.

Does not isolate the file system for reading: a parser taken over by a hostile file could read what the user can read,
but has no socket, starts no program, writes no file and ends with its task.
"""

import os
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import Any

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.errors import LimitReached, Quarantine, SanitiserError
from sanitiser.jobs import tasks, wire
from sanitiser.limits import DEFAULT, Limits
from sanitiser.review.pictures import SIZES, Size


class Sandbox:
    """One nursery and, at any time, at most one child of it. Not for several threads at once; close it after use."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._nursery: subprocess.Popen[bytes] | None = None

    def read(self, untrusted: bytes, passwords: tuple[str, ...] = ()) -> Record:
        """Read an untrusted file. Raises a Quarantine that says why it cannot be."""
        (data,) = self._call({"task": "read", "passwords": passwords}, (untrusted,))
        return tasks.RECORD.validate_json(data)

    def copy(
        self,
        untrusted: bytes,
        record: Record,
        replacements: tuple[Replacement, ...],
        mode: PdfMode,
        passwords: tuple[str, ...] = (),
    ) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
        """The copy's notices and files (several when it had to be split). `untrusted` is used in layout mode alone."""
        layout = mode is PdfMode.LAYOUT and record.media_type is MediaType.PDF
        blobs = (
            untrusted if layout else b"",
            tasks.RECORD.dump_json(record),
            tasks.REPLACEMENTS.dump_json(replacements),
        )
        said, *files = self._call({"task": "copy", "mode": mode, "passwords": passwords}, blobs)
        return tasks.NOTICES.validate_json(said), tuple(files)

    def verify(self, data: bytes, media_type: MediaType, mode: PdfMode, needles: tuple[Needle, ...]) -> Verdict:
        """What the independent readers find in one file of a copy."""
        head = {"task": "verify", "media_type": media_type, "mode": mode}
        (answer,) = self._call(head, (data, tasks.NEEDLES.dump_json(needles)))
        return tasks.VERDICT.validate_json(answer)

    def sizes(self, untrusted: bytes, passwords: tuple[str, ...] = ()) -> tuple[Size, ...]:
        """The sizes of a PDF's pages."""
        (data,) = self._call({"task": "sizes", "passwords": passwords}, (untrusted,))
        return SIZES.validate_json(data)

    def picture(self, untrusted: bytes, page: int, passwords: tuple[str, ...] = ()) -> bytes:
        """One page (from 1) of a PDF as a WebP picture."""
        (data,) = self._call({"task": "picture", "page": page, "passwords": passwords}, (untrusted,))
        return data

    def thumbnails(
        self, untrusted: bytes, media_type: MediaType, passwords: tuple[str, ...] = ()
    ) -> tuple[bytes, ...]:
        """The pictures of a file as small WebP pictures."""
        return self._call({"task": "thumbnails", "media_type": media_type, "passwords": passwords}, (untrusted,))

    def warm(self) -> None:
        """Begin to load the parsers; does not wait for them."""
        self._start()

    def close(self) -> None:
        """End the nursery."""
        if self._nursery is not None:
            self._nursery.kill()
            self._nursery.communicate()
            self._nursery = None

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
        message = self._exchange(wire.pack({**head, "limits": asdict(self.limits)}, blobs))
        if not message.head["ok"]:
            raise _error(message.head["code"], message.head["detail"], message.head["remedy"])
        return message.blobs

    def _exchange(self, request: bytes) -> wire.Message:
        nursery = self._start()
        # the child's own alarm comes first; this one is for systems without it
        watchdog = threading.Timer(self.limits.wall_seconds + 10, nursery.kill)
        watchdog.start()
        try:
            assert nursery.stdin is not None  # noqa: S101 - both are pipes, see _start
            assert nursery.stdout is not None  # noqa: S101
            nursery.stdin.write(request)
            nursery.stdin.flush()
            answer = wire.read(nursery.stdout)
        except (OSError, EOFError, ValueError):
            answer = None
        finally:
            watchdog.cancel()
        if answer is None:
            self.close()
            raise LimitReached("the reader ended without an answer")
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        if self._nursery is not None and self._nursery.poll() is not None:
            self.close()
        if self._nursery is None:
            self._nursery = subprocess.Popen(
                [sys.executable, "-m", "sanitiser.jobs.nursery"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._nursery


def _environment() -> dict[str, str]:
    """The least a child needs: where its modules are, and no setting or secret of ours."""
    kept = {
        key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH") if key in os.environ
    }
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return {**kept, "PYTHONPATH": paths, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _error(code: str, detail: str, remedy: str) -> SanitiserError:
    """The class of the tree that has this code, with what the child said."""
    known = {kind.code: kind for kind in _tree(SanitiserError)}
    made = known.get(code, LimitReached)(_plain(detail), _plain(remedy))
    return made if isinstance(made, Quarantine) else LimitReached(_plain(detail))


def _tree(kind: type[SanitiserError]) -> list[type[SanitiserError]]:
    return [kind, *(below for sub in kind.__subclasses__() for below in _tree(sub))]


def _plain(text: str) -> str:
    """A child's words are untrusted too: printable and short."""
    return "".join(c for c in text if c.isprintable())[:300]
