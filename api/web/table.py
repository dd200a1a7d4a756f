"""The table of findings: what is shown of it, in which order, on which of its pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sanitiser.domain.case import PROTECTED
from sanitiser.domain.finding import Decision, Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.manifest.review import findings
from sanitiser.review.desk import View

ROWS: Final = 40
"""Findings on one page of the table."""

Numbered = tuple[int, Decision]
"""A decision with its number, from 1, in the order of the record."""


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
    """The findings that were asked for; only those of the page are made into rows."""
    text = view.kept.record.text
    everything = list(enumerate(view.decisions, 1))
    wanted = _wanted(everything, asked.show)
    match asked.sort:
        case "score":
            wanted.sort(key=lambda one: (one[1].finding.score, one[0]))
        case "kind":
            wanted.sort(key=lambda one: (one[1].finding.kind, one[0]))
        case "text":
            wanted.sort(key=lambda one: text[one[1].finding.start : one[1].finding.end])
    pages = max(1, -(-len(wanted) // ROWS))
    at = min(max(1, asked.at), pages)
    return Table(
        rows=rows(view, wanted[(at - 1) * ROWS : at * ROWS]),
        asked=Asked(asked.show, asked.sort, at),
        pages=pages,
        total=len(everything),
        shown=len(wanted),
        counts=dict(sorted(Counter(d.finding.kind.value for _, d in everything).items())),
        open=dict(Counter(d.finding.kind.value for _, d in everything if d.action is Action.REVIEW)),
    )


def rows(view: View, wanted: Sequence[Numbered]) -> tuple[Row, ...]:
    """Findings as the table shows them."""
    record = view.kept.record
    made = []
    entries = findings(view.kept.id, record, [decision for _, decision in wanted])
    for (number, decision), entry in zip(wanted, entries, strict=True):
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
    return tuple(made)


def open_of(view: View, kind: Kind) -> list[Numbered]:
    """The findings of a kind that are still to decide."""
    return [one for one in _wanted(enumerate(view.decisions, 1), "open") if one[1].finding.kind is kind]


def _wanted(everything: Iterable[Numbered], show: str) -> list[Numbered]:
    match show:
        case "open":
            return [one for one in everything if one[1].action is Action.REVIEW]
        case "redact" | "keep":
            return [one for one in everything if one[1].action == show]
        case "reviewer":
            return [one for one in everything if one[1].reason is Reason.REVIEWER]
        case _ if show in set(Kind):
            return [one for one in everything if one[1].finding.kind == show]
        case _:
            return list(everything)
