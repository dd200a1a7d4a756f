"""Bearer tokens of machines: JWTs that the service issues (client credentials), and those of an outside issuer.

RFC 6749 §4.4, RFC 7519, RFC 9068. The service's own are signed by a key derived from the service's data key.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

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
OUTSIDE = ("RS256", "PS256", "ES256", "EdDSA")


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
    settings = act.service.settings.machine_tokens
    claims = _verified(token, _own_key(act), ("HS256",))
    if claims is not None and claims.get("iss") == ISSUER:
        client = act.session.get(Client, str(claims.get("sub", "")))
    elif settings.issuer and settings.jwks_file is not None:
        claims = _verified(token, _outside_keys(settings.jwks_file), OUTSIDE)
        if claims is None or claims.get("iss") != settings.issuer:
            return None
        named = str(claims.get("client_id") or claims.get("azp") or claims.get("sub", ""))
        client = act.session.scalars(select(Client).where(Client.outside_id == named)).one_or_none()
    else:
        return None
    if client is None or client.disabled or not _in_time(claims, settings.audience, int(act.at.timestamp())):
        return None
    return actor_of(client, frozenset(str(claims.get("scope", "")).split()))


def _verified(token: str, key: Any, algorithms: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        return dict(jwt.decode(token, key, algorithms=list(algorithms)).claims)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _in_time(claims: dict[str, Any], audience: str, at: int) -> bool:
    registry = jwt.JWTClaimsRegistry(
        now=at, exp={"essential": True}, aud={"essential": True, "value": audience}, iat={"essential": True}
    )
    try:
        registry.validate(claims)
    except (JoseError, ValueError, TypeError):
        return False
    return True


def _own_key(act: Act) -> OctKey:
    return OctKey.import_key(act.service_ring.derive("machine-tokens"))


@lru_cache(maxsize=4)
def _outside_keys(path: Path) -> KeySet:
    try:
        return KeySet.import_key_set(json.loads(path.read_text()))
    except (OSError, ValueError, JoseError):
        raise SettingsError("machine_tokens.jwks_file") from None
