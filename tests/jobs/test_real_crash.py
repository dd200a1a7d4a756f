"""The real engine's workers killed without warning: no record lost, none twice, no half copy, no child left behind."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from sanitiser.casefile import load_case
from sanitiser.casework import records
from sanitiser.ledger.reading import text_of
from sanitiser.store.states import RecordState
from sanitiser.store.tables.records import Blob, Copy, CopyFile, Effect, Record
from tests.jobs.fleet_of_workers import wait_until
from tests.service_kit import Kit

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_docs" / "first").iterdir())
TYPES = {".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
RECORDS, KILLS, WORKERS = 30, 10, 2


class Workers:
    """`sanitiser worker` as the operator runs it; one that was killed is started again."""

    def __init__(self, folder: Path, url: str) -> None:
        self.environment = {
            **os.environ,
            "SANITISER_DATABASE": url,
            "SANITISER_BLOBS": str(folder / "blobs"),
            "SANITISER_KEY_FILE": str(folder / "key"),
            "SANITISER_JOBS": "local" if url.startswith("sqlite") else "fleet",
            "SANITISER_LEASE_SECONDS": "3",
            "SANITISER_JOB_ATTEMPTS": "50",
        }
        self.running = [self.start() for _ in range(WORKERS)]

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "sanitiser", "worker"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def kill_one(self, dice: random.Random) -> None:
        place = dice.randrange(WORKERS)
        self.running[place].kill()
        self.running[place].wait()
        self.running[place] = self.start()

    def stop(self) -> None:
        for worker in self.running:
            worker.kill()
            worker.wait()


def left_behind(folder: Path) -> list[int]:
    """Processes that still have this test's folder in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int(place.name) != os.getpid() and str(folder / "key").encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found


def hand_over(kit: Kit) -> None:
    """30 records, each sample three times, with the terms of the samples' case."""
    case = load_case(ROOT / "sample_docs" / "case.toml")
    case_id = kit.open_case()
    area = kit.add_area(case_id, "north")
    for term in case.protect:
        kit.add_term(case_id, term.text, kind=term.kind.value)
    for name in case.keep:
        kit.add_term(case_id, name, purpose="keep", kind="")
    for number in range(RECORDS):
        sample = SAMPLES[number % len(SAMPLES)]
        data = sample.read_bytes()
        written = kit.service.blobs.write(case_id, data)
        with kit.service.act(kit.people["north"]) as act:
            kind = TYPES[sample.suffix]
            records.hand_over(act, area, records.Handover(written, sha256(data).hexdigest(), sample.name, kind))


def settled(kit: Kit) -> bool:
    with kit.database.read() as session:
        reviewed = select(func.count()).select_from(Record).where(Record.state == RecordState.IN_REVIEW.value)
        waiting = kit.service.queue.counts(session)
        open_jobs = sum(number for state, number in waiting.items() if state in ("ready", "running"))
        return session.scalar(reviewed) == RECORDS and open_jobs == 0


def whole(data: bytes, media_type: str) -> bool:
    """Whether a copy opens and has text."""
    if media_type == TYPES[".docx"]:
        return zipfile.ZipFile(io.BytesIO(data)).testzip() is None and bool(text_of(data, media_type).strip())
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document) > 0 and bool(text_of(data, media_type).strip())
    finally:
        document.close()


def check(kit: Kit) -> None:
    """One newest copy each, whole, made from the same knowledge; equal originals have equal copies; no stray blob."""
    with kit.database.read() as session:
        rows = list(session.scalars(select(Record)))
        effects = Counter(
            (e.record_id, e.digest_index, e.stage, e.policy_digest, e.engine_version)
            for e in session.scalars(select(Effect))
        )
        copies = list(session.scalars(select(Copy)))
        newest = {copy.id: copy for copy in copies if copy.id in {row.copy_id for row in rows}}
        named = set(session.scalars(select(Blob.id)))
        used = set(session.scalars(select(CopyFile.blob_id))) | {row.blob_id for row in rows}
        used |= {copy.papers_id for copy in copies if copy.papers_id}
        data: dict[str, bytes] = {}
        for row in rows:
            ring = kit.service.vault.case(session, row.case_id)
            files = session.scalars(select(CopyFile).where(CopyFile.copy_id == row.copy_id).order_by(CopyFile.number))
            data[row.id] = b"".join(kit.service.blobs.read(session, ring, file.blob_id) for file in files)
    assert len(rows) == len(newest) == RECORDS
    assert set(effects.values()) == {1}
    assert set(Counter((copy.record_id, copy.policy_digest) for copy in copies).values()) == {1}
    assert len({copy.policy_digest for copy in newest.values()}) == 1
    assert named == used
    made: dict[str, set[bytes]] = {}
    for row in rows:
        assert whole(data[row.id], row.media_type)
        assert "Leeds" not in text_of(data[row.id], row.media_type)
        made.setdefault(row.digest_index, set()).add(data[row.id])
    assert len(made) == len(SAMPLES)
    assert all(len(one) == 1 for one in made.values()), "equal originals, equal copies"
    with kit.database.read() as session:
        kit.service.blobs.sweep(session, kit.clock.at + timedelta(days=10_000))
    stored = {str(item["path"]).rsplit("/", 1)[-1] for batch in kit.service.blobs._backend.list() for item in batch}
    assert stored == named


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_thirty_samples_with_ten_deaths(kit: Kit, tmp_path: Path, database_url: str) -> None:
    """Two workers of the operator's command; SIGKILL at random, from start-up to the last copy."""
    hand_over(kit)
    dice = random.Random(30)
    began = time.monotonic()
    workers = Workers(tmp_path, database_url)
    killed = 0
    try:
        while killed < KILLS:
            time.sleep(dice.uniform(0.3, 3.0))
            if settled(kit):
                break
            workers.kill_one(dice)
            killed += 1
        wait_until(None, lambda: settled(kit), 1500)
    finally:
        workers.stop()
    seconds = time.monotonic() - began
    check(kit)
    wait_until(None, lambda: not left_behind(tmp_path), 10)
    name = kit.database.engine.dialect.name
    print(f"\n{RECORDS} records, {WORKERS} workers, {killed} deaths with the real engine on {name}: {seconds:.0f} s")
    assert killed >= 5, "the work was done before enough workers had died: hand over more"
