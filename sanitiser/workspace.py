"""The output folder of a run: what is confidential, what is a copy, and how both appear whole or not at all.

A copy is written only after its verdict: into a hidden folder first, its line fsynced into the journal, then renamed
into `sanitised/`. So after a power cut every file there is a verified copy with a line, and --resume can go on from it.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.inputs import printable

_OURS = frozenset({"sanitised", "review", ".partial"})


class Workspace:
    """DIR/sanitised for copies; DIR/review (or another folder) for what is confidential, readable by its owner."""

    def __init__(self, out: Path, confidential: Path | None = None) -> None:
        self.out = out
        self.sanitised = out / "sanitised"
        self.review = confidential or out / "review"
        self.spool = self.review / ".spool"
        self._partial = out / ".partial"
        self._journal = self.review / "journal.jsonl"

    def open(self, *, resume: bool) -> None:
        """Make the folders. Raises UsageError for a folder in use, EnvironmentFault for one that cannot be written."""
        with faults(self.out):
            taken = self.out.exists() and any(self.out.iterdir())
        if taken and not resume:
            raise UsageError(
                f"{printable(self.out)} is not empty", "Name a new folder, or add --resume to go on with that run."
            )
        if taken and not {entry.name for entry in self.out.iterdir()} <= _OURS:
            raise UsageError(f"{printable(self.out)} is not the output of a run", "Name a new folder.")
        with faults(self.out):
            self.sanitised.mkdir(parents=True, exist_ok=True)
            for folder in (self.review, self.spool, self._partial):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.chmod(0o700)

    def copies(self) -> dict[str, dict[str, Any]]:
        """The journal's lines by file name. A line cut off by a power failure counts as not written."""
        lines: dict[str, dict[str, Any]] = {}
        with contextlib.suppress(FileNotFoundError):
            for raw in self._journal.read_bytes().splitlines():
                with contextlib.suppress(ValueError):
                    line = json.loads(raw)
                    lines[line["output"]] = line
        return lines

    def commit(self, name: str, data: bytes, line: dict[str, Any]) -> None:
        """Let a verified copy appear as sanitised/`name`; `line` is what the journal keeps of it."""
        with faults(self.sanitised):
            partial = self._partial / name
            write_synced(partial, data, mode=0o600)
            with open(self._journal, "ab", opener=_private) as journal:
                # a line cut off by an earlier power failure must not swallow this one
                journal.write(b"\n" + json.dumps({**line, "output": name}, sort_keys=True).encode() + b"\n")
                journal.flush()
                os.fsync(journal.fileno())
            os.replace(partial, self.sanitised / name)
            sync_folder(self.sanitised)

    def keep_only(self, names: set[str]) -> None:
        """Take away copies of an earlier run that this one would not make again."""
        with faults(self.sanitised):
            for path in sorted(self.sanitised.iterdir()):
                if path.name not in names:
                    path.unlink()

    def confide(self, name: str, data: bytes) -> None:
        """Write a confidential file whole or not at all, readable by its owner alone."""
        with faults(self.review):
            temporary = self.review / f".{name}.new"
            write_synced(temporary, data, mode=0o600)
            os.replace(temporary, self.review / name)
            sync_folder(self.review)

    def finish(self) -> None:
        """Remove what only an unfinished run needs."""
        with faults(self.out):
            for folder in (self.spool, self._partial):
                shutil.rmtree(folder, ignore_errors=True)
            self._journal.unlink(missing_ok=True)


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn errors of the operating system into one line that says what to mend."""
    try:
        yield
    except OSError as error:
        name = printable(Path(error.filename)) if isinstance(error.filename, str) else printable(path)
        remedy = "Free some space and run again with --resume." if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
        raise EnvironmentFault(f"{name}: {error.strerror or 'cannot be used'}", remedy) from None


def write_synced(path: Path, data: bytes, *, mode: int) -> None:
    """Write and flush to the disk; a failed write leaves no file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sync_folder(path: Path) -> None:
    """Make a rename last; systems that cannot open a folder (Windows) do so by themselves."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
