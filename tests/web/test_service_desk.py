"""The server's desk without a browser: hostile text is inert, forms are this session's, every command is a plain form."""

import re
from collections.abc import Iterator

import pytest

from sanitiser.domain.kinds import Action
from sanitiser.domain.record import MediaType
from sanitiser.store.tables.people import Account
from tests.api.web import Web
from tests.review.desks import ServiceDesks
from tests.review.kit import FIRST, SECOND, Given
from tests.service_kit import Kit
from tests.web.conftest import HOSTILE
from tests.web.service_pages import HTML, Browser, browser, heading
from tests.web.tags import Tags


class Office:
    """The office's pages over a case with three records that a worker has done."""

    def __init__(self, kit: Kit, web: Web) -> None:
        hostile = Given((f"Seen in Leeds {HOSTILE}", f"Zorbleton{HOSTILE} at Roundhay."), source=f"{HOSTILE}.docx")
        self.desks = ServiceDesks(kit, (Given(FIRST), Given(SECOND, MediaType.PDF), hostile))
        self.web, self.ann = web, browser(web, "reviewer")

    def at(self, number: int, part: str = "") -> str:
        return f"/cases/{self.desks.case}/records/{self.desks.all[number]}{part}"

    def send(self, number: int, part: str, who: Browser | None = None, **fields: object) -> object:
        """A form of the desk, and the page that follows."""
        person = who or self.ann
        version = re.search(r'id="version" name="version" value="(\d+)"', person.get(self.at(number)).text)
        answer = person.post(self.at(number, part), **{"version": version[1] if version else "0", **fields})
        return person.get(answer.headers["location"]) if answer.status_code == 303 else answer

    def decisions(self, number: int) -> list:  # type: ignore[type-arg]
        return list(self.desks.desk.view(self.desks.people[0], self.desks.all[number]).decisions)


@pytest.fixture
def office(embedded: Kit) -> Iterator[Office]:
    with Web(embedded) as web:
        made = Office(embedded, web)
        yield made
        made.desks.close()


def test_markup_in_any_field_is_text(office: Office) -> None:
    with office.desks.kit.database.write() as session:
        account = session.get(Account, office.desks.people[0])
        assert account is not None
        account.display_name = f"Ann {HOSTILE}"
    office.send(2, "/add", text=HOSTILE[:60], kind="PLACE", back=HOSTILE)
    office.send(2, "/safe", text=HOSTILE[:200])
    asked = f"?q={HOSTILE}&show={HOSTILE}&sort={HOSTILE}"
    leaves = [office.at(2, f"/leaf/{side}/1") for side in ("original", "copy")]
    for path in (office.at(2), office.at(1), office.at(2, asked), office.at(2, "?sheet=1"), *leaves):
        answer = office.ann.get(path)
        assert answer.status_code == 200, path
        seen = Tags()
        seen.feed(answer.text)
        assert all(script.get("nonce") for script in seen.scripts), path
        assert not seen.handlers, path
        assert "x" not in seen.images, path
        assert "<script>alert" not in answer.text
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert "alert(1)" in office.ann.get(office.at(2)).text  # it is shown, as text


def test_a_whole_record_passes_its_two_reviews_by_plain_forms(office: Office) -> None:
    bea = browser(office.web, "reviewer2")
    text = office.ann.get(office.at(0)).text
    for words in ("Quarry Mount Primary School", "[SCHOOL 1]", "A word of the test", "Passed.", "Zorbleton", "Record 1"):
        assert words in text, words
    office.send(0, "/kind", kind="AREA_CLUE")
    assert Action.REVIEW not in {d.action for d in office.decisions(0)}
    office.send(0, "/add", text="zorbleton", kind="PLACE")
    office.send(0, "/undo")
    answer = office.send(0, "/redo")
    office.send(0, "/shown", sheet=1)
    answer = office.send(0, "/approve")
    assert "now needs a second reviewer" in answer.text  # type: ignore[attr-defined]
    blind = bea.get(office.at(0)).text
    assert "A word of the test" not in blind
    assert "<mark" not in blind
    assert "Not shown to you yet" in bea.get(office.at(0)).text
    for way in ("/undo", "/redo"):
        assert "Look at the copy by itself first" in office.send(0, way, bea).text  # type: ignore[attr-defined]
    early = office.send(0, "/compare", bea)
    assert "look at every page first" in early.text  # type: ignore[attr-defined]
    office.send(0, "/shown", bea, sheet=1)
    assert "A word of the test" in office.send(0, "/compare", bea).text  # type: ignore[attr-defined]
    office.send(0, "/approve", bea)
    assert office.desks.kit.record(office.desks.all[0]).state == "approved"
    office.send(0, "/reopen", bea)
    assert office.desks.kit.record(office.desks.all[0]).state == "in-review"


def test_boxes_and_pictures_are_the_case_s_own(office: Office) -> None:
    answer = office.ann.get(office.at(1, "/original/1.webp"))
    assert (answer.status_code, answer.content[8:12]) == (200, b"WEBP")
    assert answer.headers["cache-control"] == "no-store"
    assert office.ann.get(office.at(1, "/copy/0/1.webp")).content[8:12] == b"WEBP"
    assert office.ann.get(office.at(1, "/copy/9/1.webp")).status_code == 404
    other = office.desks.kit.open_case("FAM-0002")
    for path in ("", "/original/1.webp", "/copy/0/1.webp", "/boxes/1", "/leaf/copy/1"):
        address = office.at(1, path).replace(office.desks.case, other)
        assert office.ann.get(address).status_code == 404, path
        assert browser(office.web, "auditor").get(office.at(1, path)).status_code == 403


def test_a_form_without_its_token_or_from_elsewhere_changes_nothing(office: Office) -> None:
    before = office.decisions(0)
    for token, more in (("", {}), ("wrong", {}), (office.ann.token, {"Origin": "http://evil.example"})):
        headers = {**HTML, "Cookie": office.ann.user.headers["Cookie"], **more}
        fields = {"token": token, "version": "99", "kind": "AREA_CLUE"}
        answer = office.web.client.post(office.at(0, "/kind"), data=fields, headers=headers, follow_redirects=False)
        assert answer.status_code == 403
    assert office.decisions(0) == before


def test_the_conflict_of_two_reviewers_is_said_once_on_the_page(office: Office) -> None:
    bea = browser(office.web, "reviewer2")
    office.send(0, "/kind", bea, kind="AREA_CLUE")
    answer = office.send(0, "/add", text="Zorbleton", kind="PLACE", version=0)
    assert "Another reviewer changed it" in answer.text  # type: ignore[attr-defined]
    assert "Another reviewer changed it" not in office.ann.get(office.at(0)).text
    assert "Another reviewer changed it" not in bea.get(office.at(0)).text


def test_a_record_that_nobody_can_review_yet_says_what_it_waits_for(office: Office) -> None:
    waiting = office.desks.hand_over(b"%PDF-1.7 nothing", "later.pdf")
    path = f"/cases/{office.desks.case}/records/{waiting}"
    answer = office.ann.get(path)
    assert (answer.status_code, heading(answer)) == (200, "Case FAM-0001 Record 4")
    assert "It is being sanitised" in answer.text
    office.desks.work()
    assert "Try again" in office.ann.get(path).text
    assert office.ann.get(f"/cases/{office.desks.case}/records/{'a' * 26}").status_code == 404


def test_a_record_that_nobody_could_read_is_typed_at_the_desk(office: Office) -> None:
    bad = office.desks.hand_over(b"%PDF-1.7 nonsense", "scan.pdf")
    office.desks.work()
    office.desks.all.append(bad)
    assert "Type or withhold it" in office.ann.get(office.at(3)).text
    answer = office.ann.post(office.at(3, "/take-up"))
    assert answer.headers["location"] == office.at(3) + "#t-type"
    assert "There is no copy." in office.ann.get(office.at(3)).text
    waits = office.send(3, "/type", act="type", page=0, text=f"Seen in Leeds {HOSTILE}")
    assert "being made again" in waits.text  # type: ignore[attr-defined]
    office.desks.work()
    text = office.ann.get(office.at(3)).text
    assert "Seen in <span" in text
    assert "<script>alert" not in text
    assert office.desks.kit.record(bad).state == "in-review"
