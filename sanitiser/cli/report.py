"""`sanitiser report`: the review manifest as one page to read."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="report")(report)


def report(
    out: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="The output of a run.")],
    confidential: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where its confidential files are, if elsewhere.")
    ] = None,
) -> None:
    """Write the review manifest as one self-contained, confidential web page."""
    from sanitiser.manifest.report import write_report

    path = write_report(out, confidential or out / "review")
    typer.echo(f"Confidential report: {path}")
