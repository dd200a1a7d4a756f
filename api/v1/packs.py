"""Release packs. A side sees the packs that were released to it, and nothing before."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from api.fields import CaseId, Cursor, IdText, ItemId, Limit, OneOf
from api.paging import DEFAULT_LIMIT, after, next_cursor
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.roles import PackFetcher, PackReader, PackReceiver, ServiceHere, SpocActor
from sanitiser.casework import sides
from sanitiser.ledger import requests
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.release import drafting, packs
from sanitiser.release.check import fingerprint, pem
from sanitiser.service import Act
from sanitiser.store.tables.release import Pack, PackItem

router = APIRouter(prefix="/v1", tags=["release"], responses={**RESPONSES})
Agency = Annotated[str, OneOf(AGENCIES)]


class PackPerson(BaseModel):
    """Somebody whom a pack can be about: your identifier, and the name that the receiving side knows."""

    id: str
    kind: str
    name: str


class PackChoice(BaseModel):
    """A record that could be in a pack, and whom it is about, seen from the people of the pack.

    `suggested`: it is approved and about them alone. What is about others too is left out unless you name it.
    """

    record_id: str
    number: int
    category: str
    about: drafting.About
    subjects: list[str]
    approved: bool
    parts_left_out: int
    suggested: bool


class PackChoices(BaseModel):
    """What a pack could be made of."""

    people: list[PackPerson]
    records: list[PackChoice]


@router.get("/areas/{area_id}/pack-choices")
def list_choices(
    area_id: ItemId,
    actor: SpocActor,
    service: ServiceHere,
    subjects: Annotated[list[IdText], Query(max_length=drafting.MOST_SUBJECTS)] = [],  # noqa: B006 (read, never changed)
) -> PackChoices:
    """Whom a pack for this side can be about, and which records there are for a pack about `subjects`."""
    with service.act(actor, writes=False) as act:
        case_id = sides.case_of(act, area_id)
        people = drafting.people(act, case_id, area_id)
        found = drafting.choices(act, case_id, area_id, subjects)
        return PackChoices(
            people=[PackPerson(id=one.id, kind=one.kind, name=one.name) for one in people],
            records=[PackChoice.model_validate(one, from_attributes=True) for one in found],
        )


class NewPack(In):
    """Approved records for one side and one kind of agency, about people that you name by your identifiers."""

    area_id: IdText
    agency: Agency
    records: list[IdText] = Field(min_length=1, max_length=2000)
    subjects: list[IdText] = Field(default=[], max_length=drafting.MOST_SUBJECTS)
    replaces_id: IdText | None = None


class PackView(BaseModel):
    """A pack as the side sees it."""

    id: str
    number: int
    agency: str
    subjects: list[str]
    state: str
    files: int
    released_at: datetime | None


class OfficePackView(PackView):
    """A pack as the office sees it."""

    area_id: str
    made_at: datetime
    approved_at: datetime | None
    recalled_at: datetime | None
    replaces_id: str | None
    fetched: int


class PackList(BaseModel):
    """Packs."""

    packs: list[OfficePackView | PackView]
    next_cursor: str | None


def view(act: Act, found: sides.Side, row: Pack) -> OfficePackView | PackView:
    """What this actor is told of a pack."""
    files = act.session.scalar(select(func.count()).select_from(PackItem).where(PackItem.pack_id == row.id)) or 0
    people = drafting.names_in(act, row) if found.case.state != "erased" else {}
    common: dict[str, Any] = {
        "id": row.id,
        "number": row.number,
        "agency": row.agency,
        "state": row.state,
        "files": files,
        "released_at": row.released_at,
    }
    if found.area is not None:
        return PackView(**common, subjects=[person.name_id for person in people.values()])
    return OfficePackView(
        **common,
        subjects=list(people),
        area_id=row.area_id,
        made_at=row.made_at,
        approved_at=row.approved_at,
        recalled_at=row.recalled_at,
        replaces_id=row.replaces_id,
        fetched=len(packs.fetches(act, row)),
    )


@router.post("/cases/{case_id}/packs", status_code=201)
def draft_pack(case_id: CaseId, body: NewPack, actor: SpocActor, service: ServiceHere) -> OfficePackView:
    """Put a pack together."""
    with service.act(actor) as act:
        row = drafting.draft(
            act, case_id, body.area_id, body.agency, body.records, body.replaces_id, subjects=body.subjects
        )
        return view(act, sides.side(act, case_id), row)  # type: ignore[return-value]


@router.get("/cases/{case_id}/packs")
def list_packs(
    case_id: CaseId, actor: PackReader, service: ServiceHere, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> PackList:
    """The packs released to your side; for the office all of the case, in one page."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        rows = packs.listed(act, found, after(cursor), limit)
        following = next_cursor(rows, limit, lambda row: row.number) if found.area is not None else None
        return PackList(packs=[view(act, found, row) for row in rows], next_cursor=following)


@router.get("/packs/{pack_id}")
def read_pack(pack_id: ItemId, actor: PackReader, service: ServiceHere) -> OfficePackView | PackView:
    """One pack."""
    with service.act(actor, writes=False) as act:
        return view(act, *packs.visible(act, pack_id))


@router.post("/packs/{pack_id}/approval")
def approve_pack(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> OfficePackView:
    """Approve a pack, as a second person."""
    with service.act(actor) as act:
        row = packs.approve(act, pack_id)
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


@router.post("/packs/{pack_id}/release")
def release_pack(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> OfficePackView:
    """Release a pack to its side."""
    with service.act(actor) as act:
        row = packs.release(act, pack_id)
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


class Fetch(BaseModel):
    """Somebody fetched a pack."""

    actor: str
    fetched_at: datetime


class Handed(BaseModel):
    """The pack went on to a kind of agency."""

    agency: str
    on: date


class Fetches(BaseModel):
    """Who fetched a pack, and to which kinds of agency it went on."""

    fetches: list[Fetch]
    passed_on: list[Handed]


class Recalled(OfficePackView):
    """A pack that was called back, and all who have it."""

    fetches: list[Fetch]
    passed_on: list[Handed]


def receivers(act: Act, row: Pack) -> Fetches:
    """All who have a pack, as far as is known."""
    return Fetches(
        fetches=[Fetch(actor=one.actor, fetched_at=one.fetched_at) for one in packs.fetches(act, row)],
        passed_on=[Handed(agency=one.agency, on=one.passed_on) for one in packs.passings_on(act, row)],
    )


@router.post("/packs/{pack_id}/recall")
def recall_pack(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> Recalled:
    """Call a released pack back: it can be fetched no more. Who has it is listed; tell them by telephone too."""
    with service.act(actor) as act:
        row = packs.recall(act, pack_id)
        shown = view(act, sides.side(act, row.case_id), row)
        return Recalled(**shown.model_dump(), **receivers(act, row).model_dump())


@router.get("/packs/{pack_id}/content", response_class=Response, responses={200: {"content": {"application/zip": {}}}})
def fetch_pack(pack_id: ItemId, actor: PackFetcher, service: ServiceHere) -> Response:
    """The pack's ZIP, for the receiving side's SPOC and the office. Who fetched it is written down."""
    with service.act(actor) as act:
        stream = packs.fetch(act, pack_id)
    headers = {"Content-Disposition": 'attachment; filename="pack.zip"'}
    return StreamingResponse(stream, media_type="application/zip", headers=headers)


@router.get("/packs/{pack_id}/fetches")
def list_fetches(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> Fetches:
    """Who fetched a pack and to whom it went on, for the office alone."""
    with service.act(actor, writes=False) as act:
        _, row = sides.pack(act, pack_id)
        return receivers(act, row)


class ReleaseKey(BaseModel):
    """The public key that packs are checked with, and its fingerprint to be compared by telephone."""

    algorithm: Literal["Ed25519"] = "Ed25519"
    pem: str
    fingerprint: str


@router.get("/release-key")
def read_release_key(actor: PackReader, service: ServiceHere) -> ReleaseKey:
    """The key for `sanitiser verify-pack` and openssl; the pack itself says how."""
    with service.act(actor, writes=False) as act:
        key = packs.public_key(act.service_ring)
    return ReleaseKey(pem=pem(key).decode(), fingerprint=fingerprint(key))


class PassingOn(In):
    """The pack was passed on to a kind of agency."""

    agency: Agency
    on: date


class PassedOn(BaseModel):
    """It was noted."""

    id: str
    agency: str
    on: date


@router.post("/packs/{pack_id}/passings-on", status_code=201)
def pass_on(pack_id: ItemId, body: PassingOn, actor: PackReceiver, service: ServiceHere) -> PassedOn:
    """Note that your side passed a pack on."""
    with service.act(actor) as act:
        row = requests.pass_on(act, pack_id, body.agency, body.on)
        return PassedOn(id=row.id, agency=row.agency, on=row.passed_on)
