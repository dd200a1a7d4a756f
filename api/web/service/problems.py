"""Errors as pages: what is wrong and what to do, in the GOV.UK way; the API's errors stay application/problem+json."""

from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.problems import SHAPE, TooMany
from api.web.service.door import SignInFirst, seated
from api.web.service.shell import HOME, go, ours, page
from api.web.service.signing import ask_page
from sanitiser.errors import SanitiserError, UsageError

_MACHINES = ("/v1", "/oauth/", "/healthz", "/readyz", "/metrics")


def for_a_person(request: Request) -> bool:
    """Whether a browser shows the answer to somebody."""
    if request.url.path.startswith(_MACHINES):
        return False
    return "text/html" in request.headers.get("accept", "") or getattr(request.state, "seat", None) is not None


def of_error(request: Request, error: SanitiserError) -> Response:
    """The page for an error of the tree. Its words are ours, never a document's."""
    return problem(request, error.http_status, error.message, error.advice)


def problem(request: Request, status: int, title: str, words: str) -> Response:
    """The page for an error."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        with suppress(SanitiserError):  # an address that is none has asked nobody who it is
            seated(request, FormData(), "", quiet=True)
    visit = getattr(request.state, "seat", None)
    home = HOME[visit.role] if visit is not None else "/sign-in"
    if status == HTTPStatus.NOT_FOUND or title == SHAPE:
        status = HTTPStatus.NOT_FOUND
        title, words = "Page not found", "It does not exist, or you may not see it. Check the address, or start again."
    if title == TooMany.title:
        words = "Wait a minute, then try again. Nothing that you kept is lost."
    if words == UsageError.remedy:
        words = "Go back and change what you entered."
    before = _page_of(request) if request.method == "POST" else ""
    return page(request, "problem.html", status, heading=title, words=words, home=home, before=before)


def install(app: FastAPI) -> None:
    """Send whoever is not signed in to sign in."""

    @app.exception_handler(SignInFirst)
    def _sign_in(request: Request, error: SignInFirst) -> Response:
        live = request.headers.get("hx-request") == "true"
        if request.method in ("GET", "HEAD"):
            seen = urlsplit(request.headers.get("hx-current-url", "")) if live else request.url
            to = ours(seen.path + (f"?{seen.query}" if seen.query else ""))
            answer = go("/sign-in" if to == "/" else f"/sign-in?to={_quoted(to)}")
            if live:
                answer = Response(headers={"hx-redirect": answer.headers["location"]})
            return answer
        answer = ask_page(request, _page_of(request), 200 if live else 401, kept=error.kept)
        if live:
            answer.headers.update({"hx-retarget": "body", "hx-reswap": "innerHTML", "hx-reselect": "body > *"})
        return answer


def _page_of(request: Request) -> str:
    """The page that a form was on, as the browser says."""
    seen = urlsplit(request.headers.get("referer", ""))
    return ours(seen.path or "/") if seen.netloc == request.headers.get("host", "") else "/"


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/")
