"""Packs, for the UKPPS SPOC: choosing whom they are about and what goes in, approving, releasing, recalling."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import func, select
from starlette.datastructures import FormData

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service import words
from api.web.service.case import area_names
from api.web.service.cases import Spoc
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import records, sides
from sanitiser.errors import UsageError
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.release import drafting, narrowing, packs
from sanitiser.release.check import fingerprint
from sanitiser.service import Act
from sanitiser.store.states import PackState
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.people import Account, Client
from sanitiser.store.tables.records import Record
from sanitiser.store.tables.release import Pack, PackItem

router = APIRouter(include_in_schema=False)
MOST = 2000
DOINGS = {"approve": packs.approve, "release": packs.release, "recall": packs.recall}
DONE |= {
    "drafted": "The pack is made. A second person has to approve it before it can be released.",
    "approve": "The pack is approved. It can be released now.",
    "release": "The pack is released: its area can collect it.",
    "recall": "The pack is recalled: it can be collected no more. Tell by telephone all who have it.",
}


@router.get("/cases/{case_id}/packs")
def listed(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Every pack of the case, newest first."""
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        rows = packs.listed(act, found, 0, MOST)
        names = area_names(act, found.case.id)
        shown = [_view(act, row, names) for row in reversed(rows)]
        key = fingerprint(packs.public_key(act.service_ring))
    return page(request, "packs.html", case=found.case, packs=shown, areas=names, fingerprint=key)


def _view(act: Act, row: Pack, names: dict[str, str]) -> dict[str, Any]:
    files = act.session.scalar(select(func.count()).select_from(PackItem).where(PackItem.pack_id == row.id))
    case = act.session.get(Case, row.case_id)
    people = drafting.names_in(act, row).values() if case is not None and case.state != "erased" else ()
    return {
        "row": row,
        "area": names.get(row.area_id, ""),
        "files": files or 0,
        "people": [person.name for person in people],
        "fetched": len(packs.fetches(act, row)),
    }


@router.get("/cases/{case_id}/packs/new")
def ask(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """First for whom, then what goes in: the address carries the answers of the first step."""
    said = Said(_asked(request))
    return _choose(request, case_id, visit, said)


def _asked(request: Request) -> FormData:
    return FormData([(name, value) for name, value in request.query_params.multi_items()])


def _choose(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.open_side(act, case_id)
        names = area_names(act, found.case.id)
        area = said.get("area")
        given: dict[str, Any] = {"areas": names, "area": names.get(area, ""), "people": [], "choices": None}
        if given["area"]:
            people = drafting.people(act, case_id, area)
            known = {one.id for one in people}
            subjects = [one for one in said.all("subject") if one in known]
            given |= {"people": people, "subjects": subjects}
            if said.get("agency") in AGENCIES and (subjects or not people):
                rows = drafting.choices(act, case_id, area, subjects)
                given["choices"] = [_choice(act, one) for one in rows if one.approved]
                given["unapproved"] = sum(not one.approved for one in rows)
        old = packs.listed(act, found, 0, MOST)
        given["olds"] = [row for row in old if row.area_id == area and PackState(row.state) in drafting.REPLACEABLE]
    return page(request, "pack_new.html", status, case=found.case, said=said, agencies=AGENCIES, **given)


def _choice(act: Act, one: drafting.Choice) -> dict[str, Any]:
    row = act.session.get(Record, one.record_id)
    name = records.name_of(act, row) if row is not None else ""
    return {"id": one.record_id, "number": one.number, "name": name, "category": words.item(one.category), "it": one}


@router.post("/cases/{case_id}/packs/new")
def make(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Put the pack together."""
    said = Said(visit.form)
    agency = said.choice("agency", AGENCIES, "Choose for which kind of agency it is")
    area = said.text("area", "Choose the area that it goes to", 26)
    chosen = said.all("record")
    if not chosen and not said.wrong:
        said.wrong["record"] = "Choose the records that go into the pack"
    pack_id = ""
    if not said.wrong:
        try:
            with service_of(request).act(visit.actor) as act:
                old = said.get("replaces") or None
                pack_id = drafting.draft(act, case_id, area, agency, chosen, old, said.all("subject")).id
        except UsageError as error:
            if not error.detail:
                raise
            said.wrong["record"] = f"{error.detail[:1].upper()}{error.detail[1:]}. {error.advice}"
    if said.wrong:
        return _choose(request, case_id, visit, said, 422)
    return go(f"/cases/{case_id}/packs/{pack_id}", "drafted")


@router.get("/cases/{case_id}/packs/{pack_id}")
def show(request: Request, case_id: CaseId, pack_id: ItemId, visit: Spoc) -> Response:
    """One pack: what is in it, where it stands, who has it."""
    return _show(request, case_id, pack_id, visit, Said())


def _show(request: Request, case_id: str, pack_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found, row = _found(act, case_id, pack_id)
        given: dict[str, Any] = _view(act, row, area_names(act, found.case.id))
        given["items"] = [_item(act, item) for item in packs.items_of(act, row)]
        given["fetches"] = [(_who(act, one.actor), one.fetched_at) for one in packs.fetches(act, row)]
        given["passed"] = [(one.agency, one.passed_on) for one in packs.passings_on(act, row)]
        given["mine"] = row.made_by == visit.actor.id and act.service.settings.four_eyes
        old = act.session.get(Pack, row.replaces_id) if row.replaces_id else None
        given["old"] = old.number if old is not None else None
    return page(request, "pack.html", status, case=found.case, said=said, **given)


def _item(act: Act, item: PackItem) -> dict[str, Any]:
    narrowed = narrowing.of_item(act, item.id)
    parts = len(narrowed.parts.split(",")) if narrowed is not None else 0
    return {
        "name": item.name,
        "category": words.item(item.category),
        "parts": parts,
        "state": narrowed.state if narrowed is not None else "",
        "reason": words.reason(narrowed.reason) if narrowed is not None and narrowed.reason else "",
    }


def _found(act: Act, case_id: str, pack_id: str) -> tuple[sides.Side, Pack]:
    found, row = sides.pack(act, pack_id)
    if found.case.id != case_id:
        raise sides.NotFound
    return found, row


def _who(act: Act, actor: str) -> str:
    kind, _, key = actor.partition(":")
    if kind == "account":
        account = act.session.get(Account, key)
        return account.display_name if account is not None else "somebody"
    client = act.session.get(Client, key)
    return client.name if client is not None else "a case system"


@router.post("/cases/{case_id}/packs/{pack_id}")
def change(request: Request, case_id: CaseId, pack_id: ItemId, visit: Spoc) -> Response:
    """Approve, release or recall: the form's `do` says which."""
    said = Said(visit.form)
    do = said.choice("do", DOINGS, "Choose what to do")
    if do == "recall" and said.get("sure") != "1":
        said.wrong["sure"] = "Tick the box if you mean to recall the pack"
    if not said.wrong:
        try:
            with service_of(request).act(visit.actor) as act:
                _found(act, case_id, pack_id)
                DOINGS[do](act, pack_id)
        except UsageError as error:
            if not error.detail:
                raise
            advice = f". {error.advice}" if error.advice != type(error).remedy else ""
            said.wrong["do"] = error.detail[:1].upper() + error.detail[1:] + advice
    if said.wrong:
        return _show(request, case_id, pack_id, visit, said, 422)
    return go(f"/cases/{case_id}/packs/{pack_id}", do)


@router.post("/cases/{case_id}/packs/{pack_id}/content")
def fetch(request: Request, case_id: CaseId, pack_id: ItemId, visit: Spoc) -> Response:
    """The pack's ZIP; that the office fetched it is written down too."""
    with service_of(request).act(visit.actor) as act:
        _, row = _found(act, case_id, pack_id)
        stream = packs.fetch(act, pack_id)
    headers = {"Content-Disposition": f'attachment; filename="pack-{row.number:04}.zip"'}
    return StreamingResponse(stream, media_type="application/zip", headers=headers)
