"""Whatever goes wrong in mid-run: nothing lost, nothing half-written, one line that says what to do."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.conftest import ROOT, Run, sanitise


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def _one_line(run: Run) -> None:
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert run.stderr.startswith("error: ")


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_run_leaves_only_whole_copies_and_resumes_to_the_same_result(first: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["run", "sample_docs/first", "--case", "sample_docs/case.toml", "--out", str(out), "--json"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sanitiser", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (
        (out / "sanitised").exists() and len(list((out / "sanitised").iterdir())) >= 3
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = _digests(out / "sanitised")
    whole = _digests(first.out / "sanitised")
    assert len(left) >= 3
    assert left.items() <= whole.items()
    again = sanitise(*arguments, "--resume")
    assert again.code == 0, again.stderr
    assert _digests(out / "sanitised") == whole
    assert not (out / ".partial").exists()
    assert not (out / "review" / "journal.jsonl").exists()
    assert again.manifest["documents"][0]["findings"] == first.manifest["documents"][0]["findings"]


def test_an_output_folder_in_use_is_refused(first: Run) -> None:
    run = sanitise("run", "sample_docs/first", "--out", first.out)
    assert run.code == 2
    assert "--resume" in run.stderr
    _one_line(run)


def test_an_input_that_is_not_there_is_the_environments_fault(tmp_path: Path) -> None:
    run = sanitise("run", tmp_path / "none.pdf", "--out", tmp_path / "out")
    assert run.code == 4
    _one_line(run)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('reference = "A"\ncolour = "red"\n', "colour"),
        ('reference = "A"\n[[protect]]\ntext = "x"\nkind = "TOWN"\n', "TOWN"),
        ("reference = ", "TOML"),
        ("", "empty"),
    ],
)
def test_a_wrong_case_file_is_named_with_its_line(tmp_path: Path, text: str, named: str) -> None:
    case = tmp_path / "case.toml"
    case.write_text(text)
    run = sanitise("run", "sample_docs/first", "--case", case, "--out", tmp_path / "out")
    assert run.code == 2
    assert named in run.stderr
    _one_line(run)
    assert not (tmp_path / "out").exists()


def test_wrong_options_are_one_line(tmp_path: Path) -> None:
    for arguments in (
        ["run"],
        ["run", "x", "--pdf", "pretty", "--out", str(tmp_path / "o")],
        ["fly"],
        ["run", "x", "--workers", "0", "--out", "o"],
    ):
        run = sanitise(*arguments)
        assert run.code == 2
        _one_line(run)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="needs root and setpriv to be someone else",
)
def test_a_place_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & 0o001:
            pytest.skip("the test folder is not open to others")
    command = [
        "setpriv",
        "--reuid=65534",
        "--clear-groups",
        sys.executable,
        "-m",
        "sanitiser",
        "run",
        "sample_docs/first",
        "--out",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if "No module named" in done.stderr or "Permission denied: '" in done.stderr:
        pytest.skip("this user cannot read the program itself")
    assert done.returncode == 4
    assert "error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_odd_names_and_bad_files_are_each_told_and_the_good_ones_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    sample = ROOT / "sample_docs" / "first" / "transfer form.docx"
    odd = os.fsencode(folder) + b"/\xff\xfe odd\n\x1b[2J name.docx"
    shutil.copy(sample, os.fsdecode(odd))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "words.txt").write_text("Leeds")
    (folder / "cut.docx").write_bytes(sample.read_bytes()[:5000])
    (folder / "cut.pdf").write_bytes((ROOT / "sample_docs" / "first" / "nursery record.pdf").read_bytes()[:3000])
    (folder / "wrong.pdf").write_bytes(b"%PDF-1.7\nnot really\n%%EOF")
    run = sanitise("run", folder, "--case", "sample_docs/case.toml", "--out", tmp_path / "out", "--json")
    assert run.code == 3, run.stderr
    told = json.loads(run.stdout)
    assert told["records"] == 6
    assert told["sanitised"] == 1
    assert all(one["reason"] and one["remedy"] for one in told["quarantined"])
    documents = run.manifest["documents"]
    assert len(documents) == 6
    assert all(document["output"] is None for document in documents if document["status"] == "quarantined")


def test_workers_order_and_names_do_not_change_a_byte(first: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, path in enumerate(sorted((ROOT / "sample_docs" / "first").iterdir(), reverse=True)):
        shutil.copy(path, folder / f"{number}{path.suffix}")
    environment = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    run = sanitise(
        "run", folder, "--case", "sample_docs/case.toml", "--out", tmp_path / "out", "--workers", "2", env=environment
    )
    assert run.code == 0, run.stderr
    assert _digests(run.out / "sanitised") == _digests(first.out / "sanitised")


def test_sanitising_a_copy_changes_nothing(first: Run, tmp_path: Path) -> None:
    for path in sorted((first.out / "sanitised").iterdir())[:10]:
        out = tmp_path / path.stem
        run = sanitise("run", path, "--case", "sample_docs/case.toml", "--out", out)
        assert run.code == 0, (path.name, run.stderr, run.stdout)
        (again,) = (out / "sanitised").iterdir()
        assert again.read_bytes() == path.read_bytes(), path.name
