"""Packs from draft to release and recall. Only approved copies leave, and only to the side that the pack names."""

import base64
from collections.abc import Iterator

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, NotFound, Side, area_in, open_side, pack, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import canonical, note
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.ledger.events import tell
from sanitiser.release.bundle import PackFile, bundle, manifest_of
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.keys import DataKeyring
from sanitiser.store.states import PackState, RecordState, Role, move_pack, move_record
from sanitiser.store.tables.cases import Area
from sanitiser.store.tables.ledger import RecordRequest
from sanitiser.store.tables.records import Copy, CopyFile, Record
from sanitiser.store.tables.release import Pack, PackFetch, PackItem

EXTENSIONS = {"application/pdf": "pdf"}
FETCHABLE = (PackState.RELEASED,)
SHOWN_TO_SIDE = (PackState.RELEASED, PackState.RECALLED, PackState.REPLACED)


def draft(
    act: Act, handle: str, area_id: str, agency: str, record_ids: list[str], replaces_id: str | None = None
) -> Pack:
    """Put approved copies together for one side and one kind of agency."""
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    area = area_in(act, found, area_id)
    if agency not in AGENCIES or not record_ids:
        raise UsageError("a pack is for one kind of agency and holds records")
    if replaces_id is not None:
        old = act.session.get(Pack, replaces_id)
        if old is None or old.area_id != area.id:
            raise NotFound("no pack of this side has this identifier")
    act.session.refresh(area, with_for_update=True)
    area.packs_made += 1
    row = Pack(
        id=new_id(),
        case_id=found.case.id,
        area_id=area.id,
        number=area.packs_made,
        agency=agency,
        made_by=act.actor.id,
        replaces_id=replaces_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    for number, (record, copy) in enumerate(_approved(act, found, record_ids), 1):
        name = f"{record.category}-{number:04d}"
        item = PackItem(id=new_id(), pack_id=row.id, copy_id=copy.id, name=name, category=record.category)
        act.session.add(item)
    act.session.flush()
    note(act, "pack.drafted", found.case.id, pack=row.id, area=area.id, records=len(record_ids))
    return row


def _approved(act: Act, found: Side, record_ids: list[str]) -> list[tuple[Record, Copy]]:
    """The records with their approved copies, in an order that tells nothing of where they came from."""
    pairs: list[tuple[Record, Copy]] = []
    for record_id in set(record_ids):
        record = act.session.get(Record, record_id)
        if record is None or record.case_id != found.case.id:
            raise NotFound("no record has this identifier")
        copy = act.session.get(Copy, record.copy_id) if record.copy_id else None
        if copy is None or copy.approved_at is None or RecordState(record.state) not in _RELEASABLE:
            raise Conflict("a record is not approved")
        pairs.append((record, copy))
    return sorted(pairs, key=lambda pair: (pair[0].category, pair[1].files_index))


_RELEASABLE = (RecordState.APPROVED, RecordState.RELEASED)


def approve(act: Act, pack_id: str) -> Pack:
    """A second person approves the pack, where four eyes are set."""
    require(act.actor, Role.UKPPS_SPOC)
    _, row = pack(act, pack_id)
    if act.service.settings.four_eyes and row.made_by == act.actor.id:
        raise Conflict("a second person has to approve it")
    row.state = move_pack(PackState(row.state), PackState.APPROVED).value
    row.approved_by, row.approved_at = act.actor.id, act.at
    note(act, "pack.approved", row.case_id, pack=row.id)
    return row


def release(act: Act, pack_id: str) -> Pack:
    """Make the pack's file and let the receiving side fetch it. Every copy must still be the approved one."""
    require(act.actor, Role.UKPPS_SPOC)
    found, row = pack(act, pack_id)
    row.state = move_pack(PackState(row.state), PackState.RELEASED).value
    area = act.session.get(Area, row.area_id)
    if area is None:
        raise NotFound
    items = list(act.session.scalars(select(PackItem).where(PackItem.pack_id == row.id).order_by(PackItem.name)))
    files = [file for item in items for file in _files(act, row, item)]
    manifest = manifest_of(area.reference, row.number, row.agency, act.at.date(), files)
    text = canonical(manifest)
    row.signature = base64.b64encode(act.service_ring.signer("release").sign(text.encode())).decode()
    ring = act.ring(row.case_id)
    written = act.service.blobs.write(row.case_id, bundle(text, row.signature, files))
    row.blob_id = written.save(act.session, ring)
    row.manifest_sealed = ring.seal_text(text, "pack", "manifest", row.id)
    row.released_at = act.at
    if row.replaces_id is not None:
        _replace(act, row.replaces_id)
    _mark_lines(act, row, {item.category for item in items})
    note(act, "pack.released", found.case.id, pack=row.id, area=row.area_id, files=len(files))
    tell(act, row.case_id, "pack.released", row.id, area_id=row.area_id)
    return row


def _files(act: Act, row: Pack, item: PackItem) -> Iterator[PackFile]:
    copy = act.session.get(Copy, item.copy_id)
    record = act.session.get(Record, copy.record_id) if copy is not None else None
    if copy is None or record is None or copy.approved_at is None or record.copy_id != copy.id:
        raise Conflict("a copy in the pack is no longer the approved one")
    record.state = (
        move_record(RecordState(record.state), RecordState.RELEASED).value
        if (RecordState(record.state) is not RecordState.RELEASED)
        else record.state
    )
    parts = list(act.session.scalars(select(CopyFile).where(CopyFile.copy_id == copy.id).order_by(CopyFile.number)))
    extension = EXTENSIONS.get(copy.media_type, "docx")
    for part in parts:
        suffix = f"-part-{part.number}" if len(parts) > 1 else ""
        data = act.service.blobs.read(act.session, act.ring(row.case_id), part.blob_id)
        yield PackFile(f"{item.name}{suffix}.{extension}", item.category, data)


def _replace(act: Act, old_id: str) -> None:
    old = act.session.get(Pack, old_id)
    if old is not None:
        old.state = move_pack(PackState(old.state), PackState.REPLACED).value


def _mark_lines(act: Act, row: Pack, categories: set[str]) -> None:
    lines = select(RecordRequest).where(
        RecordRequest.area_id == row.area_id,
        RecordRequest.nature == "request",
        RecordRequest.item.in_(categories),
        RecordRequest.released_on.is_(None),
    )
    for line in act.session.scalars(lines):
        line.released_on = act.at.date()


def recall(act: Act, pack_id: str) -> Pack:
    """Call a released pack back: it can be fetched no more; who fetched it is known."""
    require(act.actor, Role.UKPPS_SPOC)
    _, row = pack(act, pack_id)
    row.state = move_pack(PackState(row.state), PackState.RECALLED).value
    row.recalled_at = act.at
    note(act, "pack.recalled", row.case_id, pack=row.id)
    tell(act, row.case_id, "pack.recalled", row.id, area_id=row.area_id)
    return row


def listed(act: Act, found: Side, after: int, limit: int) -> list[Pack]:
    """The packs of a side that were released to it; for the office all of a case, by area and number."""
    if found.area is None:
        query = select(Pack).where(Pack.case_id == found.case.id).order_by(Pack.made_at, Pack.id)
        return list(act.session.scalars(query))
    states = [state.value for state in SHOWN_TO_SIDE]
    query = select(Pack).where(Pack.area_id == found.area.id, Pack.number > after, Pack.state.in_(states))
    return list(act.session.scalars(query.order_by(Pack.number).limit(limit)))


def visible(act: Act, pack_id: str) -> tuple[Side, Pack]:
    """A pack that the actor may see; a side sees those that were released to it. Raises NotFound."""
    found, row = pack(act, pack_id)
    if found.area is not None and PackState(row.state) not in SHOWN_TO_SIDE:
        raise NotFound
    return found, row


def fetch(act: Act, pack_id: str) -> Iterator[bytes]:
    """The pack's file. Who fetched it is written down in the same transaction."""
    _, row = visible(act, pack_id)
    if PackState(row.state) not in FETCHABLE or row.blob_id is None:
        raise Conflict("the pack cannot be fetched")
    act.session.add(PackFetch(id=new_id(), pack_id=row.id, actor=act.actor.id, fetched_at=act.at))
    act.session.flush()
    note(act, "pack.fetched", row.case_id, pack=row.id)
    return act.service.blobs.stream(act.session, act.ring(row.case_id), row.blob_id)


def fetches(act: Act, row: Pack) -> list[PackFetch]:
    """Who fetched a pack, and when."""
    query = select(PackFetch).where(PackFetch.pack_id == row.id).order_by(PackFetch.fetched_at, PackFetch.id)
    return list(act.session.scalars(query))


def public_key(ring: DataKeyring) -> bytes:
    """The raw Ed25519 public key that packs are signed with."""
    return ring.signer("release").public_key().public_bytes_raw()
