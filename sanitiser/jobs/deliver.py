"""The task 'deliver': send one event to one webhook, signed by Standard Webhooks. Ids only."""

import http.client
import json
import ssl
from typing import Any

from standardwebhooks.webhooks import Webhook as Signer

from sanitiser.jobs.outbound import AddressRefused, Target, resolve
from sanitiser.jobs.port import Job
from sanitiser.service import Actor, Service
from sanitiser.store.states import Role
from sanitiser.store.tables.delivery import Webhook, WebhookDelivery

SECONDS = 10
ACTOR = Actor("service", "", Role.ADMINISTRATOR)


class NotDelivered(Exception):
    """The receiver did not say 2xx; it is tried again later."""


class Deliver:
    """Handler of the task 'deliver'."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def run(self, job: Job) -> None:
        """Send it. Raises NotDelivered."""
        with self._service.act(ACTOR, writes=False) as act:
            row = act.session.get(WebhookDelivery, job.subject)
            hook = act.session.get(Webhook, row.webhook_id) if row is not None else None
            if row is None or hook is None or hook.disabled or row.delivered_at is not None:
                return
            url = act.service_ring.open_text(hook.url_sealed, "webhook", "url", hook.id)
            secret = act.service_ring.open_text(hook.secret_sealed, "webhook", "secret", hook.id)
            body = json.dumps(
                {
                    "type": row.event,
                    "timestamp": row.created_at.isoformat(),
                    "data": {"id": row.subject, "case_id": row.case_handle},
                }
            )
        try:
            target = resolve(url, private=self._service.settings.webhooks_to_private_addresses)
        except AddressRefused:
            self._note(job.subject, 0, "refused")
            return
        status = self._post(target, body, self._headers(job.subject, body, secret))
        self._note(job.subject, status, "delivered" if 200 <= status < 300 else "ready")
        if not 200 <= status < 300:
            raise NotDelivered

    def gave_up(self, subject: str) -> None:
        """Say so on the delivery."""
        self._note(subject, 0, "failed")

    def _headers(self, message_id: str, body: str, secret: str) -> dict[str, str]:
        at = self._service.clock()
        return {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Signer(secret).sign(message_id, at, body),
        }

    def _post(self, target: Target, body: str, headers: dict[str, str]) -> int:
        """The answer's status; 0 when there was none. A redirection is not followed."""
        connection = _connect(target)
        try:
            connection.request("POST", target.path, body.encode(), {**headers, "host": _host(target)})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def _note(self, delivery_id: str, status: int, state: str) -> None:
        with self._service.act(ACTOR) as act:
            row = act.session.get(WebhookDelivery, delivery_id)
            if row is not None:
                row.status, row.state = status, state
                row.delivered_at = act.at if state == "delivered" else None


def _host(target: Target) -> str:
    usual = 443 if target.scheme == "https" else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == usual else f"{host}:{target.port}"


def _connect(target: Target) -> http.client.HTTPConnection:
    """A connection to the address that was checked; TLS is for the name that was asked for."""
    if target.scheme == "http":
        return http.client.HTTPConnection(target.address, target.port, timeout=SECONDS)
    return _Pinned(target)


class _Pinned(http.client.HTTPSConnection):
    def __init__(self, target: Target) -> None:
        super().__init__(target.address, target.port, timeout=SECONDS, context=ssl.create_default_context())
        self._name = target.host

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        raw: Any = self.sock
        self.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=self._name)
