"""What is set for a case: names, meeting, retention, legal hold; closing it; erasing it with a second person."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId
from api.web.service.cases import Spoc
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.words import IDENTITIES, MEETINGS
from sanitiser.casework import cases, erasure, sides
from sanitiser.errors import UsageError
from sanitiser.store.tables.cases import Case

router = APIRouter(include_in_schema=False)
DONE |= {
    "set": "The case is changed.",
    "closed": "The case is closed. What was released can still be fetched and recalled.",
    "proposed": "Erasing the case is proposed. A second person has to confirm it.",
    "erased": "The case is erased.",
}


@router.get("/cases/{case_id}/settings")
def show(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """What is set."""
    return _page(request, case_id, visit, Said())


def _page(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200, sent: bool = False) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        case = sides.side(act, case_id).case
        due = case.retention_date is not None and case.retention_date <= act.at.date()
        mine = case.erasure_proposed_by == visit.actor.id
    given: dict[str, Any] = {"now": said if sent else _now(case), "due": due, "mine": mine}
    return page(request, "settings.html", status, case=case, said=said, **given)


def _now(case: Case) -> Said:
    """The case's settings as the form shows them."""
    from starlette.datastructures import FormData

    values = {"identity": case.identity, "met_with": case.met_with, "legal_hold": "1" if case.legal_hold else ""}
    for name, on in (("met_on", case.met_on), ("retention_date", case.retention_date)):
        if on is not None:
            values |= {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}
    return Said(FormData(values))


@router.post("/cases/{case_id}/settings")
def change(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Change them; every record is searched again when the names change."""
    said = Said(visit.form)
    with service_of(request).act(visit.actor, writes=False) as act:
        today, version = act.at.date(), str(sides.side(act, case_id).case.version)
    if said.get("version") != version:
        said.wrong["identity"] = "Somebody else changed the case meanwhile: look at what is set now, then change it"
        return _page(request, case_id, visit, said, 409)
    new = cases.CaseChange(
        identity=said.choice("identity", IDENTITIES, "Choose whether the family keeps its names"),
        retention_date=said.date("retention_date"),
        legal_hold=said.get("legal_hold") == "1",
        met_on=said.date("met_on", "", today),
        met_with=said.choice("met_with", MEETINGS, "Choose whom UKPPS met"),
    )
    if said.wrong:
        return _page(request, case_id, visit, said, 422, sent=True)
    with service_of(request).act(visit.actor) as act:
        cases.change_case(act, case_id, new)
    return go(f"/cases/{case_id}/settings", "set")


@router.post("/cases/{case_id}/closing")
def close(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Close the case, when it was said that it is meant."""
    said = Said(visit.form)
    if said.get("sure") != "1":
        said.wrong["sure-close"] = "Tick the box if you mean to close the case"
        return _page(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        cases.close_case(act, case_id)
    return go(f"/cases/{case_id}/settings", "closed")


@router.post("/cases/{case_id}/erasure")
def erase(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Propose to erase the case, or confirm it as a second person."""
    said = Said(visit.form)
    step = said.choice("step", ("propose", "confirm"), "Choose what to do")
    if said.get("sure") != "1":
        said.wrong["sure-erase"] = "Tick the box if you mean it"
    if said.wrong:
        return _page(request, case_id, visit, said, 422)
    try:
        with service_of(request).act(visit.actor) as act:
            (erasure.propose if step == "propose" else erasure.confirm)(act, case_id)
    except UsageError as error:
        if not error.detail:
            raise
        said.wrong["sure-erase"] = error.detail[:1].upper() + error.detail[1:]
        return _page(request, case_id, visit, said, 409)
    return go(f"/cases/{case_id}", "erased") if step == "confirm" else go(f"/cases/{case_id}/settings", "proposed")
