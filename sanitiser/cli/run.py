"""`sanitiser run`: a folder of records in, verified drafts and a review manifest out."""

import getpass
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanitiser.errors import CaseFileError, PolicyFileError, Quarantine, StateFileError, UsageError

if TYPE_CHECKING:
    from sanitiser.decide.register import Register
    from sanitiser.domain.record import PdfMode
    from sanitiser.engine import Setup
    from sanitiser.pipeline import Outcome

_FILE_BYTES = 16 * 1024 * 1024


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="run")(run)


def run(  # each option of the contract is a parameter
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", readable=False, help="Files or folders of records (PDF, DOCX).")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the result goes: a new or empty folder.")],
    case: Annotated[Path | None, typer.Option(metavar="CASE.toml", help="What is known of the family.")] = None,
    policy: Annotated[Path | None, typer.Option(metavar="POLICY.toml", help="What is done with each kind.")] = None,
    state: Annotated[Path | None, typer.Option(metavar="FILE", help="case-state.json of an earlier batch.")] = None,
    pdf: Annotated[str, typer.Option(metavar="strict|layout", help="How PDF copies are made.")] = "strict",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Records worked on side by side.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    confidential: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where confidential files go (else DIR/review).")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Passwords for encrypted files, one a line.")
    ] = None,
) -> int:
    """Sanitise records: verified drafts for review, and a clear list of what could not be done."""
    from rich.console import Console

    from sanitiser.cli.progress import Bar
    from sanitiser.inputs import find
    from sanitiser.jobs.crew import Crew
    from sanitiser.papers import write_papers
    from sanitiser.pipeline import Batch
    from sanitiser.pipeline import run as sanitise
    from sanitiser.workspace import Workspace

    setup = _setup(case, policy, pdf)
    register = _register(state, setup)
    given = [path for path in (case, policy, state, password_file) if path is not None]
    sources = find(inputs, [out, *([confidential] if confidential else []), *given])
    if not sources:
        raise UsageError("There is no file in what was given", "Name files or folders that hold records.")
    passwords = _passwords(password_file)
    workspace = Workspace(out, confidential)
    workspace.open(resume=resume)
    bar = Bar(Console(stderr=True), quiet=as_json)
    asks = sys.stdin.isatty() and not as_json
    batch = Batch(sources, setup, register, passwords, lambda name: bar.aside(lambda: _ask(name)) if asks else None)
    with Crew(setup, workers) as crew, bar:
        outcome = sanitise(batch, workspace, crew, bar)
    write_papers(outcome, setup, workspace)
    workspace.finish()
    _tell(outcome, out, workspace.review, as_json=as_json)
    return Quarantine.exit_code if any(one.refused for one in outcome.finished) else 0


def _setup(case: Path | None, policy: Path | None, pdf: str) -> "Setup":
    from sanitiser.casefile import load_case
    from sanitiser.engine import Setup
    from sanitiser.policyfile import default_policy, load_policy

    return Setup(
        load_policy(_readable(policy, PolicyFileError)) if policy else default_policy(),
        load_case(_readable(case, CaseFileError)) if case else None,
        _mode(pdf),
    )


def _mode(said: str) -> "PdfMode":
    from sanitiser.domain.record import PdfMode

    if said not in tuple(PdfMode):
        raise UsageError(f"--pdf is strict or layout, not {said!r}")
    return PdfMode(said)


def _register(state: Path | None, setup: "Setup") -> "Register":
    from sanitiser.decide.register import Register

    reference = setup.case.reference if setup.case else ""
    if state is None:
        return Register(reference=reference)
    return Register.load(_readable(state, StateFileError).read_bytes(), reference or None)


def _readable(path: Path, kind: type[UsageError]) -> Path:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError as error:
        raise kind(f"{path.name}: {error.strerror}", "Name a file that you may read.") from None
    return path


def _passwords(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    data = _readable(path, UsageError).read_bytes()[:_FILE_BYTES]
    try:
        return tuple(line for line in data.decode("utf-8-sig").splitlines() if line)
    except UnicodeDecodeError:
        raise UsageError("The password file is not text in UTF-8", "Save it as UTF-8, one password a line.") from None


def _ask(name: str) -> str | None:
    return getpass.getpass(f"Password for {name} (Enter to leave it out): ") or None


def summary(outcome: "Outcome") -> dict[str, Any]:
    """What a run did, in numbers; no text of a record but the names of files."""
    from sanitiser.domain.kinds import Action

    counts = Counter(str(d.finding.kind) for one in outcome.finished for d in one.decisions if d.action != Action.KEEP)
    review = sum(d.action == Action.REVIEW for one in outcome.finished for d in one.decisions)
    quarantined = [
        {"source": one.known.source.name, "code": why.code, "reason": why.reason, "remedy": why.remedy}
        for one in outcome.finished
        if (why := one.refused) is not None
    ]
    good = [one for one in outcome.finished if one.refused is None]
    return {
        "records": len(outcome.finished),
        "sanitised": len(good),
        "pages": sum(one.known.pages for one in good),
        "findings": dict(sorted(counts.items())),
        "to_review": review,
        "quarantined": quarantined,
    }


def _tell(outcome: "Outcome", out: Path, review: Path, *, as_json: bool) -> None:
    told = summary(outcome)
    if as_json:
        typer.echo(json.dumps({**told, "out": str(out), "review": str(review)}, sort_keys=True))
        return
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title="Sanitised", title_justify="left", show_header=False)
    table.add_row("Records", f"{told['sanitised']} of {told['records']} sanitised and verified ({told['pages']} pages)")
    for kind, count in told["findings"].items():
        table.add_row(kind.replace("_", " ").capitalize(), str(count))
    table.add_row("For review", str(told["to_review"]))
    console.print(table)
    if told["quarantined"]:
        console.print(_quarantine_table(told["quarantined"]))
    console.print(f"Drafts: {out / 'sanitised'}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"Confidential: {review}", highlight=False, markup=False, soft_wrap=True)
    console.print("Drafts may not be sent before a reviewer has approved them.")


def _quarantine_table(rows: list[dict[str, str]]) -> "Any":
    from rich.table import Table
    from rich.text import Text

    table = Table("File", "Why no copy was made", "What to do", title="Quarantined", title_justify="left")
    for row in rows:
        table.add_row(Text(row["source"]), Text(row["reason"]), Text(row["remedy"]))
    return table
