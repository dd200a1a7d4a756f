"""Records: handing over, status, drafts and review manifests."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select

from api import idempotency, uploads
from api.fields import CaseId, Cursor, IdText, ItemId, Limit
from api.idempotency import IdempotencyHeader
from api.paging import DEFAULT_LIMIT, after, next_cursor
from api.problems import RESPONSES, Malformed
from api.v1.roles import OfficeActor, RecordReader, RecordWriter, ServiceHere
from sanitiser.casework import records, sides
from sanitiser.ledger.audit import note
from sanitiser.ledger.checklist import CATEGORIES
from sanitiser.service import Act, Actor, Service
from sanitiser.store.tables.records import Copy, CopyFile, Record

router = APIRouter(prefix="/v1", tags=["records"], responses={**RESPONSES})


class RecordView(BaseModel):
    """A record as the side that handed it over sees it: received, accepted, or quarantined with the reason."""

    id: str
    number: int
    category: str
    name: str
    state: str
    reason: str
    media_type: str
    size: int
    urgent: bool
    request_id: str | None
    created_at: datetime


class OfficeRecordView(RecordView):
    """A record as the office sees it."""

    area_id: str
    subjects: list[str]
    remedy: str
    copy_id: str | None
    changed_at: datetime


class RecordList(BaseModel):
    """A page of records."""

    records: list[OfficeRecordView | RecordView]
    next_cursor: str | None


def view(act: Act, found: sides.Side, row: Record) -> OfficeRecordView | RecordView:
    """What this actor is told of a record."""
    common: dict[str, Any] = {
        "id": row.id,
        "category": row.category,
        "name": records.name_of(act, row),
        "media_type": row.media_type,
        "size": row.size,
        "urgent": row.urgent,
        "request_id": row.request_id,
        "created_at": row.created_at,
    }
    if found.area is not None:
        return RecordView(**common, number=row.number, state=row.side_state, reason=row.side_reason)
    return OfficeRecordView(
        **common,
        number=row.case_number,
        state=row.state,
        reason=row.reason,
        area_id=row.area_id,
        subjects=[part for part in row.subjects.split(",") if part],
        remedy=row.remedy,
        copy_id=row.copy_id,
        changed_at=row.changed_at,
    )


class Fields(BaseModel):
    """The fields that come beside the file."""

    model_config = ConfigDict(extra="forbid")

    category: str = "other"
    area_id: IdText | None = None
    request_id: IdText | None = None
    subjects: str = ""
    urgent: bool = False


_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "category": {"type": "string", "enum": sorted(CATEGORIES)},
                    "area_id": {"type": "string", "description": "The office says whose record it is."},
                    "request_id": {"type": "string"},
                    "subjects": {"type": "string", "description": "Identifiers, separated by commas."},
                    "urgent": {"type": "boolean"},
                },
            }
        }
    },
}


@router.post(
    "/cases/{case_id}/records",
    status_code=201,
    response_model=OfficeRecordView | RecordView,
    openapi_extra={"requestBody": _BODY},
)
async def hand_over(
    case_id: CaseId, key: IdempotencyHeader, actor: RecordWriter, service: ServiceHere, request: Request
) -> Response:
    """Hand a record over; it is queued to be sanitised."""
    gate: uploads.Gate = request.app.state.gate
    async with gate.enter():
        inner = await asyncio.to_thread(_case_of, service, actor, case_id)
        upload = await uploads.receive(request, service.blobs, inner, service.settings.upload_bytes)
        try:
            return await asyncio.to_thread(_keep, service, actor, case_id, key, upload)
        finally:
            upload.writer.drop()


def _case_of(service: Service, actor: Actor, handle: str) -> str:
    with service.act(actor, writes=False) as act:
        return sides.open_side(act, handle).case.id


def _keep(service: Service, actor: Actor, case_id: str, key: str, upload: uploads.Upload) -> Response:
    try:
        fields = Fields.model_validate(upload.fields)
    except ValidationError:
        raise Malformed from None
    with service.act(actor, writes=False) as act:
        ring = act.ring(sides.side(act, case_id).case.id)
        digest_index = ring.index(upload.digest, "record")
        request_index = ring.index(json.dumps([case_id, digest_index, fields.model_dump(), upload.name]), "idempotency")
    before = idempotency.begin(service, actor, key, request_index)
    if before is not None:
        return before
    try:
        body = _take(service, actor, case_id, key, upload, fields, digest_index)
    except BaseException:
        idempotency.forget(service, actor, key)
        raise
    return Response(body, 201, media_type="application/json")


def _take(
    service: Service, actor: Actor, case_id: str, key: str, upload: uploads.Upload, fields: Fields, digest_index: str
) -> str:
    written = upload.writer.finish()
    with service.act(actor) as act:
        handover = records.Handover(
            written=written,
            digest_index=digest_index,
            name=upload.name,
            media_type=upload.media_type,
            category=fields.category,
            area_id=fields.area_id,
            request_id=fields.request_id,
            subjects=tuple(part for part in fields.subjects.split(",") if part),
            urgent=fields.urgent,
        )
        row = records.hand_over(act, case_id, handover)
        shown = view(act, sides.side(act, case_id), row)
        # the answer that is kept leaves out the file's name
        idempotency.finish(act, key, 201, shown.model_copy(update={"name": ""}).model_dump_json())
        return shown.model_dump_json()


@router.get("/cases/{case_id}/records")
def list_records(
    case_id: CaseId, actor: RecordReader, service: ServiceHere, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> RecordList:
    """The records that you see in a case, in the order they came."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        rows = records.listed(act, found, after(cursor), limit) if found.case.state != "erased" else []
        number = (lambda r: r.case_number) if found.area is None else (lambda r: r.number)
        return RecordList(records=[view(act, found, row) for row in rows], next_cursor=next_cursor(rows, limit, number))


@router.get("/records/{record_id}")
def read_record(record_id: ItemId, actor: RecordReader, service: ServiceHere) -> OfficeRecordView | RecordView:
    """One record."""
    with service.act(actor, writes=False) as act:
        found, row = sides.record(act, record_id)
        if found.case.state == "erased":
            raise sides.NotFound
        return view(act, found, row)


class AboutWhom(BaseModel):
    """Whom a record is about, by your identifiers; empty: nobody said."""

    model_config = ConfigDict(extra="forbid")

    subjects: list[IdText] = Field(max_length=records.MOST_SUBJECTS)


@router.put("/records/{record_id}/subjects")
def tell_about(record_id: ItemId, body: AboutWhom, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Say whom a record is about; packs about named people are chosen by it."""
    with service.act(actor) as act:
        row = records.tell_about(act, record_id, tuple(body.subjects))
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


@router.post("/records/{record_id}/retry")
def retry_record(record_id: ItemId, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Sanitise a record anew."""
    with service.act(actor) as act:
        row = records.try_again(act, record_id)
        found, _ = sides.record(act, record_id)
        return view(act, found, row)  # type: ignore[return-value]


@router.get(
    "/records/{record_id}/review-manifest",
    response_class=JSONResponse,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def read_manifest(record_id: ItemId, actor: OfficeActor, service: ServiceHere) -> Response:
    """Everything that was found in a record, decided and verified. Confidential; each look is audited."""
    with service.act(actor) as act:
        _, row = sides.record(act, record_id)
        copy = _copy(act, row)
        entry = act.ring(row.case_id).open_text(copy.entry_sealed, "copy", "entry", copy.id)
        note(act, "manifest.seen", row.case_id, record=row.id, copy=copy.id)
    return Response(entry, media_type="application/json")


@router.get("/records/{record_id}/draft", response_class=Response, responses={200: {"content": {"*/*": {}}}})
def read_draft(record_id: ItemId, actor: OfficeActor, service: ServiceHere) -> Response:
    """The newest copy of a record; a draft until it is approved."""
    with service.act(actor) as act:
        _, row = sides.record(act, record_id)
        copy = _copy(act, row)
        if not copy.passed:
            raise sides.NotFound("there is no copy of this record")
        note(act, "draft.seen", row.case_id, record=row.id, copy=copy.id)
        files = select(CopyFile).where(CopyFile.copy_id == copy.id).order_by(CopyFile.number)
        ring = act.ring(row.case_id)
        streams = [service.blobs.stream(act.session, ring, file.blob_id) for file in act.session.scalars(files)]
    return StreamingResponse(_joined(streams), media_type=copy.media_type)


def _joined(streams: list[Iterator[bytes]]) -> Iterator[bytes]:
    for stream in streams:
        yield from stream


def _copy(act: Act, row: Record) -> Copy:
    copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
    if copy is None or not copy.entry_sealed:
        raise sides.NotFound("there is no copy of this record")
    return copy
