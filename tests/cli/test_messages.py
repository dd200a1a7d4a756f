"""Whatever goes wrong, a user reads one line that says what it is and what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from sanitiser.cli import app as cli


def test_an_interrupted_run_says_so_and_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @cli.app.command(name="interrupted-for-a-test")
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["sanitiser", "interrupted-for-a-test"])
    try:
        assert cli._guarded() == 130
        assert capsys.readouterr().err == "error: Interrupted.\n"
        monkeypatch.setattr(sys, "argv", ["sanitiser", "run"])
        assert cli._interrupted() == 130
        assert capsys.readouterr().err == "error: Interrupted. Add --resume to go on with this run.\n"
    finally:
        cli.app.registered_commands.pop()


@pytest.mark.parametrize("option", ["--case", "--policy", "--state", "--password-file"])
def test_a_file_that_is_not_there_is_not_a_line_to_mend(option: str, tmp_path: Path) -> None:
    record = tmp_path / "record.pdf"
    record.write_bytes(b"%PDF-1.7")
    command = ["run", str(record), "--out", str(tmp_path / "out"), option, str(tmp_path / "none.toml")]
    done = subprocess.run([sys.executable, "-m", "sanitiser", *command], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("none.toml: No such file or directory. Name a file that you may read.\n")
    assert not (tmp_path / "out").exists()
