"""The packs that were released to a side: collecting them, and noting to which kind of agency they went on."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import func, select

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.side import Spoc, collected, frame
from sanitiser.casework import sides
from sanitiser.ledger import requests
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.release import packs
from sanitiser.release.check import fingerprint
from sanitiser.service import Act
from sanitiser.store.tables.release import Pack, PackItem

router = APIRouter(include_in_schema=False)
MOST = 500
DONE["passed-on"] = "It is noted that you passed the pack on."


@router.get("/side/{case_id}/packs")
def listed(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """What was released to this side, newest first."""
    return _page(request, case_id, visit, Said())


def _page(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        rows = packs.listed(act, sides.side(act, case_id), 0, MOST)
        given["packs"] = [_view(act, row) for row in reversed(rows)]
        given["fingerprint"] = fingerprint(packs.public_key(act.service_ring))
    return page(request, "side_packs.html", status, said=said, **given)


def _view(act: Act, row: Pack) -> dict[str, Any]:
    files = act.session.scalar(select(func.count()).select_from(PackItem).where(PackItem.pack_id == row.id))
    return {
        "id": row.id,
        "number": row.number,
        "agency": row.agency,
        "state": row.state,
        "files": files or 0,
        "released_at": row.released_at,
        "fetched": collected(act, row),
        "passed": [{"agency": one.agency, "on": one.passed_on} for one in packs.passings_on(act, row)],
    }


def _mine(act: Act, case_id: str, pack_id: str) -> Pack:
    found, row = packs.visible(act, pack_id)
    if found.handle != case_id:
        raise sides.NotFound
    return row


@router.post("/side/{case_id}/packs/{pack_id}/collection")
def collect(request: Request, case_id: CaseId, pack_id: ItemId, visit: Spoc) -> Response:
    """The pack's ZIP. Who fetched it is written down, so it is asked for by a form and not by a link."""
    with service_of(request).act(visit.actor) as act:
        row = _mine(act, case_id, pack_id)
        stream = packs.fetch(act, pack_id)
    headers = {"Content-Disposition": f'attachment; filename="pack-{row.number:04}.zip"'}
    return StreamingResponse(stream, media_type="application/zip", headers=headers)


@router.post("/side/{case_id}/packs/{pack_id}/passing-on")
def pass_on(request: Request, case_id: CaseId, pack_id: ItemId, visit: Spoc) -> Response:
    """Note to which kind of agency the pack went on."""
    said = Said(visit.form)
    with service_of(request).act(visit.actor, writes=False) as act:
        _mine(act, case_id, pack_id)
        today = act.at.date()
    agency = said.choice("agency", AGENCIES, "Choose to which kind of agency the pack went")
    on = said.date("on", "Enter the date on which you passed it on", today)
    if said.wrong or on is None:
        # the fields of this pack's form, among those of the others
        said.wrong = {f"{name}-{pack_id}": words for name, words in said.wrong.items()}
        return _page(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        requests.pass_on(act, pack_id, agency, on)
    return go(f"/side/{case_id}/packs", "passed-on")
