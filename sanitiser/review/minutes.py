"""The log of a case's reviews as rows of the store: read as the same log that the laptop keeps in a file."""

import json
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import or_, select

from sanitiser.errors import EnvironmentFault
from sanitiser.ledger.audit import note
from sanitiser.review.log import Event, Log, What
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.review import ReviewEvent

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_PLAIN = ("number", "at", "who", "what", "record", "of")
"""What stands in columns of its own; the rest is sealed."""
_AUDITED = {
    What.RULE: "review.ruled",
    What.UNDO: "review.undone",
    What.REDO: "review.redone",
    What.SHOWN: "review.shown",
    What.COMPARE: "review.compared",
    What.APPROVE: "review.approved",
    What.REOPEN: "review.reopened",
    What.REMADE: "review.copy-remade",
}


def log_of(act: Act, case_id: str, record_id: str) -> Log:
    """What the log of a case says of one record: its own events and those of the whole case."""
    mine = or_(ReviewEvent.record_id.is_(None), ReviewEvent.record_id == record_id)
    query = select(ReviewEvent).where(ReviewEvent.case_id == case_id, mine).order_by(ReviewEvent.number)
    return Log(_event(act, row) for row in act.session.scalars(query))


def lock_case(act: Act, case_id: str) -> Case:
    """Take the case's turn until the transaction ends: first of all locks, so that none waits for another crosswise."""
    locked = select(Case).where(Case.id == case_id).with_for_update(key_share=True)
    case = act.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if case is None:
        raise EnvironmentFault("the case is missing")
    return case


def enter(act: Act, case: Case, who: str, what: What, record_id: str, **more: Any) -> Event:
    """Append an event to the log and the audit; the caller holds the case's turn. `who` empty: the service itself."""
    case.rulings_made += 1
    event = Event(case.rulings_made, act.at.strftime("%Y-%m-%dT%H:%M:%SZ"), who, what, record_id, **more)
    row_id = new_id()
    said = {name: value for name, value in _EVENT.dump_python(event, mode="json").items() if name not in _PLAIN}
    sealed = act.ring(case.id).seal_text(json.dumps(said), "review_event", "said", row_id)
    row = ReviewEvent(
        id=row_id,
        case_id=case.id,
        record_id=record_id or None,
        number=event.number,
        what=what.value,
        account_id=who or None,
        at=act.at,
        of=event.of,
        said_sealed=sealed,
    )
    act.session.add(row)
    act.session.flush()
    about: dict[str, str | int] = {"event": event.number, "rulings": len(event.rulings), "pages": len(event.pages)}
    note(act, _AUDITED[what], case.id, record=record_id, **{key: value for key, value in about.items() if value})
    return event


def _event(act: Act, row: ReviewEvent) -> Event:
    said: dict[str, Any] = {}
    if row.said_sealed:
        said = json.loads(act.ring(row.case_id).open_text(row.said_sealed, "review_event", "said", row.id))
    plain = {
        "number": row.number,
        "at": row.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": row.account_id or "",
        "what": row.what,
        "record": row.record_id or "",
        "of": row.of,
    }
    return _EVENT.validate_python({**said, **plain})
