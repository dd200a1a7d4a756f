"""Worker processes over a test service, to be killed. Run as a module: python -m tests.jobs.fleet_of_workers FOLDER URL."""

import random
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

from sanitiser.jobs.process import handlers
from sanitiser.logs import configure
from tests.fake_engine import FakeEngine
from tests.service_kit import open_test_service

ROOT = Path(__file__).parents[2]


class Crew:
    """Worker processes; one that was killed is replaced."""

    def __init__(self, folder: Path, url: str, count: int, pause: float = 0.05) -> None:
        self._command = [sys.executable, "-m", "tests.jobs.fleet_of_workers", str(folder), url, str(pause)]
        self._children = [self._start() for _ in range(count)]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL)

    def kill_one(self, dice: random.Random) -> None:
        """SIGKILL to a random worker; a new one takes its place."""
        place = dice.randrange(len(self._children))
        self._children[place].kill()
        self._children[place].wait()
        self._children[place] = self._start()

    def stop(self) -> None:
        """End all."""
        for child in self._children:
            child.kill()
            child.wait()


def wait_until(done: Event | None, check: object, seconds: float) -> None:
    """Wait until `check()` is true."""
    end = time.monotonic() + seconds
    while not check():  # type: ignore[operator]
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.1)


if __name__ == "__main__":
    configure()
    service = open_test_service(Path(sys.argv[1]), sys.argv[2])
    service.queue.work(handlers(service, FakeEngine(float(sys.argv[3]))), Event())
