"""What a run keeps for its reviewers: each record as it was understood, with the engine's decisions; confidential.

`DIR/review/records/0001.json` is enough to make a strict copy again without the original. Append-only.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from sanitiser.domain.finding import Decision
from sanitiser.domain.record import Record
from sanitiser.domain.verdict import Verdict
from sanitiser.engine import Setup
from sanitiser.errors import EnvironmentFault
from sanitiser.workspace import faults, sync_folder, write_synced

FOLDER: Final = "records"
SETUP: Final = "setup.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A record before any reviewer saw it. `source` is its path as given; `outputs` are names in DIR/sanitised."""

    id: str
    source: str
    sha256: str
    record: Record
    decisions: tuple[Decision, ...]
    verdicts: tuple[Verdict, ...] = ()
    outputs: tuple[str, ...] = ()
    where: str = ""


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)
_SETUP: TypeAdapter[Setup] = TypeAdapter(Setup)


def dump(kept: Kept) -> bytes:
    """As JSON."""
    return _KEPT.dump_json(kept)


def parse(data: bytes) -> Kept:
    """What `dump` wrote. Raises pydantic's ValidationError."""
    with without_collecting():
        return _KEPT.validate_json(data)


@contextmanager
def without_collecting() -> Iterator[None]:
    """For what makes a hundred thousand new objects, none of them garbage: looking for some takes half the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            # there and back: all go straight to the oldest generation, which is looked through last
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def keep(review: Path, kept: Kept) -> None:
    """Write one record, whole or not at all, readable by its owner alone."""
    with faults(review):
        folder = review / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        _write(folder / f"{kept.id}.json", dump(kept))


def keep_setup(review: Path, setup: Setup) -> None:
    """Write what the run was told, for the copies that reviewers make."""
    with faults(review):
        _write(review / SETUP, _SETUP.dump_json(setup))


def load(review: Path, name: str) -> Kept | None:
    """One record, None if the run kept none of this name."""
    try:
        return parse((review / FOLDER / f"{name}.json").read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise EnvironmentFault(
            f"record {name} in the confidential folder is damaged", "Run the records again."
        ) from None


def load_setup(review: Path) -> Setup:
    """What the run was told. Raises EnvironmentFault where it was not kept."""
    try:
        return _SETUP.validate_json((review / SETUP).read_bytes())
    except (OSError, ValidationError):
        raise EnvironmentFault(
            "the run kept nothing for its reviewers", "Run the records again with this version, then review."
        ) from None


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.new")
    write_synced(temporary, data, mode=0o600)
    temporary.replace(path)
    sync_folder(path.parent)
