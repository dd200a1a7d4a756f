"""Cases, their areas, subjects and terms."""

from datetime import date, datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.fields import CaseId, IdText, Reference
from api.problems import RESPONSES
from api.v1.roles import CaseReader, OfficeActor, ServiceHere, SideSpoc, SpocActor
from sanitiser.casework import cases, erasure, sides
from sanitiser.service import Act
from sanitiser.store.states import UKPPS_ROLES
from sanitiser.store.tables.cases import Area, Case

router = APIRouter(prefix="/v1", tags=["cases"], responses={**RESPONSES})
Identity = Literal["unchanged", "changed"]
Meeting = Literal["", "dcs", "dass", "both"]


class In(BaseModel):
    """What is sent: no field that is not known."""

    model_config = ConfigDict(extra="forbid")


class Added(BaseModel):
    """The identifier of what was made."""

    id: str


class NewCase(In):
    """A case to be opened."""

    reference: Reference
    identity: Identity = "unchanged"
    met_on: date | None = None
    met_with: Meeting = ""


class CasePatch(In):
    """What changes; what is absent stays."""

    identity: Identity | None = None
    retention_date: date | None = None
    legal_hold: bool | None = None
    met_on: date | None = None
    met_with: Meeting | None = None


class CaseView(BaseModel):
    """A case as a side sees it."""

    id: str
    reference: str
    state: str
    records: int


class OfficeCaseView(CaseView):
    """A case as the office sees it."""

    identity: str
    legal_hold: bool
    retention_date: date | None
    met_on: date | None
    met_with: str
    erasure_due: bool
    erasure_proposed_at: datetime | None
    created_at: datetime


class CaseList(BaseModel):
    """The cases that one sees."""

    cases: list[OfficeCaseView | CaseView]


def view(act: Act, found: sides.Side) -> OfficeCaseView | CaseView:
    """What this actor is told of a case."""
    case = found.case
    count = cases.records_in(act, found)
    if found.area is not None:
        return CaseView(id=found.handle, reference=found.reference, state=side_state(case), records=count)
    return OfficeCaseView(
        id=case.id,
        reference=case.reference,
        state=case.state,
        records=count,
        identity=case.identity,
        legal_hold=case.legal_hold,
        retention_date=case.retention_date,
        met_on=case.met_on,
        met_with=case.met_with,
        erasure_due=case.retention_date is not None and case.retention_date <= act.at.date(),
        erasure_proposed_at=case.erasure_proposed_at,
        created_at=case.created_at,
    )


def side_state(case: Case) -> str:
    """A side is told whether things can still be done."""
    return "open" if case.state == "open" else "closed"


@router.post("/cases", status_code=201)
def open_case(body: NewCase, actor: SpocActor, service: ServiceHere) -> OfficeCaseView:
    """Open a case."""
    with service.act(actor) as act:
        case = cases.open_case(act, body.reference, body.identity, body.met_on, body.met_with)
        return view(act, sides.Side(case, None))  # type: ignore[return-value]


@router.get("/cases")
def list_cases(actor: CaseReader, service: ServiceHere) -> CaseList:
    """Every case that one sees, in order of reference."""
    with service.act(actor, writes=False) as act:
        found: list[sides.Side]
        if actor.role in UKPPS_ROLES:
            query = sides.cases_of(actor).order_by(Case.reference)
            found = [sides.Side(case, None) for case in act.session.scalars(query)]
        else:
            own = sides.areas_of(actor).order_by(Area.reference)
            found = [sides.side(act, area.id) for area in act.session.scalars(own)]
        return CaseList(cases=[view(act, side) for side in found])


@router.get("/cases/{case_id}")
def read_case(case_id: CaseId, actor: CaseReader, service: ServiceHere) -> OfficeCaseView | CaseView:
    """One case."""
    with service.act(actor, writes=False) as act:
        return view(act, sides.side(act, case_id))


@router.patch("/cases/{case_id}")
def change_case(case_id: CaseId, body: CasePatch, actor: SpocActor, service: ServiceHere) -> OfficeCaseView:
    """Change a case. A retention date only proposes erasure."""
    with service.act(actor) as act:
        change = cases.CaseChange(**body.model_dump())
        return view(act, cases.change_case(act, case_id, change))  # type: ignore[return-value]


@router.post("/cases/{case_id}/closing")
def close_case(case_id: CaseId, actor: SpocActor, service: ServiceHere) -> OfficeCaseView:
    """Close a case."""
    with service.act(actor) as act:
        return view(act, cases.close_case(act, case_id))  # type: ignore[return-value]


@router.post("/cases/{case_id}/erasure")
def propose_erasure(case_id: CaseId, actor: SpocActor, service: ServiceHere) -> OfficeCaseView:
    """Propose to erase a closed case."""
    with service.act(actor) as act:
        return view(act, erasure.propose(act, case_id))  # type: ignore[return-value]


@router.post("/cases/{case_id}/erasure-confirmation")
def confirm_erasure(case_id: CaseId, actor: SpocActor, service: ServiceHere) -> OfficeCaseView:
    """Erase, as a second person. The audit and the label register stay."""
    with service.act(actor) as act:
        return view(act, erasure.confirm(act, case_id))  # type: ignore[return-value]


class NewArea(In):
    """An area to be added. A new present area makes the former one past."""

    tenant_id: IdText
    reference: Reference
    standing: Literal["past", "present"]


class AreaView(BaseModel):
    """An area, as the office sees it."""

    id: str
    tenant_id: str
    reference: str
    standing: str
    spoc_named: bool


class AreaList(BaseModel):
    """The areas of a case."""

    areas: list[AreaView]


def _area(area: Area) -> AreaView:
    return AreaView(
        id=area.id,
        tenant_id=area.tenant_id,
        reference=area.reference,
        standing=area.standing,
        spoc_named=area.spoc_id is not None,
    )


@router.post("/cases/{case_id}/areas", status_code=201)
def add_area(case_id: CaseId, body: NewArea, actor: SpocActor, service: ServiceHere) -> AreaView:
    """Add an area."""
    with service.act(actor) as act:
        present = body.standing == "present"
        return _area(cases.add_area(act, case_id, body.tenant_id, body.reference, present=present))


@router.get("/cases/{case_id}/areas")
def list_areas(case_id: CaseId, actor: OfficeActor, service: ServiceHere) -> AreaList:
    """The areas of a case, for the office alone."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        return AreaList(areas=[_area(area) for area in sides.areas_in(act.session, found.case.id)])


class SpocNaming(In):
    """Who is the side's SPOC (yourself when absent), and who stands in."""

    account_id: IdText | None = None
    designates: Literal["", "dcs", "dass", "dcs,dass"] = ""


class SpocNamed(BaseModel):
    """The SPOC was named."""

    account_id: str
    named_at: datetime


@router.put("/cases/{case_id}/spoc")
def name_spoc(case_id: CaseId, body: SpocNaming, actor: SideSpoc, service: ServiceHere) -> SpocNamed:
    """Name your side's SPOC."""
    with service.act(actor) as act:
        area = cases.name_spoc(act, case_id, body.account_id, body.designates)
        return SpocNamed(account_id=area.spoc_id or "", named_at=area.spoc_named_at or act.at)
