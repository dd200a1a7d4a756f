"""Handing records over from a browser: many files in one form, or one after another with a script that shows progress.

A file's name and content are untrusted: the name is shown escaped and kept sealed, the kind is told by the content.
"""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select
from starlette.datastructures import FormData

from api.auth.allow import CSRF_HEADER, service_of
from api.fields import CaseId
from api.uploads import Gate, Upload
from api.web.service import words
from api.web.service.case import area_names, subjects_of
from api.web.service.cases import Spoc
from api.web.service.door import TOKEN, EnterUpload, Forged, Visit, unforged
from api.web.service.receiving import Many, Refused, receive_many
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import records, sides
from sanitiser.ledger import requests
from sanitiser.limits import MIB
from sanitiser.service import Act, Service
from sanitiser.store.states import AREA_ROLES, Role
from sanitiser.store.tables.cases import SubjectName

router = APIRouter(include_in_schema=False)
Uploader = Annotated[Visit, Depends(EnterUpload(Role.UKPPS_SPOC))]
SideUploader = Annotated[Visit, Depends(EnterUpload(Role.LA_SPOC))]
CODES = tuple(item.code for item in words.COPIED)
DONE["handed-over"] = "The records have been handed over. UKPPS takes them from here."


@router.get("/cases/{case_id}/upload")
def ask(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """The form, for the office."""
    return form_page(request, case_id, visit, Said())


def form_page(
    request: Request, case_id: str, visit: Visit, said: Said, status: int = 200, done: Many | None = None
) -> Response:
    """The form as either sees it, with what is wrong and which files were not taken."""
    service = service_of(request)
    with service.act(visit.actor, writes=False) as act:
        found = sides.open_side(act, case_id)
        given: dict[str, Any] = {"people": people_of(act, found), "lines": [], "areas": {}}
        if found.area is None:
            given |= {"case": found.case, "areas": area_names(act, found.case.id)}
        else:
            given["side"] = found
            given["lines"] = [row for row in requests.lines(act, found) if row.nature == "seek" and not row.closed_on]
    given |= {"limit": service.settings.upload_bytes // MIB, "refused": done.refused if done else []}
    given["taken"] = len(done.taken) if done else 0
    return page(request, "upload.html" if found.area is None else "side_upload.html", status, said=said, **given)


def people_of(act: Act, found: sides.Side) -> list[tuple[str, str]]:
    """The people of the case, by the identifiers and names that this side uses."""
    if found.area is None:
        return list(subjects_of(act, found.case.id).items())
    ring = act.ring(found.case.id)
    mine = act.session.scalars(select(SubjectName).where(SubjectName.area_id == found.area.id))
    named = [(row.id, ring.open_text(row.name_sealed, "subject_name", "name", row.id)) for row in mine]
    return sorted(named, key=lambda one: (one[1], one[0]))


@router.post("/cases/{case_id}/upload")
async def take_for_office(request: Request, case_id: CaseId, visit: Uploader) -> Response:
    """Take files that the office hands in for an area."""
    return await _take(request, case_id, visit, f"/cases/{case_id}", "uploaded")


@router.post("/side/{case_id}/upload")
async def take_for_side(request: Request, case_id: CaseId, visit: SideUploader) -> Response:
    """Take files that a local authority hands over."""
    return await _take(request, case_id, visit, f"/side/{case_id}", "handed-over")


class _Wrong(Exception):
    """The fields do not allow the files to be taken."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__()


async def _take(request: Request, case_id: str, visit: Visit, then: str, done: str) -> Response:
    service, gate = service_of(request), _gate(request)
    header = request.headers.get(CSRF_HEADER, "")
    live = "application/json" in request.headers.get("accept", "")

    def check(fields: dict[str, str]) -> None:
        if not unforged(request, visit, header or fields.get(TOKEN, "")):
            raise Forged
        said = _fields(fields, visit)
        if said.wrong:
            raise _Wrong(said)

    async with gate.enter():
        inner = await asyncio.to_thread(_case_of, service, visit, case_id)
        limit = service.settings.upload_bytes
        try:
            many = await receive_many(request, service.blobs, inner, limit, check)
            said = _fields(many.fields, visit)
            if not many.taken and not many.refused:
                said.wrong["file"] = "Choose the records to upload"
            try:
                await asyncio.to_thread(_keep, service, visit, case_id, many)
            finally:
                many.drop()
        except _Wrong as wrong:
            many, said = None, wrong.said
    said.wrong |= {"file": _one_line(many.refused)} if many is not None and many.refused else {}
    if live:
        words_of = [f"{words}." for words in said.wrong.values()] if many is None else [r.words for r in many.refused]
        return JSONResponse({"refused": words_of}, 422 if words_of else 200)
    if said.wrong:
        return await asyncio.to_thread(form_page, request, case_id, visit, said, 422, many)
    return go(then, done)


def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def _case_of(service: Service, visit: Visit, handle: str) -> str:
    with service.act(visit.actor, writes=False) as act:
        return sides.open_side(act, handle).case.id


def _fields(fields: dict[str, str], visit: Visit) -> Said:
    said = Said(FormData(fields))
    said.choice("category", CODES, "Choose what the records are")
    if visit.role not in AREA_ROLES:
        said.text("area", "Choose the area that the records come from", 26)
    return said


def _one_line(refused: list[Refused]) -> str:
    return f"{len(refused)} of the files could not be taken: see the list" if len(refused) > 1 else (
        f"One file could not be taken: {refused[0].words}"
    )


def _keep(service: Service, visit: Visit, case_id: str, many: Many) -> None:
    for upload in many.taken:
        _hand_over(service, visit, case_id, upload, many.fields)


def _hand_over(service: Service, visit: Visit, case_id: str, upload: Upload, fields: dict[str, str]) -> None:
    written = upload.writer.finish()
    with service.act(visit.actor) as act:
        ring = act.ring(sides.side(act, case_id).case.id)
        handover = records.Handover(
            written=written,
            digest_index=ring.index(upload.digest, "record"),
            name=upload.name,
            media_type=upload.media_type,
            category=fields["category"],
            area_id=fields.get("area") or None,
            request_id=fields.get("request") or None,
            subjects=tuple(part for part in fields.get("subject", "").split(",") if part),
            urgent=fields.get("urgent") == "1",
        )
        records.hand_over(act, case_id, handover)
