"""Every page in its states, as narrow as a telephone; a large case."""

import json
import time
from typing import Any

import pytest

from sanitiser.review.folder import Folder
from sanitiser.review.sitting import Sitting
from tests.browser.conftest import Server, enter

pytestmark = [pytest.mark.browser, pytest.mark.proof]
PAGES = (
    "/",
    "/records/0001",
    "/records/0002",
    "/records/0002?sheet=1",
    "/records/0001?q=zorbleton",
    "/pack",
    "/change",
)


def test_no_page_has_a_barrier_nor_scrolls_sideways_at_320_pixels(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann")
    ann.page.set_viewport_size({"width": 320, "height": 700})
    for path in (*PAGES, "/records/0001?q=(", "/records/0001?show=open", "/records/9999", "/nothing"):
        ann.page.goto(ann.base + path)
        assert ann.violations() == [], path
        assert ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert ann.problems == []


def test_a_case_of_1000_records_lists_within_half_a_second(tmp_path: Any) -> None:
    from tests.review.kit import SECOND, Given, build

    folder = build(tmp_path / "out", (Given(SECOND),))
    manifest = folder.manifest()
    (document,) = manifest["documents"]
    document["findings"] *= 20
    manifest["documents"] = [{**document, "id": f"{n:04}"} for n in range(1, 1001)]
    (folder.review / "manifest.json").write_text(json.dumps(manifest))
    sitting = Sitting(Folder(tmp_path / "out"))
    try:
        began = time.perf_counter()
        assert len(sitting.lines()) == 1000
        assert time.perf_counter() - began < 0.5
    finally:
        sitting.close()
