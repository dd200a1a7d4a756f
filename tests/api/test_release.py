"""From approval to pack, fetch, recall and trace; and erasure, which ends it all but the audit."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from sanitiser.casework.erasure import due
from sanitiser.ledger import reading
from sanitiser.ledger.audit import verify
from sanitiser.release.check import check, fingerprint, read_key
from sanitiser.store.tables.records import Blob
from tests.api.web import PDF, Web


class Story:
    """A case with a record of the north and the south as receiver."""

    def __init__(self, web: Web, *, empty: bool = False) -> None:
        self.web = web
        self.case = web.kit.open_case()
        self.north = web.kit.add_area(self.case, "north")
        self.south = web.kit.add_area(self.case, "south", present=True)
        self.record = ""
        if not empty:
            self.hand_over()

    def hand_over(self) -> None:
        web = self.web
        self.record = (
            web.user("north").upload(self.north, PDF + b"At Ashdown School.", category="school-file").json()["id"]
        )
        web.kit.work()

    def copy_id(self) -> str:
        return str(self.web.user("spoc").get(f"/v1/records/{self.record}").json()["copy_id"])

    def approve(self, who: str, **changed: str) -> Any:
        body = {"copy_id": self.copy_id(), "pages_shown": "1", **changed}
        return self.web.user(who).post(f"/v1/records/{self.record}/approval", json=body)

    def draft(self, **said: Any) -> Any:
        body = {"area_id": self.south, "agency": "school", "records": [self.record], **said}
        return self.web.user("spoc").post(f"/v1/cases/{self.case}/packs", json=body)

    def release(self, **said: Any) -> str:
        pack = self.draft(**said).json()["id"]
        assert self.web.user("spoc2").post(f"/v1/packs/{pack}/approval").status_code == 200
        assert self.web.user("spoc").post(f"/v1/packs/{pack}/release").status_code == 200
        return str(pack)


@pytest.fixture
def story(web: Web) -> Story:
    return Story(web)


def test_only_what_two_people_approved_can_leave(story: Story) -> None:
    """Neither a draft, nor what one person approved twice, nor pages that nobody saw."""
    assert story.draft().status_code == 409
    assert story.approve("reviewer", pages_shown="").status_code == 409
    assert story.approve("reviewer", copy_id="a" * 26).status_code == 409
    assert story.approve("reviewer").json()["state"] == "second-review"
    assert story.approve("reviewer").status_code == 409
    assert story.draft().status_code == 409
    assert story.approve("reviewer2").json()["state"] == "approved"
    pack = story.draft().json()
    spoc = story.web.user("spoc")
    assert spoc.post(f"/v1/packs/{pack['id']}/release").status_code == 409
    assert spoc.post(f"/v1/packs/{pack['id']}/approval").status_code == 409


def test_the_second_reviewer_can_send_back(story: Story) -> None:
    """Then the first review begins again."""
    story.approve("reviewer")
    url = f"/v1/records/{story.record}/sending-back"
    answer = story.web.user("reviewer2").post(url, json={"copy_id": story.copy_id()})
    assert answer.json()["state"] == "in-review"
    assert story.approve("reviewer2").json()["state"] == "second-review"


def approved(story: Story) -> Story:
    story.approve("reviewer")
    story.approve("reviewer2")
    return story


def test_a_pack_holds_copies_under_neutral_names_with_a_signed_manifest(story: Story) -> None:
    """The receiving side fetches it; the sending side does not see it; who fetched it is known; same pack, same bytes."""
    pack = approved(story).release()
    south = story.web.user("south")
    assert [p["id"] for p in south.get(f"/v1/cases/{story.south}/packs").json()["packs"]] == [pack]
    answer = south.get(f"/v1/packs/{pack}/content")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist()[0] == "README.txt"
    assert archive.namelist()[-1] == "school-file/school-file-0001.pdf"
    assert archive.read("school-file/school-file-0001.pdf") == PDF + b"At [SCHOOL 1]."
    manifest = archive.read("manifest.json")
    assert b"Ashdown" not in answer.content
    assert json.loads(manifest)["reference"] == "REF-south"
    said = south.get("/v1/release-key").json()
    key = read_key(said["pem"].encode())
    assert check(answer.content, key).files == ("school-file/school-file-0001.pdf",)
    assert said["fingerprint"] == fingerprint(key)
    assert story.web.user("south-system").get(f"/v1/packs/{pack}/content").status_code == 403
    assert story.web.user("north").get(f"/v1/packs/{pack}/content").status_code == 404
    fetches = story.web.user("spoc").get(f"/v1/packs/{pack}/fetches").json()["fetches"]
    assert [fetch["actor"] for fetch in fetches] == [story.web.kit.people["south"].id]
    assert south.get(f"/v1/packs/{pack}/content").content == answer.content


def test_a_recalled_pack_is_fetched_no_more_and_its_receivers_are_known(story: Story) -> None:
    """The trace finds the copy, the pack, who fetched it and to what kind of agency it went on."""
    pack = approved(story).release()
    south = story.web.user("south")
    south.get(f"/v1/packs/{pack}/content")
    south.post(f"/v1/packs/{pack}/passings-on", json={"agency": "school", "on": "2026-03-02"})
    pages = {"%PDF": lambda data, kind: data.decode("latin-1")}
    original, reading.text_of = reading.text_of, pages["%PDF"]
    try:
        answer = story.web.user("auditor").post("/v1/traces", json={"term": "at  [school 1]"})
        missing = story.web.user("auditor").post("/v1/traces", json={"term": "Ashdown"})
    finally:
        reading.text_of = original
    (held,) = answer.json()["held"]
    assert (held["pack_id"], held["record_id"], held["passed_on_to"]) == (pack, story.record, ["school"])
    assert held["fetched_by"] == [story.web.kit.people["south"].id]
    assert missing.json() == {"held": []}
    recalled = story.web.user("spoc").post(f"/v1/packs/{pack}/recall").json()
    assert recalled["state"] == "recalled"
    assert [fetch["actor"] for fetch in recalled["fetches"]] == [story.web.kit.people["south"].id]
    assert recalled["passed_on"] == [{"agency": "school", "on": "2026-03-02"}]
    assert south.get(f"/v1/packs/{pack}/content").status_code == 409
    assert south.get(f"/v1/packs/{pack}").json()["state"] == "recalled"


def test_a_pack_that_is_too_large_is_refused_before_it_is_read(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """And can be drafted anew with fewer records; the record is not marked as released."""
    approved(story)
    pack = story.draft().json()["id"]
    story.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
    monkeypatch.setattr("sanitiser.release.packs.PACK_BYTES", 10)
    answer = story.web.user("spoc").post(f"/v1/packs/{pack}/release")
    assert (answer.status_code, "too large for one pack" in answer.json()["title"]) == (400, True)
    assert story.web.user("spoc").get(f"/v1/records/{story.record}").json()["state"] == "approved"


def test_a_concern_starts_a_trace_a_recall_and_the_clock(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is written down beside the concern, for the office alone, and in the audit; the term is nowhere."""
    monkeypatch.setattr(reading, "text_of", lambda data, kind: data.decode("latin-1"))
    pack = approved(story).release()
    south, spoc = story.web.user("south"), story.web.user("spoc")
    said = {"kind": "relocation-disclosed", "note": "A mother said so."}
    concern = south.post(f"/v1/cases/{story.south}/concerns", json=said).json()["id"]
    url = f"/v1/concerns/{concern}"
    held = spoc.post(f"{url}/traces", json={"term": "[school 1]"}).json()["held"]
    assert [one["pack_id"] for one in held] == [pack]
    assert spoc.post(f"{url}/recalls", json={"packs": [pack, "a" * 26]}).status_code == 404
    assert spoc.get(f"/v1/packs/{pack}").json()["state"] == "released", "all or none"
    done = spoc.post(f"{url}/recalls", json={"packs": [pack]}).json()
    assert south.get(f"/v1/packs/{pack}/content").status_code == 409
    spoc.call("PATCH", url, json={"breach": True})
    spoc.call("PATCH", url, json={"breach": True, "told_ico": True})
    started = spoc.get(f"/v1/cases/{story.case}/concerns").json()["concerns"][0]["started"]
    assert [(one["kind"], one["pack_id"], one["found"]) for one in started] == [
        ("trace", None, 1),
        ("recall", pack, 0),
        ("ico-clock", None, 0),
    ]
    assert done["started"] == started[:2]
    assert south.get(f"/v1/cases/{story.south}/concerns").json()["concerns"][0]["started"] == []
    entries = story.web.user("auditor").get("/v1/audit-entries?limit=1000").json()["entries"]
    actions = [one["action"] for one in entries if one["about"].get("concern") == concern]
    assert actions[:2] == ["concern.reported", "trace.made"]
    assert {"concern.trace", "concern.recall", "concern.ico-clock"} <= set(actions)
    assert "[school 1]" not in str(entries)
    other = story.web.kit.open_case("FAM-0002")
    elsewhere = spoc.post(f"/v1/cases/{other}/concerns", json={"kind": "other", "note": "n"}).json()["id"]
    assert spoc.post(f"/v1/concerns/{elsewhere}/recalls", json={"packs": [pack]}).status_code == 404


def test_a_corrected_pack_replaces_the_whole_of_it(story: Story) -> None:
    """And does not say what changed."""
    first = approved(story).release()
    second = story.release(replaces_id=first)
    south = story.web.user("south")
    states = {p["id"]: p["state"] for p in south.get(f"/v1/cases/{story.south}/packs").json()["packs"]}
    assert states == {first: "replaced", second: "released"}
    assert "replaces_id" not in south.get(f"/v1/packs/{second}").json()


def test_a_copy_made_anew_is_not_released_with_the_old_approval(story: Story) -> None:
    """A term that changes the copy after the pack was drafted stops the release."""
    approved(story)
    pack = story.draft().json()["id"]
    story.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
    story.web.kit.add_term(story.case, "At", kind="PLACE")
    story.web.kit.work()
    assert story.web.user("spoc").post(f"/v1/packs/{pack}/release").status_code == 409
    assert story.web.user("spoc").get(f"/v1/packs/{pack}").json()["state"] == "approved"


def test_a_released_record_that_another_search_leaves_as_it_is_stays_released(story: Story) -> None:
    """A new term goes through every record; where it does not stand nothing changes, also not what is known of it."""
    approved(story).release()
    story.web.kit.add_term(story.case, "the river Wend", kind="PLACE")
    story.web.kit.work()
    assert story.web.user("spoc").get(f"/v1/records/{story.record}").json()["state"] == "released"
    story.web.kit.add_term(story.case, "At", kind="PLACE")
    story.web.kit.work()
    assert story.web.user("spoc").get(f"/v1/records/{story.record}").json()["state"] == "in-review"


def test_erasure_takes_two_people_and_leaves_the_audit_and_the_register(story: Story) -> None:
    """A retention date only proposes; a hold stops it; afterwards nothing can be read, and the audit is whole."""
    web = story.web
    approved(story).release()
    spoc, second = web.user("spoc"), web.user("spoc2")
    url = f"/v1/cases/{story.case}"
    spoc.call("PATCH", url, json={"retention_date": "2026-03-01", "legal_hold": True})
    with web.kit.service.act(web.kit.people["spoc"], writes=False) as act:
        assert [case.id for case in due(act)] == [story.case]
    assert spoc.get(url).json()["erasure_due"] is True
    assert spoc.post(f"{url}/erasure").status_code == 409
    spoc.post(f"{url}/closing")
    assert spoc.post(f"{url}/erasure").status_code == 409
    spoc.call("PATCH", url, json={"legal_hold": False})
    assert second.post(f"{url}/erasure-confirmation").status_code == 409
    assert spoc.post(f"{url}/erasure").status_code == 200
    assert spoc.post(f"{url}/erasure-confirmation").status_code == 409
    assert second.post(f"{url}/erasure-confirmation").json()["state"] == "erased"
    assert list(web.kit.service.blobs._backend.list()) == []
    for who, handle in (("spoc", story.case), ("north", story.north), ("south", story.south)):
        user = web.user(who)
        for part in ("", "/records", "/requests", "/subjects", "/packs", "/checklist", "/clocks", "/ledger.csv"):
            assert user.get(f"/v1/cases/{handle}{part}").status_code == 200, (who, part)
    assert spoc.get(f"/v1/records/{story.record}").status_code == 404
    with web.kit.database.read() as session:
        assert session.scalars(select(Blob)).all() == []
        assert verify(session, web.kit.service.vault.service(session)) > 10
        from sanitiser.jobs.knowledge import read_state

        with web.kit.service.act(web.kit.people["spoc"], writes=False) as act:
            state, _ = read_state(act, story.case)
    assert state is not None
    assert "SCHOOL|Ashdown School" in state["labels"]
