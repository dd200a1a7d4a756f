"""Nothing of a record leaves its sealed places.

Records, terms, names, notes and numbers full of canary strings go through every route, errors too; then the canaries are
looked for in logs, metrics, the database's own files, the blob folder, temporary files and the processes' titles.
"""

import contextlib
import io
import logging
import re
import sys
import tempfile
from pathlib import Path

import pytest
import structlog

from api.problems import of_defect
from sanitiser import logs
from tests.api.test_authorisation import BODIES, FORMS, MATRIX, PAGES
from tests.api.web import PDF, User, Web

CANARY = "Zanzibarrow"
SPLIT = CANARY.encode()
PLAIN = ("/v1/tenants", "/v1/accounts", "/v1/clients", "/v1/cases")
"""Names of organisations, people and systems, and a case's reference (which says nothing by contract) are not sealed."""


def everywhere(web: Web) -> list[str]:
    """Send canaries to every route as several users; the bodies of all error answers."""
    errors: list[str] = []
    case_id = web.kit.open_case()
    north = web.kit.add_area(case_id, "north")
    spoc, machine, la = web.user("spoc"), web.user("north-system"), web.user("north")
    spoc.post(f"/v1/cases/{case_id}/terms", json={"purpose": "protect", "text": f"{CANARY} Mill", "kind": "PLACE"})
    names = [{"area_id": north, "name": f"{CANARY} child"}]
    spoc.post(f"/v1/cases/{case_id}/subjects", json={"kind": "child", "name": f"{CANARY} child", "names": names})
    contents = [
        f"At {CANARY} School by {CANARY} Mill",
        f"QUARANTINE {CANARY}",
        f"FAIL {CANARY}",
        f"UNVERIFIED {CANARY}",
    ]
    ids = [
        machine.upload(north, PDF + text.encode(), name=f"{CANARY} report.pdf", category="school-file").json()["id"]
        for text in contents
    ]
    machine.upload(north, PDF + SPLIT * 300_000, name=f"{CANARY}.pdf")
    la.post(f"/v1/cases/{north}/requests", json={"nature": "label-question", "item": "marac", "note": CANARY})
    la.post(f"/v1/cases/{north}/concerns", json={"kind": "other", "note": CANARY})
    machine.post(f"/v1/cases/{north}/flags", json={"numbers": [CANARY]})
    machine.post("/v1/flag-questions", json={"number": CANARY})
    for _ in range(20):
        web.kit.work()
    release(web, case_id, north, ids[0])
    for user in (spoc, machine, la, web.user("auditor"), web.user("admin")):
        for method, path in set(PAGES) - {("POST", "/sign-out")}:
            send_page(user, method, re.sub(r"{[a-z]+_id}", north if user is la else case_id, path), FORMS.get(path, {}))
        for method, path in MATRIX:
            if (method, path) in PAGES:
                continue
            if path.endswith(("closing", "erasure", "erasure-confirmation", "session")):
                continue
            for value in (CANARY, ids[0], north if user in (machine, la) else case_id):
                url = path
                url = re.sub(r"{[a-z]+_id}", value, url)
                names_only = path in PLAIN
                body = dict.fromkeys(BODIES.get((method, path), {"x": 1}), "plain" if names_only else CANARY)
                answer = user.call(
                    method, f"{url}?{CANARY}={CANARY}&cursor={CANARY}", json=None if method == "GET" else body
                )
                if answer.status_code >= 400:
                    errors.append(answer.text)
    errors.append(machine.upload(north, SPLIT, name=CANARY).text)
    errors.append(machine.upload(north, PDF, **{CANARY: CANARY}).text)
    return errors


def release(web: Web, case_id: str, area: str, record: str) -> None:
    """A pack about the child of that name is released and fetched, and a part of the record marked."""
    spoc = web.user("spoc")
    copy = spoc.get(f"/v1/records/{record}").json()["copy_id"]
    for who in ("reviewer", "reviewer2"):
        body = {"copy_id": copy, "pages_shown": "1"}
        assert web.user(who).post(f"/v1/records/{record}/approval", json=body).status_code == 200
    (child,) = spoc.get(f"/v1/areas/{area}/pack-choices").json()["people"]
    wanted = {"area_id": area, "agency": "school", "records": [record], "subjects": [child["id"]]}
    pack = spoc.post(f"/v1/cases/{case_id}/packs", json=wanted).json()["id"]
    web.user("spoc2").post(f"/v1/packs/{pack}/approval")
    assert spoc.post(f"/v1/packs/{pack}/release").json()["state"] == "released"
    assert CANARY.encode() in web.user("north").get(f"/v1/packs/{pack}/content").content
    part = {"start": 0, "end": len(CANARY), "text": CANARY}
    assert spoc.post(f"/v1/records/{record}/parts", json=part).status_code == 201


def send_page(user: User, method: str, url: str, form: dict[str, str]) -> None:
    """A page, and its form with canaries where a person can write. A page shows its own sender what was wrong."""
    open_names = ("reference", "username", "organisation") if url != "/accounts" else ("username", "name", "contact")
    free = ("text", "note", "name", "term", *(name for name in form if name.startswith("name-")))
    said = {name: CANARY if name in free and name not in open_names else value for name, value in form.items()}
    user.call(method, url.replace("{nature}", "request"), data=said or None, params={CANARY: CANARY})


@pytest.fixture
def logged() -> io.StringIO:
    """What the service would write to its log."""
    out = io.StringIO()
    logs.configure(logging.DEBUG)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(out))
    return out


def test_no_canary_outside_its_sealed_place(
    web: Web, tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """See the module."""
    spool = tmp_path / "temporary"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    errors = everywhere(web)
    assert len(errors) > 100
    metrics = web.client.get("/metrics")
    assert metrics.status_code == 404
    token = tmp_path / "metrics-token"
    token.write_text("the token\n")
    web.kit.service.settings.__dict__["metrics_token_file"] = token
    metrics = web.client.get("/metrics", headers={"Authorization": "Bearer the token"})
    assert "sanitiser_records" in metrics.text
    places = {
        "errors": "\n".join(errors),
        "log": logged.getvalue(),
        "output": "".join(capfd.readouterr()),
        "metrics": metrics.text,
        "title": " ".join(sys.argv) + Path("/proc/self/comm").read_text(),
    }
    for name, text in places.items():
        assert CANARY.lower() not in text.lower(), name
    assert '"route": "/v1/records/{record_id}"' in places["log"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.endswith(".db") for path in files)
    for path in files:
        data = path.read_bytes()
        for spelling in (
            CANARY.encode(),
            CANARY.encode("utf-16-le"),
            CANARY.lower().encode(),
            CANARY.encode().hex().encode(),
        ):
            assert spelling not in data, path.name


def test_the_log_lets_only_allowed_keys_and_plain_values_through(logged: io.StringIO) -> None:
    """Whatever a caller passes: a text is withheld, an unknown key dropped; other packages' messages are not repeated."""
    logs.log().info("event", record=f"At {CANARY} School", unknown=CANARY, count=3, status="ok")
    logging.getLogger("some.library").error("message with %s", CANARY)
    with contextlib.suppress(ValueError):
        raise ValueError(CANARY)
    logging.getLogger("some.library").error("x", exc_info=ValueError(CANARY))
    of_defect(ValueError(CANARY))
    said = logged.getvalue()
    assert CANARY not in said
    assert '"record": "withheld"' in said
    assert '"count": 3' in said
    assert '"logger": "some.library"' in said
