"""Signing in at an OpenID provider: authorisation code with PKCE (OpenID Connect Core 1.0, RFC 7636), by Authlib.

An account is found by the provider's issuer and the person's subject, which an administrator wrote on it; a provider
makes nobody's account. State, nonce and verifier wait in a session of the service, not in the browser.
"""

import secrets
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import select

from sanitiser.errors import EnvironmentFault
from sanitiser.ledger.audit import note
from sanitiser.people.accounts import NotSignedIn, actor_of
from sanitiser.service import Act
from sanitiser.settings import OpenId, SettingsError
from sanitiser.store.tables.people import Account

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
SECONDS = 10
LEEWAY = 60


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where to send the browser, and what must wait for its return."""

    url: str
    waiting: dict[str, str]


def leave(settings: OpenId) -> Leaving:
    """Begin: the provider's page to go to."""
    found = _discover(settings)
    with _client(settings) as client:
        waiting = {"nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48)}
        url, state = client.create_authorization_url(
            found["authorization_endpoint"], code_verifier=waiting["verifier"], nonce=waiting["nonce"]
        )
        return Leaving(str(url), {**waiting, "state": str(state)})


def come_back(settings: OpenId, waiting: dict[str, str], returned_to: str, at: int) -> str:
    """End: the subject that the provider vouches for. Raises NotSignedIn when anything about it is wrong."""
    found = _discover(settings)
    with _client(settings, state=waiting["state"]) as client:
        try:
            token = client.fetch_token(
                found["token_endpoint"], authorization_response=returned_to, code_verifier=waiting["verifier"]
            )
            keys = KeySet.import_key_set(_fetch(found["jwks_uri"]))  # type: ignore[arg-type]
            claims = jwt.decode(str(token["id_token"]), keys, algorithms=ALGORITHMS).claims
            _registry(settings, waiting["nonce"], at).validate(claims)
        except (AuthlibBaseError, JoseError, httpx2.HTTPError, KeyError, ValueError, TypeError):
            raise NotSignedIn from None
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject:
            raise NotSignedIn
        return subject


def account_of(act: Act, issuer: str, subject: str) -> Account:
    """The account on which an administrator wrote this subject. Raises NotSignedIn."""
    found = select(Account).where(Account.oidc_issuer == issuer, Account.oidc_subject == subject)
    account = act.session.scalars(found).one_or_none()
    if account is None or account.disabled:
        raise NotSignedIn
    named = act.__class__(act.session, act.service, actor_of(account), act.at)
    note(named, "account.signed-in", account=account.id)
    return account


def _registry(settings: OpenId, nonce: str, at: int) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=at,
        leeway=LEEWAY,
        iss={"essential": True, "value": settings.issuer},
        aud={"essential": True, "value": settings.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _client(settings: OpenId, state: str | None = None) -> Any:
    secret = None
    if settings.client_secret_file is not None:
        try:
            secret = settings.client_secret_file.read_text().strip()
        except OSError:
            raise SettingsError("openid.client_secret_file") from None
    return OAuth2Client(
        settings.client_id,
        secret,
        scope="openid",
        redirect_uri=settings.redirect_url,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        state=state,
        timeout=SECONDS,
    )


def _discover(settings: OpenId) -> dict[str, Any]:
    """The provider's endpoints (OpenID Connect Discovery 1.0); its own issuer must be the one that is set."""
    found = _fetch(settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != settings.issuer:
        raise EnvironmentFault("the OpenID provider says that it is another one")
    return found


def _fetch(url: str) -> dict[str, Any]:
    """A JSON object of the provider."""
    try:
        found = httpx2.get(url, timeout=SECONDS).raise_for_status().json()
    except (httpx2.HTTPError, ValueError):
        raise EnvironmentFault("the OpenID provider does not answer") from None
    if not isinstance(found, dict):
        raise EnvironmentFault("the OpenID provider does not answer")
    return found
