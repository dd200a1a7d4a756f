"""Signing in at an OpenID provider, with a provider on loopback that keeps to the book, or does not."""

import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import update

from sanitiser.settings import OpenId
from sanitiser.store.tables.people import Account
from tests.api.web import Web

RETURN = "http://127.0.0.1/auth/openid/return"


class Provider:
    """A provider: discovery, keys, and a token endpoint that checks the PKCE verifier."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "k"})
        self.claims: dict[str, Any] = {}
        self.signing = self.key
        self.challenge = ""
        self.issuer_said = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(outer.discovery() if "openid" in self.path else {"keys": [outer.key.as_dict(private=False)]})

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
                made = urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
                if form["code"] != ["good"] or made != outer.challenge:
                    self._say({"error": "invalid_grant"}, 400)
                else:
                    token = jwt.encode({"alg": "ES256", "kid": "k"}, outer.claims, outer.signing)
                    self._say({"access_token": "a", "token_type": "Bearer", "id_token": token})

            def _say(self, body: dict[str, Any], status: int = 200) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def discovery(self) -> dict[str, str]:
        return {
            "issuer": self.issuer_said or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def provider(web: Web) -> Iterator[Provider]:
    made = Provider()
    settings = OpenId(issuer=made.issuer, client_id="sanitiser", redirect_url=RETURN)
    web.kit.service.settings.__dict__["openid"] = settings
    account = web.kit.people["spoc"].id.removeprefix("account:")
    with web.kit.database.write() as session:
        known = update(Account).where(Account.id == account)
        session.execute(known.values(oidc_issuer=made.issuer, oidc_subject="subject-1"))
    yield made
    made.close()


def leave(web: Web, provider: Provider) -> str:
    """Go to the provider; what it is asked for. The state."""
    answer = web.client.get("/auth/openid", follow_redirects=False)
    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [RETURN]
    provider.challenge = asked["code_challenge"][0]
    at = int(web.kit.clock.at.timestamp())
    provider.claims = {
        "iss": provider.issuer, "aud": "sanitiser", "sub": "subject-1", "iat": at, "exp": at + 60,
        "nonce": asked["nonce"][0],
    }  # fmt: skip
    return asked["state"][0]


def come_back(web: Web, state: str, code: str = "good") -> Any:
    return web.client.get(f"/auth/openid/return?code={code}&state={state}", follow_redirects=False)


def test_a_person_signs_in_at_the_provider(web: Web, provider: Provider) -> None:
    """There and back: a session of the service, with the account's role."""
    answer = come_back(web, leave(web, provider))
    assert answer.status_code == 303
    assert web.client.get("/v1/cases").status_code == 200
    assert come_back(web, "x").status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "unknown"}, {"sub": ""}, {"aud": "another"}, {"iss": "https://elsewhere.example"},
        {"nonce": "replayed"}, {"exp": 1}, {"nonce": None},
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_this_sign_in_is_refused(web: Web, provider: Provider, claims: dict[str, Any]) -> None:
    """Another person, client, issuer, an old or replayed token."""
    state = leave(web, provider)
    provider.claims |= claims
    assert come_back(web, state).status_code == 401
    assert web.client.get("/v1/cases").status_code == 401


def test_a_return_that_nobody_left_for_is_refused(web: Web, provider: Provider) -> None:
    """Wrong state, wrong code, wrong key, another browser."""
    assert come_back(web, leave(web, provider) + "x").status_code == 401
    assert come_back(web, leave(web, provider), code="bad").status_code == 401
    state = leave(web, provider)
    provider.signing = ECKey.generate_key("P-256", {"kid": "k"})
    assert come_back(web, state).status_code == 401
    provider.signing = provider.key
    state = leave(web, provider)
    web.client.cookies.clear()
    assert come_back(web, state).status_code == 401


def test_a_provider_that_is_down_or_another_one_is_said_so(web: Web, provider: Provider) -> None:
    """503, not a defect; without a provider set there is no such route."""
    provider.issuer_said = "https://elsewhere.example"
    assert web.client.get("/auth/openid", follow_redirects=False).status_code == 503
    web.kit.service.settings.__dict__["openid"] = OpenId(issuer="http://127.0.0.1:9", client_id="x")
    assert web.client.get("/auth/openid", follow_redirects=False).status_code == 503
    web.kit.service.settings.__dict__["openid"] = OpenId()
    assert web.client.get("/auth/openid", follow_redirects=False).status_code == 404
