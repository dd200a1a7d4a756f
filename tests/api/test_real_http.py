"""Over a real socket: whatever is sent, the answer is a problem or what was asked for, and never a server's error."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from sanitiser.store.base import new_id
from tests.api.web import PDF, Web

SECRET = b"Zanzibarrow"
BODIES = (
    *(b"", b"{", b"null", b"[]", b"1", b"\xff\xfe", b"\x00", b'{"x": "Zanzibarrow"}', b'"Zanzibarrow"'),
    *(b'{"note": "\\ud800"}', b'{"note": "a\\u0000b"}', b'{"a":' * 1000 + b"1" + b"}" * 1000, b"[" * 50_000),
)
PATHS = ("x", "%00", "%ff%fe", "..%2f..", "a" * 3000, "%F0%9F%98%80")
FILE = b'Content-Disposition: form-data; name="file"; filename="Zanzibarrow.pdf"\r\n\r\n'


class Wire:
    """A server on loopback, and requests as bytes."""

    def __init__(self, web: Web, port: int) -> None:
        self.port, self.host = port, f"127.0.0.1:{port}"
        self.paths: dict[str, Any] = web.app.openapi()["paths"]
        self.spoc, self.machine = web.user("spoc").headers, web.user("north-system").headers

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None, host: str = "") -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            said = {"Host": host or self.host, **headers}
            if body is not None:
                said.setdefault("Content-Length", str(len(body)))
            for name, value in said.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.getheader("content-type") or "", answer.read()
        finally:
            connection.close()

    def refused(self, *request: Any, **more: Any) -> None:
        status, kind, content = self.send(*request, **more)
        assert 400 <= status < 500, (request[:2], status)
        assert kind.startswith("application/problem+json"), (request[:2], kind)
        assert SECRET not in content, request[:2]

    def taken(self, *request: Any) -> None:
        """Refused as a problem, or done: never a defect."""
        status, kind, content = self.send(*request)
        assert status < 400 or (status < 500 and kind.startswith("application/problem+json")), (request[:2], status)
        assert status < 400 or SECRET not in content, request[:2]


@pytest.fixture
def wire(web: Web) -> Iterator[Wire]:
    server = uvicorn.Server(uvicorn.Config(web.app, port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Wire(web, server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(20)


def test_every_route_answers_bad_paths_and_bodies_by_a_problem(wire: Wire) -> None:
    for path, methods in wire.paths.items():
        for method in (one.upper() for one in methods):
            for value in PATHS if "{" in path else ():
                wire.taken(method, re.sub(r"\{[^}]+\}", value, path), wire.spoc)
            if method in ("POST", "PUT", "PATCH") and not path.startswith("/oauth"):
                known = re.sub(r"\{[^}]+\}", lambda _: new_id(), path)
                for body in BODIES:
                    wire.taken(method, known, {**wire.spoc, "Content-Type": "application/json"}, body)


def test_bad_uploads_are_refused(wire: Wire, web: Web) -> None:
    """No boundary, another one, no end, no file, two files, an unknown field, another kind of file, no key, lies."""
    area = web.kit.add_area(web.kit.open_case(), "north")
    url, key = f"/v1/cases/{area}/records", {**wire.machine, "Idempotency-Key": "the-same-key"}
    form = {**key, "Content-Type": "multipart/form-data; boundary=B"}
    whole = b"--B\r\n" + FILE + PDF + b"\r\n"
    field = b'--B\r\nContent-Disposition: form-data; name="Zanzibarrow"\r\n\r\nx\r\n'
    wire.refused("POST", url, {**key, "Content-Type": "multipart/form-data"}, b"x")
    wire.refused("POST", url, {**key, "Content-Type": "application/json"}, b"{}")
    wire.refused("POST", url, {**form, "Content-Type": "multipart/form-data; boundary=C"}, whole + b"--B--\r\n")
    for body in (b"", whole, field + b"--B--\r\n", whole * 2 + b"--B--\r\n", whole + field + b"--B--\r\n"):
        wire.refused("POST", url, form, body)
    wire.refused("POST", url, form, b"--B\r\n" + FILE + b"MZ Zanzibarrow\r\n--B--\r\n")
    wire.refused("POST", url, {**form, "Idempotency-Key": "k" * 5000}, whole + b"--B--\r\n")
    wire.refused("POST", url, {**form, "Content-Length": str(10**12)}, b"--B")


def test_strange_callers_are_refused(wire: Wire) -> None:
    """Tokens and cookies that are none, another host's name, methods and addresses that there are not."""
    for headers in (
        {"Authorization": "Bearer Zanzibarrow"},
        {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."},
        {"Authorization": "Basic WmFuemliYXJyb3c="},
        {"Authorization": "Bearer \xe9\xff"},
        {"Cookie": "sanitiser-session=\xff\xfe"},
        {**wire.spoc, "X-CSRF-Token": "\xe9"},
        {**wire.machine, "Acting-Person": "Zanzibarrow \xe9"},
    ):
        wire.refused("POST", "/v1/cases", {**headers, "Content-Type": "application/json"}, b"{}")
    wire.refused("GET", "/v1/cases", wire.spoc, host="evil.example")
    for method, path in (("GET", "/v1/Zanzibarrow"), ("ZANZIBARROW", "/v1/cases"), ("GET", "/v1/../../etc/passwd")):
        wire.refused(method, path, {**wire.spoc, "Accept": "application/json"})
