"""Signing in and out, the first page of each role, and the form that an ended session left behind."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.auth.allow import COOKIE, UNKNOWN, address_of, service_of, throttle
from api.auth.routes import SIGN_INS_PER_MINUTE, set_cookie
from api.web.service.door import KEPT_COOKIE, Enter, Forged, Visit, kept_form, posted, same_origin
from api.web.service.shell import HOME, go, ours, page
from sanitiser.people import accounts, sessions
from sanitiser.people.accounts import PEOPLE

router = APIRouter(include_in_schema=False)
Anybody = Annotated[Visit, Depends(Enter(*PEOPLE))]
LONGEST = 200


@router.get("/sign-in")
def ask(request: Request, to: str = "/") -> Response:
    """Ask who it is."""
    return ask_page(request, to)


def ask_page(request: Request, to: str, status: int = 200, kept: str = "", **said: str) -> Response:
    """The page that asks; `kept` is the token of a form that waits for its person."""
    openid = bool(service_of(request).settings.openid.issuer)
    answer = page(request, "sign_in.html", status, to=ours(to), openid=openid, kept=bool(kept), said=said)
    if kept:
        secure = service_of(request).settings.secure_cookies
        seconds = int(sessions.KEPT.total_seconds())
        # lax: an OpenID provider sends the browser back by a link of its own
        answer.set_cookie(KEPT_COOKIE, kept, max_age=seconds, path="/", httponly=True, secure=secure, samesite="lax")
    return answer


@router.post("/sign-in")
def sign_in(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Sign in with a local account: a new session in place of the old one, whatever the browser brought."""
    if not same_origin(request):
        raise Forged
    throttle(request, "sign-in:" + address_of(request), SIGN_INS_PER_MINUTE)
    name, password = (str(form.get(field, "")).replace("\0", "")[:LONGEST] for field in ("username", "password"))
    to, service = ours(str(form.get("to", "/"))), service_of(request)
    name = name.encode("utf-8", "ignore").decode().strip()
    with service.act(UNKNOWN) as act:
        account = accounts.sign_in(act, name, password) if name and password else None
        begun = sessions.begin(act, account) if account is not None else None
        if begun is not None:
            sessions.end(act, request.cookies.get(COOKIE, ""))
    if begun is None:
        wrong = {"username": name, "empty": "username" if not name else "password" if not password else ""}
        return ask_page(request, to, 401, **wrong)
    answer = RedirectResponse("/kept" if KEPT_COOKIE in request.cookies else to, 303)
    set_cookie(answer, begun.token, secure=service.settings.secure_cookies)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, visit: Anybody) -> Response:
    """Sign out; the browser forgets what it holds of us."""
    with service_of(request).act(visit.actor) as act:
        sessions.end(act, request.cookies.get(COOKIE, ""))
    answer = go("/sign-in?out=1")
    answer.delete_cookie(COOKIE, path="/")
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@router.get("/")
def first(request: Request, visit: Anybody) -> Response:
    """The first page of the role."""
    return go("/kept" if KEPT_COOKIE in request.cookies else HOME[visit.role])


@router.get("/kept")
def show_kept(request: Request, visit: Anybody) -> Response:
    """What an ended session sent, to be sent again or thrown away."""
    with service_of(request).act(visit.actor, writes=False) as act:
        kept = kept_form(act, visit.actor, request.cookies.get(KEPT_COOKIE, ""))
    if kept is None:
        return _forget(HOME[visit.role])
    return page(request, "kept.html", action=ours(str(kept["path"])), fields=kept["form"])


@router.post("/kept")
def discard_kept(request: Request, visit: Anybody) -> Response:
    """Throw it away."""
    with service_of(request).act(visit.actor) as act:
        token = request.cookies.get(KEPT_COOKIE, "")
        if kept_form(act, visit.actor, token) is not None:
            sessions.take_data(act, token)
    return _forget(HOME[visit.role] + "?done=discarded")


def _forget(path: str) -> Response:
    answer = go(path)
    answer.delete_cookie(KEPT_COOKIE, path="/")
    return answer
