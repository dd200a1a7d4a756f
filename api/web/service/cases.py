"""The office's cases: the list, and opening a new one."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.web.service.door import Enter, Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.words import IDENTITIES, MEETINGS
from sanitiser.casework import cases, erasure, overview
from sanitiser.casework.sides import Conflict
from sanitiser.store.states import Role

router = APIRouter(include_in_schema=False)
Office = Annotated[Visit, Depends(Enter(Role.UKPPS_SPOC, Role.REVIEWER))]
SPOC = Enter(Role.UKPPS_SPOC)
Spoc = Annotated[Visit, Depends(SPOC)]
SHOWN = 50
_CURSOR = re.compile(r"[01][A-Za-z0-9._/-]{1,64}")


@router.get("/cases")
def listed(request: Request, visit: Office, q: str = "", after: str = "", closed: str = "") -> Response:
    """Every case, urgent ones first."""
    text = "".join(c for c in q if c.isprintable() and c.isascii())[:64].strip()
    place = after if _CURSOR.fullmatch(after) else ""
    service = service_of(request)
    with service.act(visit.actor, writes=False) as act:
        lines = overview.case_lines(act, place, SHOWN + 1, closed=bool(closed), text=text)
        due = [(case.id, case.reference) for case in erasure.due(act)] if visit.role is Role.UKPPS_SPOC else []
    more = lines[SHOWN - 1].cursor if len(lines) > SHOWN else ""
    given: dict[str, Any] = {"lines": lines[:SHOWN], "more": more, "after": place, "q": text, "due": due}
    return page(request, "cases.html", closed=bool(closed), **given)


DONE["opened"] = "The case is open. Next, add the areas that the family lived in and lives in now."
REFERENCE = r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}"
SHAPE = "Use letters, digits, full stops, slashes and hyphens only, 64 at most, and begin with a letter or a digit"


@router.get("/cases/new", dependencies=[Depends(SPOC)])
def ask_new(request: Request) -> Response:
    """The form of a new case."""
    return page(request, "case_new.html", said=Said())


@router.post("/cases/new")
def open_new(request: Request, visit: Spoc) -> Response:
    """Open a case."""
    said = Said(visit.form)
    reference = said.text("reference", "Enter a reference for the case", 64, REFERENCE, SHAPE)
    identity = said.choice("identity", IDENTITIES, "Choose whether the family keeps its names")
    met_with = said.choice("met_with", MEETINGS, "Choose whom UKPPS met")
    service = service_of(request)
    with service.act(visit.actor, writes=False) as act:
        today = act.at.date()
    met_on = said.date("met_on", "Enter the date of the meeting" if met_with else "", today)
    case_id = ""
    if not said.wrong:
        try:
            with service.act(visit.actor) as act:
                case_id = cases.open_case(act, reference, identity, met_on, met_with).id
        except Conflict:
            said.wrong["reference"] = "Another case has this reference: enter a different one"
    if said.wrong:
        return page(request, "case_new.html", 422, said=said)
    return go(f"/cases/{case_id}/areas", "opened")
