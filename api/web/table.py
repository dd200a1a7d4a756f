"""The table of findings: what is shown of it, in which order, on which of its pages."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from sanitiser.domain.kinds import Action, Kind
from sanitiser.review.desk import View

ROWS: Final = 40
"""Findings on one page of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as the table shows it."""

    number: int
    kind: str
    text: str
    before: str
    after: str
    label: str
    action: str
    reason: str
    why: str
    recognisers: str
    score: float
    start: int
    end: int
    page: int | None
    hidden: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings, in which order; unknown values mean all, by place."""

    show: str = "all"
    sort: str = "place"
    at: int = 1

    def query(self, **changes: object) -> str:
        """The same as a query string, with changes."""
        from urllib.parse import urlencode

        return urlencode({"show": self.show, "sort": self.sort, "at": self.at, **changes})


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the table. `counts` is findings by kind, and how many of each are still to decide."""

    rows: tuple[Row, ...]
    asked: Asked
    pages: int
    total: int
    shown: int
    counts: dict[str, int]
    open: dict[str, int]


def table(view: View, asked: Asked) -> Table:
    """The findings that were asked for."""
    everything = rows(view)
    wanted = [row for row in everything if _wanted(row, asked.show)]
    orders = {"score": lambda r: (r.score, r.number), "kind": lambda r: (r.kind, r.number), "text": lambda r: r.text}
    wanted.sort(key=orders.get(asked.sort, lambda r: r.number))
    pages = max(1, -(-len(wanted) // ROWS))
    at = min(max(1, asked.at), pages)
    return Table(
        rows=tuple(wanted[(at - 1) * ROWS : at * ROWS]),
        asked=Asked(asked.show, asked.sort, at),
        pages=pages,
        total=len(everything),
        shown=len(wanted),
        counts=dict(sorted(Counter(row.kind for row in everything).items())),
        open=dict(Counter(row.kind for row in everything if row.action == Action.REVIEW)),
    )


def rows(view: View) -> list[Row]:
    """Every finding, in the order of the record."""
    from sanitiser.domain.case import PROTECTED
    from sanitiser.manifest.review import findings

    record = view.kept.record
    made = []
    for number, (entry, decision) in enumerate(
        zip(findings(view.kept.id, record, view.decisions), view.decisions, strict=True), 1
    ):
        start, end = decision.finding.start, decision.finding.end
        made.append(
            Row(
                number=number,
                kind=entry["kind"],
                text=entry["text"],
                before=record.text[max(0, start - 40) : start],
                after=record.text[end : end + 40],
                label=entry["label"],
                action=entry["action"],
                reason=entry["reason"],
                why=entry["explanation"],
                recognisers=", ".join(entry["recognisers"]),
                score=entry["score"],
                start=start,
                end=end,
                page=entry["where"].get("page"),
                hidden=not entry["where"]["carried"],
                protected=PROTECTED in decision.finding.recognisers,
            )
        )
    return made


def _wanted(row: Row, show: str) -> bool:
    match show:
        case "open":
            return row.action == Action.REVIEW
        case "redact" | "keep":
            return row.action == show
        case "reviewer":
            return row.reason == "reviewer"
        case _:
            return show not in tuple(Kind) or row.kind == show
