"""Which paragraphs of a record are about others: packs that are not about them are made without these."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service.case import subjects_of
from api.web.service.cases import Office
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import parts, sides
from sanitiser.ledger.audit import note
from sanitiser.release.paragraphs import Paragraph, kept_record, paragraphs, spans
from sanitiser.service import Act
from sanitiser.store.tables.records import Record

router = APIRouter(include_in_schema=False)
PATH = "/cases/{case_id}/records/{record_id}/parts"
DONE |= {
    "marked": "Packs that are not about them are made without these paragraphs.",
    "unmarked": "The mark is taken back. Packs that were made before cannot be released: make them anew.",
}


@router.get(PATH)
def show(request: Request, case_id: CaseId, record_id: ItemId, visit: Office) -> Response:
    """The record's paragraphs, and what is marked."""
    with service_of(request).act(visit.actor) as act:
        row = _row(act, case_id, record_id)
        note(act, "record.seen", row.case_id, record=row.id)
    return _page(request, case_id, record_id, visit, Said())


def _page(request: Request, case_id: str, record_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        row = _row(act, case_id, record_id)
        found, names = sides.side(act, case_id), subjects_of(act, case_id)
        marked = [
            (part.id, [names.get(one, "") for one in part.subjects.split(",") if one], parts.text_of(act, part))
            for part in parts.parts_of(act, row)
        ]
        shown = _paragraphs(act, row)
        title = f"Record {row.case_number}"
    return page(
        request,
        "parts.html",
        status,
        case=found.case,
        said=said,
        row=row,
        title=title,
        people=names,
        marked=marked,
        paragraphs=shown,
    )


@router.post(PATH)
def change(request: Request, case_id: CaseId, record_id: ItemId, visit: Office) -> Response:
    """Mark paragraphs (`do` is mark: `p` are their places), or take a mark back (unmark)."""
    said = Said(visit.form)
    do = said.choice("do", ("mark", "unmark"), "Choose what to do")
    with service_of(request).act(visit.actor) as act:
        row = _row(act, case_id, record_id)
        people = tuple(said.all("subject"))
        if do == "mark":
            record = kept_record(act, row)
            known = {str(one.place): one.place for one in paragraphs(record)}
            places = [known[place] for place in said.all("p") if place in known]
            if not places:
                said.wrong["p"] = "Choose the paragraphs that are about others"
            for start, end in spans(record, places):
                parts.mark(act, record_id, start, end, record.text[start:end], people)
        elif do == "unmark":
            parts.unmark(act, record_id, said.get("part"))
    if said.wrong:
        return _page(request, case_id, record_id, visit, said, 422)
    return go(f"/cases/{case_id}/records/{record_id}/parts", f"{do}ed")


def _row(act: Act, case_id: str, record_id: str) -> Record:
    found, row = sides.record(act, record_id)
    if row.case_id != case_id or found.case.state == "erased":
        raise sides.NotFound
    return row


def _paragraphs(act: Act, row: Record) -> tuple[Paragraph, ...]:
    try:
        return paragraphs(kept_record(act, row))
    except sides.NotFound:
        return ()
