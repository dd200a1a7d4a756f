"""The request ledger over HTTP: lines and their steps, checklist, clocks, exports, concerns."""

from datetime import timedelta
from typing import Any

import pytest

from sanitiser.ledger.clocks import add_working_days
from tests.api.web import PDF, Web


@pytest.fixture
def areas(web: Web) -> tuple[str, str, str]:
    """A case with two areas."""
    case_id = web.kit.open_case()
    return case_id, web.kit.add_area(case_id, "north"), web.kit.add_area(case_id, "south", present=True)


def ask(web: Web, who: str, handle: str, **said: Any) -> Any:
    body = {"nature": "request", "item": "chronology", **said}
    return web.user(who).post(f"/v1/cases/{handle}/requests", json=body)


def test_a_request_goes_its_way_and_each_sees_its_part(web: Web, areas: tuple[str, str, str]) -> None:
    """The receiving side asks, the office seeks it from the sending side, which hands it over."""
    case_id, north, south = areas
    asked = ask(web, "south", south, note="since 2020", urgent=True).json()
    assert (asked["number"], asked["state"], asked["service"]) == (1, "open", "childrens-social-work")
    sought = ask(web, "spoc", case_id, nature="seek", area_id=north, serves_id=asked["id"]).json()
    web.user("spoc").post(f"/v1/requests/{asked['id']}/steps", json={"step": "sought", "on": "2026-03-01"})
    record = web.user("north").upload(north, PDF, category="chronology", request_id=sought["id"]).json()
    assert record["request_id"] == sought["id"]
    for_north = web.user("north").get(f"/v1/cases/{north}/requests").json()["requests"]
    assert [(line["nature"], line["received_on"]) for line in for_north] == [("seek", "2026-03-02")]
    (for_south,) = web.user("south").get(f"/v1/cases/{south}/requests").json()["requests"]
    assert (for_south["note"], for_south["sought_on"], for_south["received_on"]) == ("since 2020", None, None)
    for_office = web.user("spoc").get(f"/v1/cases/{case_id}/requests").json()["requests"]
    assert [line["sought_on"] for line in for_office] == ["2026-03-01", None]
    progress = {p["item"]: p for p in web.user("spoc").get(f"/v1/cases/{case_id}/checklist").json()["items"]}
    assert (progress["chronology"]["requested"], progress["chronology"]["handed_over"]) == (1, 1)


@pytest.mark.parametrize(
    ("who", "said", "status"),
    [
        ("south", {"item": "passport"}, 400),
        ("south", {"item": "birth-certificate"}, 400),
        ("south", {"item": "nonsense"}, 422),
        ("south", {"nature": "seek"}, 400),
        ("south", {"nature": "label-question"}, 400),
        ("south", {"subject": "a" * 26}, 404),
        ("south", {"serves_id": "a" * 26}, 404),
        ("south-system", {"nature": "offer", "item": "marac"}, 201),
    ],
)
def test_lines_that_cannot_be(
    web: Web, areas: tuple[str, str, str], who: str, said: dict[str, str], status: int
) -> None:
    """Identity documents are never copied; sides do not seek; questions need a question."""
    assert ask(web, who, areas[2], **said).status_code == status


def test_a_disclosure_needs_two_people(web: Web, areas: tuple[str, str, str]) -> None:
    """The side sees nothing until a second person approved it; then the value, and the line is closed."""
    _, _, south = areas
    line = ask(web, "south", south, nature="disclosure", note="court order: which hospital?").json()
    spoc, second = web.user("spoc"), web.user("spoc2")
    url = f"/v1/requests/{line['id']}"
    assert spoc.post(f"{url}/answer-approval").status_code == 409
    assert spoc.post(f"{url}/answer", json={"text": "a children's ward"}).json()["state"] == "drafted"
    (seen,) = web.user("south").get(f"/v1/cases/{south}/requests").json()["requests"]
    assert (seen["answer"], seen["state"]) == ("", "open")
    assert spoc.post(f"{url}/answer-approval").status_code == 409
    assert second.post(f"{url}/answer-approval").status_code == 200
    (seen,) = web.user("south").get(f"/v1/cases/{south}/requests").json()["requests"]
    assert (seen["answer"], seen["state"]) == ("a children's ward", "answered")


def test_a_question_about_a_label_is_answered(web: Web, areas: tuple[str, str, str]) -> None:
    """By the office, at once."""
    _, _, south = areas
    line = ask(web, "south", south, nature="label-question", note="what kind of [HOSPITAL 1]?").json()
    web.user("spoc").post(f"/v1/requests/{line['id']}/answer", json={"text": "a general one"})
    (seen,) = web.user("south").get(f"/v1/cases/{south}/requests").json()["requests"]
    assert seen["answer"] == "a general one"


def clocks(web: Web, who: str, handle: str) -> dict[str, tuple[str, bool, bool]]:
    found = web.user(who).get(f"/v1/cases/{handle}/clocks").json()["clocks"]
    return {clock["kind"]: (clock["due"][:10], clock["done"], clock["overdue"]) for clock in found}


def test_clocks_run_and_show_what_is_overdue(web: Web, areas: tuple[str, str, str]) -> None:
    """SPOC within a week of the meeting; disputes in five working days."""
    case_id, _, south = areas
    web.user("spoc").call("PATCH", f"/v1/cases/{case_id}", json={"met_on": "2026-03-02", "met_with": "both"})
    assert clocks(web, "south", south) == {"spoc-named": ("2026-03-09", False, False)}
    web.kit.clock.at += timedelta(days=8)
    assert clocks(web, "south", south)["spoc-named"] == ("2026-03-09", False, True)
    web.user("south").call("PUT", f"/v1/cases/{south}/spoc", json={"designates": "dcs"})
    assert clocks(web, "south", south)["spoc-named"] == ("2026-03-09", True, False)
    line = ask(web, "south", south).json()
    web.user("south").post(f"/v1/requests/{line['id']}/steps", json={"step": "disputed", "on": "2026-03-06"})
    assert clocks(web, "south", south)["dispute"] == ("2026-03-13", False, False)
    web.user("south").post(f"/v1/requests/{line['id']}/steps", json={"step": "closed", "on": "2026-03-10"})
    assert clocks(web, "south", south)["dispute"] == ("2026-03-13", True, False)


def test_working_days_leave_weekends_out() -> None:
    """Fifteen working days are three weeks; from a Friday one is the Monday."""
    from datetime import date

    assert add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert add_working_days(date(2026, 3, 2), 15) == date(2026, 3, 23)
    assert add_working_days(date(2026, 3, 7), 5) == date(2026, 3, 13)


def test_a_breach_starts_the_ico_clock_which_no_side_sees(web: Web, areas: tuple[str, str, str]) -> None:
    """72 hours from when it was known; the office alone says that it is a breach."""
    case_id, north, south = areas
    body = {"kind": "relocation-disclosed", "note": "in class", "breach": True}
    concern = web.user("south").post(f"/v1/cases/{south}/concerns", json=body).json()
    assert concern["breach"] is False
    url = f"/v1/concerns/{concern['id']}"
    assert web.user("spoc").call("PATCH", url, json={"breach": True}).json()["breach"] is True
    web.kit.clock.at += timedelta(hours=73)
    assert clocks(web, "spoc", case_id)["ico"] == ("2026-03-05", False, True)
    assert "ico" not in clocks(web, "south", south)
    assert web.user("north").get(f"/v1/cases/{north}/concerns").json() == {"concerns": []}
    web.user("spoc").call("PATCH", url, json={"told_ico": True, "close": True})
    assert clocks(web, "spoc", case_id)["ico"] == ("2026-03-05", True, False)


def test_exports_are_inert(web: Web, areas: tuple[str, str, str]) -> None:
    """A formula in a note stays text in the spreadsheet; markup stays text on the page."""
    _, _, south = areas
    ask(web, "south", south, note="=cmd|'/c calc'!A0 <script>alert(1)</script>, \"quoted\"")
    sheet = web.user("south").get(f"/v1/cases/{south}/ledger.csv").text
    assert ",\"'=cmd" in sheet
    page = web.user("south").get(f"/v1/cases/{south}/ledger.html")
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "never copied" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
