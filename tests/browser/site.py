"""The service with a worker of its own, as an operator starts it, over a store with people and a case in it."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from sanitiser.people.accounts import HASHER
from sanitiser.people.clients import KEY_PREFIX, SCOPES, digest
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, ApiKey
from tests.service_kit import Clock, Kit, open_test_service

ROOT = Path(__file__).parents[2]
PASSWORD = "a long password of ours"
KEEP = ("Kezia Oyelaran", "Tasha Oyelaran", "Micah Oyelaran")


@dataclass
class Site:
    """A running service. `case` is open, with a past area 'north' and the present one 'south'."""

    kit: Kit
    base: str
    case: str
    north: str
    south: str
    process: "subprocess.Popen[bytes] | None" = None

    def upload(self, path: Path, category: str) -> str:
        """Hand a file over as the north's case system does; the record's id."""
        mark = secrets.token_hex(16)
        fields = f'--{mark}\r\nContent-Disposition: form-data; name="category"\r\n\r\n{category}\r\n'
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
        body = fields.encode() + head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Idempotency-Key": secrets.token_hex(8)}
        answer = self.call("POST", f"/v1/cases/{self.north}/records", "north-system", body, headers)
        return str(json.loads(answer)["id"])

    def call(self, method: str, path: str, who: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
        """The API, by a key or a session of one of the kit's people."""
        known = self._way_in(who) | (headers or {})
        if body is not None and not isinstance(body, bytes):
            body, known = json.dumps(body).encode(), known | {"Content-Type": "application/json"}
        request = Request(self.base + path, body, known, method=method)
        with urlopen(request, timeout=60) as answer:
            return bytes(answer.read())

    def until(self, record: str, *states: str) -> str:
        """Wait until a worker has brought a record to one of these states."""
        for _ in range(1200):
            state = self.kit.record(record).state
            if state in states:
                return state
            time.sleep(0.1)
        raise AssertionError(self.kit.record(record).state)

    def _way_in(self, who: str) -> dict[str, str]:
        from sanitiser.people import sessions

        actor = self.kit.people[who]
        with self.kit.service.act(actor) as act:
            if actor.role is Role.CASE_SYSTEM:
                secret = KEY_PREFIX + secrets.token_urlsafe(32)
                row = ApiKey(
                    client_id=actor.id.removeprefix("client:"),
                    secret_hash=digest(secret),
                    scopes=" ".join(SCOPES),
                    expires_at=act.at.replace(year=act.at.year + 5),
                )
                act.session.add(row)
                return {"Authorization": "Bearer " + secret}
            begun = sessions.begin(act, act.session.get(Account, actor.id.removeprefix("account:")))
        return {"Cookie": f"sanitiser-session={begun.token}", "X-CSRF-Token": begun.csrf}


def build(folder: Path) -> Site:
    """A store with an office, two authorities and a case; every person has the one password."""
    from sanitiser.store.base import now

    folder.mkdir(parents=True, exist_ok=True)
    kit = Kit(open_test_service(folder, f"sqlite:///{folder}/store.db"), clock=Clock(now())).populate()
    with kit.database.write() as session:
        for actor in kit.people.values():
            account = session.get(Account, actor.id.removeprefix("account:"))
            if account is not None:
                account.password_hash = HASHER.hash(PASSWORD)
    case = kit.open_case()
    north, south = kit.add_area(case, "north"), kit.add_area(case, "south", present=True)
    for name in KEEP:
        kit.add_term(case, name, "keep", "")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Site(kit, f"http://127.0.0.1:{port}", case, north, south)


def start(site: Site, folder: Path, workers: int = 1, **settings: str) -> None:
    """Serve it, with workers."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SANITISER_DATABASE": f"sqlite:///{folder}/store.db",
        "SANITISER_BLOBS": str(folder / "blobs"),
        "SANITISER_KEY_FILE": str(folder / "key"),
        "SANITISER_PORT": site.base.rsplit(":", 1)[1],
        "SANITISER_SECURE_COOKIES": "false",
        "SANITISER_WORKERS": str(workers),
        **settings,
    }
    with (folder / "log").open("ab") as log:
        site.process = subprocess.Popen(
            [sys.executable, "-m", "sanitiser", "serve"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    for _ in range(600):
        try:
            with urlopen(site.base + "/readyz") as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert site.process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
    raise AssertionError((folder / "log").read_text())


def stop(site: Site) -> None:
    """End it with its workers."""
    if site.process is not None:
        os.killpg(site.process.pid, signal.SIGTERM)
        site.process.wait(60)
    site.kit.database.engine.dispose()
