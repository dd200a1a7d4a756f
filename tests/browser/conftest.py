"""Chromium, and `sanitiser review` in another process, as a SPOC starts it."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sanitiser.domain.record import MediaType
from tests.review.kit import FIRST, SECOND, Given, build

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "axe-4.14.1.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW = 60_000
"""Milliseconds: these tests wait for what happens, a loaded machine may take its time."""


@dataclass
class Server:
    """A sitting that is open for a browser; `lines` is what it prints."""

    process: subprocess.Popen[str]
    log: Path
    out: Path

    def link(self, after: int = 0) -> str:
        """The newest one-time link, once there are more than `after`."""
        for _ in range(600):
            found = re.findall(r"http://\S+", self.log.read_text())
            if len(found) > after:
                return str(found[-1])
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("browser") / "out"
    pdf = Given((*SECOND, "They moved from Roundhay."), MediaType.PDF)
    build(out, (Given(FIRST), pdf))
    return out


@contextlib.contextmanager
def serving(out: Path, log: Path) -> Iterator[Server]:
    """A sitting over an output folder, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanitiser", "review", str(out)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment,
            text=True,
        )
    try:
        yield Server(process, log, out)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def server(run: Path, tmp_path: Path) -> Iterator[Server]:
    with serving(Path(shutil.copytree(run, tmp_path / "out")), tmp_path / "log") as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Person:
    """A reviewer with a browser of their own."""

    page: Any
    base: str
    problems: list[str]

    def until(self, expression: str) -> None:
        """Wait for a JavaScript expression (our policy forbids what Playwright would use)."""
        from playwright.sync_api import Error

        for _ in range(SLOW // 50):
            with contextlib.suppress(Error):  # a page that is just being left
                if self.page.evaluate(expression):
                    return
            self.page.wait_for_timeout(50)
        raise AssertionError(expression)

    def after_change(self, action: Any) -> None:
        """Do something that changes the record, and wait until the page shows it."""
        before = self.page.input_value("#version")
        action()
        self.until(f"document.querySelector('#version').value !== '{before}'")

    def violations(self) -> list[str]:
        """What axe-core finds on the page: WCAG 2.2 AA and best practice."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate(f"axe.run(document, {{runOnly: {tags}}})")
        return [f"{v['id']}: {[n['html'][:200] for n in v['nodes'][:3]]}" for v in found["violations"]]


def enter(server: Server, chromium: Any, name: str, **options: Any) -> Person:
    """Open the link and sit down."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    problems: list[str] = []
    base = server.link()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(base.split("/enter")[0]) else problems.append(r.url))
    page.goto(base)
    page.fill("#who", name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    return Person(page, base.split("/enter")[0], problems)
