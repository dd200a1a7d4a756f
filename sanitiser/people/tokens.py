"""Bearer tokens of machines: JWTs that the service issues (client credentials), and those of an outside issuer.

RFC 6749 §4.4, RFC 7519, RFC 8725, RFC 9068. The service's own are signed by a key derived from the service's data key.
An outside issuer's are checked with the public keys in a file; nothing is fetched. Its clients are those to whom an
administrator gave an outside name, and a token never has a scope that its client has not.
"""

import json
from pathlib import Path
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey
from sqlalchemy import select

from sanitiser.people.clients import actor_of
from sanitiser.service import Act, Actor
from sanitiser.settings import SettingsError
from sanitiser.store.base import new_id
from sanitiser.store.tables.people import Client

ISSUER = "sanitiser"
OUTSIDE = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
"""Public keys alone: a token signed with a shared secret, or with none, is never an outside one's (RFC 8725 §3.1)."""
LEEWAY: Final = 30
"""Seconds that an outside issuer's clock may differ from ours."""
_held: dict[Path, tuple[int, KeySet]] = {}


def issue(act: Act, actor: Actor, scopes: frozenset[str]) -> tuple[str, int]:
    """A token for a client with some of its scopes; the token and its seconds."""
    seconds = act.service.settings.machine_tokens.minutes * 60
    at = int(act.at.timestamp())
    claims = {
        "iss": ISSUER,
        "aud": act.service.settings.machine_tokens.audience,
        "sub": actor.id.removeprefix("client:"),
        "iat": at,
        "exp": at + seconds,
        "jti": new_id(),
        "scope": " ".join(sorted(scopes & actor.scopes)),
    }
    return jwt.encode({"alg": "HS256", "typ": "at+jwt"}, claims, _own_key(act)), seconds


def read(act: Act, token: str) -> Actor | None:
    """The client that a token was issued to; None when anything about it is wrong."""
    settings, leeway = act.service.settings.machine_tokens, 0
    claims = _verified(token, _own_key(act), ("HS256",))
    if claims is not None and claims.get("iss") == ISSUER:
        client = act.session.get(Client, str(claims.get("sub", "")))
    elif settings.issuer and settings.jwks_file is not None:
        claims, leeway = _verified(token, outside_keys(settings.jwks_file), OUTSIDE), LEEWAY
        if claims is None or claims.get("iss") != settings.issuer:
            return None
        named = str(claims.get("client_id") or claims.get("azp") or claims.get("sub", ""))
        client = act.session.scalars(select(Client).where(Client.outside_id == named)).one_or_none()
    else:
        return None
    at = int(act.at.timestamp())
    if client is None or client.disabled or not _in_time(claims, settings.audience, at, leeway):
        return None
    return actor_of(client, _scopes(claims))


def _scopes(claims: dict[str, Any]) -> frozenset[str]:
    """What the token is for: `scope` (RFC 8693), or `scp` as some issuers call it; none said is none."""
    said = claims.get("scope", claims.get("scp", ""))
    return frozenset(said.split() if isinstance(said, str) else map(str, said) if isinstance(said, list) else ())


def _verified(token: str, key: Any, algorithms: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        return dict(jwt.decode(token, key, algorithms=list(algorithms)).claims)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _in_time(claims: dict[str, Any], audience: str, at: int, leeway: int) -> bool:
    registry = jwt.JWTClaimsRegistry(
        now=at,
        leeway=leeway,
        exp={"essential": True},
        aud={"essential": True, "value": audience},
        iat={"essential": True},
    )
    try:
        registry.validate(claims)
    except (JoseError, ValueError, TypeError):
        return False
    return True


def _own_key(act: Act) -> OctKey:
    return OctKey.import_key(act.service_ring.derive("machine-tokens"))


def outside_keys(path: Path) -> KeySet:
    """The issuer's public keys; a file that was changed is read again, and one that then cannot be read is not used.

    Raises SettingsError when no keys were ever read from it.
    """
    held = _held.get(path)
    try:
        changed = path.stat().st_mtime_ns
        if held is None or held[0] != changed:
            held = changed, KeySet.import_key_set(json.loads(path.read_text(encoding="utf-8")))
            _held[path] = held
    except (OSError, ValueError, KeyError, TypeError, JoseError):
        if held is None:
            raise SettingsError("machine_tokens.jwks_file") from None
    return held[1]
