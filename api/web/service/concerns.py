"""Concerns, for the UKPPS SPOC: what was reported, whether it is a breach, and what it started."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service import words
from api.web.service.case import area_names
from api.web.service.cases import Spoc
from api.web.service.door import Visit
from api.web.service.said import MOST, Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import sides
from sanitiser.ledger import concerns, reading
from sanitiser.ledger.trace import SHORTEST, Held
from sanitiser.release import packs, response
from sanitiser.service import Act
from sanitiser.store.states import PackState
from sanitiser.store.tables.ledger import Concern
from sanitiser.store.tables.release import Pack

router = APIRouter(include_in_schema=False)
STARTED = {"trace": "A term was traced", "recall": "A pack was recalled", "ico-clock": "The ICO’s 72 hours began"}
DONE |= {
    "concern-kept": "The concern is written down.",
    "handled": "The concern is changed.",
    "recalled": "The packs are recalled. Tell by telephone all who have them.",
}


@router.get("/cases/{case_id}/concerns")
def listed(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Every concern of the case, and the form."""
    return _page(request, case_id, visit, Said())


def _page(
    request: Request, case_id: str, visit: Visit, said: Said, status: int = 200, held: list[Held] | None = None
) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        names = area_names(act, found.case.id)
        rows = packs.listed(act, found, 0, 0)
        given: dict[str, Any] = {
            "concerns": [_view(act, row, names) for row in concerns.reported(act, found)],
            "released": [row for row in rows if PackState(row.state) is PackState.RELEASED],
            "names": names,
            "held": None if held is None else [_held(act, one, names) for one in held],
        }
    return page(request, "concerns.html", status, case=found.case, said=said, **given)


def _view(act: Act, row: Concern, names: dict[str, str]) -> dict[str, Any]:
    return {
        "row": row,
        "text": concerns.text_of(act, row),
        "from": names.get(row.area_id or "", "UKPPS"),
        "started": [(STARTED.get(one.kind, one.kind), one.started_at) for one in concerns.actions(act, row)],
    }


def _held(act: Act, one: Held, names: dict[str, str]) -> dict[str, Any]:
    pack = act.session.get(Pack, one.pack_id)
    return {"one": one, "number": pack.number if pack is not None else 0, "area": names.get(one.area_id, "")}


@router.post("/cases/{case_id}/concerns")
def report(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Write a concern down."""
    said = Said(visit.form)
    kind = said.choice("kind", words.CONCERNS, "Choose what happened")
    text = said.text("note", "Say what happened", MOST)
    if said.wrong:
        return _page(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        concerns.report(act, case_id, kind, text, breach=said.get("breach") == "1")
    return go(f"/cases/{case_id}/concerns", "concern-kept")


@router.post("/cases/{case_id}/concerns/{concern_id}")
def handle(request: Request, case_id: CaseId, concern_id: ItemId, visit: Spoc) -> Response:
    """Say what it is and what was done, trace a term, recall packs: the form's `do` says which."""
    said = Said(visit.form)
    do = said.choice("do", ("breach", "no-breach", "told-ico", "close", "trace", "recall"), "Choose what to do")
    term = said.text("term", "Enter the term that leaked") if do == "trace" else ""
    if do == "trace" and not said.wrong and len("".join(term.split())) < SHORTEST:
        said.wrong["term"] = f"Enter {SHORTEST} characters at least"
    chosen = said.all("pack")
    if do == "recall" and not chosen:
        said.wrong["pack"] = "Choose the packs to recall"
    if said.wrong:
        said.wrong = {f"{name}-{concern_id}": words for name, words in said.wrong.items()}
        return _page(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        if concerns.find(act, concern_id).case_id != case_id:
            raise sides.NotFound
        if do == "trace":
            held = response.trace_for(act, concern_id, term, reading.text_of)
        elif do == "recall":
            response.recall_for(act, concern_id, chosen)
        else:
            breach = {"breach": True, "no-breach": False}.get(do)
            concerns.handle(act, concern_id, breach=breach, told_ico=do == "told-ico", close=do == "close")
    if do == "trace":
        return _page(request, case_id, visit, Said(), held=held)
    return go(f"/cases/{case_id}/concerns", "recalled" if do == "recall" else "handled")
