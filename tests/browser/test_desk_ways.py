"""The laptop's desk by other ways than the keyboard: by mouse, without scripts, enlarged, by two people at once."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Person, Server, enter, serving
from tests.review.kit import FIRST, Given, build

pytestmark = [pytest.mark.browser, pytest.mark.proof]


def _count(person: Person, selector: str) -> int:
    return int(person.page.evaluate(f"document.querySelectorAll({selector!r}).length"))


def test_a_record_is_read_changed_and_approved_by_mouse(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann")
    ann.page.click('a[href="/records/0002"]')
    ann.until("document.querySelectorAll('#original .app-box').length > 2")
    ann.page.click('rect[data-f="3"]')
    ann.until("document.querySelector('tr[data-row=\"3\"]').classList.contains('app-row--now')")
    ann.after_change(lambda: ann.page.click('tr[data-row="3"] input[value=redact]'))
    ann.after_change(lambda: ann.page.click('[data-key="u"]'))
    ann.after_change(lambda: ann.page.click('[data-key="U"]'))
    # a box over a word that was missed: its page tells where that is
    box = ann.page.evaluate("fetch('/records/0002/boxes/1?q=Zorbleton').then((answer) => answer.json())")[-1]
    place = ann.page.evaluate(
        "(box) => { const svg = document.querySelector('#original svg'); svg.scrollIntoView({ block: 'center' });"
        " const at = (x, y) => { const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()); return [p.x, p.y]; };"
        " return [at(box.x - 2, box.y - 2), at(box.x + box.width + 2, box.y + box.height + 2)]; }",
        box,
    )
    before = _count(ann, "tr[data-row]")
    mouse = ann.page.mouse
    mouse.move(*place[0])
    mouse.down()
    mouse.move(*place[1], steps=4)
    ann.after_change(mouse.up)
    ann.until(f"document.querySelectorAll('tr[data-row]').length === {before + 1}")
    ann.until("document.querySelectorAll('#original rect[data-f=\"4\"]').length === 1")
    assert ann.violations() == []
    ann.until("document.querySelector('#status').innerText.includes('1 of 1 pages')")
    ann.until("document.querySelector('#approve-button') !== null")
    ann.page.click("#approve-button")
    ann.page.wait_for_url("**/")
    assert "second reviewer" in ann.page.inner_text("main")
    assert ann.problems == []


def test_a_record_is_read_and_decided_without_scripts(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann", java_script_enabled=False)
    page = ann.page
    page.click('a[href="/records/0002"]')
    page.click("noscript a")
    assert page.locator("#original rect.app-box").count() > 2
    assert "Page 1 of 1" in page.inner_text("main")
    page.check('tr[data-row="3"] input[value=redact]')
    page.click("text=Save these decisions")
    assert page.is_checked('tr[data-row="3"] input[value=redact]')
    assert "0 to decide" in page.inner_text("#status")
    page.fill("#search", "zorbleton")
    page.click("#search-form button")
    page.click("#add button")
    assert "Redacted at 1 place" in page.inner_text("main")
    page.select_option("#type-page", "0")
    page.click("button[value=withhold]")
    assert "The whole record is withheld" in page.inner_text("#more")
    page.click("text=Give the original back")
    page.click("text=Approve this copy")
    assert "second reviewer" in page.inner_text("main")
    assert ann.problems == []


def test_enlarged_four_times_nothing_is_cut_off_and_every_command_can_be_reached(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann")
    ann.page.set_viewport_size({"width": 360, "height": 225})
    for path in ("/", "/records/0001", "/records/0002", "/records/0002?q=zorbleton&where=case"):
        ann.page.goto(ann.base + path)
        assert ann.violations() == [], path
        assert ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    ann.page.goto(ann.base + "/records/0002")
    # the bar must not cover what is worked on
    assert ann.page.evaluate("getComputedStyle(document.querySelector('.app-bar')).position") == "static"
    ann.page.click('[data-do="help"]')
    assert ann.violations() == []
    ann.page.click('[data-do="close"]')
    ann.page.click('[data-do="large"]')
    assert ann.violations() == []
    assert ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ann.problems == []


def test_what_another_reviewer_changed_meanwhile_is_told_and_neither_is_lost(server: Server, chromium: Any) -> None:
    ann = enter(server, chromium, "Ann")
    ann.page.goto(ann.base + "/records/0001")
    chromium.new_context().new_page().goto(ann.base + "/")  # a stranger's knock prints a new link
    server.link(after=1)
    bea = enter(server, chromium, "Bea")
    bea.page.goto(bea.base + "/records/0001")
    for person in (ann, bea):  # a page that was seen asks for news: that has happened
        person.until("document.querySelector('#status').innerText.includes('1 of 1 pages')")
    ann.after_change(lambda: ann.page.click('tr[data-row="2"] input[value=keep]'))
    bea.page.click('tr[data-row="3"] input[value=keep]')
    bea.until("document.querySelector('#told').innerText.includes('Another reviewer changed it')")
    bea.until("document.querySelector('tr[data-row=\"2\"] input[value=keep]').checked")
    assert bea.violations() == []
    bea.after_change(lambda: bea.page.click('tr[data-row="3"] input[value=keep]'))
    ann.page.reload()
    ann.until("document.querySelectorAll('tr[data-action=keep]').length === 3")
    assert "Bea" in ann.page.inner_text("#more")
    assert ann.problems == bea.problems == []


def test_a_long_text_comes_as_it_is_read_and_counts_as_shown_once_all_of_it_was(tmp_path: Path, chromium: Any) -> None:
    build(tmp_path / "out", (Given(FIRST * 60),))
    with serving(tmp_path / "out", tmp_path / "log") as server:
        ann = enter(server, chromium, "Ann")
        ann.page.goto(ann.base + "/records/0001")
        ann.until("document.querySelectorAll('#original .app-leaf').length === 3")
        assert _count(ann, "#original .app-leaf__space") > 0
        to_the_end = "document.querySelector('#desk').scrollIntoView(), document.querySelector('#original').scrollTop = 1e7"
        ann.page.evaluate(to_the_end)
        ann.until("document.querySelectorAll('#original .app-leaf__space').length < 2")
        assert "0 of 1 pages" in ann.page.inner_text("#status")
        ann.page.evaluate("document.querySelectorAll('#original .app-leaf')[1].scrollIntoView()")
        ann.until("document.querySelectorAll('#original .app-leaf__space').length === 0")
        ann.page.evaluate(to_the_end)
        ann.until("document.querySelector('#status').innerText.includes('1 of 1 pages')")
        ann.page.evaluate("document.querySelector('#original').scrollTop = 0")
        ann.after_change(lambda: ann.page.click('tr[data-row="2"] input[value=keep]'))
        ann.until("document.querySelector('mark[data-f=\"2\"]').classList.contains('app-mark--keep')")
        assert ann.problems == []
