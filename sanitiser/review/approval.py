"""When a copy counts as approved.

Its verdict passed, every finding has a decision, every page was shown, and with four eyes two different people said so
of the very same copy. A newer copy, by a newer engine or a new term, is another copy and needs its own approval.
"""

from sqlalchemy import func, select

from sanitiser.casework.sides import Conflict, record, require
from sanitiser.domain.kinds import Action
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import RecordState, Role, move_record
from sanitiser.store.tables.records import Copy, FindingRow, Record
from sanitiser.store.tables.review import Review

MOST_PAGES = 100_000


def pages_of(ranges: str) -> set[int]:
    """The pages in '1-4,7'. Raises UsageError."""
    pages: set[int] = set()
    for part in filter(None, ranges.split(",")):
        first, _, last = part.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise UsageError("pages are written as in 1-4,7")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= MOST_PAGES:
            raise UsageError("pages are written as in 1-4,7")
        pages.update(range(low, high + 1))
    return pages


def undecided(act: Act, copy_id: str) -> int:
    """How many findings of a copy nobody has decided."""
    waiting = select(func.count()).select_from(FindingRow)
    return act.session.scalar(waiting.where(FindingRow.copy_id == copy_id, FindingRow.action == Action.REVIEW)) or 0


def approve(act: Act, record_id: str, copy_id: str, pages_shown: str) -> Record:
    """One reviewer approves the copy that was shown; with four eyes the second one's word counts."""
    require(act.actor, Role.REVIEWER, Role.UKPPS_SPOC)
    _, row = record(act, record_id, lock=True)
    copy = _gate(act, row, copy_id, pages_shown)
    second = act.service.settings.four_eyes and RecordState(row.state) is RecordState.SECOND_REVIEW
    account_id = act.actor.id.removeprefix("account:")
    stage = "second" if second else "first"
    if second:
        first = select(Review).where(Review.copy_id == copy_id, Review.stage == "first", Review.outcome == "approved")
        before = act.session.scalars(first).one_or_none()
        if before is not None and before.account_id == account_id:
            raise Conflict("a second person has to approve it")
    _write(act, row, copy_id, stage, account_id, pages_shown, "approved")
    if act.service.settings.four_eyes and not second:
        row.state = move_record(RecordState(row.state), RecordState.SECOND_REVIEW).value
    else:
        row.state, copy.approved_at = move_record(RecordState(row.state), RecordState.APPROVED).value, act.at
    row.changed_at = act.at
    row.version += 1
    note(act, f"review.{stage}-approved", row.case_id, record=row.id, copy=copy_id)
    return row


def send_back(act: Act, record_id: str, copy_id: str) -> Record:
    """The second reviewer does not agree: the record goes back to the first review."""
    require(act.actor, Role.REVIEWER, Role.UKPPS_SPOC)
    _, row = record(act, record_id, lock=True)
    if row.copy_id != copy_id:
        raise Conflict("there is a newer copy")
    copy = act.session.get(Copy, copy_id)
    row.state = move_record(RecordState(row.state), RecordState.IN_REVIEW).value
    if copy is not None:
        copy.approved_at = None
    for review in act.session.scalars(select(Review).where(Review.copy_id == copy_id)):
        act.session.delete(review)
    row.changed_at = act.at
    row.version += 1
    note(act, "review.sent-back", row.case_id, record=row.id, copy=copy_id)
    return row


def _gate(act: Act, row: Record, copy_id: str, pages_shown: str) -> Copy:
    if row.copy_id != copy_id:
        raise Conflict("there is a newer copy")
    copy = act.session.get(Copy, copy_id)
    if copy is None or RecordState(row.state) not in (RecordState.IN_REVIEW, RecordState.SECOND_REVIEW):
        raise Conflict("the record is not in review")
    if not copy.passed:
        raise Conflict("the copy did not pass its verification")
    waiting = undecided(act, copy_id)
    if waiting:
        raise Conflict(f"{waiting} findings are not decided")
    if not set(range(1, copy.pages + 1)) <= pages_of(pages_shown):
        raise Conflict("not every page was shown")
    return copy


def _write(act: Act, row: Record, copy_id: str, stage: str, account_id: str, pages_shown: str, outcome: str) -> None:
    open_one = select(Review).where(Review.copy_id == copy_id, Review.stage == stage)
    review = act.session.scalars(open_one).one_or_none()
    if review is None:
        review = Review(
            id=new_id(), record_id=row.id, copy_id=copy_id, stage=stage, account_id=account_id, opened_at=act.at
        )
        act.session.add(review)
    review.account_id, review.pages_shown = account_id, pages_shown
    review.finished_at, review.outcome = act.at, outcome
    act.session.flush()
