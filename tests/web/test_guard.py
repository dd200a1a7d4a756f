"""Only this machine, only these pages, only a known session; nothing cached, framed, guessed or reached beside."""

import pytest

from tests.web.conftest import ADDRESS, Laptop

PAGES = ("/", "/records/0001", "/records/0002", "/pack", "/change")


@pytest.mark.parametrize("path", [*PAGES, "/records/9999", "/nothing", "/records/0002/original/1.webp"])
def test_every_answer_forbids_caches_frames_and_foreign_scripts(laptop: Laptop, path: str) -> None:
    headers = laptop.client.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_each_answer_has_a_nonce_of_its_own(laptop: Laptop) -> None:
    first, second = (laptop.client.get("/").headers["content-security-policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_a_session(laptop: Laptop, path: str) -> None:
    laptop.client.cookies.clear()
    answer = laptop.client.get(path)
    assert answer.status_code == 401
    assert "Leeds" not in answer.text
    assert "FAM-0001" not in answer.text
    assert laptop.links  # a new link is printed in the terminal


def test_a_link_works_once(laptop: Laptop) -> None:
    key = laptop.seats.new_key()
    assert laptop.client.post("/enter", data={"key": key, "who": "B"}, follow_redirects=False).status_code == 303
    assert laptop.client.post("/enter", data={"key": key, "who": "C"}).status_code == 401
    assert laptop.client.get(f"/enter?key={key}").status_code == 401
    assert laptop.client.post("/enter", data={"key": "", "who": "C"}).status_code == 401


def test_a_session_cannot_be_fixed(laptop: Laptop) -> None:
    laptop.client.cookies.clear()
    laptop.client.cookies.set("sanitiser_seat", "chosen-by-another")
    laptop.client.post("/enter", data={"key": laptop.seats.new_key(), "who": "B"})
    assert laptop.seats.at("chosen-by-another") is None
    before = next(cookie.value for cookie in laptop.client.cookies.jar if "chosen" not in str(cookie.value))
    laptop.client.cookies.clear()
    laptop.client.cookies.set("sanitiser_seat", str(before))
    laptop.post("/change", who="C")
    assert laptop.seats.at(str(before)) is None  # and it changes with the reviewer


def test_the_cookie_is_for_these_pages_alone(laptop: Laptop) -> None:
    key = laptop.seats.new_key()
    answer = laptop.client.post("/enter", data={"key": key, "who": "B"}, follow_redirects=False)
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:9"])
def test_a_form_from_elsewhere_changes_nothing(laptop: Laptop, origin: str) -> None:
    token, version = laptop.token, laptop.version
    answer = laptop.client.post(
        "/records/0001/undo", data={"token": token, "version": version}, headers={"origin": origin}
    )
    assert answer.status_code == 403
    assert laptop.version == version


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_form_without_its_token_changes_nothing(laptop: Laptop, token: str) -> None:
    version = laptop.version
    answer = laptop.client.post("/records/0003/pictures", data={"token": token, "version": version})
    assert answer.status_code == 403
    assert laptop.version == version


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:9", "evil.example:8123"])
def test_another_name_for_this_machine_is_refused(laptop: Laptop, host: str) -> None:
    """DNS rebinding: a foreign name that leads to the loopback address."""
    assert laptop.client.get("/", headers={"host": host}).status_code == 421


def test_a_form_that_is_too_large_is_refused(laptop: Laptop) -> None:
    answer = laptop.client.post("/change", data={"token": laptop.token, "who": "x" * 1_100_000})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../pages.py",
        "/assets/%2e%2e/pages.py",
        "/assets/..%2fpages.py",
        "/records/..%2f..%2fsetup",
        "/records/../setup",
        "/records/%2e%2e%2fsetup/original/1.webp",
        "/assets/README.md",
    ],
)
def test_no_path_leads_out(laptop: Laptop, path: str) -> None:
    answer = laptop.client.get(path)
    assert answer.status_code in {401, 404}
    assert "import" not in answer.text


def test_where_to_go_after_a_form_cannot_be_chosen_from_outside(laptop: Laptop) -> None:
    for back in ("//evil.example", "@evil.example", "\r\nlocation: http://evil.example"):
        answer = laptop.client.post(
            "/records/0001/decide",
            data={"token": laptop.token, "version": laptop.version, "back": back},
            follow_redirects=False,
        )
        assert answer.headers["location"] == "/records/0001"
    assert ADDRESS.startswith("http://127.0.0.1")
