"""The application of `sanitiser review`: one laptop, one run, nothing to set up."""

from collections.abc import Callable

from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware

from api.web import changes, packs, review, statics
from api.web.guard import Guard
from api.web.pages import page
from api.web.seats import COOKIE, Seat, Seats
from api.web.station import Station
from sanitiser.errors import SanitiserError
from sanitiser.review.looking import Looking
from sanitiser.review.sitting import Sitting

_NAME = 60


def create_app(sitting: Sitting, seats: Seats, port: int, link: Callable[[], None]) -> FastAPI:
    """Build the application over an opened sitting; it answers for the loopback address and `port` alone."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.sitting, app.state.seats = sitting, seats
    app.state.looking = looking = Looking(sitting.setup.limits)
    app.state.station = lambda request: Station(sitting, looking, request.state.seat, request.state.seat.who)
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    app.add_middleware(BaseHTTPMiddleware, dispatch=Guard(seats, hosts, link))
    for router in (review.listing, review.router, changes.router):
        app.include_router(router)
    app.include_router(packs.router)
    app.include_router(statics.router)
    _entrance(app, seats)
    _problems(app)
    return app


def _entrance(app: FastAPI, seats: Seats) -> None:
    @app.get("/enter")
    def enter(request: Request, key: str = "") -> Response:
        if not seats.good(key):
            return page(request, "closed.html", 401)
        return page(request, "enter.html", key=key, wrong=False)

    @app.post("/enter")
    def sit_down(request: Request, key: str = Form(""), who: str = Form("")) -> Response:
        name = _name(who)
        if not name and seats.good(key):
            return page(request, "enter.html", 422, key=key, wrong=True)
        made = seats.enter(key, name)
        return page(request, "closed.html", 401) if made is None else _seated(made)

    @app.post("/change")
    def change(request: Request, who: str = Form("")) -> Response:
        name = _name(who)
        if not name:
            return page(request, "change.html", 422, wrong=True)
        return _seated(seats.change(request.cookies.get(COOKIE, ""), name))

    @app.get("/change")
    def ask(request: Request) -> Response:
        return page(request, "change.html", wrong=False)


def _seated(identifier: str) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, identifier, httponly=True, samesite="strict", path="/")
    return answer


def _name(untrusted: str) -> str:
    return " ".join("".join(c for c in untrusted if c.isprintable()).split())[:_NAME]


def _problems(app: FastAPI) -> None:
    @app.exception_handler(SanitiserError)
    def _ours(request: Request, error: SanitiserError) -> Response:
        seat: Seat | None = getattr(request.state, "seat", None)
        if request.method == "POST" and seat is not None:
            seat.tell("error", f"{error.message}. {error.advice}")
            return RedirectResponse("/pack", 303)
        return page(request, "problem.html", error.http_status, title=error.message, words=error.advice)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        return page(
            request, "problem.html", error.status_code, title="Page not found", words="Choose a record from the list."
        )

    @app.exception_handler(RequestValidationError)
    def _shape(request: Request, _error: RequestValidationError) -> Response:
        words = "Go back and load the page again."
        return page(request, "problem.html", 422, title="The request has the wrong shape", words=words)
