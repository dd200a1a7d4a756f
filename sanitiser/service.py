"""The parts of the running service, put together from the settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sanitiser.jobs.port import Manner, Queue
from sanitiser.settings import Settings
from sanitiser.store.base import now
from sanitiser.store.blobs import Blobs, open_blobs
from sanitiser.store.database import Database, open_database
from sanitiser.store.keys import DataKeyring, find_key_file, read_key_file
from sanitiser.store.migrate import migrate
from sanitiser.store.states import Role
from sanitiser.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: 'account:<id>', 'client:<id>' or 'service', in one role for one tenant.

    `scopes` narrow what a machine's key may do; people have them all ('*'). `acting` is the person for whom a machine
    says that it acts, by that system's own identifier: it gives no right, and stands in the audit.
    """

    id: str
    tenant_id: str
    role: Role
    scopes: frozenset[str] = frozenset({"*"})
    acting: str = ""

    def may(self, scope: str) -> bool:
        """Whether the key allows this."""
        return "*" in self.scopes or scope in self.scopes


@dataclass(frozen=True)
class Service:
    """What every part of the service shares. `clock` gives the time in UTC."""

    settings: Settings
    database: Database
    vault: Vault
    blobs: Blobs
    queue: Queue
    clock: Callable[[], datetime] = now

    @contextmanager
    def act(self, actor: Actor, *, writes: bool = True) -> "Iterator[Act]":
        """One piece of business in one transaction."""
        with self.database.write() if writes else self.database.read() as session:
            yield Act(session, self, actor, self.clock())


@dataclass(frozen=True, slots=True)
class Act:
    """One piece of business by one actor in one transaction at one moment."""

    session: Session
    service: Service
    actor: Actor
    at: datetime

    def ring(self, case_id: str) -> DataKeyring:
        """The keyring of a case."""
        return self.service.vault.case(self.session, case_id)

    @property
    def service_ring(self) -> DataKeyring:
        """The keyring of the service."""
        return self.service.vault.service(self.session)


def open_service(settings: Settings) -> Service:
    """Open what the settings name and bring the database up to date. Raises KeyFault without a master key."""
    vault = Vault(read_key_file(find_key_file(settings.key_file)))
    database = open_database(settings.database)
    migrate(database)
    with database.write() as session:
        vault.service(session)
    return Service(settings, database, vault, open_blobs(settings.blobs), _queue(settings, database))


def _queue(settings: Settings, database: Database) -> Queue:
    manner = Manner(lease=settings.lease, attempts=settings.job_attempts, poll=timedelta(seconds=0.5))
    if settings.jobs == "local":
        from sanitiser.jobs.local import LocalQueue

        return LocalQueue(database, manner)
    from sanitiser.jobs.fleet import FleetQueue

    fleet = FleetQueue(database, manner)
    fleet.prepare()
    return fleet
