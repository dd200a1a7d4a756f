"""By keyboard only, from the link in the terminal to a signed pack, with two reviewers."""

import os
from typing import Any

import pytest

from sanitiser.release.check import check, read_key
from tests.browser.conftest import Person, Server, enter

pytestmark = pytest.mark.browser


def _tab_to(person: Person, selector: str) -> None:
    for _ in range(400):
        if person.page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(selector)


def _open(person: Person, name: str) -> None:
    _tab_to(person, f'a[href="/records/{name}"]')
    person.page.keyboard.press("Enter")
    person.page.wait_for_url(f"**/records/{name}")


def _approve(person: Person) -> None:
    keys = person.page.keyboard
    keys.press("n")
    person.until("document.querySelector('#status').innerText.includes('1 of 1 pages')")
    keys.press("a")
    person.until("document.querySelector('#approve-button') !== null")
    _tab_to(person, "#approve-button")
    keys.press("Enter")


def test_from_link_to_pack_by_keyboard(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann")
    assert ann.violations() == []
    keys = ann.page.keyboard
    _open(ann, "0002")
    ann.until("document.querySelector('#original img')?.naturalWidth > 0")
    keys.press("o")  # next to decide
    ann.after_change(lambda: keys.press("r"))
    keys.press("k")
    ann.after_change(lambda: keys.press("p"))
    ann.until("document.querySelector('tr[data-action=keep] .app-said') !== null")
    ann.after_change(lambda: keys.press("u"))
    keys.press("/")
    keys.type("zorbleton")
    keys.press("Enter")
    ann.page.wait_for_url("**q=zorbleton**")
    _tab_to(ann, "#add button")
    ann.after_change(lambda: keys.press("Enter"))
    ann.until("document.querySelectorAll('tr[data-row]').length === 4")
    assert ann.violations() == []
    keys.press("?")
    ann.until("document.querySelector('#help').open")
    assert ann.violations() == []
    keys.press("Escape")
    _approve(ann)
    ann.page.wait_for_url("**/")
    _tab_to(ann, "a[href='/change']")
    keys.press("Enter")
    ann.page.wait_for_url("**/change")
    _tab_to(ann, "#who")
    keys.type("Bea")
    keys.press("Enter")
    ann.page.wait_for_url("**/")
    _open(ann, "0002")
    assert not ann.page.query_selector("tr[data-row]")  # blind at first
    assert ann.violations() == []
    keys.press("n")
    ann.until("document.querySelector('#status').innerText.includes('1 of 1 pages')")
    _tab_to(ann, "form[action$='/compare'] button")
    keys.press("Enter")
    ann.until("document.querySelector('tr[data-row]') !== null")
    _approve(ann)
    ann.page.wait_for_url("**/")
    _tab_to(ann, 'a[href="/pack"]')
    keys.press("Enter")
    ann.page.wait_for_url("**/pack")
    assert ann.violations() == []
    _tab_to(ann, "#agency")
    keys.type("school")
    _tab_to(ann, "#about-1")
    keys.press("Space")
    _tab_to(ann, "#c-0002")
    keys.type("School file")
    _tab_to(ann, "form[action='/pack'] button")
    keys.press("Enter")
    ann.until("document.body.innerText.includes('Pack written and signed')")
    packs = server.out / "packs"
    key = read_key((packs / "release-public-key.pem").read_bytes())
    found = check((packs / "pack-0001.zip").read_bytes(), key)
    assert found.files == ("school-file/school-file-0001.pdf",)
    assert found.subjects == ("Kezia Oyelaran",)
    folder = os.environ.get("SANITISER_TEST_PICTURES")
    if folder:
        ann.page.screenshot(path=f"{folder}/packs.png", full_page=True)
    _tab_to(ann, 'a[href="/pack/parts/0002"]')
    keys.press("Enter")
    ann.page.wait_for_url("**/pack/parts/0002")
    assert ann.violations() == []
    ann.page.check("input[name=p] >> nth=1")
    ann.page.click("form[action='/pack/parts/0002'] button")
    ann.until("document.body.innerText.includes('About a third party')")
    assert ann.violations() == []
    if folder:
        ann.page.screenshot(path=f"{folder}/parts.png", full_page=True)
    assert ann.problems == []
