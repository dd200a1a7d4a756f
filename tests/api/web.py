"""The application under test, and its users' ways in."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from sanitiser.people import accounts, clients, sessions
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, ApiKey
from tests.service_kit import Kit

PDF = b"%PDF-1.7\n"


@dataclass
class User:
    """Somebody with a way in: headers for a machine, a cookie and a token for a person."""

    client: TestClient
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, url: str, **said: Any) -> Any:
        headers = {**self.headers, **said.pop("headers", {})}
        return self.client.request(method, url, headers=headers, **said)

    def get(self, url: str, **said: Any) -> Any:
        return self.call("GET", url, **said)

    def post(self, url: str, **said: Any) -> Any:
        return self.call("POST", url, **said)

    def upload(self, case_id: str, content: bytes, key: str = "", name: str = "a letter.pdf", **fields: str) -> Any:
        files = {"file": (name, content, "application/pdf")}
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        return self.post(f"/v1/cases/{case_id}/records", files=files, data=fields, headers=headers)


class Web:
    """An application over a kit."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.app = create_app(kit.service)
        self.client = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    def __enter__(self) -> "Web":
        self.client.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.__exit__(None, None, None)

    def user(self, name: str) -> User:
        """A way in for one of the kit's people or machines."""
        actor = self.kit.people[name]
        with self.kit.service.act(actor) as act:
            if actor.role is Role.CASE_SYSTEM:
                return User(self.client, {"Authorization": "Bearer " + self._key(act, actor.id)})
            account = act.session.get(Account, actor.id.removeprefix("account:"))
            begun = sessions.begin(act, account)
        return User(self.client, {"Cookie": f"sanitiser-session={begun.token}", "X-CSRF-Token": begun.csrf})

    def _key(self, act: Any, actor_id: str, scopes: str = " ".join(clients.SCOPES), days: int = 30) -> str:
        from datetime import timedelta

        secret = clients.KEY_PREFIX + secrets.token_urlsafe(32)
        row = ApiKey(
            client_id=actor_id.removeprefix("client:"),
            secret_hash=clients.digest(secret),
            scopes=scopes,
            expires_at=act.at + timedelta(days=days),
        )
        act.session.add(row)
        return secret

    def set_password(self, name: str, password: str) -> str:
        """Give an account a password; its user name."""
        with self.kit.database.write() as session:
            account = session.get(Account, self.kit.people[name].id.removeprefix("account:"))
            assert account is not None
            account.password_hash = accounts.HASHER.hash(password)
            return account.username
