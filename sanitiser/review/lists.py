"""Across the records of a case: the list of records, who did what by name, what was decided differently elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import case, func, select

from sanitiser.casework.records import name_of
from sanitiser.domain.kinds import Action
from sanitiser.review.copies import text_key
from sanitiser.review.desk import Elsewhere, Line
from sanitiser.review.log import Event
from sanitiser.review.opening import Opened
from sanitiser.review.seeing import said
from sanitiser.service import Act
from sanitiser.store.states import RecordState
from sanitiser.store.tables.people import Account
from sanitiser.store.tables.records import Copy, FindingRow, Record

_WORDS = {
    RecordState.IN_REVIEW: "in review",
    RecordState.SECOND_REVIEW: "second review",
    RecordState.APPROVED: "approved",
    RecordState.RELEASED: "approved",
}
_LAST = ("approved", "queued", "working", "held")
SERVICE = "The sanitiser"


def lines(act: Act, case_id: str) -> tuple[Line, ...]:
    """Every record of the case; those that a person has to look at come first, urgent ones before the others."""
    open_ones = func.sum(case((FindingRow.action == Action.REVIEW.value, 1), else_=0))
    counts = select(FindingRow.copy_id, func.count().label("all"), open_ones.label("open"))
    counted = counts.where(FindingRow.case_id == case_id).group_by(FindingRow.copy_id).subquery()
    query = (
        select(Record, Copy.pages, Copy.papers_id, counted.c.all, counted.c.open)
        .outerjoin(Copy, Copy.id == Record.copy_id)
        .outerjoin(counted, counted.c.copy_id == Record.copy_id)
        .where(Record.case_id == case_id, Record.state != RecordState.ERASED.value)
        .order_by(Record.case_number)
    )
    found = [
        (
            row.urgent,
            Line(
                row.id,
                name_of(act, row),
                _WORDS.get(RecordState(row.state), RecordState(row.state).value),
                pages or 0,
                count or 0,
                waiting or 0,
                row.reason,
                row.remedy,
                papers is not None,
            ),
        )
        for row, pages, papers, count, waiting in act.session.execute(query)
    ]
    found.sort(key=lambda one: (one[1].status in _LAST, not one[1].reviewable, not one[0]))
    return tuple(line for _, line in found)


def named(act: Act, events: Sequence[Event]) -> tuple[Event, ...]:
    """Events with people's names in place of their accounts."""
    query = select(Account.id, Account.display_name).where(Account.id.in_({event.who for event in events}))
    names = {row[0]: row[1] for row in act.session.execute(query)}
    return tuple(replace(event, who=names.get(event.who, event.who) or SERVICE) for event in events)


def elsewhere(act: Act, opened: Opened) -> tuple[Elsewhere, ...]:
    """Texts of a record that were decided differently in the newest copies of other records."""
    row, ring = opened.row, act.ring(opened.row.case_id)
    here = {}
    for decision in opened.made.decisions:
        text = said(opened.kept, decision)
        here[ring.index(text_key(text), "finding")] = text, decision.action
    query = (
        select(FindingRow.text_index, FindingRow.action, Record.id, Record.case_number)
        .join(Record, Record.copy_id == FindingRow.copy_id)
        .where(FindingRow.case_id == row.case_id, FindingRow.text_index.in_(here), Record.id != row.id)
        .distinct()
        .order_by(Record.case_number)
    )
    there: dict[tuple[str, Action], dict[str, str]] = {}
    for key, untrusted, record_id, number in act.session.execute(query):
        action = Action(untrusted)
        if key in here and (action is Action.KEEP) != (here[key][1] is Action.KEEP):
            there.setdefault((key, action), {})[record_id] = str(number)
    return tuple(
        Elsewhere(here[key][0], here[key][1], action, tuple(records), tuple(records.values()))
        for (key, action), records in sorted(there.items(), key=lambda one: (here[one[0][0]][0], one[0][1]))
    )
