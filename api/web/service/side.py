"""A local authority SPOC's own side of a case: what was asked, what is due, what was handed over. Nothing of others."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Select, func, literal, select

from api.auth.allow import service_of
from api.fields import CaseId, Cursor
from api.paging import after, next_cursor
from api.web.service import words
from api.web.service.door import Enter, Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from api.web.service.uploads import form_page
from sanitiser.casework import cases, records, sides
from sanitiser.ledger import clocks, completeness, requests
from sanitiser.service import Act
from sanitiser.store.states import PackState, Role
from sanitiser.store.tables.cases import Area
from sanitiser.store.tables.ledger import PassingOn
from sanitiser.store.tables.people import Account
from sanitiser.store.tables.records import Record
from sanitiser.store.tables.release import Pack, PackFetch

router = APIRouter(include_in_schema=False)
Spoc = Annotated[Visit, Depends(Enter(Role.LA_SPOC))]
SHOWN = 100
DESIGNATES = {"": "Nobody", "dcs": "The DCS", "dass": "The DASS", "dcs,dass": "The DCS and the DASS"}
DONE |= {"spoc": "You are named as the SPOC of your local authority for this case."}


@dataclass(frozen=True, slots=True)
class SideLine:
    """A case in a side's list."""

    id: str
    reference: str
    open: bool
    requests: int
    overdue: int
    to_collect: int
    urgent: int


@router.get("/side")
def listed(request: Request, visit: Spoc) -> Response:
    """The cases of the authority: what is urgent or overdue first."""
    with service_of(request).act(visit.actor, writes=False) as act:
        own = act.session.scalars(sides.areas_of(visit.actor).order_by(Area.reference))
        lines = [_line(act, sides.side(act, area.id)) for area in own]
    lines.sort(key=lambda one: (not one.open, not one.urgent, not one.overdue, one.reference))
    return page(request, "side_list.html", lines=lines)


def _line(act: Act, found: sides.Side) -> SideLine:
    lines = [line for line in requests.lines(act, found) if line.state == "open"]
    late = sum(clock.overdue for clock in clocks.clocks(act, found))
    return SideLine(
        found.handle,
        found.reference,
        found.case.state == "open",
        len(lines),
        late,
        to_collect(act, found.handle),
        sum(line.urgent for line in lines),
    )


def to_collect(act: Act, area_id: str) -> int:
    """How many released packs nobody of this side has fetched; that the office looked at one does not count."""
    fetched = _fetched(act).where(PackFetch.pack_id == Pack.id).exists()
    waiting = select(func.count()).select_from(Pack)
    mine = waiting.where(Pack.area_id == area_id, Pack.state == PackState.RELEASED.value, ~fetched)
    return act.session.scalar(mine) or 0


def collected(act: Act, pack: Pack) -> bool:
    """Whether somebody of this side has fetched a pack."""
    return act.session.scalars(_fetched(act).where(PackFetch.pack_id == pack.id)).first() is not None


def _fetched(act: Act) -> Select[str]:
    own = select(literal("account:").concat(Account.id)).where(Account.tenant_id == act.actor.tenant_id)
    return select(PackFetch.id).where(PackFetch.actor.in_(own))


def frame(act: Act, handle: str, visit: Visit) -> dict[str, Any]:
    """What every page of a side needs; the case itself stays unknown to it."""
    found = sides.side(act, handle)
    area = found.area
    assert area is not None  # noqa: S101 (only sides get here)
    return {
        "side": {"id": area.id, "reference": area.reference, "open": found.case.state == "open"},
        "spoc": {"named": area.spoc_id is not None, "mine": "account:" + str(area.spoc_id) == visit.actor.id},
        "designates": DESIGNATES.get(area.designates, area.designates),
        "collect": to_collect(act, area.id),
    }


@router.get("/side/{case_id}")
def show(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """What is due, and every request with where it stands."""
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        found = sides.side(act, case_id)
        given |= {"lines": requests.lines(act, found), "clocks": clocks.clocks(act, found)}
        given["choices"] = DESIGNATES
    return page(request, "side.html", said=Said(), **given)


@router.post("/side/{case_id}/spoc")
def name_spoc(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """Say that one is the SPOC, and who stands in."""
    said = Said(visit.form)
    chosen = said.choice("designates", DESIGNATES, "Choose who stands in for you")
    with service_of(request).act(visit.actor) as act:
        cases.name_spoc(act, case_id, None, chosen)
    return go(f"/side/{case_id}", "spoc")


@router.get("/side/{case_id}/records")
def handed_over(request: Request, case_id: CaseId, visit: Spoc, cursor: Cursor = "") -> Response:
    """What the side handed over, and whether it could be taken."""
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        found = sides.side(act, case_id)
        rows = records.listed(act, found, after(cursor), SHOWN) if given["side"]["open"] else []
        given["records"] = [_record(act, row) for row in rows]
        given["more"] = next_cursor(rows, SHOWN, lambda row: row.number)
    return page(request, "side_records.html", **given)


def _record(act: Act, row: Record) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": records.name_of(act, row) or f"record {row.number}",
        "category": words.item(row.category),
        "state": words.SIDE_STATES.get(row.side_state, (row.side_state, "grey")),
        "why": words.reason(row.side_reason) if row.side_reason else "",
        "remedy": words.remedy(row.side_reason) if row.side_reason else "",
        "on": row.created_at,
        "urgent": row.urgent,
    }


@router.get("/side/{case_id}/upload")
def ask_files(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """The form to hand records over."""
    return form_page(request, case_id, visit, Said())


@router.get("/side/{case_id}/ledger")
def ledger(request: Request, case_id: CaseId, visit: Spoc) -> Response:
    """The whole ledger of the side, to read and to print."""
    with service_of(request).act(visit.actor, writes=False) as act:
        given = frame(act, case_id, visit)
        found = sides.side(act, case_id)
        given["lines"] = sorted(requests.lines(act, found), key=lambda line: line.number)
        given["checklist"] = completeness.completeness(act, found)
        given["clocks"] = clocks.clocks(act, found)
        passed = select(PassingOn, Pack.number).join(Pack, Pack.id == PassingOn.pack_id)
        mine = passed.where(PassingOn.area_id == found.handle).order_by(PassingOn.passed_on, PassingOn.id)
        given["passed"] = [
            {"pack": number, "agency": row.agency, "on": row.passed_on} for row, number in act.session.execute(mine)
        ]
        given["printed"] = act.at
    return page(request, "side_ledger.html", **given)
