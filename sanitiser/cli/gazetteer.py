"""`sanitiser gazetteer`: take in official lists of names, and show which lists are in use and how old they are."""

from pathlib import Path
from typing import Annotated

import typer

from sanitiser.errors import UsageError

gazetteer = typer.Typer(help="Lists of names: import official ones, show those in use.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.add_typer(gazetteer, name="gazetteer")


@gazetteer.command("import")
def take_in(
    kind: Annotated[str, typer.Argument(help="What the file lists; `sanitiser gazetteer list` names the kinds.")],
    file: Annotated[Path, typer.Argument(help="The official file as its publisher makes it (CSV, or ZIP of CSV).")],
) -> None:
    """Compile an official file of names; the next run uses it."""
    from recognisers.gazetteers.importer import GazetteerError, import_file

    try:
        known = import_file(kind, file)
    except GazetteerError as error:
        raise UsageError(str(error), "Give the file as its publisher makes it.") from error
    typer.echo(f"{known.kind}: {known.rows} names from {known.source}, SHA-256 {known.sha256}; the next run uses them.")


@gazetteer.command("list")
def show() -> None:
    """Show the lists in use, with their age, and the kinds that can be imported."""
    from recognisers.gazetteers.importer import imported, shipped
    from recognisers.gazetteers.layouts import LAYOUTS

    for row in shipped():
        typer.echo(f"shipped   {row['file']!s:<28} {row['rows']!s:>9} rows  of {row['date']}  {row['licence']}")
    for known in imported():
        typer.echo(f"imported  {known.kind:<28} {known.rows:>9} rows  of {known.date}  {known.licence}")
    typer.echo("kinds to import:")
    for kind, layout in LAYOUTS.items():
        typer.echo(f"  {kind:<16} {layout.publisher}, such as {layout.example}")
