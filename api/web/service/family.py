"""Who the case protects and where they lived: its people, and its areas. No area is told of another."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select

from api.auth.allow import service_of
from api.fields import CaseId
from api.web.service.case import area_names
from api.web.service.cases import REFERENCE, SHAPE, Office, Spoc
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.words import SUBJECTS
from sanitiser.casework import cases, sides
from sanitiser.casework.sides import Conflict
from sanitiser.service import Act
from sanitiser.store.tables.cases import Subject, SubjectName
from sanitiser.store.tables.people import Tenant

router = APIRouter(include_in_schema=False)
DONE |= {
    "person": "The person is added.",
    "area": "The area is added. Its local authority is told nothing of the others.",
}


@router.get("/cases/{case_id}/family")
def family(request: Request, case_id: CaseId, visit: Office) -> Response:
    """The people of a case."""
    return _family(request, case_id, visit, Said())


def people(act: Act, case_id: str) -> list[dict[str, Any]]:
    """The people of a case, with what each area calls them."""
    ring = act.ring(case_id)
    called: dict[str, dict[str, str]] = {}
    names = select(SubjectName).join(Subject, Subject.id == SubjectName.subject_id).where(Subject.case_id == case_id)
    for name in act.session.scalars(names):
        known = called.setdefault(name.subject_id, {})
        known[name.area_id] = ring.open_text(name.name_sealed, "subject_name", "name", name.id)
    rows = act.session.scalars(select(Subject).where(Subject.case_id == case_id).order_by(Subject.number))
    return [
        {
            "id": row.id,
            "kind": SUBJECTS.get(row.kind, row.kind),
            "name": ring.open_text(row.name_sealed, "subject", "name", row.id),
            "called": called.get(row.id, {}),
        }
        for row in rows
    ]


def _family(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        if found.case.state == "erased":
            raise sides.NotFound
        given: dict[str, Any] = {"people": people(act, found.case.id), "areas": area_names(act, found.case.id)}
    return page(request, "family.html", status, case=found.case, said=said, **given)


@router.post("/cases/{case_id}/family")
def add_person(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Add a person, by the name that each area uses."""
    said = Said(visit.form)
    kind = said.choice("kind", SUBJECTS, "Choose who it is")
    name = said.text("name", "Enter the name by which UKPPS knows the person")
    with service_of(request).act(visit.actor, writes=False) as act:
        areas = area_names(act, sides.side(act, case_id).case.id)
    names = {area: said.text(f"name-{area}") for area in areas}
    if said.wrong:
        return _family(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        cases.add_subject(act, case_id, kind, name, {area: text for area, text in names.items() if text})
    return go(f"/cases/{case_id}/family", "person")


@router.get("/cases/{case_id}/areas")
def areas(request: Request, case_id: CaseId, visit: Office) -> Response:
    """The areas of a case."""
    return _areas(request, case_id, visit, Said())


def _areas(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        known = act.session.execute(select(Tenant.id, Tenant.name).where(Tenant.kind == "authority"))
        given: dict[str, Any] = {
            "areas": sides.areas_in(act.session, found.case.id),
            "names": area_names(act, found.case.id),
            "authorities": sorted(((str(key), str(name)) for key, name in known), key=lambda one: one[1].casefold()),
        }
    return page(request, "areas.html", status, case=found.case, said=said, **given)


@router.post("/cases/{case_id}/areas")
def add_area(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Add an area; a new present one makes the former one past."""
    said = Said(visit.form)
    tenant = said.text("tenant", "Choose a local authority", 26)
    reference = said.text("reference", "Enter the reference that this authority uses", 64, REFERENCE, SHAPE)
    standing = said.choice("standing", ("past", "present"), "Choose whether the family lives there now")
    if not said.wrong:
        try:
            with service_of(request).act(visit.actor) as act:
                cases.add_area(act, case_id, tenant, reference, present=standing == "present")
        except Conflict as error:
            if "reference" not in error.detail:
                raise
            said.wrong["reference"] = "This authority has another case of this reference: enter a different one"
    if said.wrong:
        return _areas(request, case_id, visit, said, 422)
    return go(f"/cases/{case_id}/areas", "area")
