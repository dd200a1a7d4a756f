"""Blobs in an S3-compatible store: the same promises as in a folder, over HTTP."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanitiser.errors import EnvironmentFault
from sanitiser.limits import MIB
from sanitiser.store.blobs import SPOOL_BYTES, Blobs, open_blobs
from tests.service_kit import Kit, open_test_service
from tests.store.s3_server import BUCKET, S3Server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with S3Server() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def blobs(server: S3Server) -> Blobs:
    return open_blobs(f"s3://{BUCKET}/sanitiser")


def test_a_record_goes_through_the_service_with_its_blobs_in_s3(server: S3Server, tmp_path: Path) -> None:
    """From upload to copy; what lies there is encrypted, under names that tell nothing, below the prefix."""
    service = open_test_service(tmp_path, f"sqlite:///{tmp_path}/w.db", blobs=f"s3://{BUCKET}/sanitiser")
    kit = Kit(service).populate()
    case = kit.open_case()
    record = kit.hand_over("north", kit.add_area(case, "north"), b"%PDF-1.7 at Ashdown School")
    kit.work()
    assert kit.copy_text(record) == "%PDF-1.7 at [SCHOOL 1]"
    assert len(server.objects) == 2
    assert all(key.startswith("sanitiser/") and len(key) == len("sanitiser/ab/") + 26 for key in server.objects)
    assert not any(b"School" in data or b"PDF" in data for data in server.objects.values())
    kit.database.engine.dispose()


def test_an_object_is_never_written_over(server: S3Server, blobs: Blobs) -> None:
    """The store itself refuses (If-None-Match); a large one is looked for first."""
    blobs.put("aaaa", io.BytesIO(b"1"), 1)
    for size in (1, 4 * SPOOL_BYTES + 1):
        with pytest.raises(EnvironmentFault, match="exists already"):
            blobs.put("aaaa", io.BytesIO(b"2"), size)
    assert list(server.objects.values()) == [b"1"]


def test_a_large_blob_goes_in_parts_and_comes_back_whole(server: S3Server, tmp_path: Path) -> None:
    service = open_test_service(tmp_path, f"sqlite:///{tmp_path}/w.db", blobs=f"s3://{BUCKET}/p")
    kit = Kit(service).populate()
    case, data = kit.open_case(), bytes(range(256)) * (40 * MIB // 256)
    with kit.service.act(kit.people["spoc"]) as act:
        blob = kit.service.blobs.write(case, data).save(act.session, act.ring(case))
    assert any("uploadId" in path for _, path in server.seen)
    with kit.service.act(kit.people["spoc"]) as act:
        assert kit.service.blobs.read(act.session, act.ring(case), blob) == data
        kit.service.blobs.erase(act.session, blob)
    assert server.objects == {}
    kit.database.engine.dispose()


def test_orphans_are_swept_and_what_is_gone_is_said(server: S3Server, blobs: Blobs, tmp_path: Path) -> None:
    """A blob that no row names goes after a day; deleting twice is nothing; a missing one is one line."""
    blobs.put("orphan", io.BytesIO(b"1"), 1)
    service = open_test_service(tmp_path, f"sqlite:///{tmp_path}/w.db")
    with service.database.read() as session:
        assert blobs.sweep(session) == 0
        assert blobs.sweep(session, datetime.now(UTC) + timedelta(days=2)) == 1
        blobs.erase(session, "orphan")
    assert server.objects == {}
    service.database.engine.dispose()


def test_a_store_that_refuses_is_one_line_without_its_words(server: S3Server, blobs: Blobs) -> None:
    """Nothing of its answer, its address or the keys is said."""
    server.failing = True
    with pytest.raises(EnvironmentFault) as caught:
        blobs.put("aaaa", io.BytesIO(b"1"), 1)
    assert str(caught.value).count("\n") == 0
    assert not any(word in str(caught.value) for word in ("127.0.0.1", "secret", "InvalidRequest"))
