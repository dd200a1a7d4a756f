"""Proving who one is: tokens, keys, sessions, lock-out."""

from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select

from sanitiser.people import clients
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, ApiKey, LoginSession
from tests.api.web import User, Web

PASSWORD = "correct horse battery staple"


def sign_in(web: Web, username: str, password: str) -> object:
    return web.client.post("/v1/session", json={"username": username, "password": password})


def test_a_person_signs_in_and_out(web: Web) -> None:
    """The cookie is for the server alone; what an unsafe request needs besides is in the answer; out is out."""
    name = web.set_password("spoc", PASSWORD)
    answer = web.client.post("/v1/session", json={"username": name, "password": PASSWORD})
    assert answer.status_code == 201
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    token = answer.cookies["sanitiser-session"]
    web.client.cookies.clear()
    user = User(web.client, {"Cookie": f"sanitiser-session={token}", "X-CSRF-Token": answer.json()["csrf_token"]})
    assert user.get("/v1/cases").status_code == 200
    assert user.call("DELETE", "/v1/session").status_code == 204
    assert user.get("/v1/cases").status_code == 401


def test_the_store_holds_no_token(web: Web) -> None:
    """Only digests: who reads the database cannot become somebody."""
    user = web.user("spoc")
    token = user.headers["Cookie"].partition("=")[2]
    with web.kit.database.read() as session:
        (row,) = session.scalars(select(LoginSession))
        assert token not in (row.token_hash, row.csrf_hash)
        assert row.token_hash == clients.digest(token)


@pytest.mark.parametrize("headers", [{"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": ""}, {"Sec-Fetch-Site": "cross-site"}])
def test_an_unsafe_request_from_elsewhere_is_refused(web: Web, headers: dict[str, str]) -> None:
    """A cookie alone reads and does not write."""
    user = web.user("spoc")
    assert user.get("/v1/cases", headers={"X-CSRF-Token": ""}).status_code == 200
    assert user.post("/v1/cases", json={"reference": "F"}, headers=headers).status_code == 401


def test_a_session_ends_by_itself(web: Web) -> None:
    """After half an hour without use, and after ten hours with."""
    user = web.user("spoc")
    for _ in range(20):
        web.kit.clock.at += timedelta(minutes=29)
        assert user.get("/v1/cases").status_code == 200
    web.kit.clock.at += timedelta(minutes=29)
    assert user.get("/v1/cases").status_code == 401
    idle = web.user("spoc")
    web.kit.clock.at += timedelta(minutes=31)
    assert idle.get("/v1/cases").status_code == 401


def test_wrong_passwords_lock_the_account_and_all_refusals_look_alike(web: Web) -> None:
    """Locked, wrong, unknown, disabled and without a password: one answer. After the lock the right one works."""
    name = web.set_password("spoc", PASSWORD)
    web.set_password("reviewer", PASSWORD)
    with web.kit.database.write() as session:
        account = session.scalars(select(Account).where(Account.username == "reviewer")).one()
        account.disabled = True
    answers = [sign_in(web, name, f"wrong {n}") for n in range(web.kit.service.settings.lock_out_after)]
    answers += [sign_in(web, name, PASSWORD), sign_in(web, "nobody", PASSWORD), sign_in(web, "auditor", PASSWORD)]
    answers += [sign_in(web, "reviewer", PASSWORD)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(401, answers[0].text)}
    web.kit.clock.at += timedelta(minutes=web.kit.service.settings.lock_out_minutes, seconds=1)
    assert sign_in(web, name, PASSWORD).status_code == 201


def make_client(web: Web, scopes: tuple[str, ...] = ("cases:read", "records:read")) -> clients.NewSecret:
    with web.kit.service.act(web.kit.people["admin"]) as act:
        return clients.new_client(act, web.kit.people["north"].tenant_id, "LCS", scopes)


def test_a_machine_gets_a_token_for_its_id_and_secret(web: Web) -> None:
    """In the form or as Basic; narrowed by scope; ends after its minutes."""
    made = make_client(web)
    form = {"grant_type": "client_credentials", "client_id": made.id, "client_secret": made.secret}
    answer = web.client.post("/oauth/token", data=form)
    assert answer.status_code == 200
    user = User(web.client, {"Authorization": "Bearer " + answer.json()["access_token"]})
    assert user.get("/v1/cases").status_code == 200
    assert user.get("/v1/webhooks").status_code == 403
    narrow = web.client.post(
        "/oauth/token", data={"grant_type": "client_credentials", "scope": "records:read"}, auth=(made.id, made.secret)
    ).json()
    assert narrow["scope"] == "records:read"
    narrowed = User(web.client, {"Authorization": "Bearer " + narrow["access_token"]})
    assert narrowed.get("/v1/cases").status_code == 403
    web.kit.clock.at += timedelta(seconds=answer.json()["expires_in"] + 1)
    assert user.get("/v1/cases").status_code == 401


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({}, 400, "invalid_request"),
    ],
)
def test_a_token_is_refused_by_the_book(web: Web, form: dict[str, str], status: int, error: str) -> None:
    """RFC 6749, section 5.2."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = web.client.post("/oauth/token", data=form, headers=headers)
    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_a_forged_token_is_refused(web: Web) -> None:
    """Another key, no signature, another algorithm, another audience, another issuer."""
    made = make_client(web)
    with web.kit.service.act(web.kit.people["admin"]) as act:
        own = OctKey.import_key(act.service_ring.derive("machine-tokens"))
    at = int(web.kit.clock.at.timestamp())
    claims = {
        "iss": "sanitiser", "aud": "sanitiser", "sub": made.id, "iat": at, "exp": at + 60, "scope": "cases:read",
    }  # fmt: skip
    right = jwt.encode({"alg": "HS256"}, claims, own)
    assert User(web.client, {"Authorization": f"Bearer {right}"}).get("/v1/cases").status_code == 200
    head, body, _ = right.split(".")
    none = "eyJhbGciOiJub25lIn0"
    wrong = [
        jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(b"k" * 32)),
        f"{head}.{body}.",
        f"{none}.{body}.",
        jwt.encode({"alg": "HS512"}, claims, own, algorithms=["HS512"]),
        *(jwt.encode({"alg": "HS256"}, {**claims, **change}, own) for change in (
            {"aud": "other"}, {"iss": "other"}, {"exp": at - 1}, {"sub": "other"},
        )),
        jwt.encode({"alg": "HS256"}, {k: v for k, v in claims.items() if k != "exp"}, own),
    ]  # fmt: skip
    for token in wrong:
        assert User(web.client, {"Authorization": f"Bearer {token}"}).get("/v1/cases").status_code == 401


def test_a_key_has_scopes_and_an_end(web: Web) -> None:
    """Not more than its client's; revoked or past its end it opens nothing; only its digest is kept."""
    made = make_client(web)
    admin = web.user("admin")
    more = admin.post(f"/v1/clients/{made.id}/keys", json={"scopes": ["flags:ask"], "days": 5})
    assert more.status_code == 400
    key = admin.post(f"/v1/clients/{made.id}/keys", json={"scopes": ["cases:read"], "days": 5}).json()
    user = User(web.client, {"Authorization": "Bearer " + key["secret"]})
    assert user.get("/v1/cases").status_code == 200
    assert user.get("/v1/webhooks").status_code == 403
    with web.kit.database.read() as session:
        row = session.get(ApiKey, key["id"])
        assert row is not None
        assert key["secret"] not in row.secret_hash
    other = admin.post(f"/v1/clients/{made.id}/keys", json={"scopes": ["cases:read"], "days": 5}).json()
    assert admin.call("DELETE", f"/v1/clients/{made.id}/keys/{other['id']}").status_code == 204
    assert User(web.client, {"Authorization": "Bearer " + other["secret"]}).get("/v1/cases").status_code == 401
    web.kit.clock.at += timedelta(days=5)
    assert user.get("/v1/cases").status_code == 401


def test_an_administrator_makes_only_fitting_accounts(web: Web) -> None:
    """A role belongs to its kind of organisation; another office's people are not found."""
    admin = web.user("admin")
    people = web.kit.people
    body = {"username": "newcomer", "name": "N", "password": PASSWORD}
    office, authority = people["spoc"].tenant_id, people["north"].tenant_id
    assert admin.post("/v1/accounts", json={**body, "tenant_id": authority, "role": "reviewer"}).status_code == 400
    assert admin.post("/v1/accounts", json={**body, "tenant_id": office, "role": "la-spoc"}).status_code == 400
    assert admin.post("/v1/accounts", json={**body, "tenant_id": authority, "role": "la-spoc"}).status_code == 201
    assert sign_in(web, "newcomer", PASSWORD).status_code == 201
    stranger = web.kit.person("stranger", web.kit.tenant("Other", "ukpps"), Role.ADMINISTRATOR)
    assert stranger
    other = web.user("stranger")
    account = people["spoc"].id.removeprefix("account:")
    assert other.post(f"/v1/accounts/{account}/closing").status_code == 404
    assert admin.post(f"/v1/accounts/{account}/closing").status_code == 204
    assert web.user("spoc").get("/v1/cases").status_code == 401


def test_too_many_requests_are_told_when_to_come_again(web: Web) -> None:
    """429 with Retry-After, for each actor by itself."""
    web.kit.service.settings.__dict__["requests_per_minute"] = 5
    spoc, north = web.user("spoc"), web.user("north")
    answers = [spoc.get("/v1/cases") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert north.get("/v1/cases").status_code == 200
