"""The information barrier: what one area sees does not depend on who the others are.

The same doings of the area 'north' are played in three worlds: alone, with one other area, with two that hand over
records, teach the case names, ask, and receive. Every answer to north's people and machine is compared byte by byte,
headers too. Identifiers are random by construction (128 bits); they are named by the order in which they first appear.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sanitiser.store.base import new_id
from sanitiser.store.tables.people import Account
from tests.api.web import PDF, User, Web
from tests.service_kit import START, Kit, open_test_service

RANDOM = re.compile(r"\b[a-z2-7]{26}\b")
NONCE = re.compile(r"""(nonce-|nonce=")[A-Za-z0-9_-]{24}""")
HTML = {"Accept": "text/html"}


class Recorder:
    """Plays north's part and keeps every answer."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.spoc, self.machine = web.user("north"), web.user("north-system")
        self.answers: list[bytes] = []
        self.names: dict[str, str] = {}

    def keep(self, answer: Any) -> Any:
        raw = b"%d\n%s\n%s" % (
            answer.status_code,
            json.dumps(sorted((k, v) for k, v in answer.headers.items() if k != "set-cookie")).encode(),
            answer.content,
        )
        text = NONCE.sub(r"\1", raw.decode("latin-1")).replace(self.spoc.headers["X-CSRF-Token"], "")
        named = RANDOM.sub(lambda m: self.names.setdefault(m.group(), f"id-{len(self.names)}"), text)
        self.answers.append(named.encode("latin-1"))
        return answer

    def page(self, url: str, **form: str) -> Any:
        """A page of north's SPOC, or a form that is sent there."""
        said: dict[str, Any] = {"data": form} if form else {}
        method = "POST" if form else "GET"
        return self.keep(self.spoc.call(method, url, headers=HTML, follow_redirects=False, **said))

    def look_at_pages(self, handle: str) -> None:
        """Every page that north's SPOC has, and some that it has not."""
        self.page("/side")
        for part in ("", "/records", "/packs", "/concerns", "/ledger", "/upload", "/conference"):
            self.page(f"/side/{handle}{part}")
        for nature in ("request", "offer", "label-question", "disclosure"):
            self.page(f"/side/{handle}/new/{nature}")
        lines = self.spoc.get(f"/v1/cases/{handle}/requests").json()["requests"]
        for line in lines:
            self.page(f"/side/{handle}/lines/{line['id']}")
        for url in ("/cases", f"/cases/{handle}", f"/cases/{handle}/progress", "/audit", "/nothing", "/"):
            self.page(url)

    def look(self, handle: str) -> None:
        """Read everything that north can read, and try what it cannot."""
        for user in (self.spoc, self.machine):
            for url in (
                "/v1/cases",
                f"/v1/cases/{handle}",
                f"/v1/cases/{handle}/records",
                f"/v1/cases/{handle}/records?limit=1",
                f"/v1/cases/{handle}/requests",
                f"/v1/cases/{handle}/checklist",
                f"/v1/cases/{handle}/clocks",
                f"/v1/cases/{handle}/subjects",
                f"/v1/cases/{handle}/packs",
                f"/v1/cases/{handle}/areas",
                f"/v1/cases/{handle}/terms",
                f"/v1/cases/{handle}/concerns",
                f"/v1/cases/{handle}/ledger.csv",
                f"/v1/cases/{handle}/ledger.html",
                "/v1/webhooks",
            ):
                self.keep(user.get(url))


def play(folder: Path, others: int) -> list[bytes]:
    """The world with so many other areas; north's answers."""
    folder.mkdir()
    kit = Kit(open_test_service(folder, f"sqlite:///{folder}/w.db")).populate()
    with Web(kit) as web:
        north = Recorder(web)
        case_id = kit.open_case()
        if others:
            kit.add_area(case_id, "south")
        handle = kit.add_area(case_id, "north", present=True)
        other_areas = [area for area in _areas(web, case_id) if area["id"] != handle]
        if others == 2:
            kit.person("east", kit.tenant("east"), kit.people["north"].role)
            other_areas.append({"id": kit.add_area(case_id, "east", present=True)})
        web.user("spoc").post(
            f"/v1/cases/{case_id}/subjects",
            json={"kind": "child", "name": "Kezia", "names": [{"area_id": handle, "name": "Kezia O."}]},
        )
        sent: list[str] = []
        for round_number in range(3):
            _others_doings(web, case_id, other_areas, round_number)
            answer = north.keep(
                north.machine.upload(
                    handle, PDF + b"At Ashdown School, round %d." % round_number, key=f"north-key-{round_number}"
                )
            )
            sent.append(answer.json()["id"])
            north.keep(
                north.spoc.post(
                    f"/v1/cases/{handle}/requests", json={"nature": "request", "item": "chronology", "note": "please"}
                )
            )
            kit.work()
            if other_areas:
                _release(web, case_id, sent[-1], other_areas[0]["id"])
            north.look(handle)
            north.look_at_pages(handle)
            for record in sent:
                for way in ("", "/draft", "/review-manifest"):
                    north.keep(north.spoc.get(f"/v1/records/{record}{way}"))
        bad = north.keep(north.machine.upload(handle, PDF + b"QUARANTINE", key="north-key-bad"))
        kit.work()
        north.keep(north.spoc.get(f"/v1/records/{bad.json()['id']}"))
        north.keep(north.spoc.post(f"/v1/cases/{handle}/concerns", json={"kind": "other", "note": "a talk"}))
        north.keep(north.spoc.call("PUT", f"/v1/cases/{handle}/spoc", json={}))
        foreign = [area["id"] for area in other_areas] or [new_id()]
        north.page(f"/side/{handle}/new/request", item="marac", note="x")
        north.page(f"/side/{handle}/spoc", designates="dcs")
        for url in (f"/side/{foreign[0]}", f"/side/{case_id}", f"/side/{new_id()}/packs", f"/cases/{case_id}"):
            north.page(url)
        for url in (f"/v1/cases/{foreign[0]}", f"/v1/cases/{case_id}", f"/v1/cases/{new_id()}/records"):
            north.keep(north.spoc.get(url))
        kit.clock.at = START + timedelta(days=10)
        north.spoc = web.user("north")  # the session of ten days ago has ended
        north.look(handle)
        north.look_at_pages(handle)
    kit.database.engine.dispose()
    return north.answers


def _areas(web: Web, case_id: str) -> list[dict[str, Any]]:
    areas: list[dict[str, Any]] = web.user("spoc").get(f"/v1/cases/{case_id}/areas").json()["areas"]
    return areas


def _others_doings(web: Web, case_id: str, areas: list[dict[str, Any]], round_number: int) -> None:
    """The others hand over (naming north's school too), ask and offer; the office seeks and adds terms."""
    for place, area in enumerate(areas):
        name = "south" if place == 0 else "east"
        record = web.kit.hand_over(name, area["id"], PDF + b"Birch School and Ashdown School %d" % round_number)
        web.user(name).post(f"/v1/cases/{area['id']}/requests", json={"nature": "offer", "item": "marac"})
        body = {"nature": "seek", "item": "chronology", "area_id": area["id"]}
        web.user("spoc").post(f"/v1/cases/{case_id}/requests", json=body)
        web.kit.add_term(case_id, f"term {round_number} {place}")
        assert record
    if areas:
        web.kit.add_term(case_id, f"round {round_number}")


def _release(web: Web, case_id: str, record: str, area: str) -> None:
    """The office approves a record of north's and releases it to another area, which fetches it."""
    copy = web.user("spoc").get(f"/v1/records/{record}").json()["copy_id"]
    for name in ("reviewer", "reviewer2"):
        body = {"copy_id": copy, "pages_shown": "1"}
        assert web.user(name).post(f"/v1/records/{record}/approval", json=body).status_code == 200
    said = {"area_id": area, "agency": "school", "records": [record]}
    pack = web.user("spoc").post(f"/v1/cases/{case_id}/packs", json=said).json()["id"]
    assert web.user("spoc2").post(f"/v1/packs/{pack}/approval").status_code == 200
    assert web.user("spoc").post(f"/v1/packs/{pack}/release").status_code == 200
    assert web.user("south").get(f"/v1/packs/{pack}/content").status_code == 200


def test_what_an_area_sees_does_not_depend_on_the_others(tmp_path: Path) -> None:
    """Alone, with one other, with two busy others: the same bytes."""
    worlds = [play(tmp_path / str(number), number) for number in range(3)]
    assert len(worlds[0]) > 100
    for other in worlds[1:]:
        assert other == worlds[0]


def test_an_area_never_sees_anothers_things(web: Web) -> None:
    """Ids of the other side's case, records, lines, packs, concerns do not exist for it."""
    case_id = web.kit.open_case()
    north, south = web.kit.add_area(case_id, "north"), web.kit.add_area(case_id, "south")
    record = web.kit.hand_over("north", north, PDF)
    line = web.user("north").post(f"/v1/cases/{north}/requests", json={"nature": "request", "item": "marac"}).json()
    for name in ("south", "south-system"):
        user = web.user(name)
        urls = [f"/v1/records/{record}", f"/v1/cases/{north}", f"/v1/cases/{case_id}", f"/v1/cases/{north}/records"]
        for url in urls:
            missing = user.get(re.sub(RANDOM, new_id(), url))
            assert (user.get(url).status_code, user.get(url).text) == (404, missing.text)
        assert user.upload(north, PDF).status_code == 404
    step = {"step": "closed", "on": "2026-03-01"}
    assert web.user("south").post(f"/v1/requests/{line['id']}/steps", json=step).status_code == 404
    assert web.user("south").get(f"/v1/cases/{south}/requests").json() == {"requests": []}
    subject = {"request_id": line["id"]}
    assert web.user("south").upload(south, PDF, **subject).status_code == 404


@pytest.fixture
def flagged(web: Web) -> tuple[User, User]:
    """Two authorities' machines; the northern one flagged a number, its SPOC is named."""
    case_id = web.kit.open_case()
    north = web.kit.add_area(case_id, "north")
    web.kit.add_area(case_id, "south")
    web.user("north").call("PUT", f"/v1/cases/{north}/spoc", json={})
    machine = web.user("north-system")
    assert machine.post(f"/v1/cases/{north}/flags", json={"numbers": ["LCS-1234"]}).status_code == 200
    return machine, web.user("south-system")


def test_a_flag_is_found_by_its_own_tenant_alone(web: Web, flagged: tuple[User, User]) -> None:
    """Unknown, unflagged and another's numbers have the same answer, byte for byte."""
    north, south = flagged
    found = north.post("/v1/flag-questions", json={"number": " LCS-1234 "})
    assert found.json() == {"contact": "north@example.org"}
    answers = [
        north.post("/v1/flag-questions", json={"number": "LCS-9999"}),
        south.post("/v1/flag-questions", json={"number": "LCS-1234"}),
        south.post("/v1/flag-questions", json={"number": "nonsense"}),
    ]
    assert {answer.content for answer in answers} == {b'{"contact":null}'}
    headers = [{k: v for k, v in a.headers.items() if k != "x-request-id"} for a in answers]
    assert headers[0] == headers[1] == headers[2]


def test_flag_questions_are_counted(web: Web, flagged: tuple[User, User]) -> None:
    """Over the limit each further question is refused, whatever its number; an hour later they are answered again."""
    north, south = flagged
    limit = web.kit.service.settings.flag_questions_per_hour
    for _ in range(limit):
        assert north.post("/v1/flag-questions", json={"number": "x"}).status_code == 200
    assert north.post("/v1/flag-questions", json={"number": "LCS-1234"}).status_code == 429
    assert south.post("/v1/flag-questions", json={"number": "x"}).status_code == 200
    web.kit.clock.at += timedelta(hours=1, seconds=1)
    assert north.post("/v1/flag-questions", json={"number": "LCS-1234"}).status_code == 200


def test_the_contact_is_a_person_of_the_asking_authority(web: Web, flagged: tuple[User, User]) -> None:
    """Even where a row names somebody else's SPOC, that person is not given away."""
    from sqlalchemy import update

    from sanitiser.store.tables.cases import Area

    with web.kit.database.write() as session:
        south = session.get(Account, web.kit.people["south"].id.removeprefix("account:"))
        assert south is not None
        session.execute(update(Area).where(Area.reference == "REF-north").values(spoc_id=south.id))
    answer = flagged[0].post("/v1/flag-questions", json={"number": "LCS-1234"}).json()
    assert "south" not in answer["contact"]
