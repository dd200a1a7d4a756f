"""Where a desk stands: whose it is, under which address, in which layout; the laptop and the server have theirs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute

from api.web import pages
from sanitiser.errors import SanitiserError
from sanitiser.review.desk import Desk
from sanitiser.review.looking import Looking


class Sitter(Protocol):
    """Who sits at a desk, by name: the token of their forms, and what they are told once."""

    @property
    def who(self) -> str:
        """The reviewer's name."""

    @property
    def token(self) -> str:
        """What every form brings back, so that no other site can send it."""

    def tell(self, manner: str, words: str) -> None:
        """Say something on the next page; `manner` is 'done' or 'error'."""

    def take(self) -> list[tuple[str, str]]:
        """What is to be said now."""


@dataclass(frozen=True, slots=True)
class Station:
    """`who` is the reviewer as the desk knows people; `home` is the address of the list of records, `base` what stands
    before a record's name. `draw` makes a page of a template, in the frame called `layout`.
    """

    desk: Desk
    looking: Looking
    seat: Sitter
    who: str
    base: str = "/records"
    home: str = "/"
    layout: str = "base.html"
    draw: Callable[..., HTMLResponse] = pages.page

    def at(self, name: str) -> str:
        """The address of a record."""
        return f"{self.base}/{name}"

    def page(self, request: Request, name: str, **given: Any) -> HTMLResponse:
        """A page of this desk."""
        known = {"base": self.base, "home": self.home, "layout": self.layout, "seat": self.seat}
        return self.draw(request, name, **known, **given)


def station_of(request: Request) -> Station:
    """The station that the application gives this request."""
    station: Station = request.app.state.station(request)
    return station


Here = Annotated[Station, Depends(station_of)]


class Told(APIRoute):
    """A change that cannot be made is said on the page that it was sent from."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """See the class."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await inner(request)
            except SanitiserError as error:
                if error.http_status in {401, 403, 404, 429} or error.http_status >= 500:
                    raise
                from anyio import to_thread

                return await to_thread.run_sync(_tell, request, error)

        return handle


def _tell(request: Request, error: SanitiserError) -> Response:
    station = station_of(request)
    station.seat.tell("error", f"{error.message}. {error.advice}")
    return RedirectResponse(station.at(request.path_params["name"]), 303)
