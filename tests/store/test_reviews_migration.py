"""Approvals that were given before the reviews became one log are still known after it, and nothing else is lost."""

from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, select

from sanitiser.store.base import new_id
from sanitiser.store.database import Database, open_database
from sanitiser.store.migrate import difference, migrate
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.records import Copy, CopyFile
from sanitiser.store.tables.review import ReviewEvent

AT = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - as SQLite keeps it


def upgrade(database: Database, revision: str) -> None:
    with as_file(files("sanitiser.store.migrations")) as folder, database.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def fill(database: Database) -> dict[str, str]:
    """A record that one person approved, as version 0002 kept it."""
    at: Any = AT if database.is_sqlite else AT.replace(tzinfo=UTC)
    ids = {name: new_id() for name in ("tenant", "account", "case", "area", "blob", "record", "copy", "old")}
    known = MetaData()
    with database.engine.connect() as reading:
        known.reflect(reading)
    with database.engine.execution_options(writes=True).begin() as connection:

        def add(table: str, **values: Any) -> None:
            given = {**values}
            for column in known.tables[table].columns:
                if column.name not in given and not column.nullable:
                    kind = column.type.python_type
                    given[column.name] = at if kind is datetime else b"" if kind is bytes else kind()
            connection.execute(known.tables[table].insert().values(given))

        add("tenant", id=ids["tenant"], kind="ukpps")
        add("account", id=ids["account"], tenant_id=ids["tenant"], username="ann", role="reviewer")
        add("case", id=ids["case"], tenant_id=ids["tenant"], reference="FAM-1", state="open")
        add("area", id=ids["area"], case_id=ids["case"], tenant_id=ids["tenant"], reference="A", standing="past")
        add("blob", id=ids["blob"], case_id=ids["case"])
        record = {"case_id": ids["case"], "area_id": ids["area"], "copy_id": ids["copy"], "state": "second-review"}
        add("record", id=ids["record"], **record)
        for number, name in enumerate(("old", "copy"), 1):
            add("copy", id=ids[name], record_id=ids["record"], number=number)
            add("copy_file", id=new_id(), copy_id=ids[name], number=1, blob_id=ids["blob"])
            review = {"stage": "first", "outcome": "approved", "finished_at": at, "account_id": ids["account"]}
            add("review", id=new_id(), record_id=ids["record"], copy_id=ids[name], **review)
    return ids


def test_a_first_approval_is_still_the_first_one(database_url: str) -> None:
    database = open_database(database_url)
    upgrade(database, "0002")
    ids = fill(database)
    migrate(database)
    with database.read() as session:
        (event,) = session.scalars(select(ReviewEvent))  # that of the copy overtaken is of no record's state any more
        assert (event.what, event.account_id, event.record_id) == ("approve", ids["account"], ids["record"])
        assert (event.number, event.at) == (1, AT.replace(tzinfo=UTC))
        case = session.get(Case, ids["case"])
        assert case is not None
        assert case.rulings_made == 1
        assert len(list(session.scalars(select(Copy)))) == len(list(session.scalars(select(CopyFile)))) == 2
    with database.engine.connect() as connection:
        assert difference(connection) == []
    database.engine.dispose()
