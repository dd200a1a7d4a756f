"""A record's newest copy in the store: written with its findings and papers in the caller's transaction.

A draft that another copy overtakes, and that nobody approved, leaves its row alone: its files and findings go.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, delete, event, exists, func, insert, select
from sqlalchemy.orm import Session

from sanitiser.errors import EnvironmentFault
from sanitiser.matching import squash
from sanitiser.review.gate import Stage, stage
from sanitiser.review.minutes import log_of
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.blobs import Written
from sanitiser.store.keys import DataKeyring
from sanitiser.store.states import PackState, RecordState, move_record
from sanitiser.store.tables.records import Blob, Copy, CopyFile, Effect, FindingRow, Record
from sanitiser.store.tables.release import Pack, PackItem

STAGE = "copy"
_STATES = {
    Stage.FIRST: RecordState.IN_REVIEW,
    Stage.SECOND: RecordState.SECOND_REVIEW,
    Stage.APPROVED: RecordState.APPROVED,
}


@dataclass(frozen=True, slots=True)
class NewCopy:
    """What a copy is made of. `papers` is a blob that is not named yet, or the id of one that is; without files the
    copy did not pass. `policy` is the digest of all that it depends on, `base` the same without any ruling.
    """

    files: tuple[bytes, ...]
    media_type: str
    pages: int
    entry: dict[str, Any]
    paper: bytes
    papers: Written | str | None
    policy: str
    base: str
    engine: str
    register_version: int
    review_needed: bool = True


def files_index(ring: DataKeyring, files: tuple[bytes, ...]) -> str:
    """A keyed digest of a copy's files: the same for the same bytes, to be guessed by nobody."""
    return ring.index(b"".join(sha256(file).digest() for file in files), "files")


def text_key(text: str) -> str:
    """What equal texts share, however they are written."""
    return squash(text) or text.strip()


def write_copy(act: Act, row: Record, new: NewCopy, written: list[Written]) -> Copy:
    """Make it the record's newest copy, in place of an unapproved one. `written` are its files, in their order."""
    session, ring = act.session, act.ring(row.case_id)
    before = session.get(Copy, row.copy_id) if row.copy_id else None
    index = files_index(ring, new.files)
    count = session.scalar(select(func.count()).select_from(Copy).where(Copy.record_id == row.id)) or 0
    copy_id = new_id()
    papers = new.papers.save(session, ring) if isinstance(new.papers, Written) else new.papers
    copy = Copy(
        id=copy_id,
        record_id=row.id,
        number=count + 1,
        media_type=new.media_type,
        pages=new.pages,
        entry_sealed=ring.seal_text(json.dumps(new.entry), "copy", "entry", copy_id),
        files_index=index,
        passed=bool(new.files),
        review_needed=new.review_needed,
        papers_id=papers,
        paper_sealed=ring.seal(new.paper, "copy", "paper", copy_id) if new.paper else None,
        base_digest=new.base,
        policy_digest=new.policy,
        engine_version=new.engine,
        register_version=new.register_version,
        made_at=act.at,
        approved_at=before.approved_at if before is not None and before.files_index == index else None,
    )
    session.add(copy)
    session.flush()
    for number, file in enumerate(written, 1):
        session.add(CopyFile(copy_id=copy_id, number=number, blob_id=file.save(session, ring)))
    write_findings(act, row.case_id, copy_id, new.entry)
    row.copy_id, row.changed_at = copy_id, act.at
    row.version += 1
    session.flush()
    if before is not None:
        _overtaken(act, before)
    return copy


def write_findings(act: Act, case_id: str, copy_id: str, entry: dict[str, Any]) -> None:
    """The findings of a copy as rows, in place of those it had."""
    ring = act.ring(case_id)
    act.session.execute(delete(FindingRow).where(FindingRow.copy_id == copy_id))
    rows = [_finding(case_id, copy_id, n, one, ring) for n, one in enumerate(entry.get("findings", ()), 1)]
    if rows:
        act.session.execute(insert(FindingRow), rows)


def settle(act: Act, row: Record, copy: Copy) -> None:
    """The record is where its newest copy and its reviews say, whatever it was doing."""
    now = RecordState(row.state)
    after = _state_after(act, row, copy)
    if now is not after and now not in (RecordState.QUEUED, RecordState.WORKING):
        move_record(now, RecordState.QUEUED)
    row.state, row.changed_at = after.value, act.at
    row.reason = row.remedy = ""


def note_effect(act: Act, row: Record, policy: str, engine: str) -> None:
    """Note that the copy of this record, policy and engine was made; the table refuses a second note of the same."""
    if act.session.scalars(effect(row, policy, engine)).first() is None:
        act.session.add(
            Effect(
                record_id=row.id,
                digest_index=row.digest_index,
                stage=STAGE,
                policy_digest=policy,
                engine_version=engine,
                made_at=act.at,
            )
        )


def effect(row: Record, policy: str, engine: str) -> Select[str]:
    """The note of it, if there is one."""
    return select(Effect.id).where(
        Effect.record_id == row.id,
        Effect.digest_index == row.digest_index,
        Effect.stage == STAGE,
        Effect.policy_digest == policy,
        Effect.engine_version == engine,
    )


def _state_after(act: Act, row: Record, copy: Copy) -> RecordState:
    if not copy.passed:
        return RecordState.QUARANTINED
    if copy.approved_at is not None:
        return RecordState.RELEASED if _is_out(act, row, copy) else RecordState.APPROVED
    standing = log_of(act, row.case_id, row.id).of(row.id)
    now = _STATES[stage(standing, four_eyes=act.service.settings.four_eyes)]
    # approved by as many as are asked for today, but never at one time: somebody has to say so now
    return RecordState.IN_REVIEW if now is RecordState.APPROVED else now


def _is_out(act: Act, row: Record, copy: Copy) -> bool:
    """Whether these very bytes are in a pack that was released."""
    same = (Copy.record_id == row.id, Copy.files_index == copy.files_index)
    sent = select(PackItem.id).join(Copy, Copy.id == PackItem.copy_id).join(Pack, Pack.id == PackItem.pack_id)
    return act.session.scalars(sent.where(*same, Pack.state == PackState.RELEASED.value)).first() is not None


def _overtaken(act: Act, old: Copy) -> None:
    """What is left of a draft that nobody approved: its row."""
    session = act.session
    packed = session.scalars(select(exists().where(PackItem.copy_id == old.id))).one()
    if old.approved_at is not None or packed:
        return
    files = list(session.scalars(select(CopyFile).where(CopyFile.copy_id == old.id)))
    gone = [file.blob_id for file in files]
    for file in files:
        session.delete(file)
    session.execute(delete(FindingRow).where(FindingRow.copy_id == old.id))
    papers, old.papers_id, old.paper_sealed, old.entry_sealed = old.papers_id, None, None, b""
    session.flush()
    if papers and not session.scalars(select(exists().where(Copy.papers_id == papers))).one():
        gone.append(papers)
    session.execute(delete(Blob).where(Blob.id.in_(gone)))

    def discard(_session: Session) -> None:
        for blob_id in gone:
            try:
                act.service.blobs.discard(blob_id)
            except EnvironmentFault:
                continue  # no row names it any more: the next sweep takes it

    event.listen(session, "after_commit", discard, once=True)


def _finding(case_id: str, copy_id: str, number: int, finding: dict[str, Any], ring: DataKeyring) -> dict[str, Any]:
    row_id = new_id()
    where = finding.get("where", {})
    return {
        "id": row_id,
        "copy_id": copy_id,
        "case_id": case_id,
        "number": number,
        "kind": finding["kind"],
        "text_sealed": ring.seal_text(finding["text"], "finding", "text", row_id),
        "text_index": ring.index(text_key(finding["text"]), "finding"),
        "start": int(where.get("start", 0)),
        "end": int(where.get("end", 0)),
        "action": finding["action"],
        "label": finding.get("label") or "",
        "score": float(finding.get("score", 0.0)),
    }
