"""Machines: case systems with secrets for the client-credentials grant, and with scoped keys that expire.

A secret has 256 random bits, so its SHA-256 is kept: there is nothing to guess that a slow hash would slow down.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, NotFound, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.people.accounts import may_administer
from sanitiser.service import Act, Actor
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.people import ApiKey, Client, Tenant

SCOPES = (
    "cases:read",
    "records:read",
    "records:write",
    "requests:read",
    "requests:write",
    "packs:read",
    "packs:write",
    "flags:write",
    "flags:ask",
    "concerns:write",
    "webhooks:write",
)
KEY_PREFIX = "sank_"
LONGEST = timedelta(days=366)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret that is shown once."""

    id: str
    secret: str


def new_client(act: Act, tenant_id: str, name: str, scopes: tuple[str, ...], outside_id: str = "") -> NewSecret:
    """Make a case system's client; its id and secret are for the client-credentials grant.

    `outside_id` is its name at the outside issuer of tokens. Raises Conflict when another client has it.
    """
    require(act.actor, Role.ADMINISTRATOR)
    tenant = act.session.get(Tenant, tenant_id)
    if tenant is None or tenant.kind != "authority" or not may_administer(act, tenant):
        raise NotFound
    if outside_id and act.session.scalars(select(Client.id).where(Client.outside_id == outside_id)).first():
        raise Conflict("another client has this name at the outside issuer")
    secret = secrets.token_urlsafe(32)
    client = Client(
        id=new_id(),
        tenant_id=tenant_id,
        name=name,
        role=Role.CASE_SYSTEM.value,
        scopes=_scopes(scopes),
        secret_hash=digest(secret),
        outside_id=outside_id or None,
        created_at=act.at,
    )
    act.session.add(client)
    act.session.flush()
    note(act, "client.made", client=client.id, tenant=tenant_id)
    return NewSecret(client.id, secret)


def new_key(act: Act, client_id: str, scopes: tuple[str, ...], days: int) -> NewSecret:
    """Make a key of a client with some of its scopes; the key ends after `days`."""
    require(act.actor, Role.ADMINISTRATOR)
    client = _client(act, client_id)
    wanted = _scopes(scopes)
    if not set(wanted.split()) <= set(client.scopes.split()):
        raise UsageError("a key has no more scopes than its client")
    if not 1 <= days <= LONGEST.days:
        raise UsageError(f"a key is valid for 1 to {LONGEST.days} days")
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        id=new_id(),
        client_id=client.id,
        secret_hash=digest(secret),
        scopes=wanted,
        expires_at=act.at + timedelta(days=days),
        created_at=act.at,
    )
    act.session.add(key)
    act.session.flush()
    note(act, "key.made", key=key.id, client=client.id)
    return NewSecret(key.id, secret)


def revoke_key(act: Act, client_id: str, key_id: str) -> None:
    """End a key now."""
    require(act.actor, Role.ADMINISTRATOR)
    client = _client(act, client_id)
    key = act.session.get(ApiKey, key_id)
    if key is None or key.client_id != client.id:
        raise NotFound
    key.revoked_at = key.revoked_at or act.at
    note(act, "key.revoked", key=key.id)


def by_secret(act: Act, client_id: str, secret: str) -> Actor | None:
    """The client whose id and secret these are."""
    client = act.session.get(Client, client_id)
    known = client.secret_hash if client is not None and client.secret_hash else digest("")
    right = hmac.compare_digest(known, digest(secret))
    if client is None or client.secret_hash is None or client.disabled or not right:
        return None
    return actor_of(client)


def by_key(act: Act, secret: str) -> Actor | None:
    """The client whose key this is, with the key's scopes."""
    key = act.session.scalars(select(ApiKey).where(ApiKey.secret_hash == digest(secret))).one_or_none()
    client = act.session.get(Client, key.client_id) if key is not None else None
    if key is None or client is None or client.disabled or key.revoked_at is not None or key.expires_at <= act.at:
        return None
    return Actor("client:" + client.id, client.tenant_id, Role(client.role), frozenset(key.scopes.split()))


def actor_of(client: Client, scopes: frozenset[str] | None = None) -> Actor:
    """Who a client is, with all or some of its scopes."""
    own = frozenset(client.scopes.split())
    return Actor("client:" + client.id, client.tenant_id, Role(client.role), own if scopes is None else own & scopes)


def _client(act: Act, client_id: str) -> Client:
    client = act.session.get(Client, client_id)
    tenant = act.session.get(Tenant, client.tenant_id) if client is not None else None
    if client is None or tenant is None or not may_administer(act, tenant):
        raise NotFound
    return client


def _scopes(scopes: tuple[str, ...]) -> str:
    if not scopes or not set(scopes) <= set(SCOPES):
        raise UsageError("a scope is not one of the list")
    return " ".join(sorted(set(scopes)))
