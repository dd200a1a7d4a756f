"""A service for tests, with an office and two authorities, and short ways to do common things."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event

from sanitiser.casework import cases, records
from sanitiser.jobs.fleet import FleetQueue
from sanitiser.jobs.local import LocalQueue
from sanitiser.jobs.port import Manner, Queue
from sanitiser.jobs.process import handlers
from sanitiser.service import Actor, Service
from sanitiser.settings import Settings
from sanitiser.store.blobs import open_blobs
from sanitiser.store.database import Database, open_database
from sanitiser.store.keys import new_master, read_key_file, write_key_file
from sanitiser.store.migrate import migrate
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, Client, Tenant
from sanitiser.store.tables.records import Record
from sanitiser.store.vault import Vault
from tests.fake_engine import FakeEngine

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MANNER = Manner(lease=timedelta(seconds=2), attempts=15, pause=timedelta(0), poll=timedelta(seconds=0.05))


@dataclass
class Clock:
    """A clock that the test moves."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at


def open_test_service(folder: Path, url: str, *, manner: Manner = MANNER, **changed: object) -> Service:
    """A service over a database, with its key and blobs in a folder; opened again it finds the same."""
    key = folder / "key"
    if not key.exists():
        write_key_file(key, [new_master()])
    settings = Settings(**{"blobs": str(folder / "blobs"), **changed}, database=url, key_file=key, secure_cookies=False)  # type: ignore[arg-type]
    database = open_database(url)
    migrate(database)
    queue: Queue
    if database.is_sqlite:
        queue = LocalQueue(database, manner)
    else:
        fleet = FleetQueue(database, manner)
        fleet.prepare()
        queue = fleet
    return Service(settings, database, Vault(read_key_file(key)), open_blobs(settings.blobs), queue)


@dataclass
class Kit:
    """A service with people in it."""

    service: Service
    clock: Clock = field(default_factory=Clock)
    engine: FakeEngine = field(default_factory=FakeEngine)
    people: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.service = replace(self.service, clock=self.clock)
        with self.database.write() as session:
            self.service.vault.service(session)

    @property
    def database(self) -> Database:
        return self.service.database

    def tenant(self, name: str, kind: str = "authority") -> str:
        with self.database.write() as session:
            row = Tenant(name=name, kind=kind, created_at=self.clock.at)
            session.add(row)
            session.flush()
            return row.id

    def person(self, name: str, tenant_id: str, role: Role) -> Actor:
        with self.database.write() as session:
            row = Account(
                tenant_id=tenant_id, username=name, display_name=name, role=role.value, contact=f"{name}@example.org"
            )
            session.add(row)
            session.flush()
            actor = Actor("account:" + row.id, tenant_id, role)
        self.people[name] = actor
        return actor

    def machine(self, name: str, tenant_id: str) -> Actor:
        with self.database.write() as session:
            row = Client(tenant_id=tenant_id, name=name, role=Role.CASE_SYSTEM.value, scopes="*")
            session.add(row)
            session.flush()
            actor = Actor("client:" + row.id, tenant_id, Role.CASE_SYSTEM)
        self.people[name] = actor
        return actor

    def populate(self) -> "Kit":
        """An office with everybody, two authorities with a SPOC and a machine each."""
        office = self.tenant("Office", "ukpps")
        for name, role in (
            ("spoc", Role.UKPPS_SPOC),
            ("spoc2", Role.UKPPS_SPOC),
            ("reviewer", Role.REVIEWER),
            ("reviewer2", Role.REVIEWER),
            ("auditor", Role.AUDITOR),
            ("admin", Role.ADMINISTRATOR),
        ):
            self.person(name, office, role)
        for side in ("north", "south"):
            tenant = self.tenant(side)
            self.person(side, tenant, Role.LA_SPOC)
            self.machine(f"{side}-system", tenant)
        return self

    def open_case(self, reference: str = "FAM-0001") -> str:
        with self.service.act(self.people["spoc"]) as act:
            return cases.open_case(act, reference, "unchanged").id

    def add_area(self, case_id: str, side: str, *, present: bool = False, reference: str = "") -> str:
        with self.service.act(self.people["spoc"]) as act:
            tenant = self.people[side].tenant_id
            return cases.add_area(act, case_id, tenant, reference or f"REF-{side}", present=present).id

    def add_term(self, case_id: str, text: str, purpose: str = "protect", kind: str = "PLACE") -> str:
        with self.service.act(self.people["spoc"]) as act:
            return cases.add_term(act, case_id, cases.Term("", purpose, text, kind))

    def hand_over(self, who: str, handle: str, content: bytes, **said: object) -> str:
        with self.service.act(self.people[who], writes=False) as act:
            from sanitiser.casework.sides import side

            case_id = side(act, handle).case.id
        written = self.service.blobs.write(case_id, content)
        with self.service.act(self.people[who]) as act:
            handover = records.Handover(written, sha256(content).hexdigest(), "letter.pdf", "application/pdf", **said)  # type: ignore[arg-type]
            return records.hand_over(act, handle, handover).id

    def work(self) -> None:
        """Do all jobs that wait."""
        self.service.queue.work(handlers(self.service, self.engine), Event(), until_idle=True)

    def record(self, record_id: str) -> Record:
        with self.database.read() as session:
            row = session.get(Record, record_id)
            assert row is not None
            return row

    def copy_text(self, record_id: str) -> str:
        """The newest copy of a record."""
        from sqlalchemy import select

        from sanitiser.store.tables.records import CopyFile

        row = self.record(record_id)
        with self.database.read() as session:
            ring = self.service.vault.case(session, row.case_id)
            files = session.scalars(select(CopyFile).where(CopyFile.copy_id == row.copy_id).order_by(CopyFile.number))
            return b"".join(self.service.blobs.read(session, ring, file.blob_id) for file in files).decode()
