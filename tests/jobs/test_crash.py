"""Workers killed without warning in mid-document: every record gets its copy, none twice, nothing half-done."""

import random
import re
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sanitiser.store.states import RecordState
from sanitiser.store.tables.records import Blob, Copy, CopyFile, Effect, Record
from tests.jobs.fleet_of_workers import Crew, wait_until
from tests.service_kit import Kit

SCHOOLS = ("Ashdown", "Birch", "Cedar", "Dale", "Elm")


def content(number: int) -> bytes:
    school = SCHOOLS[number % len(SCHOOLS)]
    return f"%PDF-1.7 Record {number}: at {school} School, then {SCHOOLS[(number + 1) % 5]} School.".encode()


def run(kit: Kit, folder: Path, url: str, records: int, kills: int, seconds: float) -> float:
    """Hand over, work with two processes, kill at random; the seconds it took."""
    case_id = kit.open_case()
    area = kit.add_area(case_id, "north")
    for number in range(records):
        kit.hand_over("north", area, content(number))
    dice = random.Random(records)
    began = time.monotonic()
    crew = Crew(folder, url, 2)
    try:
        for _ in range(kills):
            time.sleep(dice.uniform(0.8, 2.0))
            crew.kill_one(dice)
        wait_until(None, lambda: settled(kit, records), seconds)
    finally:
        crew.stop()
    return time.monotonic() - began


def settled(kit: Kit, records: int) -> bool:
    with kit.database.read() as session:
        done = select(func.count()).select_from(Record).where(Record.state == RecordState.IN_REVIEW.value)
        waiting = kit.service.queue.counts(session)
        open_jobs = sum(number for state, number in waiting.items() if state in ("ready", "running"))
        return session.scalar(done) == records and open_jobs == 0


def check(kit: Kit, records: int) -> None:
    """One newest copy each, right in its words; one effect a state of knowledge; every blob named and readable."""
    with kit.database.read() as session:
        rows = list(session.scalars(select(Record)))
        effects = Counter(
            (e.record_id, e.digest_index, e.stage, e.policy_digest, e.engine_version)
            for e in session.scalars(select(Effect))
        )
        copies = Counter((c.record_id, c.policy_digest) for c in session.scalars(select(Copy)))
        newest = {c.policy_digest for c in session.scalars(select(Copy)) if c.id in {row.copy_id for row in rows}}
        named = set(session.scalars(select(Blob.id)))
        used = set(session.scalars(select(CopyFile.blob_id))) | {row.blob_id for row in rows}
    assert len(rows) == records
    assert set(effects.values()) == {1}
    assert set(copies.values()) == {1}
    assert len(newest) == 1, "every newest copy was made from the same knowledge"
    assert named == used
    labels: dict[str, set[str]] = {}
    for row in rows:
        number = row.case_number - 1
        found = re.findall(r"\[SCHOOL \d\]", kit.copy_text(row.id))
        assert len(found) == 2
        for school, label in zip((SCHOOLS[number % 5], SCHOOLS[(number + 1) % 5]), found, strict=True):
            labels.setdefault(school, set()).add(label)
    assert all(len(one) == 1 for one in labels.values()), "one name, one label"
    with kit.database.read() as session:
        kit.service.blobs.sweep(session, kit.clock.at + timedelta(days=10_000))
    stored = {str(item["path"]).rsplit("/", 1)[-1] for batch in kit.service.blobs._backend.list() for item in batch}
    assert stored == named


def test_workers_killed_in_mid_document_lose_nothing(kit: Kit, tmp_path: Path, database_url: str) -> None:
    """Ten records, two workers, three deaths."""
    run(kit, tmp_path, database_url, 10, 3, 90)
    check(kit, 10)


@pytest.mark.proof
def test_two_hundred_records_with_ten_deaths(kit: Kit, tmp_path: Path, database_url: str) -> None:
    """200 copies, none twice, none lost."""
    seconds = run(kit, tmp_path, database_url, 200, 10, 600)
    check(kit, 200)
    print(f"\n200 records, two workers, ten deaths on {kit.database.engine.dialect.name}: {seconds:.0f} s")
