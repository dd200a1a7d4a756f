"""The request ledger: lines, their steps and answers, the checklist, the clocks, and exports."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field

from api.fields import CaseId, IdText, ItemId, Note, OneOf
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.roles import RequestReader, RequestWriter, ServiceHere, SideSpoc, SpocActor
from sanitiser.casework import sides
from sanitiser.ledger import clocks, completeness, export, requests
from sanitiser.ledger.audit import note
from sanitiser.ledger.checklist import ITEMS, SERVICES
from sanitiser.store.base import new_id
from sanitiser.store.tables.ledger import Conference

router = APIRouter(prefix="/v1", tags=["ledger"], responses={**RESPONSES})
Item = Annotated[str, OneOf(tuple(ITEMS))]
ServiceName = Annotated[str, OneOf(("", *SERVICES))]


class NewLine(In):
    """A line: sides write requests, offers, questions and disclosures; the office writes what it seeks."""

    nature: Literal["request", "seek", "offer", "label-question", "disclosure"]
    item: Item
    service: ServiceName = ""
    subject: IdText | None = None
    note: Note = ""
    urgent: bool = False
    area_id: IdText | None = None
    serves_id: IdText | None = None


class Lines(BaseModel):
    """A ledger."""

    requests: list[requests.Line]


@router.post("/cases/{case_id}/requests", status_code=201)
def add_request(case_id: CaseId, body: NewLine, actor: RequestWriter, service: ServiceHere) -> requests.Line:
    """Write a line."""
    with service.act(actor) as act:
        row = requests.add(act, case_id, requests.NewLine(**body.model_dump()))
        return requests.line(act, sides.side(act, case_id), row)


@router.get("/cases/{case_id}/requests")
def list_requests(
    case_id: CaseId, actor: RequestReader, service: ServiceHere, area_id: Annotated[IdText | None, Query()] = None
) -> Lines:
    """The ledger of your side; for the office of the case, or of one area."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        return Lines(requests=requests.lines(act, found, area_id))


class Step(In):
    """A step of a line."""

    step: Literal["sought", "received", "sanitised", "approved", "released", "disputed", "closed"]
    on: date


@router.post("/requests/{request_id}/steps")
def note_step(request_id: ItemId, body: Step, actor: RequestWriter, service: ServiceHere) -> requests.Line:
    """Note when a step was taken."""
    with service.act(actor) as act:
        row = requests.step(act, request_id, body.step, body.on)
        found, _ = sides.request(act, request_id)
        return requests.line(act, found, row)


class Reply(In):
    """An answer to a question about a label, or the draft of a disclosure."""

    text: Note = Field(min_length=1)


@router.post("/requests/{request_id}/answer")
def answer_request(request_id: ItemId, body: Reply, actor: SpocActor, service: ServiceHere) -> requests.Line:
    """Answer a question, or draft a disclosure for a second person's approval."""
    with service.act(actor) as act:
        row = requests.reply(act, request_id, body.text)
        return requests.line(act, sides.side(act, row.case_id), row)


@router.post("/requests/{request_id}/answer-approval")
def approve_answer(request_id: ItemId, actor: SpocActor, service: ServiceHere) -> requests.Line:
    """Approve a disclosure, as a second person."""
    with service.act(actor) as act:
        row = requests.reply(act, request_id, "", approve=True)
        return requests.line(act, sides.side(act, row.case_id), row)


class ProgressView(BaseModel):
    """One item of the checklist."""

    item: str
    service: str
    words: str
    copied: bool
    requested: int
    offered: int
    handed_over: int
    approved: int | None
    released: int


class Checklist(BaseModel):
    """How complete a case is."""

    items: list[ProgressView]


@router.get("/cases/{case_id}/checklist")
def read_checklist(case_id: CaseId, actor: RequestReader, service: ServiceHere) -> Checklist:
    """The baseline checklist with what was asked, handed over and released."""
    with service.act(actor, writes=False) as act:
        found = completeness.completeness(act, sides.side(act, case_id))
        return Checklist(items=[ProgressView.model_validate(one, from_attributes=True) for one in found])


class ClockView(BaseModel):
    """Something that is due."""

    kind: str
    about: str
    due: datetime
    done: bool
    overdue: bool


class Clocks(BaseModel):
    """What is due, by date."""

    clocks: list[ClockView]


@router.get("/cases/{case_id}/clocks")
def read_clocks(case_id: CaseId, actor: RequestReader, service: ServiceHere) -> Clocks:
    """What is due and overdue."""
    with service.act(actor, writes=False) as act:
        running = clocks.clocks(act, sides.side(act, case_id))
        return Clocks(clocks=[ClockView.model_validate(one, from_attributes=True) for one in running])


class NewConference(In):
    """A conference was held or is set."""

    kind: Literal["transfer-in"]
    held_on: date


class ConferenceView(BaseModel):
    """A conference."""

    id: str
    kind: str
    held_on: date


@router.post("/cases/{case_id}/conferences", status_code=201)
def add_conference(case_id: CaseId, body: NewConference, actor: SideSpoc, service: ServiceHere) -> ConferenceView:
    """Note a conference of your side; it stops its clock."""
    with service.act(actor) as act:
        found = sides.open_side(act, case_id, lock=True)
        area = sides.area_in(act, found, None)
        row = Conference(id=new_id(), area_id=area.id, kind=body.kind, held_on=body.held_on)
        act.session.add(row)
        act.session.flush()
        note(act, "conference.noted", found.case.id, area=area.id)
        return ConferenceView(id=row.id, kind=row.kind, held_on=row.held_on)


@router.get("/cases/{case_id}/ledger.csv", response_class=PlainTextResponse)
def export_csv(case_id: CaseId, actor: RequestReader, service: ServiceHere) -> Response:
    """The ledger as CSV."""
    with service.act(actor) as act:
        found = sides.side(act, case_id)
        text = export.as_csv(requests.lines(act, found))
        note(act, "ledger.exported", found.case.id)
    headers = {"Content-Disposition": 'attachment; filename="ledger.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/cases/{case_id}/ledger.html", response_class=HTMLResponse)
def export_page(case_id: CaseId, actor: RequestReader, service: ServiceHere) -> Response:
    """The ledger as a page to print."""
    with service.act(actor) as act:
        found = sides.side(act, case_id)
        lines = requests.lines(act, found)
        page = export.as_page(found.reference, lines, completeness.completeness(act, found), clocks.clocks(act, found))
        note(act, "ledger.exported", found.case.id)
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
