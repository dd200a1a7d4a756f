"""The office's way by keyboard only: signing in, a new case with an area, ten records uploaded, the work watched."""

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SLOW, Person
from tests.browser.service_world import PASSWORD, World, serving

pytestmark = pytest.mark.browser
SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "sample_docs").rglob("*") if path.suffix in (".pdf", ".docx"))


def arrive(world: World, chromium: Any, path: str = "/sign-in", **options: Any) -> Person:
    """A browser of one's own that counts errors of scripts and requests that go elsewhere."""
    page = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
    page.set_default_timeout(SLOW)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("request", lambda r: None if r.url.startswith(world.base) else problems.append(r.url))
    page.goto(world.base + path)
    return Person(page, world.base, problems)


def sign_in(person: Person, who: str) -> None:
    """By keyboard: the two fields and the Enter key."""
    tab_to(person, "#username")
    person.page.keyboard.type(who)
    tab_to(person, "#password")
    person.page.keyboard.type(PASSWORD)
    person.page.keyboard.press("Enter")
    person.page.wait_for_url(lambda url: "/sign-in" not in url)


def tab_to(person: Person, selector: str, most: int = 200) -> None:
    """Press the tabulator until it has the focus."""
    for _ in range(most):
        if person.page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(selector)


def press(person: Person, selector: str, key: str = "Enter", most: int = 200) -> None:
    """Go there by the tabulator and press a key."""
    tab_to(person, selector, most)
    person.page.keyboard.press(key)


def test_from_signing_in_to_ten_sanitised_records_by_keyboard(tmp_path: Path, chromium: Any) -> None:
    world = World(tmp_path)
    with serving(world):
        ann = arrive(world, chromium)
        keys = ann.page.keyboard
        sign_in(ann, "spoc")
        ann.page.wait_for_url("**/cases")
        press(ann, "a[href='/cases/new']")
        ann.page.wait_for_url("**/cases/new")
        assert ann.violations() == []
        tab_to(ann, "#reference")
        keys.type("FAM-0100")
        press(ann, "form[action='/cases/new'] button")
        ann.page.wait_for_url("**/areas?done=opened")
        assert ann.violations() == []
        ann.until("document.querySelector('#tenant') !== null")
        tab_to(ann, "#tenant")
        keys.type("North")
        tab_to(ann, "#reference")
        keys.type("NM-1")
        press(ann, "#standing", "Space")
        press(ann, "form[action$='/areas'] button")
        ann.page.wait_for_url("**/areas?done=area")
        press(ann, "nav[aria-label='Case FAM-0100'] a")
        ann.until("document.querySelector('a[href$=\"/upload\"]') !== null")
        press(ann, "a[href$='/upload']")
        ann.page.wait_for_url("**/upload")
        assert ann.violations() == []
        tab_to(ann, "#area")
        keys.type("North")
        tab_to(ann, "#category")
        keys.type("Chronology")
        tab_to(ann, "#file")
        files = (SAMPLES * 2)[:10]
        ann.page.set_input_files("#file", files)
        assert len(ann.page.query_selector_all("#files li")) == 10
        assert ann.violations() == []
        press(ann, "#send")
        ann.page.wait_for_url("**?done=uploaded")
        ann.until("document.body.innerText.includes('0 of 10 records')")
        assert ann.violations() == []
        world.kit.engine.pause = 0.3
        work = threading.Thread(target=world.kit.work)
        work.start()
        ann.until("document.querySelector('#progress').innerText.includes('pages a second') || /[1-9] of 10/.test(document.querySelector('#progress').innerText)")
        ann.until("document.querySelector('#progress').innerText.includes('10 of 10')")
        work.join()
        ann.until("[...document.querySelectorAll('[id^=state-]')].every(one => one.innerText.includes('in review'))")
        press(ann, "form[action='/sign-out'] button")
        ann.page.wait_for_url("**/sign-in?out=1")
        assert ann.problems == []
