"""The API from a case to its drafts, as a case system and the office use it."""

import pytest
from sqlalchemy import func, select

from sanitiser.store.tables.records import Blob, Record
from tests.api.web import PDF, Web


def test_a_case_from_opening_to_a_draft(any_web: Web) -> None:
    """The office opens a case with two areas, a case system hands over, the office reads draft and manifest."""
    spoc = any_web.user("spoc")
    case = spoc.post("/v1/cases", json={"reference": "FAM-7"}).json()
    people = any_web.kit.people
    handles = {}
    for side, standing in (("north", "past"), ("south", "present")):
        body = {"tenant_id": people[side].tenant_id, "reference": f"R-{side}", "standing": standing}
        handles[side] = spoc.post(f"/v1/cases/{case['id']}/areas", json=body).json()["id"]
    machine = any_web.user("north-system")
    assert [c["id"] for c in machine.get("/v1/cases").json()["cases"]] == [handles["north"]]
    taken = machine.upload(handles["north"], PDF + b"At Thornbridge School.", category="school-file")
    assert taken.status_code == 201, taken.text
    record = taken.json()
    assert (record["number"], record["state"], record["name"]) == (1, "received", "a letter.pdf")
    any_web.kit.work()
    assert machine.get(f"/v1/records/{record['id']}").json()["state"] == "accepted"
    seen = spoc.get(f"/v1/records/{record['id']}").json()
    assert (seen["state"], seen["area_id"]) == ("in-review", handles["north"])
    assert spoc.get(f"/v1/records/{record['id']}/draft").content == PDF + b"At [SCHOOL 1]."
    manifest = spoc.get(f"/v1/records/{record['id']}/review-manifest").json()
    assert manifest["findings"][0]["text"] == "Thornbridge School"
    for way in ("draft", "review-manifest"):
        assert machine.get(f"/v1/records/{record['id']}/{way}").status_code == 403


def test_an_upload_sent_twice_is_taken_once(web: Web) -> None:
    """Same key and content: the first answer; same key, other content: refused; a failed one may be sent again."""
    area = web.kit.add_area(web.kit.open_case(), "north")
    machine = web.user("north-system")
    first = machine.upload(area, PDF + b"one", key="key-00000001")
    again = machine.upload(area, PDF + b"one", key="key-00000001")
    assert first.status_code == again.status_code == 201
    assert again.json()["id"] == first.json()["id"]
    other = machine.upload(area, PDF + b"two", key="key-00000001")
    assert (other.status_code, other.json()["type"]) == (422, "urn:sanitiser:problem:idempotency-key-reused")
    assert machine.upload(area, PDF, key="key-00000002", category="nonsense").status_code == 400
    assert machine.upload(area, PDF, key="key-00000002").status_code == 201
    with web.kit.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Record)) == 2
        assert session.scalar(select(func.count()).select_from(Blob)) == 2


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"MZ\x90 program", 415), (b"", 415), (b"plain text", 415), (PDF + b"x" * 3_000_000, 413)],
)
def test_what_is_not_a_record_is_refused_and_not_kept(web: Web, content: bytes, status: int) -> None:
    """By content, whatever the name and the declared type say; nothing of it is left in the blob store."""
    web.app.state.service.settings.__dict__["upload_bytes"] = 2_000_000
    area = web.kit.add_area(web.kit.open_case(), "north")
    answer = web.user("north").upload(area, content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(web.kit.service.blobs._backend.list()) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n%PDF-1.7",
        b"--b\r\nContent-Disposition: form-data; name=category\r\n\r\nother\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: form-data; name=category\r\n\r\n\xff\r\n--b--\r\n",
        b"--b\r\n\r\n%PDF-1.7\r\n--b--\r\n",
        (b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n%PDF-1.7\r\n") * 2 + b"--b--\r\n",
    ],
)
def test_a_broken_upload_is_refused(web: Web, body: bytes) -> None:
    """Cut off, without a file, without a name, with two files."""
    area = web.kit.add_area(web.kit.open_case(), "north")
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Idempotency-Key": "key-00000001"}
    answer = web.user("north").post(f"/v1/cases/{area}/records", content=body, headers=headers)
    assert answer.status_code == 400, answer.text


def test_lists_come_in_pages(web: Web) -> None:
    """Following the cursors gives every record once, in the reader's own count."""
    case_id = web.kit.open_case()
    north, south = web.kit.add_area(case_id, "north"), web.kit.add_area(case_id, "south")
    for number in range(7):
        web.kit.hand_over("north", north, b"%%PDF- %d" % number)
        web.kit.hand_over("south", south, b"%%PDF- %d" % number)
    for user, handle, count in (("spoc", case_id, 14), ("south", south, 7)):
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            page = web.user(user).get(f"/v1/cases/{handle}/records?limit=3&cursor={cursor}").json()
            seen += [record["number"] for record in page["records"]]
            cursor = page["next_cursor"]
        assert seen == list(range(1, count + 1))


def test_errors_never_repeat_what_was_sent(web: Web) -> None:
    """In the path, the query, the body, its field names, headers, and as broken JSON."""
    canary = "Thornbridge"
    spoc = web.user("spoc")
    case_id = web.kit.open_case()
    answers = [
        spoc.post("/v1/cases", json={"reference": canary + " !", "identity": canary, canary: canary}),
        spoc.post("/v1/cases", content=f'{{"reference": {canary}', headers={"Content-Type": "application/json"}),
        spoc.post("/v1/cases", content=canary, headers={"Content-Type": f"text/{canary}"}),
        spoc.get(f"/v1/cases/{canary}"),
        spoc.get(f"/v1/{canary}"),
        spoc.get(f"/v1/cases/{case_id}/records?cursor={canary}&limit={canary}"),
        spoc.call("PUT", f"/v1/cases/{case_id}/areas?{canary}={canary}"),
        spoc.post(f"/v1/cases/{case_id}/terms", json={"purpose": canary, "text": [canary], "kind": canary}),
        web.client.get("/v1/cases", headers={"Authorization": f"Bearer {canary}"}),
        web.client.get("/v1/cases", headers={"Host": f"{canary}.example"}),
        spoc.upload(case_id, PDF, key=canary + "!!"),
        spoc.upload(case_id, PDF, category=canary),
        spoc.upload(case_id, PDF, **{canary: canary}),
    ]
    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.text
        assert canary.lower() not in (answer.text + str(answer.headers)).lower()


def test_every_error_is_a_problem(web: Web) -> None:
    """RFC 9457: media type, type, title, status; with no such route and wrong methods too."""
    for answer, status in (
        (web.client.get("/nothing"), 404),
        (web.client.post("/healthz"), 405),
        (web.client.get("/v1/cases"), 401),
        (web.user("admin").get("/v1/cases"), 403),
    ):
        body = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.status_code, body["status"]) == (status, status)
        assert body["type"].startswith("urn:sanitiser:problem:")
        assert body["title"]
        assert body["detail"]


def test_answers_stay_out_of_caches_and_frames(web: Web) -> None:
    """On every answer, errors too."""
    for url in ("/healthz", "/nothing", "/v1/cases"):
        headers = web.client.get(url).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_the_same_upload_twice_at_once_is_taken_once(any_web: Web) -> None:
    """One answer is 201, the other the same or 'being done'; there is one record."""
    from concurrent.futures import ThreadPoolExecutor

    area = any_web.kit.add_area(any_web.kit.open_case(), "north")
    machine = any_web.user("north-system")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: machine.upload(area, PDF + b"one", key="key-00000001"), range(6)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    with any_web.kit.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Record)) == 1
