"""The service with invented data behind a port of its own: a family whose records stand at every step of their way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from sanitiser.store.tables.people import Account, Tenant
from tests.api.web import PDF, Web
from tests.service_kit import Kit, open_test_service

PASSWORD = "correct horse battery staple"
NAMES = {
    "spoc": "Imani Achebe",
    "spoc2": "Rowan Pemberley",
    "reviewer": "Sunil Marchetti",
    "reviewer2": "Orla Whitcombe",
    "auditor": "Delphine Osei",
    "admin": "Tobias Lindqvist",
    "north": "Marguerite Hale",
    "south": "Kofi Brandreth",
}
AUTHORITIES = {"north": "Northmere Council", "south": "Southwick Borough Council"}


class World:
    """A kit, its application on a port, and the ids of what is in it."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.kit = Kit(open_test_service(folder, url or f"sqlite:///{folder}/w.db")).populate()
        self.web = Web(self.kit)
        for who in NAMES:
            self.web.set_password(who, PASSWORD)
        with self.kit.database.write() as session:
            for who, shown in NAMES.items():
                account = session.get(Account, self.kit.people[who].id.removeprefix("account:"))
                assert account is not None
                account.display_name = shown
            for side, shown in AUTHORITIES.items():
                tenant = session.get(Tenant, self.kit.people[side].tenant_id)
                assert tenant is not None
                tenant.name = shown
        self.base = ""

    def fill(self, long: str = "") -> dict[str, str]:
        """A family with two areas, records in every state, lines, packs and concerns; `long` is put into every name."""
        kit, web = self.kit, self.web
        spoc, north = web.user("spoc"), web.user("north")
        case = kit.open_case("FAM-0042")
        for number in (7, 11, 23):
            kit.open_case(f"FAM-00{number:02}")
        spoc.call("PATCH", f"/v1/cases/{case}", json={"met_with": "dcs", "met_on": "2026-02-02"})
        old = kit.add_area(case, "north", reference="NM/5521")
        new = kit.add_area(case, "south", present=True, reference="SW-88-104")
        people = []
        for name, kind in (("Kezia Oyelaran" + long, "child"), ("Tasha Oyelaran", "adult")):
            names = [{"area_id": old, "name": name}, {"area_id": new, "name": name}]
            body = {"kind": kind, "name": name, "names": names}
            people.append(spoc.post(f"/v1/cases/{case}/subjects", json=body).json()["id"])
        for text, purpose in (("Ashdown School" + long, "protect"), ("Kezia Oyelaran", "keep")):
            kit.add_term(case, text, purpose, "SCHOOL" if purpose == "protect" else "")
        for item, note in (("chronology", "The newest one, please." + long), ("health-visiting", "")):
            line = {"nature": "seek", "item": item, "area_id": old, "note": note}
            assert spoc.post(f"/v1/cases/{case}/requests", json=line).status_code == 201
        ids = {"case": case, "old": old, "new": new}
        contents = {
            "chronology": ("Chronology 2019 to 2025.pdf" + long, "At Ashdown School she was settled."),
            "conference-minutes": ("ICPC minutes.pdf", "Minutes of the conference at Ashdown School"),
            "school-file": ("Reading record.pdf", "Reads well. Birch School"),
            "immunisations": ("Red book.pdf", "QUARANTINE"),
            "marac": ("MARAC 12 actions.pdf", "Actions agreed at Ashdown School"),
        }
        for category, (name, text) in contents.items():
            answer = north.upload(old, PDF + text.encode(), name=name, category=category, urgent=str(category == "marac"))
            ids[category] = answer.json()["id"]
        kit.work()
        for category in ("chronology", "conference-minutes"):
            spoc.call("PUT", f"/v1/records/{ids[category]}/subjects", json={"subjects": people})
            self._approve(ids[category], ("reviewer", "reviewer2"))
        self._approve(ids["school-file"], ("reviewer",))
        south = web.user("south")
        for line in (
            {"nature": "request", "item": "chronology", "note": "For the child protection conference.", "urgent": True},
            {"nature": "request", "item": "immunisations"},
            {"nature": "label-question", "item": "chronology", "note": "Which kind of hospital is [HOSPITAL 1]?" + long},
            {"nature": "disclosure", "item": "legal-status", "note": "The family court asks for the order's date."},
        ):
            made = south.post(f"/v1/cases/{new}/requests", json=line)
            ids[line["nature"]] = made.json()["id"]
        reply = {"text": "A children's hospital." + long}
        spoc.post(f"/v1/requests/{ids['label-question']}/answer", json=reply)
        spoc.post(f"/v1/requests/{ids['disclosure']}/answer", json={"text": "4 May 2024"})
        for records in (("chronology", "conference-minutes"), ("chronology",)):
            body: dict[str, Any] = {"area_id": new, "agency": "school", "subjects": people}
            body["records"] = [ids[name] for name in records]
            ids["pack"] = spoc.post(f"/v1/cases/{case}/packs", json=body).json()["id"]
            if len(records) == 2:
                ids["released"] = ids["pack"]
                assert web.user("spoc2").post(f"/v1/packs/{ids['pack']}/approval").status_code == 200
                assert spoc.post(f"/v1/packs/{ids['pack']}/release").status_code == 200
        assert south.get(f"/v1/packs/{ids['released']}/content").status_code == 200
        said = {"agency": "school", "on": "2026-03-01"}
        south.post(f"/v1/packs/{ids['released']}/passings-on", json=said)
        concern = {"kind": "relocation-disclosed", "note": "A neighbour was told at the school gate." + long}
        ids["concern"] = south.post(f"/v1/cases/{new}/concerns", json=concern).json()["id"]
        return ids

    def _approve(self, record: str, names: tuple[str, ...]) -> None:
        copy = self.kit.record(record).copy_id
        for name in names:
            said = {"copy_id": copy, "pages_shown": "1"}
            answer = self.web.user(name).post(f"/v1/records/{record}/approval", json=said)
            assert answer.status_code == 200, answer.text


@contextmanager
def serving(world: World, port: int = 0) -> Iterator[World]:
    """Answer on a free port until the block ends."""
    server = uvicorn.Server(uvicorn.Config(world.web.app, port=port, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    world.base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield world
    finally:
        server.should_exit = True
        thread.join(20)
        world.kit.database.engine.dispose()


def office_pages(ids: dict[str, str]) -> tuple[str, ...]:
    """Every page of the UKPPS SPOC."""
    case = f"/cases/{ids['case']}"
    parts = ("", "?show=help", "?show=busy", "/terms", "/family", "/areas", "/ledger", "/ledger/seek", "/packs",
             "/packs/new", f"/packs/{ids['pack']}", f"/packs/{ids['released']}", "/concerns", "/settings",
             f"/records/{ids['school-file']}/parts", f"/records/{ids['marac']}/about", "/upload",
             f"/ledger/{ids['label-question']}", f"/ledger/{ids['disclosure']}",
             f"/ledger/seek?serves={ids['request']}", f"/packs/new?area={ids['new']}&agency=health")  # fmt: skip
    return ("/cases", "/cases?q=nothing", "/cases?closed=1", "/cases/new", *(case + part for part in parts), "/nothing")


def side_pages(ids: dict[str, str]) -> tuple[str, ...]:
    """Every page of the receiving side's SPOC."""
    side = f"/side/{ids['new']}"
    parts = ("", "/records", "/packs", "/concerns", "/ledger", "/upload", "/conference", "/new/request", "/new/offer",
             "/new/label-question", "/new/disclosure", f"/lines/{ids['request']}",
             f"/lines/{ids['label-question']}")  # fmt: skip
    return ("/side", *(side + part for part in parts))
