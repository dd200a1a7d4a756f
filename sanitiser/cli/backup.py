"""`sanitiser backup` and `sanitiser restore`: the embedded store as a folder, while the service runs.

Everything in a backup is as sealed as in the store; the master key is not in it. First the database is copied as it is
at one moment, then the blobs: these are written once and never changed, so every blob that the copy names is there.
PostgreSQL and S3 have their own tools; README.md says which.
"""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from sanitiser.errors import EnvironmentFault, UsageError

DATABASE = "sanitiser.db"
BLOBS = "blobs"
Folder = Annotated[Path, typer.Argument(help="The backup's folder.", file_okay=False)]


class NoBackup(UsageError):
    """The store is not one that these commands copy, or the folder is not as they need it."""

    code = "backup"
    title = "This cannot be backed up or restored so"
    remedy = "With PostgreSQL use pg_dump and pg_restore, with S3 its own versions; README.md shows how."


def backup(folder: Folder) -> None:
    """Copy the embedded store into a new folder."""
    database, blobs = _embedded()
    if not database.is_file():
        raise NoBackup("there is no database yet")
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise EnvironmentFault(f"the backup's folder cannot be made ({error.strerror})") from None
    _copy_database(database, folder / DATABASE)
    if blobs.is_dir():
        shutil.copytree(blobs, folder / BLOBS)
    typer.echo("Backed up. The master key is not in it: keep a copy of the key file elsewhere.")


def restore(folder: Folder) -> None:
    """Put a backup back where the settings say, where there is no store yet."""
    database, blobs = _embedded()
    if not (folder / DATABASE).is_file():
        raise NoBackup("the folder is not a backup")
    if database.exists() or blobs.exists():
        raise NoBackup("there is a store already", "Move it away first; nothing is written over.")
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / BLOBS).is_dir():
        shutil.copytree(folder / BLOBS, blobs)
    _copy_database(folder / DATABASE, database)
    typer.echo("Restored. Check it with: sanitiser audit verify")


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own online backup: one moment of the database, while others write."""
    import sqlite3
    from contextlib import closing

    try:
        reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
        with closing(reading), closing(writing):
            reading.backup(writing)
        target.chmod(0o600)
    except (sqlite3.Error, OSError):
        raise EnvironmentFault("the database cannot be copied") from None


def _embedded() -> tuple[Path, Path]:
    """Where database and blobs are."""
    from sqlalchemy.engine import make_url

    from sanitiser.settings import load_settings

    settings = load_settings()
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database or "://" in settings.blobs:
        raise NoBackup("the store is not the embedded one")
    return Path(url.database), Path(settings.blobs)


def register(app: typer.Typer) -> None:
    """Mount `sanitiser backup` and `sanitiser restore`."""
    app.command(name="backup")(backup)
    app.command(name="restore")(restore)
