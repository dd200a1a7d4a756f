"""What a side writes in its ledger: requests, offers, questions about a label, concerns, and what became of them."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service import words
from api.web.service.door import Visit
from api.web.service.said import MOST, Said
from api.web.service.shell import DONE, go, page
from api.web.service.side import Spoc, frame
from api.web.service.uploads import people_of
from sanitiser.casework import sides
from sanitiser.ledger import concerns, requests
from sanitiser.ledger.audit import note
from sanitiser.store.base import new_id
from sanitiser.store.tables.ledger import Conference

router = APIRouter(include_in_schema=False)
ITEMS: Final = tuple(item.code for item in words.COPIED)
FORMS: Final = {
    "request": ("Request records", "What do you need, and for whom?", "Send the request"),
    "offer": ("Offer records", "What do you have that nobody asked for?", "Send the offer"),
    "label-question": ("Ask about a label", "For example: which kind of hospital is [HOSPITAL 2]?", "Ask"),
    "disclosure": (
        "Ask for one value to be disclosed",
        "Say which value, and who needs it: a court’s order or a clinician’s word. Two people of UKPPS decide.",
        "Ask",
    ),
}
"""What a side may write, with the words of its form."""
DONE |= {
    "request": "The request is sent.",
    "offer": "The offer is sent.",
    "label-question": "The question is sent.",
    "disclosure": "The question is sent. Two people of UKPPS decide.",
    "disputed": "The dispute is noted.",
    "line-closed": "The line is closed.",
    "concern": "The concern is reported to UKPPS. If somebody is in danger now, call 999.",
    "conference": "The conference is noted.",
}


@router.get("/side/{case_id}/new/{nature}")
def ask(request: Request, case_id: CaseId, nature: str, visit: Spoc) -> Response:
    """The form of a new line."""
    return _form(request, case_id, visit, nature, Said())


def _form(request: Request, case_id: str, visit: Visit, nature: str, said: Said, status: int = 200) -> Response:
    if nature not in FORMS:
        raise sides.NotFound
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        people = people_of(act, sides.open_side(act, case_id))
    heading, hint, button = FORMS[nature]
    given |= {"nature": nature, "heading": heading, "hint": hint, "button": button, "people": people}
    return page(request, "side_new.html", status, said=said, **given)


@router.post("/side/{case_id}/new/{nature}")
def write(request: Request, case_id: CaseId, nature: str, visit: Spoc) -> Response:
    """Write a line."""
    said = Said(visit.form)
    asks = nature in ("label-question", "disclosure")
    item = said.choice("item", ITEMS, "Choose which records it is about")
    text = said.text("note", "Enter what you ask" if asks else "", MOST)
    new = requests.NewLine(nature, item, "", said.get("subject") or None, text, said.get("urgent") == "1")
    if said.wrong or nature not in FORMS:
        return _form(request, case_id, visit, nature, said, 422)
    with service_of(request).act(visit.actor) as act:
        requests.add(act, case_id, new)
    return go(f"/side/{case_id}", nature)


@router.get("/side/{case_id}/lines/{request_id}")
def show(request: Request, case_id: CaseId, request_id: ItemId, visit: Spoc) -> Response:
    """One line: what was asked, what became of it."""
    return _line(request, case_id, request_id, visit, Said())


def _line(request: Request, case_id: str, request_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        found, row = sides.request(act, request_id)
        if found.handle != case_id:
            raise sides.NotFound
        given["line"] = requests.line(act, found, row)
        people = dict(people_of(act, found)) if given["side"]["open"] else {}
        given["person"] = people.get(row.subject_name_id or "", "")
    return page(request, "side_line.html", status, said=said, **given)


@router.post("/side/{case_id}/lines/{request_id}")
def step(request: Request, case_id: CaseId, request_id: ItemId, visit: Spoc) -> Response:
    """Dispute a line, or close it."""
    said = Said(visit.form)
    chosen = said.choice("step", ("disputed", "closed"), "Choose what happened")
    if said.wrong:
        return _line(request, case_id, request_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        found, _ = sides.request(act, request_id)
        if found.handle != case_id:
            raise sides.NotFound
        requests.step(act, request_id, chosen, act.at.date())
    return go(f"/side/{case_id}/lines/{request_id}", "disputed" if chosen == "disputed" else "line-closed")


@router.get("/side/{case_id}/concerns")
def reported(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """What this side reported, and the form."""
    return _concerns(request, case_id, visit, Said())


def _concerns(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        rows = concerns.reported(act, sides.side(act, case_id))
        known: list[dict[str, Any]] = [
            {"number": row.number, "kind": row.kind, "text": concerns.text_of(act, row), "at": row.known_at}
            for row in rows
        ]
    return page(request, "side_concerns.html", status, said=said, concerns=known, **given)


@router.post("/side/{case_id}/concerns")
def report(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Report a concern."""
    said = Said(visit.form)
    kind = said.choice("kind", words.CONCERNS, "Choose what happened")
    text = said.text("note", "Say what happened", MOST)
    if said.wrong:
        return _concerns(request, case_id, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        concerns.report(act, case_id, kind, text)
    return go(f"/side/{case_id}/concerns", "concern")


@router.get("/side/{case_id}/conference")
def ask_conference(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """The form that notes the transfer-in conference."""
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
    return page(request, "side_conference.html", said=Said(), **given)


@router.post("/side/{case_id}/conference")
def note_conference(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Note it; it stops its clock."""
    said = Said(visit.form)
    with service_of(request).act(visit.actor, writes=False) as act:
        given, today = frame(act, case_id, visit), act.at.date()
    held = said.date("held_on", "Enter the date of the conference", today)
    if said.wrong or held is None:
        return page(request, "side_conference.html", 422, said=said, **given)
    with service_of(request).act(visit.actor) as act:
        found = sides.open_side(act, case_id, lock=True)
        area = sides.area_in(act, found, None)
        act.session.add(Conference(id=new_id(), area_id=area.id, kind="transfer-in", held_on=held))
        note(act, "conference.noted", found.case.id, area=area.id)
    return go(f"/side/{case_id}", "conference")
