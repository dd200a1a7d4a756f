"""Every page of the service: not cached, not framed, no script but ours, errors as pages."""

import re

import pytest

from tests.api.web import Web
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
