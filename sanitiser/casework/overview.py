"""The office's lists: its cases with what waits in each, and the records of a case, urgent ones first.

Cursors name the place of the last thing shown in the list's own order, so that nothing is shown twice or left out when
something is added meanwhile.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from sanitiser.casework.sides import Side, require
from sanitiser.service import Act
from sanitiser.store.states import UKPPS_ROLES, RecordState
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.records import Record

_R = RecordState
BUSY: Final = (_R.QUEUED, _R.WORKING)
REVIEWED: Final = (_R.IN_REVIEW, _R.SECOND_REVIEW)
STUCK: Final = (_R.QUARANTINED, _R.HELD)
READY: Final = (_R.APPROVED, _R.RELEASED)
OPEN: Final = (*BUSY, *REVIEWED, *STUCK)
"""States in which somebody or something still has work with a record."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list: how many records it has and what they wait for. `urgent` counts urgent ones not done."""

    id: str
    reference: str
    state: str
    records: int
    busy: int
    to_review: int
    stuck: int
    ready: int
    urgent: int

    @property
    def cursor(self) -> str:
        """The place of this line."""
        return f"{0 if self.urgent else 1}{self.reference}"


def case_lines(act: Act, after: str = "", limit: int = 50, *, closed: bool = False, text: str = "") -> list[CaseLine]:
    """The cases of the office, those with urgent records first, then by reference; `text` is part of a reference."""
    require(act.actor, *UKPPS_ROLES)
    counts = select(
        Record.case_id,
        func.count().label("records"),
        _count(BUSY).label("busy"),
        _count(REVIEWED).label("to_review"),
        _count(STUCK).label("stuck"),
        _count(READY).label("ready"),
        func.sum(case((and_(Record.urgent, _in(Record.state, OPEN)), 1), else_=0)).label("urgent"),
    )
    found = counts.group_by(Record.case_id).subquery()
    calm = case((func.coalesce(found.c.urgent, 0) > 0, 0), else_=1)
    query = (
        select(Case.id, Case.reference, Case.state, *(func.coalesce(found.c[name], 0) for name in _COUNTS))
        .outerjoin(found, found.c.case_id == Case.id)
        .where(Case.tenant_id == act.actor.tenant_id, Case.state != "open" if closed else Case.state == "open")
        .order_by(calm, Case.reference)
        .limit(limit)
    )
    if text:
        query = query.where(Case.reference.icontains(text, autoescape=True))
    if after:
        rank, reference = int(after[0]), after[1:]
        query = query.where(or_(calm > rank, and_(calm == rank, Case.reference > reference)))
    return [CaseLine(*row) for row in act.session.execute(query)]


_COUNTS = ("records", "busy", "to_review", "stuck", "ready", "urgent")


def _in(column: InstrumentedAttribute[str], states: tuple[RecordState, ...]) -> ColumnElement[bool]:
    return column.in_([state.value for state in states])


def _count(states: tuple[RecordState, ...]) -> ColumnElement[int]:
    return func.sum(case((_in(Record.state, states), 1), else_=0))


def states_of(act: Act, found: Side) -> dict[RecordState, int]:
    """How many records of a case are in each state."""
    require(act.actor, *UKPPS_ROLES)
    mine = select(Record.state, func.count()).where(Record.case_id == found.case.id).group_by(Record.state)
    counts: dict[RecordState, int] = {}
    for state, number in act.session.execute(mine):
        counts[RecordState(state)] = counts.get(RecordState(state), 0) + int(number)
    return counts


def record_rows(
    act: Act, found: Side, states: tuple[RecordState, ...] = (), after: str = "", limit: int = 200
) -> list[Record]:
    """Records of a case: urgent ones that are not done first, then in the order they came; `states` none means all."""
    require(act.actor, *UKPPS_ROLES)
    calm = case((and_(Record.urgent, _in(Record.state, OPEN)), 0), else_=1)
    query = select(Record).where(Record.case_id == found.case.id).order_by(calm, Record.case_number).limit(limit)
    if states:
        query = query.where(_in(Record.state, states))
    if after:
        rank, number = int(after[0]), int(after[1:])
        query = query.where(or_(calm > rank, and_(calm == rank, Record.case_number > number)))
    return list(act.session.scalars(query))


def cursor_of(row: Record) -> str:
    """The place of a record in that list."""
    return f"{0 if row.urgent and RecordState(row.state) in OPEN else 1}{row.case_number}"
