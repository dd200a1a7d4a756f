"""What wraps every request: a cap on bodies, headers against caches and frames, one log line, counts."""

import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, Show, TooLargeToTake, WrongHost, of_defect, of_error
from sanitiser.limits import MIB
from sanitiser.logs import log
from sanitiser.store.base import new_id

BODY_BYTES = MIB
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
UPLOADS = "multipart/form-data"


class Around:
    """The outermost layer. A body over the cap ends with 413; uploads keep their own count (api/uploads.py)."""

    def __init__(
        self, app: ASGIApp, registry: CollectorRegistry, *, secure: bool, hosts: frozenset[str], show: Show
    ) -> None:
        self._app = app
        self._show = show
        self._secure = secure
        self._hosts = hosts
        labels = ("method", "route", "status")
        self._count = Counter("sanitiser_requests", "Requests answered.", labels, registry=registry)
        self._time = Histogram("sanitiser_request_seconds", "Time to answer.", ("method", "route"), registry=registry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the class."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = new_id()
        told: dict[str, Any] = {"status": 500, "started": False}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"], told["started"] = message["status"], True
                self._add_headers(message, request_id)
            await send(message)

        try:
            if _host(scope) not in self._hosts:
                raise WrongHost
            await self._app(scope, _capped(scope, receive), sending)
        except (TooLargeToTake, WrongHost) as error:
            if not told["started"]:
                await self._told(scope, of_error(error))(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 (the last layer: nothing else would answer)
            if not told["started"]:
                await self._told(scope, of_defect(error))(scope, receive, sending)
        finally:
            self._tell(scope, told["status"], time.perf_counter() - began, request_id)

    def _told(self, scope: Scope, made: JSONResponse) -> Response:
        """The page of an error for a person; a defect while it is made leaves the problem as it is."""
        problem = Problem.model_validate_json(bytes(made.body))
        with suppress(Exception):
            if problem.status != WrongHost.http_status:
                return self._show(Request(scope), problem.status, problem.title, problem.detail) or made
        return made

    def _add_headers(self, message: Message, request_id: str) -> None:
        present = {name.lower() for name, _ in message["headers"]}
        added = {**HEADERS, "content-security-policy": API_POLICY, "x-request-id": request_id}
        if self._secure:
            added["strict-transport-security"] = "max-age=63072000; includeSubDomains"
        new = [(name.encode(), value.encode()) for name, value in added.items() if name.encode() not in present]
        message["headers"] = [*message["headers"], *new]

    def _tell(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        # the route's pattern, never the path that was asked for
        route = getattr(scope.get("route"), "path", None) or "unknown"
        method = scope["method"] if scope["method"] in {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"} else "other"
        self._count.labels(method, route, str(status)).inc()
        self._time.labels(method, route).observe(seconds)
        log().info(
            "request", request=request_id, route=route, method=method, status=status, milliseconds=round(seconds * 1000)
        )


def _host(scope: Scope) -> str:
    named = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
    if len(named) != 1 or "/" in named[0]:
        return ""
    try:
        return urlsplit(f"//{named[0]}").hostname or ""
    except ValueError:
        return ""


def _capped(scope: Scope, receive: Receive) -> Receive:
    headers = {name.lower(): value for name, value in scope["headers"]}
    if headers.get(b"content-type", b"").lower().startswith(UPLOADS.encode()):
        return receive
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_BYTES:
            raise TooLargeToTake
        return message

    return receiving
