"""Reviews and release packs. A side sees the packs that were released to it, and nothing before."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from api.fields import CaseId, Cursor, IdText, ItemId, Limit, OneOf
from api.paging import DEFAULT_LIMIT, after, next_cursor
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.records import OfficeRecordView
from api.v1.records import view as record_view
from api.v1.roles import OfficeActor, PackReader, PackReceiver, ServiceHere, SpocActor
from sanitiser.casework import sides
from sanitiser.ledger import requests
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.release import packs
from sanitiser.review import approval
from sanitiser.service import Act
from sanitiser.store.tables.release import Pack, PackItem

router = APIRouter(prefix="/v1", tags=["release"], responses={**RESPONSES})
Agency = Annotated[str, OneOf(AGENCIES)]


class Approval(In):
    """The copy that was looked at, and the pages that were shown ('1-4,7')."""

    copy_id: IdText
    pages_shown: str = Field(default="", max_length=4000, pattern=r"^[0-9,-]*$")


@router.post("/records/{record_id}/approval")
def approve_record(record_id: ItemId, body: Approval, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Approve a copy; with four eyes the second reviewer's approval counts."""
    with service.act(actor) as act:
        row = approval.approve(act, record_id, body.copy_id, body.pages_shown)
        return record_view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


class SendingBack(In):
    """The copy that is not agreed with."""

    copy_id: IdText


@router.post("/records/{record_id}/sending-back")
def send_back(record_id: ItemId, body: SendingBack, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Send a record back to its first review."""
    with service.act(actor) as act:
        row = approval.send_back(act, record_id, body.copy_id)
        return record_view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


class NewPack(In):
    """Approved records for one side and one kind of agency."""

    area_id: IdText
    agency: Agency
    records: list[IdText] = Field(min_length=1, max_length=2000)
    replaces_id: IdText | None = None


class PackView(BaseModel):
    """A pack as the side sees it."""

    id: str
    number: int
    agency: str
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
    if found.area is not None:
        return PackView(
            id=row.id,
            number=row.number,
            agency=row.agency,
            state=row.state,
            files=files,
            released_at=row.released_at,
        )
    return OfficePackView(
        id=row.id,
        number=row.number,
        agency=row.agency,
        state=row.state,
        files=files,
        released_at=row.released_at,
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
        row = packs.draft(act, case_id, body.area_id, body.agency, body.records, body.replaces_id)
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


@router.post("/packs/{pack_id}/recall")
def recall_pack(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> OfficePackView:
    """Call a released pack back."""
    with service.act(actor) as act:
        row = packs.recall(act, pack_id)
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


@router.get("/packs/{pack_id}/content", response_class=Response, responses={200: {"content": {"application/zip": {}}}})
def fetch_pack(pack_id: ItemId, actor: PackReader, service: ServiceHere) -> Response:
    """The pack's ZIP. Who fetched it is written down."""
    with service.act(actor) as act:
        stream = packs.fetch(act, pack_id)
    headers = {"Content-Disposition": 'attachment; filename="pack.zip"'}
    return StreamingResponse(stream, media_type="application/zip", headers=headers)


class Fetch(BaseModel):
    """Somebody fetched a pack."""

    actor: str
    fetched_at: datetime


class Fetches(BaseModel):
    """Who fetched a pack."""

    fetches: list[Fetch]


@router.get("/packs/{pack_id}/fetches")
def list_fetches(pack_id: ItemId, actor: SpocActor, service: ServiceHere) -> Fetches:
    """Who fetched a pack, for the office alone."""
    with service.act(actor, writes=False) as act:
        _, row = sides.pack(act, pack_id)
        return Fetches(fetches=[Fetch(actor=f.actor, fetched_at=f.fetched_at) for f in packs.fetches(act, row)])


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
