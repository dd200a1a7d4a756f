"""Webhooks: ids only, signed, delivered by jobs, and never to an address inside."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Signer

from sanitiser.jobs import outbound
from sanitiser.jobs.outbound import AddressRefused, check_url, is_public, resolve
from sanitiser.store.tables.delivery import WebhookDelivery
from tests.api.web import PDF, Web


class Receiver:
    """A server on loopback that keeps what it was sent."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status = outer.answers.pop(0) if outer.answers else 204
                self.send_response(status)
                if status == 302:
                    self.send_header("location", "http://169.254.169.254/")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?x=1"
        self.thread = Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def happen(web: Web, url: str) -> dict[str, Any]:
    """A webhook of the office, and something to tell it."""
    web.kit.service.settings.__dict__["webhooks_to_private_addresses"] = True
    hook: dict[str, Any] = web.user("spoc").post("/v1/webhooks", json={"url": url}).json()
    area = web.kit.add_area(web.kit.open_case(), "north")
    web.user("north").upload(area, PDF + b"At Ashdown School.", name="Ashdown.pdf")
    return hook


def test_an_event_arrives_signed_and_holds_ids_alone(web: Web, receiver: Receiver) -> None:
    """The signature is checked with the secret that was shown once; another body or secret does not fit."""
    hook = happen(web, receiver.url)
    web.kit.work()
    ((headers, body),) = receiver.got
    said = verified(hook["secret"], headers, body)
    assert said["type"] == "record.sanitised"
    assert set(said["data"]) == {"id", "case_id"}
    assert b"Ashdown" not in body


def verified(secret: str, headers: dict[str, str], body: bytes) -> Any:
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    assert headers["webhook-signature"] == Signer(secret).sign(headers["webhook-id"], at, body.decode())
    return json.loads(body)


def test_a_receiver_that_fails_is_tried_again_and_not_followed_elsewhere(web: Web, receiver: Receiver) -> None:
    """500, then a redirection, then it takes it: the same message three times, under one id."""
    receiver.answers = [500, 302]
    happen(web, receiver.url)
    for _ in range(4):
        web.kit.work()
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 3


def test_a_private_address_is_refused_at_delivery_too(web: Web, receiver: Receiver) -> None:
    """A webhook that was allowed once is not sent to once the setting is off."""
    happen(web, receiver.url)
    web.kit.service.settings.__dict__["webhooks_to_private_addresses"] = False
    web.kit.work()
    assert receiver.got == []
    with web.kit.database.read() as session:
        (row,) = session.query(WebhookDelivery).all()
    assert row.state == "refused"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "https://user:secret@example.org/", "https:///x", "ftp://example.org/",
        "https://example.org:99999/", "https://example.org/#x", "https://exa mple.org/", "https://[::1/",
    ],
)  # fmt: skip
def test_addresses_of_the_wrong_form_are_refused(url: str) -> None:
    """Plain HTTP, credentials, no host, other schemes."""
    with pytest.raises(AddressRefused):
        check_url(url, private=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("192.168.0.1", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("ff02::1", False), ("fe80::1%eth0", False),
        ("8.8.8.8", True), ("2001:4860:4860::8888", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Loopback, private, link-local, shared, multicast, and those hidden in IPv6."""
    assert is_public(address) is public


def test_one_private_address_among_many_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that has a public and a private address is not connected to."""

    def resolver(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", ("8.8.8.8", 443)), (socket.AF_INET, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", resolver)
    with pytest.raises(AddressRefused):
        resolve("https://example.org/", private=False)
