"""The frame of every page of the service: who is there, where one may go, what was done."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.web import pages
from api.web.service import words
from api.web.service.door import Visit
from sanitiser.store.states import Role

HOME: Final = {
    Role.UKPPS_SPOC: "/cases",
    Role.REVIEWER: "/cases",
    Role.LA_SPOC: "/side",
    Role.AUDITOR: "/audit",
    Role.ADMINISTRATOR: "/accounts",
}
"""Where each role begins."""
LINKS: Final = {
    Role.UKPPS_SPOC: (("Cases", "/cases"),),
    Role.REVIEWER: (("Cases", "/cases"),),
    Role.LA_SPOC: (("Cases", "/side"),),
    Role.AUDITOR: (("Audit", "/audit"),),
    Role.ADMINISTRATOR: (("Accounts", "/accounts"),),
}
DONE: dict[str, str] = {"discarded": "What was kept has been thrown away."}
"""What a page says first after something was done, by the code in its address: no words come from outside."""
# same-origin, not none: with none a browser sends the origin of a form as null
_HEADERS: Final = {"referrer-policy": "same-origin", "permissions-policy": "camera=(), microphone=(), geolocation=()"}


def page(request: Request, name: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A page from its template under templates/service/."""
    return framed(request, f"service/{name}", status, **given)


def framed(request: Request, name: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A page from any template that stands in the service's frame."""
    visit: Visit | None = getattr(request.state, "seat", None)
    frame = {
        "links": LINKS.get(visit.role, ()) if visit is not None else (),
        "done": DONE.get(request.query_params.get("done", "")),
        "day": day,
        "moment": moment,
        "words": words,
    }
    answer = pages.page(request, name, status, **{**frame, **given})
    answer.headers.update(_HEADERS)
    return answer


def go(path: str, done: str = "") -> Response:
    """On to another page, which says what was done."""
    address, _, place = path.partition("#")
    said = f"{'&' if '?' in address else '?'}done={done}" if done else ""
    return RedirectResponse(address + said + (f"#{place}" if place else ""), 303)


def ours(untrusted: str) -> str:
    """A path of these pages, or the first page: nobody is sent elsewhere."""
    parts = urlsplit(untrusted)
    path = parts.path
    good = untrusted.isascii() and untrusted.isprintable() and "\\" not in untrusted
    if not good or parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path + (f"?{parts.query}" if parts.query else "")


def day(value: date | datetime | None) -> str:
    """A date as GOV.UK writes it: 3 March 2026."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """A time, in UTC like every time here: 3 March 2026, 09:05."""
    return "" if value is None else f"{day(value)}, {value:%H:%M} UTC"
