"""Fixtures for the whole suite: a database of each kind, keys, blobs."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from sanitiser.store.blobs import Blobs, open_blobs
from sanitiser.store.database import Database, open_database
from sanitiser.store.keys import MasterKeys, new_master
from sanitiser.store.migrate import migrate
from sanitiser.store.vault import Vault
from tests.api.web import Web
from tests.service_kit import Kit, open_test_service

POSTGRES = os.environ.get("SANITISER_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")

# a busy machine makes single examples slow; what is slow altogether is for the benches to say
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty schema on a PostgreSQL server; skips where none answers."""
    schema = "t_" + secrets.token_hex(6)
    try:
        with psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers at SANITISER_TEST_POSTGRES")
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store/test.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database, of each kind in turn."""
    opened = open_database(database_url)
    migrate(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def vault() -> Vault:
    """A vault with one new master key."""
    return Vault(MasterKeys((new_master(),)))


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """A blob store in a folder."""
    return open_blobs(str(tmp_path / "blobs"))


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[Kit]:
    """A populated service over each kind of database."""
    service = open_test_service(tmp_path, database_url)
    yield Kit(service).populate()
    service.database.engine.dispose()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Kit]:
    """A populated service over SQLite alone."""
    service = open_test_service(tmp_path, f"sqlite:///{tmp_path}/embedded.db")
    yield Kit(service).populate()
    service.database.engine.dispose()


@pytest.fixture
def web(embedded: Kit) -> "Iterator[Web]":
    """The application over SQLite."""
    with Web(embedded) as opened:
        yield opened
