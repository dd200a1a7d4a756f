"""Tokens of an outside issuer: its public keys in a file, and nothing but its own signature opens the door."""

import base64
import hmac
import json
import os
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from api.app import create_app
from sanitiser.people import clients
from sanitiser.settings import SettingsError
from tests.api.web import User, Web
from tests.service_kit import Kit, open_test_service

ISSUER = "https://issuer.example"
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig", "alg": "RS256"})
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig", "alg": "ES256"})
STRANGE = RSAKey.generate_key(2048, {"kid": "rsa-1"})


class Issuer:
    """A world with an outside issuer, and one client that it knows as 'lcs'."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "jwks.json"
        self.publish(RSA, EC)
        tokens = {"issuer": ISSUER, "audience": "sanitiser", "jwks_file": self.file}
        self.kit = Kit(open_test_service(folder, f"sqlite:///{folder}/w.db", machine_tokens=tokens)).populate()
        self.web = Web(self.kit)
        with self.kit.service.act(self.kit.people["admin"]) as act:
            tenant = self.kit.people["north"].tenant_id
            clients.new_client(act, tenant, "LCS", ("cases:read", "records:read"), "lcs")
        self.at = int(self.kit.clock.at.timestamp())

    def publish(self, *keys: Any) -> None:
        self.file.write_text(json.dumps(KeySet(list(keys)).as_dict(private=False)))

    def claims(self, **changed: Any) -> dict[str, Any]:
        said = {"iss": ISSUER, "aud": "sanitiser", "sub": "lcs", "iat": self.at, "exp": self.at + 300}
        said |= {"scope": "cases:read flags:ask", **changed}
        return {key: value for key, value in said.items() if value is not None}

    def token(self, key: Any = RSA, alg: str = "RS256", kid: str | None = "rsa-1", **changed: Any) -> str:
        head = {"alg": alg} | ({"kid": kid} if kid else {})
        return jwt.encode(head, self.claims(**changed), key, algorithms=[alg])

    def status(self, token: str, path: str = "/v1/cases") -> int:
        return int(User(self.web.client, {"Authorization": f"Bearer {token}"}).get(path).status_code)


def shared(secret: bytes, claims: dict[str, Any]) -> str:
    """A token signed with HMAC by hand: no decent library takes a public key for a secret."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "kid": "rsa-1"}, claims)]
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = base64.urlsafe_b64encode(hmac.digest(secret, signed, "sha256")).rstrip(b"=")
    return (signed + b"." + signature).decode()


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    return Issuer(tmp_path)


def test_its_token_opens_what_client_and_token_both_have(issuer: Issuer) -> None:
    """By client_id, azp or sub; RSA and EC; a scope that the client has not, or that the token has not, is not there."""
    assert issuer.status(issuer.token()) == 200
    assert issuer.status(issuer.token(EC, "ES256", "ec-1", sub="a-user", client_id="lcs")) == 200
    assert issuer.status(issuer.token(aud=["other", "sanitiser"], scope=None, scp=["cases:read"])) == 200
    assert issuer.status(issuer.token(scope="flags:ask")) == 403
    assert issuer.status(issuer.token(scope=None)) == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"}, {"aud": None}, {"iss": "https://other.example"}, {"iss": None}, {"iss": "sanitiser"},
        {"exp": -60}, {"exp": None}, {"iat": 600}, {"iat": None}, {"nbf": 600}, {"sub": "nobody"}, {"exp": "soon"},
    ],
)  # fmt: skip
def test_a_wrong_claim_is_refused(issuer: Issuer, changed: dict[str, Any]) -> None:
    """Audience, issuer, times (integers here are seconds from now), client."""
    moved = {key: issuer.at + value if isinstance(value, int) else value for key, value in changed.items()}
    assert issuer.status(issuer.token(**moved)) == 401


def test_a_token_of_a_strange_key_is_refused(issuer: Issuer) -> None:
    """Another key under a known kid, an unknown kid, none where there are several, a key that was taken out."""
    assert issuer.status(issuer.token(STRANGE)) == 401
    assert issuer.status(issuer.token(kid="rsa-2")) == 401
    assert issuer.status(issuer.token(kid=None)) == 401
    assert issuer.status(issuer.token(kid="ec-1")) == 401
    issuer.publish(EC)
    os.utime(issuer.file, ns=(1, 1))
    assert issuer.status(issuer.token()) == 401
    assert issuer.status(issuer.token(EC, "ES256", "ec-1")) == 200


def test_algorithms_are_not_confused(issuer: Issuer) -> None:
    """The public key as a shared secret, no algorithm, one that is not allowed, keys that the token itself brings."""
    pem = RSA.as_pem(private=False)
    for secret in (pem, pem.strip(), json.dumps(RSA.as_dict(private=False)).encode()):
        for issued_by in (ISSUER, "sanitiser"):
            assert issuer.status(shared(secret, issuer.claims(iss=issued_by))) == 401
    head, body, signature = issuer.token().split(".")
    assert issuer.status(f"eyJhbGciOiJub25lIn0.{body}.") == 401
    assert issuer.status(f"{head}.{body}.") == 401
    free = RSAKey.import_key({key: value for key, value in RSA.as_dict(private=True).items() if key != "alg"})
    assert issuer.status(issuer.token(free, alg="RS512")) == 401
    brought = {"alg": "RS256", "kid": "rsa-1", "jwk": STRANGE.as_dict(private=False)}
    assert issuer.status(jwt.encode(brought, issuer.claims(), STRANGE)) == 401
    assert issuer.status(f"{head}.{body}.{signature[:-4]}AAAA") == 401


def test_keys_that_cannot_be_read_stop_the_start_and_not_the_service(issuer: Issuer, tmp_path: Path) -> None:
    """A running service goes on with the keys it has; a new one says which setting is wrong."""
    assert issuer.status(issuer.token()) == 200
    issuer.file.write_text("{")
    assert issuer.status(issuer.token()) == 200
    missing = {"issuer": ISSUER, "jwks_file": tmp_path / "none.json"}
    (tmp_path / "other").mkdir()
    service = open_test_service(tmp_path / "other", f"sqlite:///{tmp_path}/o.db", machine_tokens=missing)
    with pytest.raises(SettingsError):
        create_app(service)
    service.database.engine.dispose()


def test_two_clients_cannot_have_one_name_outside(issuer: Issuer) -> None:
    """Nor can a person's sign-in be had by a machine's token."""
    body = {
        "tenant_id": issuer.kit.people["south"].tenant_id,
        "name": "X",
        "scopes": ["cases:read"],
        "outside_id": "lcs",
    }
    assert issuer.web.user("admin").post("/v1/clients", json=body).status_code == 409
    named = issuer.kit.people["north"].id.removeprefix("account:")
    assert issuer.status(issuer.token(sub=named)) == 401


def test_the_person_that_a_machine_acts_for_is_in_the_audit(web: Web) -> None:
    """By an identifier; it gives no right, a person's own session takes none, and it can be asked for by a setting."""
    case = web.kit.open_case()
    north = web.kit.add_area(case, "north")
    machine = web.user("north-system")
    body = {"nature": "request", "item": "marac"}
    url = f"/v1/cases/{north}/requests"
    assert machine.post(url, json=body, headers={"Acting-Person": "j.smith@lcs"}).status_code == 201
    assert web.user("north").post(url, json=body, headers={"Acting-Person": "somebody"}).status_code == 201
    assert machine.post(url, json=body).status_code == 201
    wrong = machine.post(url, json=body, headers={"Acting-Person": "Jane Smith, 1 High Street"})
    assert (wrong.status_code, "High Street" in wrong.text) == (400, False)
    entries = web.user("auditor").get("/v1/audit-entries?limit=1000").json()["entries"]
    assert [one.get("acting") for one in entries if one["action"] == "ledger.request"] == ["j.smith@lcs", None, None]


def test_the_acting_person_can_be_asked_for(tmp_path: Path) -> None:
    """By a setting, of machines alone."""
    kit = Kit(open_test_service(tmp_path, f"sqlite:///{tmp_path}/w.db", acting_person_required=True)).populate()
    with Web(kit) as web:
        assert web.user("north-system").get("/v1/cases").status_code == 400
        assert web.user("north-system").get("/v1/cases", headers={"Acting-Person": "u1"}).status_code == 200
        assert web.user("north").get("/v1/cases").status_code == 200
    kit.database.engine.dispose()
