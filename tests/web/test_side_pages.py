"""The pages of a local authority's SPOC: asking, offering, handing over, collecting, reporting; its own side alone."""

import zipfile
from io import BytesIO

import pytest

from tests.api.web import PDF, Web
from tests.browser.service_world import World
from tests.web.service_pages import browser
from tests.web.test_case_pages import HOSTILE, upload


def test_a_request_is_written_asked_about_disputed_and_closed(web: Web) -> None:
    side = web.kit.add_area(web.kit.open_case(), "north")
    north = browser(web, "north")
    wrong = north.post(f"/side/{side}/new/request", item="passport", note="x" * 4001)
    assert wrong.status_code == 422
    assert wrong.text.count("Choose which records it is about") == 2
    assert "this has 4,001" in wrong.text
    done = north.post(f"/side/{side}/new/request", item="chronology", note="The newest", urgent="1")
    assert "The request is sent." in north.get(done.headers["location"]).text
    assert north.post(f"/side/{side}/new/label-question", item="chronology", note="").status_code == 422
    (line,) = web.user("north").get(f"/v1/cases/{side}/requests").json()["requests"]
    page = north.get(f"/side/{side}/lines/{line['id']}").text
    assert "The newest" in page
    assert north.post(f"/side/{side}/lines/{line['id']}", step="released").status_code == 422
    assert north.post(f"/side/{side}/lines/{line['id']}", step="disputed").status_code == 303
    assert "Settle the dispute" in north.get(f"/side/{side}").text
    assert north.post(f"/side/{side}/lines/{line['id']}", step="closed").status_code == 303
    assert "What happened?" not in north.get(f"/side/{side}/lines/{line['id']}").text


def test_records_are_handed_over_and_only_their_own_faults_are_told(web: Web) -> None:
    case = web.kit.open_case()
    side = web.kit.add_area(case, "north")
    north = browser(web, "north")
    files = [("good.pdf", PDF + b"x"), ("bad.pdf", PDF + b"QUARANTINE")]
    assert upload(north, f"/side/{side}/upload", files, category="marac").headers["location"].endswith("handed-over")
    assert upload(north, f"/cases/{case}/upload", files, category="marac", area=side).status_code == 403
    web.kit.work()
    page = north.get(f"/side/{side}/records").text
    assert "1. good.pdf" in page
    assert "accepted" in page
    assert "The file is damaged." in page


def test_the_spoc_is_named_and_a_conference_stops_its_clock(web: Web) -> None:
    case = web.kit.open_case()
    side = web.kit.add_area(case, "north")
    web.user("spoc").call("PATCH", f"/v1/cases/{case}", json={"met_on": "2026-02-01", "met_with": "dcs"})
    north = browser(web, "north")
    assert "Name the local authority SPOC" in north.get(f"/side/{side}").text
    assert north.post(f"/side/{side}/spoc", designates="dcs").status_code == 303
    page = north.get(f"/side/{side}").text
    assert "Name the local authority SPOC" not in page
    assert "You are. Standing in for you: the dcs" in page
    late = {"held_on-day": "1", "held_on-month": "1", "held_on-year": "2100"}
    assert "today or earlier" in north.post(f"/side/{side}/conference", **late).text
    held = {**late, "held_on-year": "2026"}
    assert north.post(f"/side/{side}/conference", **held).status_code == 303


@pytest.fixture
def world(tmp_path: object) -> World:
    return World(tmp_path)  # type: ignore[arg-type]


def test_a_pack_is_collected_by_a_form_noted_passed_on_and_gone_when_recalled(world: World) -> None:
    ids, web = world.fill(), world.web
    with web:
        south, spoc = browser(web, "south"), browser(web, "spoc")
        side, pack = f"/side/{ids['new']}", ids["released"]
        assert south.get(f"{side}/packs/{pack}/collection").status_code == 405
        answer = south.post(f"{side}/packs/{pack}/collection")
        assert answer.headers["content-disposition"] == 'attachment; filename="pack-0001.zip"'
        assert zipfile.ZipFile(BytesIO(answer.content)).namelist()
        wrong = south.post(f"{side}/packs/{pack}/passing-on", agency="x")
        assert "Choose to which kind of agency" in wrong.text
        on = {"on-day": "2", "on-month": "3", "on-year": "2026"}
        assert south.post(f"{side}/packs/{pack}/passing-on", agency="health", **on).status_code == 303
        assert "Passed on: Health, 2 March 2026" in south.get(f"{side}/packs").text
        at = f"/cases/{ids['case']}/packs/{pack}"
        page = spoc.get(at).text
        assert page.count("Kofi Brandreth fetched it") == 2
        assert "Tick the box" in spoc.post(at, do="recall").text
        assert spoc.post(at, do="recall", sure="1").status_code == 303
        assert south.post(f"{side}/packs/{pack}/collection").status_code == 409
        assert "This pack was recalled." in south.get(f"{side}/packs").text
        assert "To be approved" not in south.get(f"{side}/packs").text  # the office's draft does not show
        assert "to collect" not in south.get(side).text
        draft = f"/cases/{ids['case']}/packs/{ids['pack']}"
        assert "A second person has to approve it" in spoc.post(draft, do="approve").text
        assert browser(web, "spoc2").post(draft, do="approve").status_code == 303
        assert spoc.post(draft, do="release").status_code == 303
        assert spoc.post(f"{draft}/content").status_code == 200
        page = south.get(f"{side}/packs").text  # that the office has looked at it does not make it collected
        assert "Packs (1 to collect)" in page
        assert "Not collected yet." in page
        assert south.post(f"{side}/packs/{ids['pack']}/collection").status_code == 200
        assert "to collect" not in south.get(side).text
    world.kit.database.engine.dispose()


def test_a_pack_is_made_for_named_people_of_what_is_about_them(world: World) -> None:
    ids, web = world.fill(), world.web
    with web:
        spoc = browser(web, "spoc")
        about = f"/cases/{ids['case']}/records/{ids['marac']}/about"
        assert spoc.get(f"/cases/{ids['case']}").text.count("Nobody said whom it is about") == 3
        assert spoc.get(about).text.count(" checked") == 0
        new = f"/cases/{ids['case']}/packs/new"
        first = spoc.get(f"{new}?area={ids['new']}&agency=health").text
        assert "Kezia Oyelaran" in first
        kezia = first.split('name="subject" value="')[1].split('"')[0]
        assert spoc.post(about, subject=kezia).headers["location"].endswith("?done=about")
        assert spoc.get(about).text.count(" checked") == 1
        assert spoc.post(about, subject="a" * 26).status_code == 404
        second = spoc.get(f"{new}?area={ids['new']}&agency=health&subject={kezia}").text
        assert "About others too: left out unless you choose it" in second
        assert "3 records are not approved yet" in second
        form = {"area": ids["new"], "agency": "health", "subject": kezia}
        assert "Choose the records" in spoc.post(new, **form).text
        bad = spoc.post(new, **form, record=ids["marac"])
        assert "A record is not approved" in bad.text
        made = spoc.post(new, **form, record=ids["chronology"], replaces=ids["released"])
        page = spoc.get(made.headers["location"]).text
        assert "pack 1" in page
        assert "The pack is made" in page
    world.kit.database.engine.dispose()


def test_the_office_answers_discloses_with_two_and_seeks(world: World) -> None:
    ids, web = world.fill(), world.web
    with web:
        spoc, two, south = (browser(web, name) for name in ("spoc", "spoc2", "south"))
        at = f"/cases/{ids['case']}/ledger/{ids['disclosure']}"
        assert "A second person has to approve it" in spoc.post(at, do="approve").text
        assert "4 May 2024" not in south.get(f"/side/{ids['new']}/lines/{ids['disclosure']}").text
        assert two.post(at, do="approve").status_code == 303
        assert "4 May 2024" in south.get(f"/side/{ids['new']}/lines/{ids['disclosure']}").text
        seek = f"/cases/{ids['case']}/ledger/seek"
        assert "Choose the area to ask" in spoc.post(seek, item="marac").text
        assert spoc.post(seek, item="marac", area=ids["old"], serves=ids["request"]).status_code == 303
        assert "Sought 2 March 2026" in spoc.get(f"/cases/{ids['case']}/ledger/{ids['request']}").text
        assert "Sought" not in south.get(f"/side/{ids['new']}/lines/{ids['request']}").text
        concern = f"/cases/{ids['case']}/concerns/{ids['concern']}"
        assert spoc.post(concern, do="breach").status_code == 303
        assert "Tell the ICO of the breach" in spoc.get(f"/cases/{ids['case']}/ledger").text
        assert "Enter 3 characters at least" in spoc.post(concern, do="trace", term="a b").text
        assert spoc.post(concern, do="recall", pack=ids["released"]).status_code == 303
        assert "A pack was recalled" in spoc.get(f"/cases/{ids['case']}/concerns").text
    world.kit.database.engine.dispose()


def test_hostile_words_of_a_side_are_inert_on_both_sides(world: World) -> None:
    ids, web = world.fill(HOSTILE), world.web
    from tests.browser.service_world import office_pages, side_pages

    with web:
        shown = 0
        for who, pages in (("spoc", office_pages(ids)), ("south", side_pages(ids)), ("auditor", ("/audit",))):
            person = browser(web, who)
            for path in pages:
                text = person.get(path).text
                assert "<script>alert" not in text, path
                assert "<img src=x" not in text, path
                shown += "&lt;script&gt;alert(1)" in text
        assert shown > 15
    world.kit.database.engine.dispose()


def test_the_administrator_makes_and_closes_accounts_of_its_own(web: Web) -> None:
    admin = browser(web, "admin")
    wrong = admin.post("/accounts", username="X", role="x", password="short")
    for words in ("Choose the organisation", "Choose what the person does", "Use small letters", "12 characters"):
        assert wrong.text.count(words) == 2
    assert admin.post("/accounts/organisations", organisation=HOSTILE).status_code == 303
    page = admin.get("/accounts").text
    assert "<script>alert" not in page
    tenant = web.kit.people["north"].tenant_id
    form = {"tenant": tenant, "role": "la-spoc", "name": "New One", "username": "new.one", "password": "x" * 12}
    assert "Choose local authority SPOC" in admin.post("/accounts", **{**form, "role": "auditor"}).text
    assert admin.post("/accounts", **form).status_code == 303
    assert "The user name is taken" in admin.post("/accounts", **form).text
    north = browser(web, "north")
    key = web.kit.people["north"].id.removeprefix("account:")
    assert admin.post(f"/accounts/{key}/closing").status_code == 303
    assert north.get("/side").headers["location"].startswith("/sign-in")
