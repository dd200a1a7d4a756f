"""No code path of a run touches the network: any attempt fails the test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.conftest import ROOT, sanitise

WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        with open(os.environ.get("EGRESS_LOG", {log!r}), "a") as log:
            log.write(event + "\\n")
        raise PermissionError(event)

sys.addaudithook(watch)
"""


def _watched(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment in which every Python process of the run is watched, the limited children too."""
    log, folder = tmp_path / "attempts.log", tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(log)))
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}, log


@pytest.mark.parametrize("mode", ["strict", "layout"])
def test_a_run_makes_no_connection(tmp_path: Path, mode: str) -> None:
    environment, log = _watched(tmp_path)
    case = ["--case", "sample_docs/case.toml", "--pdf", mode]
    run = sanitise("run", "sample_docs/first", *case, "--out", tmp_path / "out", env=environment)
    assert run.code == 0, run.stderr
    assert not log.exists()


def test_the_watch_would_see_an_attempt(tmp_path: Path) -> None:
    environment, log = _watched(tmp_path)
    attempt = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError:\n    pass"
    subprocess.run([sys.executable, "-c", attempt], env={**os.environ, **environment}, check=True)
    assert "socket." in log.read_text()


def _can_unshare() -> bool:
    return (
        shutil.which("unshare") is not None
        and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not _can_unshare(), reason="this machine does not let a test make a network namespace")
def test_a_run_works_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    """The kernel's word, which also binds libraries that are not Python."""
    command = [
        "unshare",
        "-rn",
        sys.executable,
        "-m",
        "sanitiser",
        "run",
        "sample_docs/later",
        "--case",
        "sample_docs/case.toml",
    ]
    done = subprocess.run([*command, "--out", str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
