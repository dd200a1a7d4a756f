"""Every input that fuzzing ever found, and the well-formed seeds, are understood or refused, never a crash."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, attempt, seeds

CASES = sorted(path for path in (Path(__file__).parent / "cases").rglob("*") if path.is_file() and path.suffix != ".md")


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name[:16]}")
def test_a_found_case_is_understood_or_refused(path: Path) -> None:
    attempt(path.parent.name, path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_understands_its_first_seed(name: str) -> None:
    """A target whose harness were broken would refuse everything and find nothing."""
    assert attempt(name, seeds(name)[0]) or name == "font_program"
