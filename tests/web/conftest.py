"""The application of the laptop over the output of a run, without a browser."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.web.laptop import create_app
from api.web.seats import Seats
from sanitiser.domain.record import MediaType, Removed
from sanitiser.review.folder import Folder
from sanitiser.review.sitting import Sitting
from tests.review.kit import FIRST, SECOND, Given, build

ADDRESS = "http://127.0.0.1:8123"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@dataclass
class Laptop:
    """A browser that sits at the desk."""

    client: TestClient
    sitting: Sitting
    seats: Seats
    links: list[str]

    def post(self, path: str, **fields: object) -> object:
        """Send a form as its page would."""
        return self.client.post(path, data={"token": self.token, "version": self.version, **fields})

    @property
    def token(self) -> str:
        return str(re.search(r'name="token" value="([^"]+)"', self.client.get("/change").text)[1])  # type: ignore[index]

    @property
    def version(self) -> int:
        return len(self.sitting.log.events)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("web") / "out"
    hostile = Given((f"Seen in Leeds {HOSTILE}", f"Zorbleton{HOSTILE}"), source=f"{HOSTILE}.docx", notices=("picture",))
    pdf = Given(SECOND, MediaType.PDF, removed=(Removed(HOSTILE, 1),))
    build(out, (Given(FIRST), pdf, hostile))
    return out


@pytest.fixture
def laptop(run: Path, tmp_path: Path) -> Iterator[Laptop]:
    out = Path(shutil.copytree(run, tmp_path / "out"))
    sitting, seats, links = Sitting(Folder(out)), Seats(), []
    app = create_app(sitting, seats, 8123, lambda: links.append(seats.new_key()))
    client = TestClient(app, base_url=ADDRESS, headers={"origin": ADDRESS})
    client.post("/enter", data={"key": seats.new_key(), "who": "Ann"})
    yield Laptop(client, sitting, seats, links)
    app.state.looking.close()
    sitting.close()
