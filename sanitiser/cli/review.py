"""`sanitiser review`: the review pages on the result of a run, on this machine alone, with nothing to set up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import socket
    from contextlib import AbstractContextManager

    from api.web.seats import Seats
    from sanitiser.review.sitting import Sitting


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="review")(review)


def review(
    out: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="The output of a run.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 0,
    confidential: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where its confidential files are, if elsewhere.")
    ] = None,
    originals: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Folders to look for originals in, if they were moved.")
    ] = None,
    one_reviewer: Annotated[
        bool, typer.Option("--one-reviewer", help="Let one reviewer approve alone. Without it two people must.")
    ] = False,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Keep the confidential folder as an age file between sittings.")
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = False,
) -> None:
    """Review the records of a run in the browser: decide, add, approve, export."""
    from sanitiser.review.folder import Folder
    from sanitiser.review.sitting import Sitting

    folder = Folder(out, confidential, tuple(originals or ()))
    with _locked_away(folder.review, encrypt=encrypt):
        sitting = Sitting(folder, four_eyes=not one_reviewer)
        try:
            _serve(sitting, port, browser=browser)
        finally:
            sitting.close()


def _locked_away(review: Path, *, encrypt: bool) -> "AbstractContextManager[None]":
    """The confidential folder opened from its age file, and put back into it afterwards."""
    from contextlib import nullcontext

    from sanitiser.review.chest import Chest, ask

    chest = Chest(review)
    if not encrypt and not chest.shut:
        return nullcontext()
    return chest.opened(ask(new=not chest.shut))


def _serve(sitting: "Sitting", port: int, *, browser: bool) -> None:
    import uvicorn

    from api.web.laptop import create_app
    from api.web.seats import Seats

    listening = _listen(port)
    taken = int(listening.getsockname()[1])
    seats = Seats()

    def link() -> None:
        _show_link(seats, taken, browser=False)

    app = create_app(sitting, seats, taken, link)
    sitting.warm()
    app.state.looking.warm()
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off")
    typer.echo("Review pages, for this machine alone. Press Ctrl+C to end the sitting; nothing is lost.")
    _show_link(seats, taken, browser=browser)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        app.state.looking.close()
        listening.close()
    typer.echo("The sitting has ended. Every decision is kept.")


def _show_link(seats: "Seats", port: int, *, browser: bool) -> None:
    address = f"http://127.0.0.1:{port}/enter?key={seats.new_key()}"
    typer.echo(f"Open this link, which works once: {address}")
    if browser:
        import webbrowser

        webbrowser.open(address)


def _listen(port: int) -> "socket.socket":
    import socket

    from sanitiser.errors import EnvironmentFault

    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", port))
        made.listen(64)  # the link works from the moment it is printed
    except OSError as error:
        made.close()
        raise EnvironmentFault(
            f"port {port}: {error.strerror}", "Choose another with --port, or 0 for a free one."
        ) from None
    return made
