"""`sanitiser licences`: what this program is made of."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def licences() -> None:
        """Show the licence of every package and data set that the sanitiser runs on."""
        from sanitiser.notice import text

        typer.echo(text(), nl=False)
