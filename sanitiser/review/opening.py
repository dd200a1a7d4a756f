"""A record of the store as its reviewers find it: everything that a desk works from, read in one transaction."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from sanitiser.casework.records import name_of
from sanitiser.decide.register import Register
from sanitiser.domain.case import Case
from sanitiser.jobs.engine import Brief
from sanitiser.jobs.knowledge import brief_of, read_state, register_version
from sanitiser.jobs.real import case_of, register_of
from sanitiser.review.desk import NoRecord
from sanitiser.review.kept import Kept, parse
from sanitiser.review.log import Log
from sanitiser.review.making import Made, names_of
from sanitiser.review.minutes import log_of
from sanitiser.review.papers import parse as parse_paper
from sanitiser.review.retyping import key
from sanitiser.review.room import Room
from sanitiser.service import Act
from sanitiser.store.states import RecordState
from sanitiser.store.tables.records import Copy, CopyFile, Record


@dataclass(frozen=True, slots=True)
class Opened:
    """A record with its newest copy and its log.

    `fresh`: nothing but rulings on its text has changed since it was examined; `stale_rulings`: they have, since the
    copy was made.
    """

    row: Record
    copy: Copy
    kept: Kept
    made: Made
    log: Log
    case: Case
    brief: Brief
    register_version: int
    fresh: bool
    stale_rulings: bool

    @property
    def register(self) -> Register:
        """The case's register of labels, to number in: another one each time."""
        return register_of(self.brief)

    @property
    def busy(self) -> bool:
        """Whether a worker has it, or is to have it."""
        return RecordState(self.row.state) in (RecordState.QUEUED, RecordState.WORKING)


def row_of(act: Act, case_id: str, name: str, *, lock: bool = False) -> Record:
    """The row of a record of the case. Raises NoRecord."""
    query = select(Record).where(Record.id == name, Record.case_id == case_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    row = act.session.scalars(query).one_or_none()
    if row is None or RecordState(row.state) is RecordState.ERASED:
        raise NoRecord
    return row


def open_record(act: Act, room: Room, row: Record) -> Opened:
    """See the class. Raises NoRecord when nothing was kept of it that could be reviewed."""
    copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
    if copy is None or copy.papers_id is None:
        raise NoRecord("nothing of it can be reviewed", "Its state in the case says what it waits for.")
    kept = _kept(act, room, row, copy.papers_id)
    newest = f"{row.case_id} {register_version(act, row.case_id)}"
    state, version = room.states.take(newest, lambda: read_state(act, row.case_id))
    brief = brief_of(act, row, state)
    base = room.engine.digest(replace(brief, rulings=()))
    made, log = _made(act, room, row, copy, kept), log_of(act, row.case_id, row.id)
    return Opened(
        row=row,
        copy=copy,
        kept=kept,
        made=made,
        log=log,
        case=room.cases.take(f"{row.case_id} {base}", lambda: case_of(brief)),
        brief=brief,
        register_version=version,
        fresh=base == copy.base_digest and key(log.rulings(row.id)) == made.typed,
        stale_rulings=room.engine.digest(brief) != copy.policy_digest,
    )


def original_of(act: Act, room: Room, row: Record) -> bytes:
    """The bytes that were handed over, untrusted."""
    blob_id = row.blob_id
    if blob_id is None:
        return b""
    read = lambda: act.service.blobs.read(act.session, act.ring(row.case_id), blob_id)  # noqa: E731
    return room.originals.take(blob_id, read)


def _kept(act: Act, room: Room, row: Record, papers_id: str) -> Kept:
    def read() -> Kept:
        return parse(act.service.blobs.read(act.session, act.ring(row.case_id), papers_id))

    return replace(room.records.take(papers_id, read), id=row.id, source=name_of(act, row))


def _made(act: Act, room: Room, row: Record, copy: Copy, kept: Kept) -> Made:
    def read() -> Made:
        ring = act.ring(row.case_id)
        paper = parse_paper(ring.open(copy.paper_sealed or b"", "copy", "paper", copy.id))
        query = select(CopyFile).where(CopyFile.copy_id == copy.id).order_by(CopyFile.number)
        files = tuple(act.service.blobs.read(act.session, ring, one.blob_id) for one in act.session.scalars(query))
        names = names_of(kept, len(files)) if files else ()
        return Made(paper.decisions, names, files, paper.verdicts, paper.refused, paper.typed)

    # rulings that leave the files as they are change the paper alone
    return room.copies.take(f"{copy.id} {copy.policy_digest}", read)
