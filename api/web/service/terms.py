"""Case terms: what must go from every record whatever the recognisers say, and the names that stay."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service.cases import Office, Spoc
from api.web.service.door import Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework import cases, sides
from sanitiser.casework.sides import Conflict
from sanitiser.domain.kinds import LABEL_WORDS, Kind

router = APIRouter(include_in_schema=False)
PURPOSES = ("protect", "keep")
DONE |= {
    "term": "The term is added. Every record of the case is searched again, approved ones too.",
    "term-gone": "The term is taken out. Every record of the case is searched again.",
}


@router.get("/cases/{case_id}/terms")
def listed(request: Request, case_id: CaseId, visit: Office) -> Response:
    """What goes and what stays."""
    return _page(request, case_id, visit, Said())


def _page(request: Request, case_id: str, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        if found.case.state == "erased":
            raise sides.NotFound
        known = cases.terms(act, found)
    return page(request, "terms.html", status, case=found.case, terms=known, said=said, labels=LABEL_WORDS)


@router.post("/cases/{case_id}/terms")
def add(request: Request, case_id: CaseId, visit: Office) -> Response:
    """Add one; every record is searched again."""
    said = Said(visit.form)
    purpose = said.choice("purpose", PURPOSES, "Choose whether it goes or stays")
    text = said.text("text", "Enter the term")
    kind = said.choice("kind", [kind.value for kind in Kind], "Choose what it is") if purpose == "protect" else ""
    label = said.get("label") if purpose == "protect" else ""
    if kind and label and label not in LABEL_WORDS[Kind(kind)]:
        said.wrong["label"] = f"Choose a label of this kind: {', '.join(LABEL_WORDS[Kind(kind)]).lower()}"
    if not said.wrong:
        try:
            with service_of(request).act(visit.actor) as act:
                cases.add_term(act, case_id, cases.Term("", purpose, text, kind, label))
        except Conflict as error:
            if error.detail != "the case has this term":
                raise
            said.wrong["text"] = "The case has this term already"
    if said.wrong:
        return _page(request, case_id, visit, said, 422)
    return go(f"/cases/{case_id}/terms", "term")


@router.post("/cases/{case_id}/terms/{term_id}/removal")
def remove(request: Request, case_id: CaseId, term_id: ItemId, visit: Spoc) -> Response:
    """Take one out; every record is searched again."""
    with service_of(request).act(visit.actor) as act:
        cases.remove_term(act, case_id, term_id)
    return go(f"/cases/{case_id}/terms", "term-gone")
