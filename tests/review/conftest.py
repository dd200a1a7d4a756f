"""One output of a run, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanitiser.review.folder import Folder
from sanitiser.review.sitting import Sitting
from tests.review.kit import build


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "out"
    build(out)
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


@pytest.fixture
def sitting(out: Path) -> Iterator[Sitting]:
    opened = Sitting(Folder(out))
    yield opened
    opened.close()
