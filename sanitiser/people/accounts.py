"""Local accounts: passwords by argon2id, with a lock-out that tells nobody whether an account exists."""

import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from sanitiser.casework.sides import Conflict, NotFound, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.service import Act, Actor
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, Tenant

# OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, one lane; one pass more than its two
HASHER = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)
SHORTEST = 12
PEOPLE = frozenset(Role) - {Role.CASE_SYSTEM}


class NotSignedIn(UsageError):
    """Nobody is signed in, or not with this: which of the two, and why, is not told."""

    code = "not-signed-in"
    http_status = 401
    title = "You are not signed in"
    remedy = "Sign in, or send a token that has not expired. After several wrong passwords, wait a while."


def new_account(
    act: Act,
    tenant_id: str,
    username: str,
    name: str,
    role: Role,
    password: str | None,
    contact: str = "",
    subject: str | None = None,
) -> Account:
    """Make an account of the administrator's own organisation, or of an authority where it is the office's.

    `subject` is the person's at the OpenID provider that is set.
    """
    require(act.actor, Role.ADMINISTRATOR)
    tenant = act.session.get(Tenant, tenant_id)
    if tenant is None or not may_administer(act, tenant):
        raise NotFound
    if role not in PEOPLE or (tenant.kind == "authority") != (role is Role.LA_SPOC):
        raise UsageError("this role is not one of this organisation's people")
    if password is not None and len(password) < SHORTEST:
        raise UsageError(f"a password has at least {SHORTEST} characters")
    if act.session.scalars(select(Account.id).where(Account.username == username)).first() is not None:
        raise Conflict("the user name is taken")
    account = Account(
        id=new_id(),
        tenant_id=tenant_id,
        username=username,
        display_name=name,
        role=role.value,
        password_hash=None if password is None else HASHER.hash(password),
        contact=contact,
        oidc_issuer=act.service.settings.openid.issuer or None if subject else None,
        oidc_subject=subject,
        created_at=act.at,
    )
    act.session.add(account)
    act.session.flush()
    note(act, "account.made", account=account.id, tenant=tenant_id, role=role.value)
    return account


def may_administer(act: Act, tenant: Tenant) -> bool:
    """The office's administrators see to the authorities' accounts too; an authority has none of its own."""
    own = act.session.get(Tenant, act.actor.tenant_id)
    return own is not None and (tenant.id == own.id or (own.kind == "ukpps" and tenant.kind == "authority"))


def disable_account(act: Act, account_id: str) -> None:
    """Close an account; its sessions end with it."""
    require(act.actor, Role.ADMINISTRATOR)
    account = act.session.get(Account, account_id)
    tenant = act.session.get(Tenant, account.tenant_id) if account is not None else None
    if account is None or tenant is None or not may_administer(act, tenant):
        raise NotFound
    account.disabled = True
    note(act, "account.disabled", account=account.id)


def actor_of(account: Account) -> Actor:
    """Who an account is."""
    return Actor("account:" + account.id, account.tenant_id, Role(account.role))


def sign_in(act: Act, username: str, password: str) -> Account | None:
    """The account, or None: no such account, wrong password, locked or disabled look alike and take alike long.

    The caller lets the transaction end before it says so, so that the count of failures is kept.
    """
    account = act.session.scalars(
        select(Account).where(Account.username == username).with_for_update(key_share=True)
    ).one_or_none()
    known = account.password_hash if account is not None and account.password_hash else _nobody()
    right = _matches(known, password)
    if account is None or account.password_hash is None or account.disabled:
        return None
    if account.locked_until is not None and account.locked_until > act.at:
        return None
    named = act.__class__(act.session, act.service, actor_of(account), act.at)
    if not right:
        account.failed_logins += 1
        if account.failed_logins >= act.service.settings.lock_out_after:
            account.failed_logins = 0
            account.locked_until = act.at + timedelta(minutes=act.service.settings.lock_out_minutes)
            note(named, "account.locked", account=account.id)
        return None
    account.failed_logins, account.locked_until = 0, None
    if HASHER.check_needs_rehash(known):
        account.password_hash = HASHER.hash(password)
    note(named, "account.signed-in", account=account.id)
    return account


@cache
def _nobody() -> str:
    """A hash that no password matches, so that an unknown name takes as long as a known one."""
    return HASHER.hash(secrets.token_urlsafe(32))


def _matches(known: str, password: str) -> bool:
    try:
        return HASHER.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False
