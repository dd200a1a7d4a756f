"""Signing in at the pages: no fixation, no forgery, no way to elsewhere; an ended session loses nothing."""

from datetime import timedelta

import pytest

from tests.api.web import Web
from tests.web.service_pages import HTML, browser, heading

PASSWORD = "correct horse battery staple"


@pytest.fixture
def name(web: Web) -> str:
    return web.set_password("spoc", PASSWORD)


def sign_in(web: Web, name: str, password: str = PASSWORD, **more: str) -> object:
    said = {"username": name, "password": password, **more}
    return web.client.post("/sign-in", data=said, headers=HTML, follow_redirects=False)


def test_every_page_asks_who_it_is(web: Web) -> None:
    answer = web.client.get("/cases?show=open", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?to=/cases%3Fshow%3Dopen")
    assert heading(web.client.get(answer.headers["location"], headers=HTML)) == "Sign in"


def test_signing_in_makes_a_new_session_that_scripts_and_other_sites_cannot_use(web: Web, name: str) -> None:
    web.client.cookies.set("sanitiser-session", "chosen-by-another", domain="127.0.0.1", path="/")
    answer = sign_in(web, name, to="/cases")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
    cookie = answer.headers["set-cookie"].lower()
    assert "chosen-by-another" not in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    first = answer.cookies["sanitiser-session"]
    web.client.cookies.clear()
    web.client.cookies.set("sanitiser-session", first)
    second = sign_in(web, name).cookies["sanitiser-session"]
    web.client.cookies.clear()
    assert second != first
    old = web.client.get("/", headers={**HTML, "Cookie": f"sanitiser-session={first}"}, follow_redirects=False)
    assert old.headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"username": "", "password": ""}, "Enter your user name"),
        ({"username": "spoc", "password": ""}, "Enter your password"),
        ({"username": "spoc", "password": "wrong"}, "The user name or the password is wrong"),
        ({"username": "nobody", "password": "wrong"}, "The user name or the password is wrong"),
        ({"username": "<script>alert(1)</script>", "password": "\x00\ud800"}, "The user name or the password is wrong"),
    ],
)
def test_what_is_wrong_is_said_without_telling_who_has_an_account(
    web: Web, name: str, said: dict[str, str], words: str
) -> None:
    from urllib.parse import urlencode

    body = urlencode(said, errors="surrogatepass").encode()
    headers = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    answer = web.client.post("/sign-in", content=body, headers=headers)
    assert answer.status_code == 401
    assert words in answer.text
    assert "There is a problem" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "evil"])
def test_nobody_is_sent_elsewhere(web: Web, name: str, to: str) -> None:
    assert sign_in(web, name, to=to).headers["location"] == "/"


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_can_neither_sign_in_nor_out(web: Web, name: str, headers: dict[str, str]) -> None:
    said = {"username": name, "password": PASSWORD}
    answer = web.client.post("/sign-in", data=said, headers={**HTML, **headers}, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    spoc = browser(web, "spoc")
    out = web.client.post(
        "/sign-out", data={"token": spoc.token}, headers={**HTML, "Cookie": spoc.user.headers["Cookie"], **headers}
    )
    assert out.status_code == 403


def test_a_form_without_the_sessions_own_token_does_nothing(web: Web) -> None:
    spoc, other = browser(web, "spoc"), browser(web, "spoc2")
    for token in ("", "x", other.token):
        assert spoc.post("/sign-out", token=token).status_code == 403
    assert spoc.post("/sign-out").headers["location"] == "/sign-in?out=1"
    assert spoc.get("/").headers["location"] == "/sign-in"


def test_a_form_of_an_ended_session_is_shown_again_to_its_own_person_alone(web: Web) -> None:
    """Kept sealed for an hour; another person who signs in at the same machine is not shown it."""
    spoc = browser(web, "spoc")
    web.kit.clock.at += timedelta(minutes=web.kit.service.settings.session_minutes + 1)
    answer = spoc.post("/kept", reference="FAM-77", note="<b>Zorbleton</b>")
    assert answer.status_code == 401
    assert "Nothing is lost" in answer.text
    kept = answer.cookies["sanitiser-kept"]
    web.client.cookies.clear()
    assert kept
    with web.kit.database.read() as session:
        from sqlalchemy import text

        rows = session.execute(text("SELECT data_sealed FROM login_session WHERE data_sealed IS NOT NULL")).all()
        assert len(rows) == 1
        assert b"Zorbleton" not in rows[0][0]
    other = browser(web, "spoc2")
    shown = other.get("/kept", headers={"Cookie": other.user.headers["Cookie"] + f"; sanitiser-kept={kept}"})
    assert shown.status_code == 303
    again = browser(web, "spoc")
    again.user.headers["Cookie"] += f"; sanitiser-kept={kept}"
    assert again.get("/").headers["location"] == "/kept"
    page = again.get("/kept")
    assert "FAM-77" in page.text
    assert "&lt;b&gt;Zorbleton" in page.text
    assert "<b>Zorbleton" not in page.text
    assert 'name="kept" value="1"' in page.text
    assert again.post("/kept").status_code == 303
    assert again.get("/kept").status_code == 303  # thrown away


def test_nothing_is_kept_for_a_stranger_or_a_forger(web: Web) -> None:
    """Only a form that brings the ended session's own token is kept, so nobody can fill the store."""
    spoc = browser(web, "spoc")
    web.kit.clock.at += timedelta(hours=9)
    assert "sanitiser-kept" not in spoc.post("/kept", token="wrong", note="x").cookies
    nobody = web.client.post("/kept", data={"token": spoc.token, "note": "x"}, headers=HTML)
    assert (nobody.status_code, "sanitiser-kept" in nobody.cookies) == (401, False)


def test_what_htmx_asks_for_goes_to_the_sign_in_page(web: Web) -> None:
    headers = {**HTML, "HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/cases/x?sheet=2"}
    answer = web.client.get("/kept", headers=headers, follow_redirects=False)
    assert answer.headers["hx-redirect"] == "/sign-in?to=/cases/x%3Fsheet%3D2"
    posted = web.client.post("/kept", data={"a": "b"}, headers=headers)
    assert posted.headers["hx-retarget"] == "body"


def test_an_organisations_own_sign_in_is_offered_where_it_is_set(web: Web) -> None:
    from sanitiser.settings import OpenId

    assert "/auth/openid" not in web.client.get("/sign-in", headers=HTML).text
    object.__setattr__(web.kit.service.settings, "openid", OpenId(issuer="https://idp.example", client_id="x"))
    page = web.client.get("/sign-in", headers=HTML).text
    assert 'href="/auth/openid"' in page
    answer = web.client.get("/auth/openid/return?code=x&state=y", headers=HTML)
    assert (answer.status_code, heading(answer)) == (401, "You are not signed in")
