"""The confidential folder locked away between sittings."""

import shutil
from pathlib import Path

import pytest

from sanitiser.errors import UsageError
from sanitiser.review.chest import Chest
from sanitiser.review.folder import Folder
from sanitiser.review.sitting import Sitting

WORDS = "four plain words here"


def _held(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_locked_away_comes_back_to_the_byte_and_nothing_lies_open(out: Path) -> None:
    before, chest = _held(out / "review"), Chest(out / "review")
    chest.lock(WORDS)
    assert chest.shut
    assert sorted(p.name for p in out.iterdir()) == ["review.age", "sanitised"]
    sealed = (out / "review.age").read_bytes()
    assert b"Leeds" not in sealed
    assert (out / "review.age").stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError):
        chest.open("another passphrase")
    assert chest.shut
    with chest.opened(WORDS):
        assert _held(out / "review") == before
        assert (out / "review").stat().st_mode & 0o077 == 0
        Sitting(Folder(out)).close()
    assert chest.shut


def test_a_sitting_that_fails_locks_away_what_it_did(out: Path) -> None:
    chest = Chest(out / "review")
    with pytest.raises(ZeroDivisionError), chest.opened(WORDS):
        raise ZeroDivisionError
    assert chest.shut


def test_after_a_crash_the_open_folder_is_newer_and_wins(out: Path) -> None:
    chest = Chest(out / "review")
    shutil.copytree(out / "review", out / "copy")
    chest.lock(WORDS)
    shutil.move(out / "copy", out / "review")
    (out / "review" / "newer").write_bytes(b"1")
    with chest.opened(WORDS):
        assert (out / "review" / "newer").exists()
    with chest.opened(WORDS):
        assert (out / "review" / "newer").exists()
