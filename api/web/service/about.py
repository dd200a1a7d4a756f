"""Whom a record is about: packs about named people are chosen by it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service.cases import Office
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.uploads import people_of
from sanitiser.casework import records, sides
from sanitiser.service import Act
from sanitiser.store.tables.records import Record

router = APIRouter(include_in_schema=False)
DONE["about"] = "It is kept whom the record is about."


def _found(act: Act, case_id: str, record_id: str) -> tuple[sides.Side, Record]:
    found, row = sides.record(act, record_id)
    if found.case.id != case_id or found.case.state == "erased":
        raise sides.NotFound
    return found, row


@router.get("/cases/{case_id}/records/{record_id}/about")
def show(request: Request, case_id: CaseId, record_id: ItemId, visit: Office) -> Response:
    """The people of the case, those ticked whom the record is about."""
    with service_of(request).act(visit.actor, writes=False) as act:
        found, row = _found(act, case_id, record_id)
        people, name = people_of(act, found), records.name_of(act, row)
    return page(request, "about.html", case=found.case, said=Said(), called=name, record=row, people=people)


@router.post("/cases/{case_id}/records/{record_id}/about")
def keep(request: Request, case_id: CaseId, record_id: ItemId, visit: Office) -> Response:
    """Keep it."""
    with service_of(request).act(visit.actor) as act:
        _found(act, case_id, record_id)
        records.tell_about(act, record_id, tuple(Said(visit.form).all("subject")))
    return go(f"/cases/{case_id}", "about")
