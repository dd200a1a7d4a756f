"""Copies of one pack made without the parts that are about others: asked for at drafting, made by a worker.

Each is made from the record itself, with what is known of the case and the reviewers' rulings as for the approved
copy, and the parts redacted besides; it passes the same verification. Made with the parts it must be the approved
copy. When anything is not as it was for the approved copy, or a part does not stand where it was marked, it is
refused, and the pack cannot be approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from sanitiser.casework.parts import left_out, parts_of, text_of
from sanitiser.domain.kinds import Action, Kind
from sanitiser.errors import Quarantine
from sanitiser.jobs.engine import Brief, Made, RecordEngine
from sanitiser.jobs.knowledge import brief_of, read_state
from sanitiser.jobs.port import Job
from sanitiser.ledger.audit import note
from sanitiser.review.copies import files_index
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.service import Act, Actor, Service
from sanitiser.store.base import new_id
from sanitiser.store.keys import DataKeyring
from sanitiser.store.states import Role
from sanitiser.store.tables.parts import Narrowed, NarrowedFile, Part
from sanitiser.store.tables.records import Copy, Record
from sanitiser.store.tables.release import Pack, PackItem

TASK = "narrow"
ACTOR = Actor("service", "", Role.ADMINISTRATOR)


def ask(act: Act, item: PackItem, row: Record, wanted: Sequence[str]) -> Narrowed | None:
    """Have a copy made without the parts that do not belong in a pack about `wanted`; None when there are none."""
    parts = left_out(parts_of(act, row), wanted)
    if not parts:
        return None
    narrowed = Narrowed(id=new_id(), case_id=row.case_id, item_id=item.id, parts=_numbers(parts))
    act.session.add(narrowed)
    act.session.flush()
    act.service.queue.enqueue(act.session, TASK, narrowed.id)
    return narrowed


def of_item(act: Act, item_id: str) -> Narrowed | None:
    """The narrowed copy of an item of a pack, if it has one."""
    return act.session.scalars(select(Narrowed).where(Narrowed.item_id == item_id)).one_or_none()


def current(act: Act, narrowed: Narrowed | None, row: Record, wanted: Sequence[str]) -> bool:
    """Whether just the parts that would be left out now were."""
    return _numbers(left_out(parts_of(act, row), wanted)) == (narrowed.parts if narrowed is not None else "")


def blobs_of(act: Act, narrowed: Narrowed) -> list[str]:
    """The blobs of a narrowed copy, in their order."""
    rows = select(NarrowedFile.blob_id).where(NarrowedFile.narrowed_id == narrowed.id).order_by(NarrowedFile.number)
    return list(act.session.scalars(rows))


def files_of(act: Act, narrowed: Narrowed) -> list[bytes]:
    """The files of a narrowed copy that was made."""
    ring = act.ring(narrowed.case_id)
    return [act.service.blobs.read(act.session, ring, blob_id) for blob_id in blobs_of(act, narrowed)]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one narrowed copy is made from. `rulings` redact the parts; `approved` is the approved copy's digest."""

    case_id: str
    ring: DataKeyring
    untrusted: bytes
    brief: Brief
    rulings: tuple[Ruling, ...]
    approved: str
    media_type: str


class Stale(Quarantine):
    """The case or the record is no longer what the approved copy was made from."""

    code = "stale"
    title = "The approved copy is being made again"


class PartMoved(Quarantine):
    """What was marked does not stand where it was marked."""

    code = "part-moved"
    title = "A part is not where it was marked"


class Narrow:
    """Handler of the task 'narrow'."""

    def __init__(self, service: Service, engine: RecordEngine) -> None:
        self._service = service
        self._engine = engine

    def run(self, job: Job) -> None:
        """Make the copy, or say why there is none."""
        try:
            wanted = self._load(job.subject)
            if wanted is None:
                return
            made = self._make(wanted)
        except Quarantine as reason:
            self._settle(job.subject, "refused", reason.code)
            return
        job.check()
        written = [self._service.blobs.write(wanted.case_id, file) for file in made.files]
        with self._service.act(ACTOR) as act:
            row = act.session.get(Narrowed, job.subject, with_for_update={"key_share": True})
            if row is None or row.state != "queued":
                return
            for number, file in enumerate(written, 1):
                blob_id = file.save(act.session, act.ring(row.case_id))
                act.session.add(NarrowedFile(id=new_id(), narrowed_id=row.id, number=number, blob_id=blob_id))
            row.state, row.media_type, row.made_at = "made", made.media_type, act.at
            note(act, "pack.copy-narrowed", row.case_id, item=row.item_id, parts=len(wanted.rulings))

    def gave_up(self, subject: str) -> None:
        """Every attempt failed: the pack cannot be approved with it."""
        self._settle(subject, "refused", "gave-up")

    def _load(self, narrowed_id: str) -> _Wanted | None:
        with self._service.act(ACTOR, writes=False) as act:
            row = act.session.get(Narrowed, narrowed_id)
            item = act.session.get(PackItem, row.item_id) if row is not None else None
            pack = act.session.get(Pack, item.pack_id) if item is not None else None
            if row is None or item is None or pack is None or row.state != "queued":
                return None
            record, copy = _approved(act, item)
            parts = left_out(parts_of(act, record), filter(None, pack.subjects.split(",")))
            state, _ = read_state(act, row.case_id)
            brief = brief_of(act, record, state)
            same = self._engine.digest(brief) == copy.policy_digest and self._engine.version == copy.engine_version
            if not same or _numbers(parts) != row.parts or record.blob_id is None:
                raise Stale
            rulings, ring = tuple(_ruling(act, part) for part in parts), act.ring(row.case_id)
            untrusted = self._service.blobs.read(act.session, ring, record.blob_id)
            return _Wanted(row.case_id, ring, untrusted, brief, rulings, copy.files_index, record.media_type)

    def _make(self, wanted: _Wanted) -> Made:
        """The copy without the parts. Raises Stale unless the one with them is the approved copy, byte for byte."""
        read = self._read(wanted)
        whole = self._engine.make(wanted.untrusted, read, wanted.brief)
        if files_index(wanted.ring, whole.files) != wanted.approved:
            raise Stale
        brief = replace(wanted.brief, rulings=(*wanted.brief.rulings, *wanted.rulings))
        made = self._engine.make(wanted.untrusted, read, brief)
        # it passed, taught the case nothing new, and leaves every part out as the manifest's own places say
        if made.refused is not None or not made.files or made.state != wanted.brief.state:
            raise Stale
        gone = [_place(one) for one in made.entry.get("findings", ()) if one["action"] == Action.REDACT]
        for part in wanted.rulings:
            if not any(low <= part.start and part.end <= high for low, high in gone):
                raise PartMoved
        return made

    def _read(self, wanted: _Wanted) -> Any:
        """The record as it was understood, or, where nothing was, what reviewers typed stands alone."""
        try:
            return self._engine.read(wanted.untrusted)
        except Quarantine:
            if all(ruling.scope is not Scope.PAGE for ruling in wanted.brief.rulings):
                raise
            return self._engine.unread(wanted.untrusted, wanted.media_type)

    def _settle(self, narrowed_id: str, state: str, reason: str) -> None:
        with self._service.act(ACTOR) as act:
            row = act.session.get(Narrowed, narrowed_id, with_for_update={"key_share": True})
            if row is not None and row.state == "queued":
                row.state, row.reason = state, reason[:40]
                note(act, "pack.copy-refused", row.case_id, item=row.item_id, reason=reason[:40])


def _approved(act: Act, item: PackItem) -> tuple[Record, Copy]:
    """The record of an item with its newest copy, which is still the one that was approved. Raises Stale."""
    copy = act.session.get(Copy, item.copy_id)
    record = act.session.get(Record, copy.record_id) if copy is not None else None
    newest = act.session.get(Copy, record.copy_id) if record is not None and record.copy_id else None
    if copy is None or record is None or newest is None or newest.approved_at is None:
        raise Stale
    if newest.files_index != copy.files_index:
        raise Stale
    return record, newest


def _ruling(act: Act, part: Part) -> Ruling:
    # labelled as what is withheld: neither the kind of text nor a number tells what stood there
    said = text_of(act, part)
    return Ruling(Scope.SPAN, Action.REDACT, Why.THIRD_PARTY, said, Kind.RELOCATION, "", part.start, part.end)


def _place(finding: dict[str, Any]) -> tuple[int, int]:
    where = finding.get("where", {})
    return int(where.get("start", 0)), int(where.get("end", 0))


def _numbers(parts: Sequence[Part]) -> str:
    return ",".join(str(part.number) for part in parts)
