"""Which files a run is given, and how each is named in the manifest."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanitiser.errors import EnvironmentFault, Quarantine, TooLarge


class Unreadable(Quarantine):
    """A file in a folder that this user may not read, or that vanished."""

    code = "unreadable"
    title = "The file cannot be read"
    remedy = "Give yourself permission to read it, or fetch it again, and run again with --resume."


@dataclass(frozen=True, slots=True)
class Source:
    """One regular file of the input. `name` is the path as given, undecodable bytes escaped."""

    path: Path
    name: str


def find(inputs: Iterable[Path], apart_from: Iterable[Path] = ()) -> tuple[Source, ...]:
    """Every regular file of the inputs, folders read recursively, each once, ordered by name.

    Files below `apart_from` (the output, the case file) are no records. Links inside folders are followed only when
    they lead to a file inside the same input. Raises EnvironmentFault for an input that is not there or not readable.
    """
    excluded = tuple(path.resolve() for path in apart_from)
    found: dict[Path, Source] = {}
    for given in inputs:
        for path in _files(given):
            resolved = path.resolve()
            if any(resolved == other or other in resolved.parents for other in excluded):
                continue
            found.setdefault(resolved, Source(path, printable(path)))
    return tuple(sorted(found.values(), key=lambda source: source.name))


def _files(given: Path) -> Iterator[Path]:
    try:
        mode = given.stat().st_mode
    except OSError as error:
        raise EnvironmentFault(f"{printable(given)}: {error.strerror or 'cannot be read'}") from None
    if stat.S_ISREG(mode):
        yield given
        return
    if not stat.S_ISDIR(mode):
        raise EnvironmentFault(f"{printable(given)} is neither a file nor a folder")
    root = given.resolve()
    for folder, folders, names in os.walk(given, onerror=_cannot_list):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() and root not in path.resolve().parents:
                continue
            if path.is_file():
                yield path


def _cannot_list(error: OSError) -> None:
    raise EnvironmentFault(f"{printable(Path(error.filename or '?'))}: {error.strerror or 'cannot be listed'}")


def load(source: Source, at_most: int) -> bytes:
    """The bytes of a file. Raises Unreadable or TooLarge."""
    try:
        with source.path.open("rb") as stream:
            data = stream.read(at_most + 1)
    except OSError as error:
        raise Unreadable(error.strerror or "") from None
    if len(data) > at_most:
        raise TooLarge(f"more than {at_most:,} bytes")
    return data


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def printable(path: Path) -> str:
    """A path that can be printed and put in JSON: undecodable bytes and control characters escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
