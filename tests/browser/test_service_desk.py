"""The desk on the server in Chromium, with a real worker: two people, a blind second look, an ended session, a pack."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SLOW, Person
from tests.browser.site import PASSWORD, Site, build, start, stop

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parents[2] / "sample_docs" / "first"
LETTER, VISITS = SAMPLES / "clinic letter LGI.pdf", SAMPLES / "HV record Harehills.docx"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = build(tmp_path)
    start(made, tmp_path)
    yield made
    stop(made)


def sit_down(site: Site, chromium: Any, name: str) -> Person:
    """A browser of its own, signed in."""
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(SLOW)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(site.base) else problems.append(r.url))
    page.goto(site.base + "/")
    sign_in(page, name)
    page.wait_for_url("**/cases")
    return Person(page, site.base, problems)


def sign_in(page: Any, name: str) -> None:
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")


def open_record(person: Person, site: Site, record: str) -> None:
    person.page.goto(f"{site.base}/cases/{site.case}/records/{record}")
    person.until("document.querySelector('#version') !== null")


def decide_all(person: Person) -> None:
    """Redact whatever is still to decide, a kind at a time."""
    while person.page.query_selector("form[action$='/kind'] button"):
        person.after_change(lambda: person.page.click("form[action$='/kind'] button >> nth=0"))


def see_all(person: Person) -> None:
    """Turn the pages until each has been on the screen, or say that a text was read to its end."""
    for _ in range(40):
        if person.page.evaluate("/(\\d+) of \\1 pages/.test(document.querySelector('#status').innerText)"):
            return
        read = person.page.query_selector("form[action$='/shown'] button")
        if read:
            read.click()
        person.page.keyboard.press("n")
        person.page.wait_for_timeout(700)
    raise AssertionError(person.page.inner_text("#status"))


def approve(person: Person) -> None:
    see_all(person)
    if person.page.query_selector("form[action$='/pictures'] button"):
        person.after_change(lambda: person.page.click("form[action$='/pictures'] button"))
    person.page.reload()
    assert person.page.query_selector("#approve-button"), person.page.inner_text("#approve-section, #obstacles")
    person.page.click("#approve-button")
    person.until("document.querySelector('#approve-button') === null")


def state(site: Site, record: str) -> str:
    return site.kit.record(record).state


def lapse(site: Site) -> None:
    """Everybody has been away for an hour."""
    from sqlalchemy import update

    from sanitiser.store.base import now
    from sanitiser.store.tables.people import LoginSession

    with site.kit.database.write() as session:
        session.execute(update(LoginSession).values(seen_at=now() - timedelta(hours=1)))


def test_a_session_that_ends_in_mid_edit_loses_nothing(site: Site, chromium: Any) -> None:
    """What was being sent is kept for this person, shown again after signing in, and sent when they say so."""
    record = site.upload(VISITS, "health-visiting")
    site.until(record, "in-review")
    ann = sit_down(site, chromium, "reviewer")
    open_record(ann, site, record)
    ann.page.fill("#add-text", "final")
    lapse(site)
    ann.page.press("#add-text", "Enter")
    ann.until("document.querySelector('#password') !== null")
    sign_in(ann.page, "reviewer")
    ann.until("document.querySelector('h1').innerText === 'Send it again?'")
    assert "final" in ann.page.inner_text("dl")
    assert ann.violations() == []
    ann.page.click("button:has-text('Send it')")
    ann.page.wait_for_url(f"**/records/{record}")
    ann.until("document.body.innerText.includes('Redacted at 1 place.')")
    assert "final" not in ann.page.inner_text("#copy")
    assert ann.violations() == []
    assert ann.problems == []


@pytest.mark.proof
def test_two_reviewers_at_once_are_told_and_lose_nothing(site: Site, chromium: Any) -> None:
    """Who comes second is told what the first did, and both decisions stand in the end."""
    record = site.upload(VISITS, "health-visiting")
    site.until(record, "in-review")
    ann, bea = sit_down(site, chromium, "reviewer"), sit_down(site, chromium, "reviewer2")
    for person in (ann, bea):
        open_record(person, site, record)
    ann.page.fill("#add-text", "final")
    ann.after_change(lambda: ann.page.press("#add-text", "Enter"))
    bea.page.fill("#add-text", "team manager")
    bea.page.press("#add-text", "Enter")
    bea.until("document.querySelector('#told').innerText.includes('Another reviewer changed it')")
    bea.until("!document.querySelector('#copy').innerText.includes('final')")
    assert "reviewer, " in bea.page.inner_text("#more")
    bea.page.fill("#add-text", "team manager")
    bea.after_change(lambda: bea.page.press("#add-text", "Enter"))
    bea.until("!document.querySelector('#copy').innerText.includes('team manager')")
    ann.page.reload()
    assert "final" not in ann.page.inner_text("#copy")
    assert "team manager" not in ann.page.inner_text("#copy")
    assert ann.problems + bea.problems == []


@pytest.mark.proof
def test_from_upload_to_a_pack_that_the_other_side_fetches(site: Site, chromium: Any) -> None:
    """Two records, a worker, two reviewers of whom the second is blind at first, two SPOCs, and the receiving side."""
    records = [site.upload(LETTER, "health-assessments"), site.upload(VISITS, "health-visiting")]
    for record in records:
        site.until(record, "in-review")
    ann, bea = sit_down(site, chromium, "reviewer"), sit_down(site, chromium, "reviewer2")
    assert ann.page.goto(f"{site.base}/cases/{site.case}").ok
    assert ann.violations() == []
    for record in records:
        open_record(ann, site, record)
        decide_all(ann)
        assert ann.violations() == []
        approve(ann)
        assert state(site, record) == "second-review"
        open_record(bea, site, record)
        assert bea.page.query_selector("tr[data-row]") is None
        assert bea.page.query_selector("#original mark, #original rect") is None
        assert "reviewer, " not in bea.page.inner_text("#more")
        assert bea.violations() == []
        see_all(bea)
        bea.page.click("form[action$='/compare'] button")
        bea.until("document.querySelector('tr[data-row]') !== null")
        approve(bea)
        assert state(site, record) == "approved"
    body = {"area_id": site.south, "agency": "health", "records": records}
    pack = json.loads(site.call("POST", f"/v1/cases/{site.case}/packs", "spoc", body))["id"]
    site.call("POST", f"/v1/packs/{pack}/approval", "spoc2")
    site.call("POST", f"/v1/packs/{pack}/release", "spoc")
    data = site.call("GET", f"/v1/packs/{pack}/content", "south")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = [name for name in archive.namelist() if name.endswith((".pdf", ".docx")) and "/" in name]
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert len(held) == 2
    for secret in (b"Harehills", b"LGI", b"Leeds"):
        assert secret not in everything
    assert ann.problems + bea.problems == []
