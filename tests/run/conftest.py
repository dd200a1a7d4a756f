"""One run of the command line over the sample records, shared by the tests of this folder."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """A finished run: its folder, its manifest, and what it said."""

    out: Path
    code: int
    stdout: str
    stderr: str

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.out / "review" / "manifest.json").read_text(encoding="utf-8"))

    def output(self, name: str) -> Path:
        """The copy made of the source with this file name."""
        (document,) = [one for one in self.manifest["documents"] if one["source"].endswith(name)]
        return self.out / "sanitised" / Path(document["output"]).name


def sanitise(*arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Run:
    """Run the command line in another process."""
    out = Path(str(arguments[list(map(str, arguments)).index("--out") + 1])) if "--out" in map(str, arguments) else cwd
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [sys.executable, "-m", "sanitiser", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600
    )
    return Run(out, done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The first batch."""
    out = tmp_path_factory.mktemp("first") / "out"
    return sanitise("run", "sample_docs/first", "--case", "sample_docs/case.toml", "--out", out, "--json")


@pytest.fixture(scope="session")
def later(first: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The second batch, with the register of the first."""
    out = tmp_path_factory.mktemp("later") / "out"
    state = first.out / "review" / "case-state.json"
    return sanitise(
        "run", "sample_docs/later", "--case", "sample_docs/case.toml", "--state", state, "--out", out, "--json"
    )
