"""Scores as a table for people."""

from rich.console import Console
from rich.table import Table

from sanitiser.evaluate.scores import Count, Scores

_COLUMNS = ("P", "R", "F2")


def show(scores: Scores, console: Console, *, misses: bool = False) -> None:
    """Prints the tables; with `misses` also each leak and each lost fact with its context (confidential)."""
    table = Table(title="Masked against annotated", title_justify="left")
    table.add_column("Kind", no_wrap=True)
    for name in ("true", "masked"):
        table.add_column(name, justify="right")
    for way in ("exact", "overlap"):
        for name in _COLUMNS:
            table.add_column(f"{way} {name}", justify="right")
    table.add_column("gone", justify="right")
    for kind in sorted(scores.by_kind):
        table.add_row(kind, *_cells(scores.by_kind[kind]))
    table.add_section()
    table.add_row("all", *_cells(scores.total))
    console.print(table)
    if set(scores.by_group) != {"all"}:
        groups = Table("Group", "annotated", "gone", title="By group", title_justify="left")
        for group, count in sorted(scores.by_group.items()):
            groups.add_row(group, str(count.wanted), f"{count.rates()['gone']:.4f}")
        console.print(groups)
    console.print(f"Facts that must stay: {scores.facts}, kept {scores.kept_rate:.4f}")
    if misses:
        for title, items in (("Letters remain", scores.leaks), ("Fact lost", scores.lost)):
            for miss in items:
                console.print(f"{title}: {miss.record}: {miss.what}: {miss.text!r} in {miss.context!r}", markup=False)


def _cells(count: Count) -> list[str]:
    rates = count.rates()
    return [str(value) if isinstance(value, int) else f"{value:.3f}" for value in rates.values()]
