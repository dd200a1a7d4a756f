"""Packs from draft to release and recall. Only approved copies leave, and only to the side that the pack names."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select

from sanitiser.casework.sides import Conflict, NotFound, Side, pack, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.ledger.events import tell
from sanitiser.limits import PACK_BYTES
from sanitiser.release import narrowing
from sanitiser.release.bundle import PackFile, PackHead, bundle, files_of
from sanitiser.release.drafting import RELEASABLE, names_in
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.keys import DataKeyring
from sanitiser.store.states import PackState, RecordState, Role, move_pack
from sanitiser.store.tables.cases import Area
from sanitiser.store.tables.ledger import PassingOn, RecordRequest
from sanitiser.store.tables.records import Blob, Copy, CopyFile, Record
from sanitiser.store.tables.release import Pack, PackFetch, PackItem

FETCHABLE = (PackState.RELEASED,)
_REMEDY = "Wait a minute; if it was refused, look at the record's parts and draft the pack anew."
SHOWN_TO_SIDE = (PackState.RELEASED, PackState.RECALLED, PackState.REPLACED)


def approve(act: Act, pack_id: str) -> Pack:
    """A second person approves the pack, where four eyes are set."""
    require(act.actor, Role.UKPPS_SPOC)
    _, row = pack(act, pack_id, lock=True)
    if act.service.settings.four_eyes and row.made_by == act.actor.id:
        raise Conflict("a second person has to approve it")
    for item in items_of(act, row):
        narrowed = narrowing.of_item(act, item.id)
        if narrowed is not None and narrowed.state != "made":
            raise Conflict("a copy is being made without its parts about others, or cannot be", _REMEDY)
    row.state = move_pack(PackState(row.state), PackState.APPROVED).value
    row.approved_by, row.approved_at = act.actor.id, act.at
    note(act, "pack.approved", row.case_id, pack=row.id)
    return row


def release(act: Act, pack_id: str) -> Pack:
    """Make the pack's file and let the receiving side fetch it. Every copy must still be the approved one."""
    require(act.actor, Role.UKPPS_SPOC)
    found, row = pack(act, pack_id, lock=True)
    row.state = move_pack(PackState(row.state), PackState.RELEASED).value
    area, case_ring = act.session.get(Area, row.area_id), act.ring(row.case_id)
    if area is None:
        raise NotFound
    old = _replace(act, row.replaces_id)
    items = items_of(act, row)
    named = {key: person.name for key, person in names_in(act, row).items()}
    _check_size(act, items)
    ready = [_ready(act, row, item, named) for item in items]
    files = [file for _, made in ready for file in made]
    engines = tuple(copy.engine_version for copy, _ in ready)
    head = PackHead(area.reference, row.number, row.agency, act.at.date(), tuple(named.values()), old, engines)
    made = bundle(head, files, act.service_ring.signer("release").sign)
    row.signature = made.signature
    row.blob_id = act.service.blobs.write(row.case_id, made.data).save(act.session, case_ring)
    row.manifest_sealed = case_ring.seal_text(made.manifest, "pack", "manifest", row.id)
    row.released_at = act.at
    row.version += 1
    _mark_lines(act, row, {item.category for item in items})
    note(act, "pack.released", found.case.id, pack=row.id, area=row.area_id, files=len(files))
    tell(act, row.case_id, "pack.released", row.id, area_id=row.area_id)
    return row


def _check_size(act: Act, items: list[PackItem]) -> None:
    """Before anything is read: copies that are too large together stay where they are. Raises UsageError."""
    sizes = select(func.sum(Blob.size)).join(CopyFile, CopyFile.blob_id == Blob.id)
    if (act.session.scalar(sizes.where(CopyFile.copy_id.in_([item.copy_id for item in items]))) or 0) > PACK_BYTES:
        raise UsageError("the copies are too large for one pack", "Make several packs of fewer records.")


def _ready(act: Act, row: Pack, item: PackItem, named: dict[str, str]) -> tuple[Copy, list[PackFile]]:
    """A copy of the pack with its files. Raises Conflict when it is not what was approved any more."""
    copy = act.session.get(Copy, item.copy_id)
    record = act.session.get(Record, copy.record_id, with_for_update={"key_share": True}) if copy is not None else None
    newest = act.session.get(Copy, record.copy_id) if record is not None and record.copy_id else None
    if copy is None or record is None or newest is None or newest.approved_at is None:
        raise Conflict("a copy in the pack is no longer the approved one")
    if newest.files_index != copy.files_index or RecordState(record.state) not in RELEASABLE:
        raise Conflict("a copy in the pack is no longer the approved one")
    if RecordState(record.state) is not RecordState.RELEASED:
        record.state, record.changed_at = RecordState.RELEASED.value, act.at
    narrowed = narrowing.of_item(act, item.id)
    wanted = [key for key in row.subjects.split(",") if key]
    if not narrowing.current(act, narrowed, record, wanted) or (narrowed is not None and narrowed.state != "made"):
        raise Conflict("parts about others were marked or taken back since the pack was drafted", "Draft it anew.")
    data = content(act, row, item)
    about = tuple(name for key, name in named.items() if key in record.subjects.split(","))
    return copy, files_of(item.name, item.category, data, copy.media_type, about)


def items_of(act: Act, row: Pack) -> list[PackItem]:
    """The copies of a pack, in the order of their names."""
    return list(act.session.scalars(select(PackItem).where(PackItem.pack_id == row.id).order_by(PackItem.name)))


def content(act: Act, row: Pack, item: PackItem) -> list[bytes]:
    """The files of a copy as they are in this pack: without the parts about others. Raises Conflict while they wait."""
    narrowed = narrowing.of_item(act, item.id)
    if narrowed is not None:
        if narrowed.state != "made":
            raise Conflict("a copy is being made without its parts about others, or cannot be", _REMEDY)
        return narrowing.files_of(act, narrowed)
    files = act.session.scalars(select(CopyFile).where(CopyFile.copy_id == item.copy_id).order_by(CopyFile.number))
    ring = act.ring(row.case_id)
    return [act.service.blobs.read(act.session, ring, file.blob_id) for file in list(files)]


def item_in(act: Act, pack_id: str, item_id: str) -> tuple[Pack, PackItem]:
    """A copy of a pack, for the office. Raises NotFound."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    _, row = pack(act, pack_id)
    item = act.session.get(PackItem, item_id)
    if item is None or item.pack_id != row.id:
        raise NotFound
    return row, item


def _replace(act: Act, old_id: str | None) -> int | None:
    """Mark the pack that another one replaces as a whole; its number, to say so."""
    if old_id is None:
        return None
    _, old = pack(act, old_id, lock=True)
    old.state = move_pack(PackState(old.state), PackState.REPLACED).value
    note(act, "pack.replaced", old.case_id, pack=old.id)
    return old.number


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
    _, row = pack(act, pack_id, lock=True)
    row.state = move_pack(PackState(row.state), PackState.RECALLED).value
    row.recalled_at = act.at
    row.version += 1
    note(act, "pack.recalled", row.case_id, pack=row.id, fetched=len(fetches(act, row)))
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


def passings_on(act: Act, row: Pack) -> list[PassingOn]:
    """To which kinds of agency the side passed it on, and when."""
    query = select(PassingOn).where(PassingOn.pack_id == row.id).order_by(PassingOn.passed_on, PassingOn.id)
    return list(act.session.scalars(query))


def public_key(ring: DataKeyring) -> Ed25519PublicKey:
    """The key that packs are checked with."""
    return ring.signer("release").public_key()
