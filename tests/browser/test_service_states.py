"""The service's pages in every state: no barrier that axe-core knows, none wider than a telephone, none lost at 400 %."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Person
from tests.browser.service_world import PASSWORD, World, office_pages, serving, side_pages
from tests.browser.test_service_journey import arrive, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.proof]
LONG = " Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley of the very long name"


@pytest.fixture(scope="module", params=["", LONG], ids=["usual", "long"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Any]]:
    world = World(tmp_path_factory.mktemp("world"))
    ids = world.fill(request.param)
    with serving(world):
        yield world, ids


def visits(ids: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("spoc", office_pages(ids)),
        ("reviewer", ("/cases", f"/cases/{ids['case']}", f"/cases/{ids['case']}/ledger")),
        ("south", side_pages(ids)),
        ("north", ("/side", f"/side/{ids['old']}", f"/side/{ids['old']}/records", f"/side/{ids['old']}/packs")),
        ("auditor", ("/audit", "/audit?before=5")),
        ("admin", ("/accounts",)),
    )


def fits(person: Person, path: str) -> None:
    assert person.violations() == [], path
    assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_barrier_nor_scrolls_sideways(filled: tuple[World, Any], chromium: Any, width: int) -> None:
    """320 pixels are also what 1280 are at 400 % zoom (WCAG 2.2, 1.4.10)."""
    world, ids = filled
    for who, paths in visits(ids):
        person = arrive(world, chromium, viewport={"width": width, "height": 800})
        fits(person, "/sign-in")
        sign_in(person, who)
        for path in paths:
            person.page.goto(world.base + path)
            fits(person, path)
        assert person.problems == []
        person.page.context.close()


def test_no_page_has_a_barrier_where_something_is_wrong_or_nothing_is_there(
    tmp_path: Path, chromium: Any
) -> None:
    world = World(tmp_path)
    kit = world.kit
    with serving(world):
        empty = arrive(world, chromium, viewport={"width": 320, "height": 800})
        sign_in(empty, "spoc")
        case = kit.open_case()
        parts = ("", "/terms", "/family", "/areas", "/ledger", "/packs", "/concerns", "/settings", "/packs/new")
        for path in ("/cases", "/cases?closed=1", *(f"/cases/{case}{part}" for part in parts)):
            empty.page.goto(world.base + path)
            fits(empty, path)
        area = kit.add_area(case, "south")
        forms = ("/cases/new", *(f"/cases/{case}{part}" for part in ("/terms", "/family", "/areas", "/concerns")))
        for path in (*forms, f"/cases/{case}/upload", f"/cases/{case}/ledger/seek"):
            empty.page.goto(world.base + path)
            empty.page.click("main form button.govuk-button:not(.govuk-button--secondary)")
            empty.until("document.title.startsWith('Error: ')")
            fits(empty, path)
            assert empty.page.evaluate("document.activeElement.classList.contains('govuk-error-summary')"), path
        side = arrive(world, chromium, viewport={"width": 320, "height": 800})
        sign_in(side, "south")
        for part in ("", "/records", "/packs", "/concerns", "/ledger"):
            side.page.goto(f"{world.base}/side/{area}{part}")
            fits(side, part)
        for part in ("/new/request", "/new/disclosure", "/concerns", "/conference", "/upload"):
            side.page.goto(f"{world.base}/side/{area}{part}")
            side.page.click("main form button.govuk-button")
            side.until("document.title.startsWith('Error: ')")
            fits(side, part)
        assert empty.problems == side.problems == []


def test_without_javascript_a_case_is_opened_records_uploaded_and_looked_at(tmp_path: Path, chromium: Any) -> None:
    world = World(tmp_path)
    with serving(world):
        bea = arrive(world, chromium, java_script_enabled=False)
        page = bea.page
        page.fill("#username", "spoc")
        page.fill("#password", PASSWORD)
        page.click("form[action='/sign-in'] button[type=submit]")
        page.goto(world.base + "/cases/new")
        page.fill("#reference", "FAM-0200")
        page.click("main form button")
        page.select_option("#tenant", label="Northmere Council")
        page.fill("#reference", "NM-2")
        page.check("#standing")
        page.click("main form button")
        case = page.url.split("/cases/")[1].split("/")[0]
        page.goto(f"{world.base}/cases/{case}/upload")
        page.select_option("#area", label="Northmere Council")
        page.select_option("#category", "marac")
        files = [{"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7 text"} for name in ("a.pdf", "b.pdf")]
        wrong = {"name": "c.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
        page.set_input_files("#file", [*files, wrong])
        page.click("#send")
        assert "2 files were taken; 1 was not" in page.inner_text("main")
        page.goto(f"{world.base}/cases/{case}")
        assert "0 of 2" in page.inner_text("#progress")
        world.kit.work()
        page.click("text=Show how far it is now")
        assert "2 of 2" in page.inner_text("#progress")
        page.click("text=Sign out")
        assert page.url.endswith("/sign-in?out=1")


def test_a_session_that_ends_while_a_form_is_filled_in_loses_nothing(tmp_path: Path, chromium: Any) -> None:
    from datetime import timedelta

    world = World(tmp_path)
    with serving(world):
        ann = arrive(world, chromium)
        sign_in(ann, "spoc")
        case = world.kit.open_case()
        ann.page.goto(f"{world.base}/cases/{case}/terms")
        ann.page.fill("#text", "Zorbleton")
        ann.page.check("#purpose")
        ann.page.select_option("#kind", "PLACE")
        world.kit.clock.at += timedelta(hours=1)
        ann.page.click("text=Add and search every record again")
        ann.until("document.body.innerText.includes('Nothing is lost')")
        assert ann.violations() == []
        sign_in(ann, "spoc")
        ann.until("document.body.innerText.includes('Send it again?')")
        assert ann.violations() == []
        ann.page.click("button:has-text('Send it')")
        ann.until("document.body.innerText.includes('The term is added')")
        assert "Zorbleton" in ann.page.inner_text("main")
        assert ann.problems == []


def test_files_dragged_onto_the_page_are_judged_and_sent_one_by_one(tmp_path: Path, chromium: Any) -> None:
    world = World(tmp_path)
    case = world.kit.open_case()
    world.kit.add_area(case, "north")
    with serving(world):
        ann = arrive(world, chromium)
        sign_in(ann, "spoc")
        ann.page.goto(f"{world.base}/cases/{case}/upload")
        ann.page.select_option("#area", label="Northmere Council")
        ann.page.select_option("#category", "marac")
        ann.page.evaluate(
            """() => { const data = new DataTransfer();
            for (const [name, text] of [["<img src=x onerror=alert(1)>.pdf", "%PDF-1.7"], ["b.png", "x"], ["c.pdf", "no"]])
              data.items.add(new File([text], name));
            document.querySelector("#drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true})); }"""
        )
        assert "b.png Not taken: it is not a PDF or Word" in ann.page.inner_text("#files").replace("\n", " ")
        ann.page.click("#send")
        ann.until("document.querySelector('#told').innerText.includes('1 taken, 1 not taken')")
        assert ann.violations() == []
        assert ann.page.query_selector("#files img") is None
        ann.page.click("text=See the records")
        ann.until("document.body.innerText.includes('onerror=alert(1)>.pdf')")
        assert ann.problems == []
