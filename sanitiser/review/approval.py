"""When a copy counts as approved.

Its verdict passed, every finding has a decision, every page was shown, and with four eyes two different people said so
of the very same copy. A newer copy, by a newer engine or a new term, is another copy and needs its own approval.
"""

from sqlalchemy import func, select

from sanitiser.casework.sides import Conflict, record, require
from sanitiser.domain.kinds import Action
from sanitiser.errors import UsageError
from sanitiser.review.copies import settle
from sanitiser.review.gate import Stage, stage
from sanitiser.review.log import What
from sanitiser.review.minutes import enter, lock_case, log_of
from sanitiser.service import Act
from sanitiser.store.states import RecordState, Role, move_record
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.records import Copy, FindingRow, Record

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
    case, row = _locked(act, record_id)
    copy = _gate(act, row, copy_id, pages_shown)
    who = act.actor.id.removeprefix("account:")
    standing = log_of(act, case.id, row.id).of(row.id)
    before = {approval.who for approval in standing.approvals}
    if who in before and stage(standing, four_eyes=act.service.settings.four_eyes) is Stage.SECOND:
        raise Conflict("a second person has to approve it")
    new = tuple(sorted(pages_of(pages_shown) & set(range(1, max(1, copy.pages) + 1)) - standing.shown.get(who, set())))
    if new:
        enter(act, case, who, What.SHOWN, row.id, pages=new)
    say_approved(act, case, row, copy, who)
    return row


def say_approved(act: Act, case: Case, row: Record, copy: Copy, who: str) -> None:
    """Write the approval down, and what follows from it; the gate was passed."""
    enter(act, case, who, What.APPROVE, row.id, digest=copy.files_index)
    standing = log_of(act, case.id, row.id).of(row.id)
    if stage(standing, four_eyes=act.service.settings.four_eyes) is Stage.APPROVED:
        row.state, copy.approved_at = move_record(RecordState(row.state), RecordState.APPROVED).value, act.at
    else:
        row.state = move_record(RecordState(row.state), RecordState.SECOND_REVIEW).value
    row.changed_at = act.at
    row.version += 1


def send_back(act: Act, record_id: str, copy_id: str) -> Record:
    """The second reviewer does not agree: the record goes back to the first review."""
    case, row = _locked(act, record_id)
    if row.copy_id != copy_id:
        raise Conflict("there is a newer copy")
    move_record(RecordState(row.state), RecordState.IN_REVIEW)
    take_back(act, case, row, act.actor.id.removeprefix("account:"))
    return row


def take_back(act: Act, case: Case, row: Record, who: str) -> None:
    """Every approval of the record's copy is taken back; that they were given stays written."""
    enter(act, case, who, What.REOPEN, row.id)
    copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
    if copy is not None:
        copy.approved_at = None
        if RecordState(row.state) in (RecordState.SECOND_REVIEW, RecordState.APPROVED, RecordState.RELEASED):
            settle(act, row, copy)
    row.version += 1


def _locked(act: Act, record_id: str) -> tuple[Case, Record]:
    """The case's turn first, then the record's."""
    require(act.actor, Role.REVIEWER, Role.UKPPS_SPOC)
    found, _ = record(act, record_id)
    case = lock_case(act, found.case.id)
    _, row = record(act, record_id, lock=True)
    act.session.refresh(row)
    return case, row


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
