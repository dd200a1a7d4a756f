"""A copy appears whole, after its journal line, or not at all; confidential files are their owner's alone."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sanitiser import workspace as module
from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.inputs import find, printable
from sanitiser.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "out")
    made.open(resume=False)
    return made


def test_a_commit_is_a_file_with_a_line(workspace: Workspace) -> None:
    workspace.commit("0001.pdf", b"copy", {"sha256": "x"})
    assert (workspace.sanitised / "0001.pdf").read_bytes() == b"copy"
    assert workspace.copies()["0001.pdf"]["sha256"] == "x"


def test_a_full_disk_leaves_no_half_copy(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        workspace.commit("0001.pdf", b"copy", {})
    assert "--resume" in caught.value.advice
    assert list(workspace.sanitised.iterdir()) == []
    assert workspace.copies() == {}


def test_a_line_cut_off_by_a_power_failure_does_not_count_and_spoils_no_other(workspace: Workspace) -> None:
    workspace.commit("0001.pdf", b"a", {})
    with (workspace.review / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"output": "0002.pd')
    workspace.commit("0003.pdf", b"c", {})
    assert set(workspace.copies()) == {"0001.pdf", "0003.pdf"}


def test_a_folder_in_use_is_refused_and_a_strange_one_is_never_resumed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    for resume in (False, True):
        with pytest.raises(UsageError):
            Workspace(tmp_path).open(resume=resume)


def test_confidential_files_are_their_owners_alone(workspace: Workspace) -> None:
    workspace.confide("manifest.json", b"{}")
    assert stat.S_IMODE((workspace.review / "manifest.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(workspace.review.stat().st_mode) == 0o700


def test_inputs_are_found_once_in_order_and_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.pdf").write_bytes(b"b")
    (folder / "sub" / "a.pdf").write_bytes(b"a")
    (tmp_path / "secret.pdf").write_bytes(b"s")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    found = find([folder, folder / "b.pdf"], apart_from=[folder / "none"])
    assert [source.path.name for source in found] == ["b.pdf", "a.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows names are text")
def test_names_with_every_odd_character_are_printable(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\n\x1b[31m \xf0\x9f\x92\x80.pdf"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    (source,) = find([tmp_path])
    assert source.name.isprintable()
    source.name.encode()
    assert printable(source.path) == source.name


def test_an_input_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        find([tmp_path / "nothing"])
    assert "nothing" in caught.value.message
