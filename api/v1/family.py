"""What is known of the family: its people and the case terms."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy import select

from api.fields import CaseId, IdText, ItemId, Line
from api.problems import RESPONSES
from api.v1.cases import Added, In
from api.v1.roles import CaseReader, OfficeActor, ServiceHere, SpocActor
from sanitiser.casework import cases, sides
from sanitiser.domain.kinds import Kind
from sanitiser.store.tables.cases import Subject, SubjectName

router = APIRouter(prefix="/v1", tags=["cases"], responses={**RESPONSES})


class SideName(In):
    """What one area calls a person."""

    area_id: IdText
    name: Line


class NewSubject(In):
    """A person of the family."""

    kind: Literal["child", "unborn", "adult"]
    name: Line
    names: list[SideName] = Field(default=[], max_length=20)


class SubjectView(BaseModel):
    """A person, by the name and identifier that this side uses."""

    id: str
    kind: str
    name: str


class SubjectList(BaseModel):
    """The people of a case that this side knows."""

    subjects: list[SubjectView]


@router.post("/cases/{case_id}/subjects", status_code=201)
def add_subject(case_id: CaseId, body: NewSubject, actor: SpocActor, service: ServiceHere) -> SubjectView:
    """Add a person."""
    with service.act(actor) as act:
        names = {name.area_id: name.name for name in body.names}
        subject = cases.add_subject(act, case_id, body.kind, body.name, names)
        return SubjectView(id=subject.id, kind=subject.kind, name=body.name)


@router.get("/cases/{case_id}/subjects")
def list_subjects(case_id: CaseId, actor: CaseReader, service: ServiceHere) -> SubjectList:
    """The people that this side knows."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        if found.case.state == "erased":
            return SubjectList(subjects=[])
        ring = act.ring(found.case.id)
        if found.area is None:
            rows = act.session.scalars(select(Subject).where(Subject.case_id == found.case.id).order_by(Subject.number))
            people = [
                SubjectView(id=s.id, kind=s.kind, name=ring.open_text(s.name_sealed, "subject", "name", s.id))
                for s in rows
            ]
            return SubjectList(subjects=people)
        known = select(SubjectName, Subject).join(Subject, Subject.id == SubjectName.subject_id)
        pairs = act.session.execute(known.where(SubjectName.area_id == found.area.id)).all()
        named = [
            SubjectView(id=n.id, kind=s.kind, name=ring.open_text(n.name_sealed, "subject_name", "name", n.id))
            for n, s in pairs
        ]
        return SubjectList(subjects=sorted(named, key=lambda one: (one.name, one.id)))


class NewTerm(In):
    """A text that must go ('protect') or stays ('keep')."""

    purpose: Literal["protect", "keep"]
    text: Line
    kind: Kind | None = None
    label: str = Field(default="", max_length=40, pattern=r"^[A-Z' ]*$")


class TermView(BaseModel):
    """A case term."""

    id: str
    purpose: str
    text: str
    kind: str
    label: str


class TermList(BaseModel):
    """The terms of a case."""

    terms: list[TermView]


@router.post("/cases/{case_id}/terms", status_code=201)
def add_term(case_id: CaseId, body: NewTerm, actor: OfficeActor, service: ServiceHere) -> Added:
    """Add a term; every record of the case is searched again."""
    with service.act(actor) as act:
        kind = body.kind.value if body.kind is not None else ""
        return Added(id=cases.add_term(act, case_id, cases.Term("", body.purpose, body.text, kind, body.label)))


@router.get("/cases/{case_id}/terms")
def list_terms(case_id: CaseId, actor: OfficeActor, service: ServiceHere) -> TermList:
    """The terms of a case, for the office alone."""
    with service.act(actor, writes=False) as act:
        found = sides.side(act, case_id)
        read = cases.terms(act, found) if found.case.state != "erased" else []
        return TermList(
            terms=[TermView(id=t.id, purpose=t.purpose, text=t.text, kind=t.kind, label=t.label) for t in read]
        )


@router.delete("/cases/{case_id}/terms/{term_id}", status_code=204)
def remove_term(case_id: CaseId, term_id: ItemId, actor: SpocActor, service: ServiceHere) -> None:
    """Take a term out; every record of the case is searched again."""
    with service.act(actor) as act:
        cases.remove_term(act, case_id, term_id)
