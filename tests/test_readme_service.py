"""The commands that the README gives to operators, run as they stand, on a store of their own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.S)
ONE, FLEET, ROTATE, BACKUP = BLOCKS
(UNIT,) = re.findall(r"```ini\n(.*?)```", README, re.S)


def run(folder: Path, commands: str, **said: str) -> str:
    """Run commands in a folder; `sanitiser` is this program."""
    shell = f'sanitiser() {{ "{sys.executable}" -m sanitiser "$@"; }}\nset -euo pipefail\n{commands}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SANITISER_KEY_FILE": str(folder / "master.key"), **said}
    done = subprocess.run(["bash", "-c", shell], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def serve(folder: Path, commands: str, port: int, **said: str) -> None:
    """Run commands that end with a server, until it answers."""
    shell = f'sanitiser() {{ "{sys.executable}" -m sanitiser "$@"; }}\nset -euo pipefail\n{commands}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SANITISER_PORT": str(port), **said}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        ["bash", "-c", shell], cwd=folder, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        until = time.monotonic() + 60
        while not answers(port):
            assert time.monotonic() < until
            assert child.poll() is None
            time.sleep(0.2)
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(60)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    except OSError:
        return False


def test_one_machine_rotation_backup_and_restore(tmp_path: Path) -> None:
    """From an empty folder to a restored store whose audit is whole."""
    serve(tmp_path, ONE, 18_801, SANITISER_WORKERS="0")
    assert "left: 1" in run(tmp_path, ROTATE)
    assert "audit is whole" in run(tmp_path, BACKUP)


@pytest.mark.postgres
def test_postgresql_and_workers_elsewhere(tmp_path: Path, postgres_url: str) -> None:
    """The web without workers, and a worker on its own."""
    run(tmp_path, "sanitiser keys new master.key")
    commands = re.sub(r"DATABASE=\S+", f"DATABASE='{postgres_url}'", FLEET)
    settings, _, _ = commands.partition("sanitiser serve")
    serve(tmp_path, settings + "sanitiser serve", 18_802, SANITISER_KEY_FILE=str(tmp_path / "master.key"))
    run(tmp_path, settings + "sanitiser worker --until-idle")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_systemd_unit_is_one_and_is_confined(tmp_path: Path) -> None:
    """systemd finds nothing wrong with it, and its own measure of exposure (0 to 10) stays under 4."""
    unit = tmp_path / "sanitiser.service"
    unit.write_text(re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", UNIT))
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    measured = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=40", unit], capture_output=True, text=True
    )
    assert measured.returncode == 0, measured.stdout[-200:]


def test_every_setting_that_the_readme_names_exists() -> None:
    """The table of settings is that of the code."""
    from sanitiser.settings import Settings

    table = README.split("| setting | meaning |")[1].split("\n\n")[0]
    named = re.findall(
        r"`\[?([a-z_]+)\]?`", "\n".join(row.split("|")[1] for row in table.splitlines()[2:] if "|" in row)
    )
    assert len(named) > 8
    assert set(named) <= set(Settings.model_fields)
