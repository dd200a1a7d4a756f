"""The output folder of a run as a review finds it: its manifest, its originals, and the copies that reviews made."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from sanitiser.errors import UsageError
from sanitiser.inputs import digest
from sanitiser.jobs.crew import Refused
from sanitiser.review.kept import Kept
from sanitiser.review.making import Made
from sanitiser.review.papers import Paper, dump, parse
from sanitiser.workspace import faults, sync_folder, write_synced

_MADE: Final = "made"


class Folder:
    """DIR with its confidential folder; `originals` are more folders in which originals may lie."""

    def __init__(self, out: Path, confidential: Path | None = None, originals: tuple[Path, ...] = ()) -> None:
        self.out, self.sanitised = out, out / "sanitised"
        self.review = confidential or out / "review"
        self._originals = originals
        self._found: dict[str, Path] = {}

    def manifest(self) -> dict[str, Any]:
        """The review manifest. Raises UsageError where there is none."""
        try:
            made: dict[str, Any] = json.loads((self.review / "manifest.json").read_bytes())
            if not str(made["schema"]).startswith("sanitiser.review/") or not isinstance(made["documents"], list):
                raise ValueError
        except (OSError, ValueError, LookupError, TypeError):
            raise UsageError(
                "there is no whole review manifest", "Name the folder that `sanitiser run` wrote."
            ) from None
        return made

    def confide(self, name: str, data: bytes) -> None:
        """Write a confidential file whole or not at all, readable by its owner alone."""
        with faults(self.review):
            path = self.review / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            temporary = path.with_name(f".{path.name}.new")
            write_synced(temporary, data, mode=0o600)
            temporary.replace(path)
            sync_folder(path.parent)

    def original(self, kept: Kept, at_most: int) -> bytes:
        """The original, found by its digest: where it was, or in one of the folders named; empty when it is gone."""
        known = self._found.get(kept.sha256)
        name = Path(kept.source).name
        paths = [known, Path(kept.where or kept.source), Path(kept.source), *(o / name for o in self._originals)]
        paths += [path for folder in self._originals for path in sorted(folder.rglob("*"))]
        for path in paths:
            data = _read(path, at_most)
            if path is not None and data and digest(data) == kept.sha256:
                self._found[kept.sha256] = path
                return data
        return b""

    def save(self, name: str, made: Made) -> None:
        """Remember what a review made of a record."""
        digests = tuple(digest(data) for data in made.files)
        paper = Paper(made.decisions, made.names, digests, made.verdicts, made.refused, made.typed)
        self.confide(f"{_MADE}/{name}.json", dump(paper))

    def publish(self, old: Sequence[str], made: Made) -> None:
        """Put the copy's files in place of the old ones; without a good copy nothing stays."""
        partial = self.sanitised.parent / ".partial"
        with faults(self.sanitised):
            partial.mkdir(mode=0o700, exist_ok=True)
            for name, data in zip(made.names, made.files, strict=True):
                write_synced(partial / name, data, mode=0o600)
                os.replace(partial / name, self.sanitised / name)
            for name in set(old) - set(made.names):
                (self.sanitised / name).unlink(missing_ok=True)
            sync_folder(self.sanitised)
            partial.rmdir()

    def load(self, kept: Kept, at_most: int) -> Made:
        """The copy as it lies in DIR/sanitised: the run's or a review's. Refused when its files were changed."""
        try:
            paper = parse((self.review / _MADE / f"{kept.id}.json").read_bytes())
        except (OSError, ValidationError):
            paper = Paper(kept.decisions, kept.outputs, (), kept.verdicts)
        files = tuple(_read(self.sanitised / Path(name).name, at_most) for name in paper.names)
        whole = bool(files) and all(files)
        if not whole or (paper.digests and tuple(digest(data) for data in files) != paper.digests):
            refused = paper.refused or Refused("changed", "The copy in the folder is not the one that was made", "")
            return Made(paper.decisions, refused=refused, typed=paper.typed)
        return Made(paper.decisions, paper.names, files, paper.verdicts, typed=paper.typed)


def _read(path: Path | None, at_most: int) -> bytes:
    try:
        if path is None or not path.is_file() or path.stat().st_size > at_most:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
