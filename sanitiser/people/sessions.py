"""Signed-in browsers: an opaque token in a cookie, everything else in the store.

Only the token's digest is kept. A session ends after some minutes without use, after some hours whatever happens, when
its account is disabled, and when its person signs out. Signing in always makes a new one (no fixation).
"""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select

from sanitiser.ledger.audit import note
from sanitiser.people.accounts import actor_of
from sanitiser.people.clients import digest
from sanitiser.service import Act, Actor
from sanitiser.store.base import new_id
from sanitiser.store.tables.people import Account, LoginSession


@dataclass(frozen=True, slots=True)
class Begun:
    """A new session: the cookie's token and the token that unsafe requests must bring."""

    token: str
    csrf: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session in use."""

    session_id: str
    actor: Actor
    csrf_hash: str
    untold: bool = False
    """Whether its use has not been noted for a minute."""

    def csrf_right(self, token: str) -> bool:
        """Whether an unsafe request brought the session's own token."""
        return same(self.csrf_hash, digest(token))


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


NOTED = timedelta(minutes=1)
CARRIED = timedelta(minutes=10)
KEPT = timedelta(hours=1)
"""For so long a form is kept that an ended session sent."""
LAPSED = timedelta(days=1)
"""For so long after its end a session's row still says whose it was, and nothing else."""


_WORDS = 5
"""The most things that are said at once."""


def csrf_of(token: str) -> str:
    """The token of a session's forms. It is made of the cookie's, so that a page can be written anew at any time."""
    return hmac.new(token.encode(), b"forms", sha256).hexdigest()


def begin(
    act: Act, account: Account | None, data: dict[str, Any] | None = None, carried: timedelta = CARRIED
) -> Begun:
    """Make a session; without an account it only carries `data` over a sign-in, for no longer than `carried`."""
    token = secrets.token_urlsafe(32)
    begun = Begun(token, csrf_of(token))
    settings = act.service.settings
    row_id = new_id()
    sealed = None
    if data is not None:
        sealed = act.service_ring.seal_text(json.dumps(data), "login_session", "data", row_id)
    row = LoginSession(
        id=row_id,
        token_hash=digest(begun.token),
        account_id=account.id if account is not None else None,
        csrf_hash=digest(begun.csrf),
        data_sealed=sealed,
        created_at=act.at,
        seen_at=act.at,
        expires_at=act.at + (timedelta(hours=settings.session_hours) if account else carried),
    )
    act.session.add(row)
    act.session.execute(delete(LoginSession).where(LoginSession.expires_at <= act.at - LAPSED))
    act.session.flush()
    return begun


def find(act: Act, token: str) -> SignedIn | None:
    """Who is signed in with this token."""
    row = _row(act, token)
    if row is None or row.account_id is None:
        return None
    if row.seen_at + timedelta(minutes=act.service.settings.session_minutes) <= act.at:
        return None
    account = act.session.get(Account, row.account_id)
    if account is None or account.disabled:
        return None
    return SignedIn(row.id, actor_of(account), row.csrf_hash, row.seen_at + NOTED <= act.at)


def lapsed(act: Act, token: str, csrf: str) -> str | None:
    """The account of a session that has ended by itself, for a request that brought that session's own token."""
    row = act.session.scalars(select(LoginSession).where(LoginSession.token_hash == digest(token))).one_or_none()
    if row is None or row.account_id is None or not hmac.compare_digest(row.csrf_hash, digest(csrf)):
        return None
    return row.account_id


def touch(act: Act, token: str) -> None:
    """Note that a session is in use; once a minute is enough."""
    row = _row(act, token)
    if row is not None:
        row.seen_at = act.at


def data_of(act: Act, token: str) -> dict[str, Any] | None:
    """What a session without an account carries."""
    row = _carrier(act, token)
    if row is None or row.data_sealed is None:
        return None
    data: dict[str, Any] = json.loads(act.service_ring.open_text(row.data_sealed, "login_session", "data", row.id))
    return data


def take_data(act: Act, token: str) -> dict[str, Any] | None:
    """The same; the session ends."""
    data = data_of(act, token)
    if data is not None:
        act.session.delete(_carrier(act, token))
    return data


def leave_words(act: Act, token: str, manner: str, words: str) -> None:
    """Say something to a signed-in person on the next page."""
    row = _row(act, token)
    if row is not None and row.account_id is not None:
        told = [*_words(act, row), [manner, words]]
        row.data_sealed = act.service_ring.seal_text(json.dumps(told[-_WORDS:]), "login_session", "data", row.id)


def words_left(act: Act, token: str) -> bool:
    """Whether something is to be said."""
    row = _row(act, token)
    return row is not None and row.account_id is not None and row.data_sealed is not None


def take_words(act: Act, token: str) -> list[tuple[str, str]]:
    """What is to be said now, and never again."""
    row = _row(act, token)
    if row is None or row.account_id is None:
        return []
    told, row.data_sealed = _words(act, row), None
    return [(manner, words) for manner, words in told]


def _words(act: Act, row: LoginSession) -> list[list[str]]:
    if row.data_sealed is None:
        return []
    told: list[list[str]] = json.loads(act.service_ring.open_text(row.data_sealed, "login_session", "data", row.id))
    return told


def _carrier(act: Act, token: str) -> LoginSession | None:
    row = _row(act, token)
    return row if row is not None and row.account_id is None else None


def end(act: Act, token: str) -> None:
    """Sign out."""
    row = _row(act, token)
    if row is not None:
        act.session.delete(row)
        note(act, "account.signed-out")


def _row(act: Act, token: str) -> LoginSession | None:
    found = select(LoginSession).where(LoginSession.token_hash == digest(token), LoginSession.expires_at > act.at)
    return act.session.scalars(found).one_or_none()
