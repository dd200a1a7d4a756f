"""Flags, concerns, traces and the audit."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import select

from api.fields import CaseId, IdText, ItemId, Line, Note
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.roles import AuditReader, ConcernWriter, FlagAsker, FlagWriter, ServiceHere, SpocActor, TraceMaker
from sanitiser.casework import sides
from sanitiser.ledger import concerns, flags, reading, trace
from sanitiser.release import response
from sanitiser.service import Act
from sanitiser.store.tables.audit import AuditEntry
from sanitiser.store.tables.ledger import Concern
from sanitiser.store.tables.people import Tenant

router = APIRouter(prefix="/v1", tags=["security"], responses={**RESPONSES})


class Numbers(In):
    """Record numbers of your own systems."""

    numbers: list[Line] = Field(min_length=1, max_length=1000)


class Registered(BaseModel):
    """The numbers are flagged."""

    status: Literal["registered"] = "registered"


@router.post("/cases/{case_id}/flags")
def register_flags(case_id: CaseId, body: Numbers, actor: FlagWriter, service: ServiceHere) -> Registered:
    """Flag record numbers of your own systems."""
    with service.act(actor) as act:
        flags.register(act, case_id, body.numbers)
        return Registered()


@router.post("/cases/{case_id}/flag-withdrawals", status_code=204)
def withdraw_flags(case_id: CaseId, body: Numbers, actor: FlagWriter, service: ServiceHere) -> None:
    """Take flags off."""
    with service.act(actor) as act:
        flags.withdraw(act, case_id, body.numbers)


class Question(In):
    """A record number of your own system."""

    number: Line


class Contact(BaseModel):
    """Whom to ask; null when there is nobody to ask."""

    contact: str | None


@router.post("/flag-questions")
def ask_flag(body: Question, actor: FlagAsker, service: ServiceHere) -> Contact:
    """Whom to contact about a record number. A number that is not flagged and one unheard of give the same answer."""
    with service.act(actor) as act:
        flags.count_question(act)
    with service.act(actor, writes=False) as act:
        return Contact(contact=flags.ask(act, body.number))


class NewConcern(In):
    """Security was compromised, or somebody said that they were moved."""

    kind: Literal["family-compromised", "practitioner-compromised", "relocation-disclosed", "other"]
    note: Note
    breach: bool = False


class Started(BaseModel):
    """What the office started because of a concern: a trace, a recall of a pack, or the ICO's clock."""

    kind: str
    pack_id: str | None
    found: int
    actor: str
    started_at: datetime


class ConcernView(BaseModel):
    """A concern. What the office made of it is the office's to see."""

    id: str
    number: int
    kind: str
    note: str
    known_at: datetime
    breach: bool
    told_ico_at: datetime | None
    closed_at: datetime | None
    started: list[Started]


class Concerns(BaseModel):
    """Concerns, oldest first."""

    concerns: list[ConcernView]


def _concern(act: Act, found: sides.Side, row: Concern) -> ConcernView:
    office = found.area is None
    return ConcernView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        note=concerns.text_of(act, row),
        known_at=row.known_at,
        breach=office and row.breach,
        told_ico_at=row.told_ico_at if office else None,
        closed_at=row.closed_at if office else None,
        started=[Started.model_validate(one, from_attributes=True) for one in concerns.actions(act, row)]
        if office
        else [],
    )


@router.post("/cases/{case_id}/concerns", status_code=201)
def report_concern(case_id: CaseId, body: NewConcern, actor: ConcernWriter, service: ServiceHere) -> ConcernView:
    """Report a concern."""
    with service.act(actor) as act:
        row = concerns.report(act, case_id, body.kind, body.note, breach=body.breach)
        return _concern(act, sides.side(act, case_id), row)


@router.get("/cases/{case_id}/concerns")
def list_concerns(case_id: CaseId, actor: ConcernWriter, service: ServiceHere) -> Concerns:
    """What your side reported; for the office all of the case."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        return Concerns(concerns=[_concern(act, found, row) for row in concerns.reported(act, found)])


class Handling(In):
    """What the office says of a concern."""

    breach: bool | None = None
    told_ico: bool = False
    close: bool = False


@router.patch("/concerns/{concern_id}")
def handle_concern(concern_id: ItemId, body: Handling, actor: SpocActor, service: ServiceHere) -> ConcernView:
    """Say whether it is a breach (which starts the ICO's 72 hours), that the ICO was told, that it is closed."""
    with service.act(actor) as act:
        row = concerns.handle(act, concern_id, breach=body.breach, told_ico=body.told_ico, close=body.close)
        return _concern(act, sides.side(act, row.case_id), row)


class HeldView(BaseModel):
    """A released copy that held the term."""

    case_id: str
    record_id: str
    copy_id: str
    pack_id: str
    area_id: str
    state: str
    fetched_by: list[str]
    passed_on_to: list[str]


class Traced(BaseModel):
    """Every released copy that held the term."""

    held: list[HeldView]


class Recalls(In):
    """Packs of the concern's case to be called back."""

    packs: list[IdText] = Field(min_length=1, max_length=100)


@router.post("/concerns/{concern_id}/recalls")
def start_recall(concern_id: ItemId, body: Recalls, actor: SpocActor, service: ServiceHere) -> ConcernView:
    """Recall packs because of a concern, all or none; who has them is at each pack's fetches."""
    with service.act(actor) as act:
        response.recall_for(act, concern_id, body.packs)
        row = concerns.find(act, concern_id)
        return _concern(act, sides.side(act, row.case_id), row)


class LeakedTerm(In):
    """A term that leaked."""

    term: Line


@router.post("/concerns/{concern_id}/traces")
def start_trace(concern_id: ItemId, body: LeakedTerm, actor: SpocActor, service: ServiceHere) -> Traced:
    """Trace a term because of a concern: which released copies held it, and who received them."""
    with service.act(actor) as act:
        found = response.trace_for(act, concern_id, body.term, reading.text_of)
        return Traced(held=[HeldView.model_validate(one, from_attributes=True) for one in found])


class TraceRequest(In):
    """A term that leaked, and the concern that it is about."""

    term: Line
    concern_id: IdText | None = None


@router.post("/traces")
def make_trace(body: TraceRequest, actor: TraceMaker, service: ServiceHere) -> Traced:
    """Which released copies held a term, and who received them."""
    with service.act(actor) as act:
        found = trace.trace(act, body.term, reading.text_of, body.concern_id or "")
        return Traced(held=[HeldView.model_validate(one, from_attributes=True) for one in found])


class AuditList(BaseModel):
    """Audit events."""

    entries: list[dict[str, Any]]
    next_cursor: str | None


@router.get("/audit-entries")
def list_audit(
    actor: AuditReader,
    service: ServiceHere,
    cursor: Annotated[str, Query(pattern=r"^[0-9]{0,12}$")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> AuditList:
    """The audit, oldest first: for the office's auditor all of it, for an authority's its own actors' part."""
    with service.act(actor, writes=False) as act:
        tenant = act.session.get(Tenant, actor.tenant_id)
        whole = tenant is not None and tenant.kind == "ukpps"
        query = select(AuditEntry).where(AuditEntry.number > int(cursor or 0)).order_by(AuditEntry.number)
        rows = list(act.session.scalars(query.limit(limit)))
        events = [json.loads(row.event) for row in rows]
        mine = [event for event in events if whole or event["tenant"] == actor.tenant_id]
        following = str(rows[-1].number) if len(rows) == limit else None
        return AuditList(entries=mine, next_cursor=following)
