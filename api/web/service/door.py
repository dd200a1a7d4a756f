"""Who may open a page: a person's session, and for whatever changes something the session's own token in the form.

A session that has ended loses nothing: a form that it sends is kept, sealed, until its person has signed in again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from api.auth.allow import COOKIE, SAFE, UNKNOWN, Gate, address_of, service_of, throttle
from api.problems import WrongContent
from sanitiser.errors import UsageError
from sanitiser.people import sessions
from sanitiser.service import Act, Actor
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account

TOKEN = "token"  # noqa: S105 (the name of a field)
KEPT = "kept"
KEPT_COOKIE = "sanitiser-kept"
FORM = "application/x-www-form-urlencoded"


class SignInFirst(UsageError):
    """Nobody is signed in; `kept` is the token of what was kept of the form, if something was."""

    code = "not-signed-in"
    http_status = 401
    title = "You are not signed in"
    remedy = "Sign in."

    def __init__(self, kept: str = "") -> None:
        self.kept = kept
        super().__init__()


class Forged(UsageError):
    """A form that did not come from these pages, or from a page of another session."""

    code = "forged"
    http_status = 403
    title = "This was not done"
    remedy = "The page was too old. Go back, load it again and send it once more."


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at a page. `token` is for the forms of the answer, `form` what was sent."""

    actor: Actor
    who: str
    token: str
    form: FormData = field(default_factory=FormData)

    @property
    def role(self) -> Role:
        """The person's role."""
        return self.actor.role


async def posted(request: Request) -> FormData:
    """The form of a request that brings one. Raises WrongContent for other bodies: files have a way of their own."""
    if request.method in SAFE:
        return FormData()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind and request.headers.get("content-length", "0") in ("", "0"):
        return FormData()
    if kind != FORM:
        raise WrongContent
    return await request.form()


class Enter(Gate):
    """A dependency of a page's route: gives the visit, or refuses.

    A `quiet` route is asked by a page on its own: it does not count as use, so that nobody stays signed in by it.
    """

    def __init__(self, *roles: Role, quiet: bool = False) -> None:
        super().__init__("pages", *roles)
        self.quiet = quiet

    def __call__(self, request: Request, form: Annotated[FormData, Depends(posted)]) -> Visit:
        """Raises SignInFirst, Forged, NotAllowed or TooMany."""
        said = request.headers.get("x-csrf-token") or str(form.get(TOKEN, ""))
        visit = seated(request, form, said, quiet=self.quiet)
        if request.method not in SAFE and not unforged(request, visit, said):
            raise Forged
        self.pass_through(request, visit.actor)
        return visit


class EnterUpload(Gate):
    """The same for a route that reads its body itself; it checks the form's token before it takes anything."""

    def __init__(self, *roles: Role) -> None:
        super().__init__("pages", *roles)

    def __call__(self, request: Request) -> Visit:
        """Raises SignInFirst, Forged, NotAllowed or TooMany."""
        visit = seated(request, FormData(), "")
        if not same_origin(request):
            raise Forged
        self.pass_through(request, visit.actor)
        return visit


def seated(request: Request, form: FormData, said: str, *, quiet: bool = False) -> Visit:
    """Who sits there. Raises SignInFirst, and keeps the form of a session that has ended by itself."""
    service, token = service_of(request), request.cookies.get(COOKIE, "")
    with service.act(UNKNOWN, writes=False) as act:
        found = sessions.find(act, token) if token else None
        account = act.session.get(Account, found.actor.id.removeprefix("account:")) if found is not None else None
    if found is None or account is None:
        throttle(request, "address:" + address_of(request), service.settings.requests_per_minute)
        raise SignInFirst(_keep(request, token, form, said))
    if (found.untold and not quiet) or KEPT in form:
        with service.act(found.actor) as act:
            sessions.touch(act, token)
            if KEPT in form:
                sessions.take_data(act, request.cookies.get(KEPT_COOKIE, ""))
    visit = Visit(found.actor, account.display_name, sessions.csrf_of(token), form)
    request.state.seat = visit
    return visit


def unforged(request: Request, visit: Visit, said: str) -> bool:
    """Whether a request that changes something came from a page of this session."""
    return same_origin(request) and sessions.same(said, visit.token)


def same_origin(request: Request) -> bool:
    """What the browser says of where a request comes from; one that says nothing has the token alone."""
    origin = request.headers.get("origin")
    here = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    return here and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _keep(request: Request, token: str, form: FormData, said: str) -> str:
    """Seal what a lapsed session sent; the token under which it can be had again, empty if nothing was kept."""
    # what a page tells by itself ('quiet') is nobody's work and not worth a question
    if not form or "quiet" in form or not same_origin(request):
        return ""
    with service_of(request).act(UNKNOWN) as act:
        account = sessions.lapsed(act, token, said)
        if account is None:
            return ""
        pairs = [[name, value] for name, value in form.multi_items() if isinstance(value, str) and name != TOKEN]
        data = {"account": account, "path": request.url.path, "form": pairs}
        return sessions.begin(act, None, data, sessions.KEPT).token


def kept_form(act: Act, actor: Actor, token: str) -> Mapping[str, object] | None:
    """What was kept for this very person."""
    data = sessions.data_of(act, token) if token else None
    return data if data is not None and "account:" + str(data.get("account")) == actor.id else None
