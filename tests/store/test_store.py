"""The store: migrations give the tables of the code, confidential things are encrypted, blobs are written once."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from sanitiser.errors import EnvironmentFault
from sanitiser.store.blobs import Blobs
from sanitiser.store.database import Database
from sanitiser.store.keys import KeyFault, MasterKeys, new_master
from sanitiser.store.migrate import difference, is_current, migrate
from sanitiser.store.states import PackState, RecordState, WrongState, move_record
from sanitiser.store.tables.cases import Case, DataKey
from sanitiser.store.tables.people import Tenant
from sanitiser.store.tables.records import Blob
from sanitiser.store.vault import Vault

SECRET = b"Thornbridge Primary School"


def make_case(database: Database, vault: Vault) -> str:
    with database.write() as session:
        office = Tenant(name="Office", kind="ukpps")
        session.add(office)
        session.flush()
        case = Case(tenant_id=office.id, reference="FAM-0001")
        session.add(case)
        session.flush()
        vault.new_case(session, case.id)
        return case.id


def test_the_migrations_give_the_tables_of_the_code(database: Database) -> None:
    """Running them again changes nothing, and autogeneration finds nothing to do."""
    migrate(database)
    assert is_current(database)
    with database.engine.connect() as connection:
        assert difference(connection) == []


def test_times_are_utc_and_a_time_without_a_zone_is_refused(database: Database) -> None:
    """What goes in with another zone comes out as the same moment in UTC."""
    at = datetime(2026, 7, 1, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    with database.write() as session:
        session.add(Tenant(name="A", kind="authority", created_at=at))
    with database.read() as session:
        (read,) = session.scalars(select(Tenant.created_at))
    assert read == at
    assert read.tzinfo is UTC
    with pytest.raises(StatementError), database.write() as session:
        session.add(Tenant(name="B", kind="authority", created_at=at.replace(tzinfo=None)))


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    """One transaction: all or nothing."""

    def fail() -> None:
        with database.write() as session:
            session.add(Tenant(name="A", kind="authority"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as session:
        assert session.scalars(select(Tenant)).all() == []


def test_blobs_are_encrypted_bound_to_their_case_and_read_back(
    database: Database, vault: Vault, blobs: Blobs, tmp_path: Path
) -> None:
    """The folder holds no plain byte; a row that says another blob or case does not open it."""
    case_id = make_case(database, vault)
    with database.write() as session:
        ring = vault.case(session, case_id)
        first = blobs.write(case_id, SECRET * 100_000).save(session, ring)
        second = blobs.write(case_id, b"other").save(session, ring)
    with database.read() as session:
        assert blobs.read(session, ring, first) == SECRET * 100_000
        assert blobs.read(session, ring, second) == b"other"
    files = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert {path.name for path in files} == {first, second}
    assert all(SECRET not in path.read_bytes() for path in files)
    one, two = sorted(files, key=lambda path: path.name == second)
    two.write_bytes(one.read_bytes())
    with database.read() as session, pytest.raises(KeyFault):
        blobs.read(session, ring, second)


def test_a_blob_is_never_written_over(blobs: Blobs) -> None:
    """Create-only, also for the large ones that go in parts."""
    import io

    blobs.put("aaaa", io.BytesIO(b"1"), 1)
    for size in (1, 10**9):
        with pytest.raises(EnvironmentFault):
            blobs.put("aaaa", io.BytesIO(b"2"), size)


def test_a_blob_without_a_row_is_swept_after_a_day(database: Database, vault: Vault, blobs: Blobs) -> None:
    """What a crash left between the object and its row; named blobs stay."""
    case_id = make_case(database, vault)
    blobs.write(case_id, b"orphan")
    with database.write() as session:
        kept = blobs.write(case_id, b"kept").save(session, vault.case(session, case_id))
    with database.read() as session:
        assert blobs.sweep(session) == 0
        assert blobs.sweep(session, datetime.now(UTC) + timedelta(days=2)) == 1
        assert blobs.read(session, vault.case(session, case_id), kept) == b"kept"


def test_rotation_wraps_anew_and_erasure_ends_reading(database: Database, blobs: Blobs) -> None:
    """After rotation the old master key is needed no more; without the case's key nothing opens, the register does."""
    old, new = new_master(), new_master()
    vault = Vault(MasterKeys((old,)))
    case_id = make_case(database, vault)
    with database.write() as session:
        blob = blobs.write(case_id, SECRET).save(session, vault.case(session, case_id))
        label = vault.register(session, case_id).seal(b"register", "x")
        service = vault.service(session).index("x", "y")
    both = Vault(MasterKeys((new, old)))
    with database.write() as session:
        assert both.rewrap(session) == 3
        assert both.rewrap(session) == 0
        assert both.masters_in_use(session) == {new.name}
    rotated = Vault(MasterKeys((new,)))
    with database.write() as session:
        assert blobs.read(session, rotated.case(session, case_id), blob) == SECRET
        assert rotated.service(session).index("x", "y") == service
        rotated.forget_case(session, case_id)
    with database.read() as session:
        with pytest.raises(KeyFault):
            rotated.case(session, case_id)
        assert rotated.register(session, case_id).open(label, "x") == b"register"
        with pytest.raises(KeyFault):
            Vault(MasterKeys((old,))).register(session, case_id)
        assert session.get(Blob, blob) is not None
        assert session.get(DataKey, case_id) is None


def test_an_unknown_state_is_held_and_moves_are_closed() -> None:
    """A state written by a newer version does nothing until somebody looks."""
    assert RecordState("from the future") is RecordState.HELD
    assert PackState("from the future") is PackState.HELD
    with pytest.raises(WrongState):
        move_record(RecordState.QUEUED, RecordState.APPROVED)
    with pytest.raises(WrongState):
        move_record(RecordState.ERASED, RecordState.QUEUED)
