"""`sanitiser keys`: make a master key, add one, wrap everything with the newest, take the old ones out."""

from pathlib import Path
from typing import Annotated

import typer

from sanitiser.settings import load_settings
from sanitiser.store.database import open_database
from sanitiser.store.keys import KeyFault, MasterKeys, find_key_file, new_master, read_key_file, write_key_file
from sanitiser.store.migrate import migrate
from sanitiser.store.vault import Vault

File = Annotated[Path, typer.Argument(help="The key file.", dir_okay=False)]

keys = typer.Typer(no_args_is_help=True, help="Make and rotate the master keys of the service.")


@keys.command()
def new(file: File) -> None:
    """Make a key file with one new master key; one that exists is never written over."""
    write_key_file(file, [new_master()])
    typer.echo("Key file made. Keep a copy of it apart from the backups of the store: without it nothing can be read.")


@keys.command()
def add(file: File) -> None:
    """Put a new master key in front of those in the file; `sanitiser keys rewrap` then brings it into use."""
    held = read_key_file(file).keys
    write_key_file(file, [new_master(), *held], replace=True)
    typer.echo(f"Key added; keys in the file: {len(held) + 1}. Next: sanitiser keys rewrap")


@keys.command()
def rewrap() -> None:
    """Wrap every data key with the newest master key. The service may run meanwhile; nothing else is rewritten."""
    settings = load_settings()
    masters = read_key_file(find_key_file(settings.key_file))
    database = open_database(settings.database)
    migrate(database)
    with database.write() as session:
        changed = Vault(masters).rewrap(session)
    database.engine.dispose()
    typer.echo(f"Data keys wrapped anew: {changed}. Next, after restarting every process: sanitiser keys prune FILE")


@keys.command()
def prune(file: File) -> None:
    """Take the master keys that nothing is wrapped with any more out of the file, except the newest."""
    settings = load_settings()
    held = read_key_file(file)
    database = open_database(settings.database)
    migrate(database)
    with database.read() as session:
        used = Vault(held).masters_in_use(session)
    database.engine.dispose()
    if not used <= {key.name for key in held.keys}:
        raise KeyFault("it is not the key file of this store")
    kept = MasterKeys(tuple(key for key in held.keys if key == held.current or key.name in used))
    write_key_file(file, kept.keys, replace=True)
    typer.echo(f"Keys taken out: {len(held.keys) - len(kept.keys)}; left: {len(kept.keys)}.")


def register(app: typer.Typer) -> None:
    """Mount `sanitiser keys`."""
    app.add_typer(keys, name="keys")
