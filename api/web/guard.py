"""Around every page of the laptop: only this machine, only this origin, only a known session; nothing is cached."""

import hmac
from collections.abc import Callable
from typing import Final

from fastapi import Request
from fastapi.responses import Response
from starlette.middleware.base import RequestResponseEndpoint

from api.web.pages import page
from api.web.seats import COOKIE, Seats

HEADERS: Final = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # same-origin, not none: with none a browser sends the origin of a form as null
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
MOST: Final = 1024 * 1024
"""The most bytes of a form."""
_OPEN: Final = ("/enter", "/assets/")
_SAFE: Final = frozenset({"GET", "HEAD"})


class Guard:
    """Answers what may not pass; `link` prints a new one-time link."""

    def __init__(self, seats: Seats, hosts: frozenset[str], link: Callable[[], None]) -> None:
        self._seats, self._hosts, self._link = seats, hosts, link

    async def __call__(self, request: Request, go: RequestResponseEndpoint) -> Response:
        """See the class."""
        answer = await self._answer(request, go)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
        return answer

    async def _answer(self, request: Request, go: RequestResponseEndpoint) -> Response:
        if request.headers.get("host", "") not in self._hosts:
            return Response("wrong host", 421)
        if request.method not in _SAFE and not self._ours(request):
            return self._refuse(request, "The request did not come from these pages.")
        if request.url.path.startswith(_OPEN):
            return await go(request)
        seat = self._seats.at(request.cookies.get(COOKIE, ""))
        if seat is None:
            self._link()
            return page(request, "closed.html", 401)
        request.state.seat = seat
        if request.method not in _SAFE and not await self._token(request, seat.token):
            return self._refuse(request, "The page was too old. Go back, load it again and send it once more.")
        return await go(request)

    def _ours(self, request: Request) -> bool:
        length = request.headers.get("content-length", "")
        small = length.isdigit() and int(length) <= MOST
        return small and request.headers.get("origin", "") == f"http://{request.headers['host']}"

    @staticmethod
    async def _token(request: Request, token: str) -> bool:
        await request.body()  # kept, so that the route can read the form too
        said = request.headers.get("x-csrf-token") or str((await request.form()).get("token", ""))
        return hmac.compare_digest(said.encode(), token.encode())

    @staticmethod
    def _refuse(request: Request, words: str) -> Response:
        return page(request, "problem.html", 403, title="This was not done", words=words)
