"""`sanitiser people`: the first office and its first administrator; all others are made through the service."""

import getpass
from typing import Annotated

import typer

people = typer.Typer(no_args_is_help=True, help="Make the office and its administrators.")


@people.command()
def office(
    name: Annotated[str, typer.Argument(help="The office's name.")],
    administrator: Annotated[str, typer.Argument(help="User name of its first administrator.")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from input.")] = False,
) -> None:
    """Make an office with one administrator."""
    import sys

    from sanitiser.people.accounts import new_account
    from sanitiser.people.tenants import new_tenant
    from sanitiser.service import Actor, open_service
    from sanitiser.settings import load_settings
    from sanitiser.store.states import Role

    password = sys.stdin.readline().rstrip("\n") if password_stdin else getpass.getpass("Password: ")
    service = open_service(load_settings())
    with service.act(Actor("service", "", Role.ADMINISTRATOR)) as act:
        tenant = new_tenant(act, name, "ukpps")
    with service.act(Actor("service", tenant.id, Role.ADMINISTRATOR)) as act:
        account = new_account(act, tenant.id, administrator, administrator, Role.ADMINISTRATOR, password)
    service.database.engine.dispose()
    typer.echo(f"Office {tenant.id}, administrator {account.id}.")


def register(app: typer.Typer) -> None:
    """Mount `sanitiser people`."""
    app.add_typer(people, name="people")
