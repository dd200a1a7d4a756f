"""The log of a review: every event in order, never changed; what holds now is what the log comes to.

Undoing and redoing are events too, so history is the log itself. A record's version is the number of its last event.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sanitiser.review.rulings import Ruling, Scope


class What(StrEnum):
    """Kinds of event; append-only. MARK: paragraphs are about others, and stay out of packs that are not about them.
    REMADE: a newer engine, or what is known newly, made another copy."""

    RULE = "rule"
    UNDO = "undo"
    REDO = "redo"
    SHOWN = "shown"
    COMPARE = "compare"
    APPROVE = "approve"
    REOPEN = "reopen"
    EXPORT = "export"
    RECALL = "recall"
    REPLACE = "replace"
    MARK = "mark"
    UNMARK = "unmark"
    REMADE = "remade"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `record` is empty where it holds in the whole case; `at` is UTC, for people, and decides nothing.

    `of` is the event undone or redone; `pages` were shown (from 1); `digest` is of the copy approved or pack exported.
    """

    number: int
    at: str
    who: str
    what: What
    record: str = ""
    rulings: tuple[Ruling, ...] = ()
    of: int = 0
    pages: tuple[int, ...] = ()
    digest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which copy: `digest` is the SHA-256 over its files."""

    who: str
    at: str
    digest: str


@dataclass(slots=True)
class Standing:
    """What the log comes to for one record: what pages each reviewer saw, who compared, who approved."""

    version: int = 0
    shown: dict[str, set[int]] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    approvals: list[Approval] = field(default_factory=list)


class Log:
    """Events with what follows from them."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.events: list[Event] = []
        self._undone: set[int] = set()
        self._standing: dict[str, Standing] = {}
        self._changed: dict[str, int] = {}
        for event in events:
            self.add(event)

    @property
    def last(self) -> int:
        """The number of the last event; 0 when there is none."""
        return self.events[-1].number if self.events else 0

    def add(self, event: Event) -> None:
        """Take the next event. Numbers grow; events of records that this log is not about may be left out.

        Raises ValueError when it is out of order.
        """
        if event.number <= self.last:
            raise ValueError("the log is out of order")
        self.events.append(event)
        match event.what:
            case What.UNDO:
                self._undone.add(event.of)
            case What.REDO:
                self._undone.discard(event.of)
        if event.what in {What.RULE, What.UNDO, What.REDO}:
            self._changed[event.record] = event.number
        if event.record:
            self._note(self.of(event.record), event)

    def of(self, record: str) -> Standing:
        """What the log says of a record."""
        return self._standing.setdefault(record, Standing())

    def rulings(self, record: str) -> tuple[Ruling, ...]:
        """The rulings that hold in a record now, oldest first: its own and the case's."""
        return tuple(
            ruling
            for event in self.events
            if event.what is What.RULE and event.record in {"", record} and event.number not in self._undone
            for ruling in event.rulings
        )

    def changed(self, record: str) -> int:
        """The number of the last event that ruled on a record, by itself or in the whole case; 0 when none did."""
        return max(self._changed.get("", 0), self._changed.get(record, 0))

    def to_undo(self, record: str) -> Event | None:
        """The last ruling that holds in a record."""
        return next((e for e in reversed(self._ruled(record)) if e.number not in self._undone), None)

    def to_redo(self, record: str) -> Event | None:
        """The ruling that was undone last and that no newer ruling has overtaken."""
        for event in reversed(self.events):
            if event.record not in {"", record}:
                continue
            if event.what is What.RULE:
                return None
            if event.what is What.UNDO and event.of in self._undone:
                return self._numbered(event.of)
        return None

    def undone(self, event: Event) -> bool:
        """Whether a ruling does not hold any more."""
        return event.number in self._undone

    def history(self, record: str) -> tuple[Event, ...]:
        """Every ruling, undoing and approval of a record, oldest first."""
        wanted = {What.RULE, What.UNDO, What.REDO, What.APPROVE, What.REOPEN, What.COMPARE, What.REMADE}
        return tuple(e for e in self.events if e.what in wanted and e.record in {"", record})

    def since(self, record: str, version: int) -> tuple[Event, ...]:
        """What changed in a record after this event."""
        changes = {What.RULE, What.UNDO, What.REDO, What.APPROVE, What.REOPEN, What.REMADE}
        return tuple(e for e in self.events if e.number > version and e.what in changes and e.record in {"", record})

    def safe(self) -> frozenset[str]:
        """Leftovers that are safe in this case."""
        standing = (e for e in self._ruled("") if e.number not in self._undone)
        return frozenset(r.text for e in standing for r in e.rulings if r.scope is Scope.LEFTOVER)

    def _numbered(self, number: int) -> Event:
        return self.events[bisect_left(self.events, number, key=lambda event: event.number)]

    def _ruled(self, record: str) -> Sequence[Event]:
        return [e for e in self.events if e.what is What.RULE and e.record in {"", record}]

    def _note(self, standing: Standing, event: Event) -> None:
        match event.what:
            case What.SHOWN:
                standing.shown.setdefault(event.who, set()).update(event.pages)
                return
            case What.COMPARE:
                standing.compared.add(event.who)
            case What.APPROVE:
                standing.approvals.append(Approval(event.who, event.at, event.digest))
            case What.REOPEN | What.REMADE:
                standing.approvals.clear()
                standing.compared.clear()
        standing.version = event.number
