"""The office's page on whom a record is about: paragraphs are marked and taken back, by plain forms."""

from collections.abc import Iterator

import pytest

from sanitiser.store.tables.audit import AuditEntry
from tests.api.web import Web
from tests.review.desks import ServiceDesks
from tests.review.kit import FIRST, SECOND, Given
from tests.service_kit import Kit
from tests.web.conftest import HOSTILE
from tests.web.service_pages import browser, heading


class Page:
    """One record with hostile text, and two children of the family."""

    def __init__(self, kit: Kit, web: Web) -> None:
        self.desks = ServiceDesks(kit, (Given((*FIRST, f"Tasha {HOSTILE} hides it.")), Given(SECOND)))
        self.web, self.spoc = web, browser(web, "spoc")
        self.case, self.record = self.desks.case, self.desks.all[0]
        self.at = f"/cases/{self.case}/records/{self.record}/parts"
        api = web.user("spoc")
        body = {"kind": "child", "names": []}
        self.ids = [
            api.post(f"/v1/cases/{self.case}/subjects", json={**body, "name": f"{name} {HOSTILE}"}).json()["id"]
            for name in ("Kezia", "Tasha")
        ]

    def places(self) -> list[str]:
        shown = self.web.user("spoc").get(f"/v1/records/{self.record}/paragraphs").json()["paragraphs"]
        return [str(number) for number, _ in enumerate(shown)]


@pytest.fixture
def page(embedded: Kit) -> Iterator[Page]:
    with Web(embedded) as web:
        made = Page(embedded, web)
        yield made
        made.desks.close()


def test_paragraphs_are_marked_and_taken_back(page: Page) -> None:
    """Neighbours as one part, about the people chosen; nothing chosen is said; markup is text; each look is audited."""
    first = page.spoc.get(page.at)
    assert (first.status_code, heading(first).endswith("parts about others")) == (200, True)
    assert "<script>alert" not in first.text
    assert page.at in page.spoc.get(page.at.replace("/parts", "/about")).text
    for fields in ({"do": "mark"}, {"do": "nonsense"}):
        assert page.spoc.post(page.at, **fields).status_code == 422
    assert page.spoc.post(page.at, do="mark", p=["0", "1", "3"], subject=page.ids[1]).status_code == 303
    assert page.spoc.post(page.at, do="mark", p="2").status_code == 303
    api = page.web.user("spoc")
    listed = api.get(f"/v1/records/{page.record}/parts").json()["parts"]
    assert [one["subjects"] for one in listed] == [[page.ids[1]], [page.ids[1]], []]
    assert listed[0]["text"] == "\n".join(FIRST[:2])
    assert "A third party" in page.spoc.get(page.at).text
    assert page.spoc.post(page.at, do="unmark", part=listed[2]["id"]).status_code == 303
    assert page.spoc.post(page.at, do="unmark", part=listed[2]["id"]).status_code == 404
    assert len(api.get(f"/v1/records/{page.record}/parts").json()["parts"]) == 2
    with page.web.kit.database.read() as session:
        events = "".join(entry.event for entry in session.query(AuditEntry))
    assert '"record.seen"' in events
    assert "hides it" not in events


def test_the_page_is_the_office_s_alone(page: Page) -> None:
    for name in ("north", "auditor", "admin"):
        assert browser(page.web, name).get(page.at).status_code in (403, 404)
    other = page.web.kit.open_case("FAM-9")
    assert page.spoc.get(f"/cases/{other}/records/{page.record}/parts").status_code == 404
