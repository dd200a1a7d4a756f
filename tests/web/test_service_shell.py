"""Every page of the service: not cached, not framed, no script but ours, errors as pages."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.api.web import Web
from tests.browser.service_world import NAMES, World, office_pages, side_pages
from tests.web.service_pages import HTML, browser, heading


@pytest.mark.parametrize("path", ["/sign-in", "/kept", "/nothing", "/cases", "/cases/../v1/cases", "/"])
def test_every_answer_forbids_caches_frames_and_foreign_scripts(web: Web, path: str) -> None:
    for answer in (browser(web, "spoc").get(path), web.client.get(path, headers=HTML, follow_redirects=False)):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_each_answer_has_a_nonce_of_its_own_and_every_script_has_it(web: Web) -> None:
    first, second = (browser(web, "spoc").get("/nothing") for _ in range(2))
    policy = first.headers["content-security-policy"]
    assert policy != second.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy).group(1)  # type: ignore[union-attr]
    scripts = re.findall(r"<script[^>]*>", first.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)


def test_what_does_not_exist_is_a_page_for_people_and_a_problem_for_machines(web: Web) -> None:
    page = browser(web, "spoc").get("/nothing")
    assert (page.status_code, heading(page)) == (404, "Page not found")
    assert web.client.get("/nothing").headers["content-type"] == "application/problem+json"
    for path in ("/v1/cases", "/v1/nothing"):
        answer = web.client.get(path, headers=HTML)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/assets/../app.py", "/assets/..%2Fpages.py", "/assets/%2e%2e/laptop.py", "/assets//etc/passwd", "/assets/x.css"],
)
def test_no_path_leads_out_of_the_assets(web: Web, path: str) -> None:
    answer = web.client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "def " not in answer.text


def test_a_form_with_files_is_not_taken_where_none_is_asked_for(web: Web) -> None:
    """Forms of that kind would be spooled to a disk before anybody knows who sends them."""
    answer = web.client.post("/sign-in", files={"username": ("x", b"y")}, headers=HTML)
    assert answer.status_code == 415


def test_another_host_is_not_answered(web: Web) -> None:
    assert web.client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 421


def test_every_page_of_every_role_is_guarded_alike(tmp_path: Path) -> None:
    """No cache, no frame, no script, style or picture but ours, one's own name, a token in every form."""
    world = World(tmp_path)
    ids = world.fill()
    with world.web as web:
        pages = {"spoc": office_pages(ids), "south": side_pages(ids), "auditor": ("/audit",), "admin": ("/accounts",)}
        for who, paths in pages.items():
            person = browser(web, who)
            for path in paths:
                answer = person.get(path)
                assert answer.headers["cache-control"] == "no-store", path
                assert answer.headers["referrer-policy"] == "same-origin", path
                policy = answer.headers["content-security-policy"]
                assert "default-src 'none'" in policy, path
                assert "frame-ancestors 'none'" in policy, path
                assert "unsafe" not in policy, path
                assert NAMES[who] in answer.text
                for form in re.findall(r'<form[^>]*method="post".*?</form>', answer.text, re.S):
                    assert f'name="token" value="{person.token}"' in form, path
                assert not re.search(r'\s(style|on[a-z]+)="', answer.text), path
                assert not re.search(r'(src|href|action)="(https?:)?//', answer.text), path
    world.kit.database.engine.dispose()


def test_watching_the_work_keeps_nobody_signed_in(web: Web) -> None:
    """The page asks for progress by itself; who walked away is signed out all the same."""
    spoc, case = browser(web, "spoc"), web.kit.open_case()
    for _ in range(4):
        web.kit.clock.at += timedelta(minutes=10)
        last = spoc.get(f"/cases/{case}/progress")
    assert last.status_code == 303


@pytest.mark.parametrize("path", ["/cases/../../etc/passwd", "/cases/%2e%2e%2f%2e%2e/x", "/side/..%5c..%5cx", "/cases/%00"])
def test_no_path_of_a_page_leads_anywhere_else(web: Web, path: str) -> None:
    assert browser(web, "spoc").get(path).status_code in (403, 404)


def test_a_defect_and_a_form_too_large_are_pages_too(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    spoc = browser(web, "spoc")
    large = spoc.post("/cases/new", reference="x" * 1_100_000)
    assert (large.status_code, heading(large)) == (413, "The content is too large")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a text of ours")

    monkeypatch.setattr("sanitiser.casework.overview.case_lines", broken)
    answer = spoc.get("/cases")
    assert (answer.status_code, heading(answer)) == (500, "Something went wrong in the sanitiser")
    assert "a text of ours" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.postgres
def test_every_page_answers_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    world = World(tmp_path, postgres_url)
    ids = world.fill()
    with world.web as web:
        pages = {"spoc": office_pages(ids), "south": side_pages(ids), "auditor": ("/audit",), "admin": ("/accounts",)}
        for who, paths in pages.items():
            person = browser(web, who)
            for path in paths:
                assert person.get(path).status_code == (404 if path == "/nothing" else 200), path
    world.kit.database.engine.dispose()
