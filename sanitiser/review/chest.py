"""The confidential folder as one age file between sittings, locked with a passphrase.

While a sitting lasts the folder lies open on the disk, readable by its owner alone; after a crash it stays so until the
next sitting ends. Does not wipe: what a disk keeps of deleted files is for the disk's own encryption.
"""

import getpass
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanitiser.errors import UsageError
from sanitiser.workspace import faults, sync_folder, write_synced

LEAST = 10
"""The least characters of a passphrase."""


class Chest:
    """DIR/review, or DIR/review.age in its place."""

    def __init__(self, review: Path) -> None:
        self._folder = review
        self._file = review.with_name(review.name + ".age")

    @property
    def shut(self) -> bool:
        """Whether there is nothing but the age file."""
        return self._file.is_file() and not self._folder.exists()

    @contextmanager
    def opened(self, passphrase: str) -> Iterator[None]:
        """The folder while the block lasts. Raises UsageError for a wrong passphrase."""
        if self.shut:
            self.open(passphrase)
        try:
            yield
        finally:
            self.lock(passphrase)

    def open(self, passphrase: str) -> None:
        """Unpack the age file beside its place, then let the whole folder appear."""
        import pyrage

        with faults(self._file):
            sealed = self._file.read_bytes()
        try:
            plain = pyrage.passphrase.decrypt(sealed, passphrase)
        except pyrage.DecryptError:
            raise UsageError("the passphrase does not open the confidential folder", "Try again.") from None
        partial = self._folder.with_name(f".{self._folder.name}.opening")
        with faults(self._folder):
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700)
            with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
                archive.extractall(partial, filter="data")
            os.replace(partial, self._folder)

    def lock(self, passphrase: str) -> None:
        """Write the age file whole, read it back, and only then take the folder away."""
        import pyrage

        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w") as archive:
            for path in sorted(self._folder.rglob("*")):
                archive.add(path, path.relative_to(self._folder).as_posix(), recursive=False)
        sealed = pyrage.passphrase.encrypt(stream.getvalue(), passphrase)
        temporary = self._file.with_name(f".{self._file.name}.new")
        with faults(self._file):
            write_synced(temporary, sealed, mode=0o600)
            if pyrage.passphrase.decrypt(temporary.read_bytes(), passphrase) != stream.getvalue():
                raise UsageError("the age file does not read back", "The confidential folder was left as it is.")
            os.replace(temporary, self._file)
            sync_folder(self._file.parent)
            shutil.rmtree(self._folder)


def ask(*, new: bool) -> str:
    """The passphrase, from the terminal alone; a new one twice. Raises UsageError when it is too short or differs."""
    said = getpass.getpass("Passphrase for the confidential folder: ")
    if new:
        if len(said) < LEAST:
            raise UsageError(f"a passphrase has {LEAST} characters at least", "Use four or five words.")
        if getpass.getpass("The same again: ") != said:
            raise UsageError("the two passphrases differ", "Try again.")
    return said
