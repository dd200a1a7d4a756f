"""`sanitiser audit`: check the chain, sign off its head, and trace a leaked term."""

from pathlib import Path
from typing import Annotated

import typer

audit = typer.Typer(no_args_is_help=True, help="Check the audit chain and keep its head.")


@audit.command()
def verify(
    head: Annotated[Path | None, typer.Option(help="A head that `sanitiser audit head` wrote earlier.")] = None,
) -> None:
    """Find any change, deletion or cut in the audit. Exit code 3 when there is one."""
    from sanitiser.errors import EnvironmentFault
    from sanitiser.ledger import audit as chain
    from sanitiser.service import open_service
    from sanitiser.settings import load_settings

    service = open_service(load_settings())
    try:
        kept = chain.Head.from_json(head.read_text()) if head is not None else None
    except OSError:
        raise EnvironmentFault("the head cannot be read") from None
    with service.database.read() as session:
        count = chain.verify(session, service.vault.service(session), kept)
    service.database.engine.dispose()
    typer.echo(f"The audit is whole: {count} entries.")


@audit.command()
def head() -> None:
    """Write the signed head, one line, to be kept where nobody of the service can change it."""
    from sanitiser.errors import EnvironmentFault
    from sanitiser.ledger import audit as chain
    from sanitiser.service import open_service
    from sanitiser.settings import load_settings

    service = open_service(load_settings())
    with service.database.read() as session:
        found = chain.head_of(session)
    service.database.engine.dispose()
    if found is None:
        raise EnvironmentFault("the audit is empty")
    typer.echo(found.to_json())


def register(app: typer.Typer) -> None:
    """Mount `sanitiser audit`."""
    app.add_typer(audit, name="audit")
