"""The top of the command line: one program, one command a job, one line for every error."""

import os
import sys
import traceback
from importlib import import_module
from typing import NoReturn

import typer
from typer._click.exceptions import ClickException  # typer's own copy of click; it is exported nowhere else

from sanitiser import __version__
from sanitiser.errors import SanitiserError, UsageError

# Command and the module that registers it. Only the module of the command that was called is imported: some are heavy.
_COMMANDS = {
    "run": "run",
    "report": "report",
    "review": "review",
    "verify-pack": "verify_pack",
    "evaluate": "evaluate",
    "licences": "licences",
    "keys": "keys",
    "gazetteer": "gazetteer",
    "serve": "serve",
    "worker": "worker",
    "migrate": "worker",
    "audit": "audit",
    "people": "people",
    "backup": "backup",
    "restore": "backup",
}

# Ctrl-C: typer itself turns it into this code, without a word
_INTERRUPTED = 130

app = typer.Typer(
    name="sanitiser",
    help="Removes from a protected family's records whatever tells where they lived or live.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _top(version: bool = typer.Option(False, "--version", help="Show the version.")) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> NoReturn:
    """Run the command line; whatever happens, a user sees one line and an exit code, never a traceback."""
    called = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    modules = [_COMMANDS[called]] if called in _COMMANDS else list(dict.fromkeys(_COMMANDS.values()))
    for name in modules:
        import_module(f"sanitiser.cli.{name}").register(app)
    sys.exit(_guarded())


def _guarded() -> int:
    try:
        result = app(standalone_mode=False)
        if result == _INTERRUPTED:
            return _interrupted()
        return result if isinstance(result, int) else 0
    except SanitiserError as error:
        return complain(error)
    except ClickException as error:
        return complain(UsageError(" ".join(error.format_message().split()).rstrip(".")))
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: its message may quote a record, so only its place is told
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} at {os.path.basename(frame.filename)}:{frame.lineno}"
        return complain(SanitiserError(place))


def _interrupted() -> int:
    advice = " Add --resume to go on with this run." if "run" in sys.argv[1:2] else ""
    typer.echo(f"error: Interrupted.{advice}", err=True)
    return _INTERRUPTED


def complain(error: SanitiserError) -> int:
    """One line on standard error that says what is wrong and what to do; gives the exit code."""
    typer.echo(f"error: {error.message}. {error.advice}", err=True)
    return error.exit_code
