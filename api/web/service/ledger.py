"""The office's view of a case's ledger: every side's lines, the checklist, what is due; seeking and answering."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service import words
from api.web.service.case import area_names
from api.web.service.cases import Office, Spoc
from api.web.service.door import Visit
from api.web.service.said import MOST, Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import sides
from sanitiser.casework.sides import Conflict
from sanitiser.ledger import clocks, completeness, requests
from sanitiser.service import Act
from sanitiser.store.tables.cases import SubjectName
from sanitiser.store.tables.ledger import RecordRequest

router = APIRouter(include_in_schema=False)
ITEMS = tuple(item.code for item in words.COPIED)
STEPS = {
    "sought": "Sought from another area",
    "received": "Received",
    "sanitised": "Sanitised",
    "approved": "Approved",
    "released": "Released",
    "closed": "Closed: nothing more is done",
}
DONE |= {
    "sought": "The area is asked.",
    "stepped": "The step is noted.",
    "answered": "The answer is kept.",
    "disclosed": "The disclosure is approved: the side can read it.",
}


@router.get("/cases/{case_id}/ledger")
def show(request: Request, case_id: CaseId, visit: Office) -> Response:
    """Every line, the checklist, what is due."""
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        given: dict[str, Any] = {
            "lines": requests.lines(act, found),
            "clocks": clocks.clocks(act, found),
            "checklist": completeness.completeness(act, found),
            "names": area_names(act, found.case.id),
        }
    return page(request, "ledger.html", case=found.case, **given)


@router.get("/cases/{case_id}/ledger/seek")
def ask_seek(request: Request, case_id: CaseId, visit: Spoc, serves: str = "") -> Response:
    """The form that asks an area for records; `serves` is the line that they are for."""
    return _seek(request, case_id, visit, Said(), serves)


def _seek(request: Request, case_id: str, visit: Visit, said: Said, serves: str, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.open_side(act, case_id)
        names = area_names(act, found.case.id)
        wanted = [line for line in requests.lines(act, found) if line.id == serves]
    return page(request, "seek.html", status, case=found.case, said=said, names=names, serves=wanted)


@router.post("/cases/{case_id}/ledger/seek")
def seek(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Ask an area for records; the line that they are for is marked as sought."""
    said = Said(visit.form)
    item = said.choice("item", ITEMS, "Choose which records you need")
    area = said.text("area", "Choose the area to ask", 26)
    text = said.text("note", "", MOST)
    serves = said.get("serves") or None
    if said.wrong:
        return _seek(request, case_id, visit, said, serves or "", 422)
    with service_of(request).act(visit.actor) as act:
        urgent = said.get("urgent") == "1"
        requests.add(act, case_id, requests.NewLine("seek", item, "", None, text, urgent, area, serves))
        served = act.session.get(RecordRequest, serves) if serves else None
        if served is not None and served.sought_on is None and served.closed_on is None:
            requests.step(act, served.id, "sought", act.at.date())
    return go(f"/cases/{case_id}/ledger", "sought")


@router.get("/cases/{case_id}/ledger/{request_id}")
def line(request: Request, case_id: CaseId, request_id: ItemId, visit: Office) -> Response:
    """One line."""
    return _line(request, case_id, request_id, visit, Said())


def _line(request: Request, case_id: str, request_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found, row = _found(act, case_id, request_id)
        given: dict[str, Any] = {
            "line": requests.line(act, found, row),
            "mine": row.state.removeprefix("drafted-by:") == visit.actor.id,
            "area": area_names(act, found.case.id).get(row.area_id, ""),
            "person": _person(act, row),
        }
    return page(request, "line_page.html", status, case=found.case, said=said, steps=STEPS, **given)


def _person(act: Act, row: RecordRequest) -> str:
    name = act.session.get(SubjectName, row.subject_name_id) if row.subject_name_id else None
    if name is None or not name.name_sealed:
        return ""
    return act.ring(row.case_id).open_text(name.name_sealed, "subject_name", "name", name.id)


def _found(act: Act, case_id: str, request_id: str) -> tuple[sides.Side, RecordRequest]:
    found, row = sides.request(act, request_id)
    if found.case.id != case_id:
        raise sides.NotFound
    return found, row


@router.post("/cases/{case_id}/ledger/{request_id}")
def change(request: Request, case_id: CaseId, request_id: ItemId, visit: Spoc) -> Response:
    """Note a step, answer, or approve a disclosure: the form's `do` says which."""
    said = Said(visit.form)
    do = said.choice("do", ("step", "answer", "approve"), "Choose what to do")
    chosen = said.choice("step", STEPS, "Choose which step was taken") if do == "step" else ""
    text = said.text("text", "Enter the answer", MOST) if do == "answer" else ""
    if said.wrong:
        return _line(request, case_id, request_id, visit, said, 422)
    try:
        with service_of(request).act(visit.actor) as act:
            _found(act, case_id, request_id)
            if do == "step":
                requests.step(act, request_id, chosen, act.at.date())
            else:
                requests.reply(act, request_id, text, approve=do == "approve")
    except Conflict as error:
        if not error.detail:
            raise
        said.wrong["do"] = error.detail[:1].upper() + error.detail[1:]
        return _line(request, case_id, request_id, visit, said, 409)
    done = {"step": "stepped", "answer": "answered", "approve": "disclosed"}[do]
    return go(f"/cases/{case_id}/ledger/{request_id}", done)
