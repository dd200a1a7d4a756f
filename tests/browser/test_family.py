"""A family's ten records from upload to the pack that the other side collects: by keyboard alone, and by mouse alone."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Person
from tests.browser.site import Site, build, start, stop
from tests.browser.test_service_desk import SAMPLES, open_record, sit_down, state
from tests.browser.test_service_journey import press, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.timeout(1800)]
RECORDS = sorted(SAMPLES.iterdir())
STOPS = 900
"""A desk with forty findings has some three hundred stops of the tabulator."""
SECRETS = (b"Leeds", b"Harehills", b"Quarry Mount", b"LS7", b"LS8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = build(tmp_path)
    start(made, tmp_path)
    yield made
    stop(made)


class Keyboard:
    """Tabulator, Enter and the desk's own keys."""

    def choose(self, person: Person, selector: str, words: str) -> None:
        tab_to(person, selector, STOPS)
        person.page.keyboard.type(words)

    def press(self, person: Person, selector: str) -> None:
        press(person, selector, most=STOPS)

    def tick(self, person: Person, selector: str) -> None:
        press(person, selector, "Space", STOPS)

    def redact_what_is_open(self, person: Person) -> None:
        while person.page.query_selector("tr[data-action=review]"):
            person.page.keyboard.press("o")
            person.after_change(lambda: person.page.keyboard.press("r"))

    def next_page(self, person: Person) -> None:
        person.page.keyboard.press("n")

    def approve(self, person: Person) -> None:
        person.page.keyboard.press("a")
        press(person, "#approve-button", most=STOPS)


class Mouse:
    """Clicks alone."""

    def choose(self, person: Person, selector: str, words: str) -> None:
        options = person.page.query_selector_all(f"{selector} option")
        said = next(o for o in options if o.text_content().strip().casefold().startswith(words.casefold()))
        person.page.select_option(selector, value=said.get_attribute("value"))

    def press(self, person: Person, selector: str) -> None:
        person.page.click(f"{selector} >> nth=0")

    def tick(self, person: Person, selector: str) -> None:
        person.page.check(selector, force=True)

    def redact_what_is_open(self, person: Person) -> None:
        while person.page.query_selector("form[action$='/kind'] button"):
            person.after_change(lambda: person.page.click("form[action$='/kind'] button >> nth=0"))

    def next_page(self, person: Person) -> None:
        person.page.click("[data-do='page']")

    def approve(self, person: Person) -> None:
        person.page.click("#approve-button")


def upload(hands: Any, spoc: Person, site: Site) -> list[str]:
    """All ten in one form; the records' ids in the order of the case."""
    spoc.page.goto(f"{site.base}/cases/{site.case}/upload")
    spoc.until("document.querySelector('#send') !== null")
    hands.choose(spoc, "#area", "North")
    hands.choose(spoc, "#category", "Chronology")
    spoc.page.set_input_files("#file", RECORDS)
    hands.press(spoc, "#send")
    spoc.page.wait_for_url("**?done=uploaded")
    links = spoc.page.query_selector_all(f"a[href^='/cases/{site.case}/records/']")
    found = [str(link.get_attribute("href")).rsplit("/", 1)[1] for link in links]
    return [one for one in dict.fromkeys(found) if len(one) == 26]


def see_all(hands: Any, person: Person) -> None:
    for _ in range(40):
        if person.page.evaluate("/(\\d+) of \\1 pages/.test(document.querySelector('#status').innerText)"):
            return
        if person.page.query_selector("form[action$='/shown'] button"):
            hands.press(person, "form[action$='/shown'] button")
        else:
            hands.next_page(person)
        person.page.wait_for_timeout(500)
    raise AssertionError(person.page.inner_text("#status"))


def approve(hands: Any, person: Person) -> None:
    see_all(hands, person)
    if person.page.query_selector("form[action$='/pictures'] button"):
        person.after_change(lambda: hands.press(person, "form[action$='/pictures'] button"))
    person.page.reload()
    person.until("document.querySelector('#approve-button') !== null")
    hands.approve(person)
    person.until("document.querySelector('#approve-button') === null")


def review(hands: Any, site: Site, first: Person, second: Person, record: str) -> None:
    open_record(first, site, record)
    hands.redact_what_is_open(first)
    approve(hands, first)
    assert state(site, record) == "second-review"
    open_record(second, site, record)
    see_all(hands, second)
    hands.press(second, "form[action$='/compare'] button")
    second.until("document.querySelector('tr[data-row]') !== null")
    approve(hands, second)
    assert state(site, record) == "approved"


def pack_up(hands: Any, site: Site, spoc: Person, other: Person) -> None:
    """Made by one, approved by another, released."""
    spoc.page.goto(f"{site.base}/cases/{site.case}/packs/new")
    spoc.until("document.querySelector('#area') !== null")
    hands.choose(spoc, "#area", "South")
    hands.choose(spoc, "#agency", "Children")
    hands.press(spoc, "form[method=get] button")
    spoc.until("document.querySelectorAll('input[name=record]').length === 10")
    for number in range(1, 11):
        if not spoc.page.is_checked(f"#record-{number}"):
            hands.tick(spoc, f"#record-{number}")
    hands.press(spoc, "form[method=post][action$='/packs/new'] button")
    spoc.page.wait_for_url("**?done=drafted")
    at = spoc.page.url.split("?")[0]
    other.page.goto(at)
    hands.press(other, f"form[action='{at.removeprefix(site.base)}'] button")
    other.page.wait_for_url("**?done=approve")
    hands.press(other, f"form[action='{at.removeprefix(site.base)}'] button")
    other.page.wait_for_url("**?done=release")


@pytest.mark.parametrize("hands", [Keyboard(), Mouse()], ids=["keyboard", "mouse"])
def test_a_family_from_upload_to_the_pack_that_the_other_side_collects(hands: Any, site: Site, chromium: Any) -> None:
    spoc, other = sit_down(site, chromium, "spoc"), sit_down(site, chromium, "spoc2")
    first, second = sit_down(site, chromium, "reviewer"), sit_down(site, chromium, "reviewer2")
    records = upload(hands, spoc, site)
    assert len(records) == 10
    for record in records:
        site.until(record, "in-review")
    for record in records:
        review(hands, site, first, second, record)
    pack_up(hands, site, spoc, other)
    south = sit_down_at_side(site, chromium)
    south.page.goto(f"{site.base}/side/{site.south}/packs")
    with south.page.expect_download() as coming:
        hands.press(south, "form[action$='/collection'] button")
    with zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes())) as archive:
        held = [name for name in archive.namelist() if name.endswith((".pdf", ".docx")) and "/" in name]
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert len(held) == 10
    assert not [secret for secret in SECRETS if secret in everything]
    assert [p for person in (spoc, other, first, second, south) for p in person.problems] == []


def sit_down_at_side(site: Site, chromium: Any) -> Person:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(site.base + "/sign-in")
    page.fill("#username", "south")
    page.fill("#password", "a long password of ours")
    page.keyboard.press("Enter")
    page.wait_for_url("**/side**")
    return Person(page, site.base, problems)
