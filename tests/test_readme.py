"""What the README says is true: its examples parse, its options exist, its files are there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sanitiser.casefile import parse_case
from sanitiser.domain.kinds import Kind
from sanitiser.policyfile import default_policy, parse_policy

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_the_case_file_shown_is_one() -> None:
    case = parse_case(_blocks("toml")[0].encode())
    assert case.reference == "FAM-0001"
    assert case.protect[0].label == "COUNCIL"


def test_the_policy_file_shown_is_one() -> None:
    parse_policy(_blocks("toml")[1].encode(), default_policy())


def test_every_option_in_the_table_exists_and_every_option_is_in_the_table() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "sanitiser", "run", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "200", "PATH": ""},
    ).stdout
    real = set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help", "--out"}
    told = set(re.findall(r"^\| `(--[a-z-]+)", README, re.M))
    assert told == real


def test_every_kind_is_named() -> None:
    assert all(kind in README for kind in Kind)


@pytest.mark.parametrize("target", ["demo", "test", "lint", "proof", "bench"])
def test_every_make_target_told_exists(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_every_picture_and_file_shown_is_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).exists(), path
