"""The office's cases: the list, a new one."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.web.service.door import Enter, Visit
from api.web.service.shell import page
from sanitiser.casework import overview
from sanitiser.store.states import Role

router = APIRouter(include_in_schema=False)
Office = Annotated[Visit, Depends(Enter(Role.UKPPS_SPOC, Role.REVIEWER))]
Spoc = Annotated[Visit, Depends(Enter(Role.UKPPS_SPOC))]
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
    more = lines[SHOWN - 1].cursor if len(lines) > SHOWN else ""
    return page(request, "cases.html", lines=lines[:SHOWN], more=more, after=place, q=text, closed=bool(closed))
