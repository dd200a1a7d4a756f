"""Bringing a database to the schema of this version, with the migrations that ship in the package."""

from importlib.resources import as_file, files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from sanitiser.store.database import Database
from sanitiser.store.tables import Base

_LOCK = 7_266_001


def migrate(database: Database) -> None:
    """Run every migration that has not run; several processes may try at once, one does it."""
    with as_file(files("sanitiser.store.migrations")) as folder, database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
            connection.commit()
        finally:
            if not database.is_sqlite:
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
                connection.commit()


def is_current(database: Database) -> bool:
    """Whether the schema is this version's."""
    with as_file(files("sanitiser.store.migrations")) as folder, database.engine.connect() as connection:
        head = ScriptDirectory(str(folder)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head


def difference(connection: Connection) -> list[object]:
    """What the tables of the code have that the database has not, or the other way round; empty when all is well."""

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name is None or not name.startswith("procrastinate")

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
    return list(compare_metadata(context, Base.metadata))
