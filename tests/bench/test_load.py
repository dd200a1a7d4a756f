"""The service under load on loopback: uploads side by side, and reading while the workers are busy."""

import secrets
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import httpx2
import pytest
from sqlalchemy import func, select

from sanitiser.people import clients
from sanitiser.store.states import RecordState
from sanitiser.store.tables.people import ApiKey
from sanitiser.store.tables.records import Record
from tests.jobs.fleet_of_workers import ROOT, Crew, wait_until
from tests.service_kit import Kit

SERVER = """
import sys
from pathlib import Path
from threading import Event, Thread
import uvicorn
from api.app import create_app
from sanitiser.logs import configure
from tests.service_kit import open_test_service
configure()
service = open_test_service(Path(sys.argv[1]), sys.argv[2])
uvicorn.run(create_app(service), port=int(sys.argv[3]), log_config=None, access_log=False)
"""


class Server:
    """The web process, alone; `peak` is the most memory that it held, once it was stopped."""

    def __init__(self, kit: Kit, folder: Path, url: str, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-c", SERVER, str(folder), url, str(port)]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        self.peak = 0
        wait_until(None, self._up, 60)
        with kit.service.act(kit.people["admin"]) as act:
            secret = clients.KEY_PREFIX + secrets.token_urlsafe(32)
            client = kit.people["north-system"].id.removeprefix("client:")
            scopes = " ".join(clients.SCOPES)
            end = act.at.replace(year=act.at.year + 10)
            act.session.add(ApiKey(client_id=client, secret_hash=clients.digest(secret), scopes=scopes, expires_at=end))
        self.headers = {"Authorization": f"Bearer {secret}"}

    def _up(self) -> bool:
        try:
            return httpx2.get(self.base + "/healthz").status_code == 200
        except httpx2.HTTPError:
            return False

    def stop(self) -> None:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        self.peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
        self.process.terminate()
        self.process.wait()


def upload(client: httpx2.Client, server: Server, handle: str, content: bytes) -> int:
    headers = {**server.headers, "Idempotency-Key": secrets.token_hex(8)}
    files = {"file": ("a.pdf", content, "application/pdf")}
    answer = client.post(f"{server.base}/v1/cases/{handle}/records", files=files, headers=headers, timeout=120)
    return int(answer.status_code)


@pytest.mark.proof
def test_five_hundred_uploads_of_five_megabytes(embedded: Kit, tmp_path: Path) -> None:
    """By 20 clients at once: no error but a clear 429 or 413; the web process stays under 400 MB."""
    handle = embedded.add_area(embedded.open_case(), "north")
    server = Server(embedded, tmp_path, embedded.service.settings.database, 18_765)
    content = b"%PDF-1.7\n" + secrets.token_bytes(5_000_000)
    began = time.monotonic()
    statuses: list[int] = []

    def one_client(_: int) -> None:
        with httpx2.Client() as client:
            sent = 0
            while sent < 25:
                status = upload(client, server, handle, content)
                statuses.append(status)
                if status == 429:
                    time.sleep(1)
                else:
                    sent += 1

    try:
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(one_client, range(20)))
    finally:
        server.stop()
    took = time.monotonic() - began
    print(f"\n500 x 5 MB by 20 clients: {took:.0f} s, {statuses.count(429)} times 429, peak {server.peak / 1e6:.0f} MB")
    assert set(statuses) <= {201, 413, 429}
    assert statuses.count(201) == 500
    assert server.peak < 400_000_000
    with embedded.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Record)) == 500


@pytest.mark.proof
def test_reading_stays_quick_while_the_workers_are_busy(kit: Kit, tmp_path: Path, database_url: str) -> None:
    """200 records through the API, two workers: GET answers within 100 ms at the median."""
    handle = kit.add_area(kit.open_case(), "north")
    server = Server(kit, tmp_path, database_url, 18_766)
    crew = Crew(tmp_path, database_url, 2)
    times: list[float] = []
    ended = Event()
    began = time.monotonic()

    def read() -> None:
        """Somebody who looks at the list all the while."""
        with httpx2.Client() as reader:
            while not ended.wait(0.05):
                before = time.perf_counter()
                url = f"{server.base}/v1/cases/{handle}/records?limit=50"
                assert reader.get(url, headers=server.headers, timeout=60).status_code == 200
                times.append(time.perf_counter() - before)

    def done() -> bool:
        with kit.database.read() as session:
            made = Record.state == RecordState.IN_REVIEW.value
            return session.scalar(select(func.count()).select_from(Record).where(made)) == 200

    watcher = Thread(target=read)
    try:
        watcher.start()
        with httpx2.Client() as client:
            for number in range(200):
                assert upload(client, server, handle, b"%%PDF-1.7 Record %d at Ashdown School" % number) == 201
        wait_until(None, done, 600)
    finally:
        ended.set()
        watcher.join()
        crew.stop()
        server.stop()
    took = time.monotonic() - began
    median = statistics.median(times) * 1000
    kind = kit.database.engine.dialect.name
    print(f"\n200 records by two workers on {kind}: {took:.0f} s; GET median {median:.0f} ms of {len(times)}")
    assert len(times) > 50
    assert median < 100
