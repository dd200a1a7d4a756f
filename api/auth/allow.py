"""The one gate: each route says which roles may pass and which scope a machine's key needs. None is open by default.

A machine brings a bearer token (a key or a JWT), a person a session cookie; an unsafe request with a cookie must also
bring the session's own token in X-CSRF-Token, and come from our own origin where the browser says where from. A machine
may say in Acting-Person for whom it acts; that stands in the audit and gives no right.
"""

import re
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.problems import TooMany
from sanitiser.casework.sides import NotAllowed
from sanitiser.errors import UsageError
from sanitiser.people import clients, sessions, tokens
from sanitiser.people.accounts import NotSignedIn
from sanitiser.service import Actor, Service
from sanitiser.store.states import Role

COOKIE = "sanitiser-session"
CSRF_HEADER = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ACTING_HEADER = "acting-person"
ACTING = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
UNKNOWN = Actor("unknown", "", Role.CASE_SYSTEM, frozenset())

bearer = HTTPBearer(auto_error=False, scheme_name="bearer", description="A client's key, or a token of /oauth/token.")
cookie = APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="session", description="A person's session.")


class WrongActingPerson(UsageError):
    """A machine names nobody, or not by an identifier."""

    code = "acting-person"
    title = "The acting person is not named as it should be"
    remedy = "Send your user's identifier (not a name) in the header Acting-Person: letters, digits and . _ @ - only."


class Gate:
    """Which roles may pass a route, and which scope a machine's key needs. `roles` none: no role passes."""

    def __init__(self, scope: str, *roles: Role) -> None:
        self.scope = scope
        self.roles = frozenset(roles)

    def pass_through(self, request: Request, actor: Actor) -> Actor:
        """Count the request and let it through. Raises NotAllowed or TooMany."""
        throttle(request, actor.id, service_of(request).settings.requests_per_minute)
        if actor.role not in self.roles or not actor.may(self.scope):
            raise NotAllowed
        return actor


class Allow(Gate):
    """A dependency of the API's routes that gives the actor, or refuses."""

    def __call__(
        self, request: Request, _bearer: Annotated[object, Depends(bearer)], _cookie: Annotated[object, Depends(cookie)]
    ) -> Actor:
        """Raises NotSignedIn, NotAllowed or TooMany."""
        return self.pass_through(request, who(request))


def service_of(request: Request) -> Service:
    """The service that the application runs."""
    service: Service = request.app.state.service
    return service


def who(request: Request) -> Actor:
    """Who is asking. Raises NotSignedIn."""
    service = service_of(request)
    header = request.headers.get("authorization", "")
    actor = _machine(service, header) if header else _person(service, request)
    if actor is None:
        throttle(request, "address:" + address_of(request), service.settings.requests_per_minute)
        raise NotSignedIn
    return acting(request, actor) if header else actor


def _machine(service: Service, header: str) -> Actor | None:
    kind, _, secret = header.partition(" ")
    if kind.lower() != "bearer" or not secret:
        return None
    with service.act(UNKNOWN, writes=False) as act:
        return clients.by_key(act, secret) if secret.startswith(clients.KEY_PREFIX) else tokens.read(act, secret)


def acting(request: Request, actor: Actor) -> Actor:
    """A machine together with the person that it acts for. Raises WrongActingPerson."""
    named = request.headers.get(ACTING_HEADER, "")
    if not named and not service_of(request).settings.acting_person_required:
        return actor
    if not ACTING.fullmatch(named):
        raise WrongActingPerson
    return replace(actor, acting=named)


def _person(service: Service, request: Request) -> Actor | None:
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    with service.act(UNKNOWN, writes=False) as act:
        found = sessions.find(act, token)
    if found is None:
        return None
    if request.method not in SAFE and not _unforged(request, found):
        return None
    if found.untold:
        with service.act(found.actor) as act:
            sessions.touch(act, token)
    return found.actor


def _unforged(request: Request, found: sessions.SignedIn) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and found.csrf_right(request.headers.get(CSRF_HEADER, ""))


def address_of(request: Request) -> str:
    """The network address of the caller, as the server knows it."""
    return request.client.host if request.client is not None else "unknown"


def throttle(request: Request, key: str, per_minute: int) -> None:
    """Count a request. Raises TooMany. The count is this process's own."""
    limiter: MovingWindowRateLimiter = request.app.state.limiter
    if not limiter.hit(RateLimitItemPerMinute(per_minute), key):
        raise TooMany(5)


def new_limiter() -> MovingWindowRateLimiter:
    """An empty counter."""
    return MovingWindowRateLimiter(MemoryStorage())
