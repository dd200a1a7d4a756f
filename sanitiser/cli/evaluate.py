"""`sanitiser evaluate`: how well findings and decisions do on annotated records."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="evaluate")(evaluate)


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Annotated records: .jsonl, or .txt with .ann.json.")],
    case: Annotated[Path | None, typer.Option(metavar="CASE.toml", help="The case, where a record has none.")] = None,
    policy: Annotated[Path | None, typer.Option(metavar="POLICY.toml", help="What is done with each kind.")] = None,
    terms: Annotated[bool, typer.Option("--terms/--no-terms", help="Use the cases' protect terms.")] = True,
    misses: Annotated[bool, typer.Option("--misses", help="Also list what was missed, with its context.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The rates as JSON.")] = False,
) -> int:
    """Precision, recall and F2 by kind, exact and overlapping, and the facts that were kept."""
    from rich.console import Console

    from sanitiser.casefile import load_case
    from sanitiser.detect.engine import Detector
    from sanitiser.evaluate.annotated import load
    from sanitiser.evaluate.run import evaluate as score
    from sanitiser.evaluate.table import show
    from sanitiser.policyfile import default_policy, load_policy

    given = load_case(case) if case is not None else None
    rules = load_policy(policy) if policy is not None else default_policy()
    scores = score(load(folder), Detector(), rules, terms=terms, case=given)
    if as_json:
        typer.echo(json.dumps(scores.as_json(), indent=2, sort_keys=True))
    else:
        show(scores, Console(), misses=misses)
    return 0
