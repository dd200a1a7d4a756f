"""A case as the office works on it: its records, how far the work is, a record tried again."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import select

from api.auth.allow import service_of
from api.fields import CaseId, ItemId
from api.web.service import progress, words
from api.web.service.cases import Office
from api.web.service.door import Enter, Visit
from api.web.service.shell import DONE, go, page
from sanitiser.casework import overview, records, sides
from sanitiser.errors import Encrypted
from sanitiser.ledger import clocks, completeness
from sanitiser.service import Act
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.cases import Area, Subject
from sanitiser.store.tables.people import Tenant
from sanitiser.store.tables.records import Record

router = APIRouter(include_in_schema=False)
Watcher = Annotated[Visit, Depends(Enter(Role.UKPPS_SPOC, Role.REVIEWER, quiet=True))]
SHOWN: Final = 200
FILTERS: Final = {
    "": ("All", ()),
    "busy": ("Being worked on", overview.BUSY),
    "review": ("To review", overview.REVIEWED),
    "help": ("Need help", overview.STUCK),
    "ready": ("Approved", overview.READY),
}
_CURSOR = re.compile(r"[01][0-9]{1,9}")
DONE |= {
    "uploaded": "The records have arrived and wait to be sanitised.",
    "again": "The record waits to be sanitised again.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A record as the list shows it."""

    id: str
    number: int
    name: str
    category: str
    area: str
    state: tuple[str, str]
    why: str
    remedy: str
    urgent: bool
    open: bool
    stuck: bool
    about: str = ""


def area_names(act: Act, case_id: str) -> dict[str, str]:
    """The areas of a case by the names of their authorities, for the office."""
    pairs = select(Area.id, Tenant.name).join(Tenant, Tenant.id == Area.tenant_id).where(Area.case_id == case_id)
    return {str(area_id): str(name) for area_id, name in act.session.execute(pairs)}


def subjects_of(act: Act, case_id: str) -> dict[str, str]:
    """The people of a case by the office's names, in the order in which they came into it."""
    ring = act.ring(case_id)
    rows = act.session.scalars(select(Subject).where(Subject.case_id == case_id).order_by(Subject.number))
    return {row.id: ring.open_text(row.name_sealed, "subject", "name", row.id) for row in rows}


def line_of(act: Act, row: Record, areas: dict[str, str], names: dict[str, str] | None = None) -> Line:
    """See Line; `names` are the family's, by their identifiers."""
    state = RecordState(row.state)
    reviewable = (*overview.REVIEWED, *overview.READY)
    return Line(
        id=row.id,
        number=row.case_number,
        name=records.name_of(act, row) or f"record {row.case_number}",
        category=words.item(row.category),
        area=areas.get(row.area_id, ""),
        state=words.STATES[state],
        why=words.reason(row.reason) if row.reason else "",
        remedy=words.remedy(row.reason) if row.reason == Encrypted.code else row.remedy,
        urgent=row.urgent,
        open=row.copy_id is not None and state in reviewable,
        stuck=state in overview.STUCK,
        about=", ".join((names or {}).get(one, "") for one in row.subjects.split(",") if one in (names or {})),
    )


@router.get("/cases/{case_id}")
def show(request: Request, case_id: CaseId, visit: Office, show: str = "", after: str = "") -> Response:
    """The records of a case and how far the work is."""
    chosen = show if show in FILTERS else ""
    place = after if _CURSOR.fullmatch(after) else ""
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        if found.case.state == "erased":
            return page(request, "case_erased.html", case=found.case)
        rows = overview.record_rows(act, found, FILTERS[chosen][1], place, SHOWN + 1)
        areas = area_names(act, found.case.id)
        names = subjects_of(act, found.case.id)
        lines = [line_of(act, row, areas, names) for row in rows[:SHOWN]]
        given: dict[str, Any] = {
            "case": found.case,
            "lines": lines,
            "more": overview.cursor_of(rows[SHOWN - 1]) if len(rows) > SHOWN else "",
            "after": place,
            "chosen": chosen,
            "filters": FILTERS,
            "progress": progress.of_case(act, found),
            "areas": areas,
            "people": names,
            "checklist": [one for one in completeness.completeness(act, found) if one.copied],
            "overdue": sum(clock.overdue for clock in clocks.clocks(act, found)),
        }
    return page(request, "case.html", **given)


@router.get("/cases/{case_id}/progress")
def tell(request: Request, case_id: CaseId, visit: Watcher, since: str = "") -> Response:
    """The part of the page that changes while workers work: counts, and the records that have changed since."""
    with service_of(request).act(visit.actor, writes=False) as act:
        found = sides.side(act, case_id)
        changed = select(Record).where(Record.case_id == found.case.id, Record.changed_at >= _time(since, act.at))
        rows = act.session.scalars(changed.order_by(Record.case_number).limit(SHOWN)) if since else ()
        lines = [line_of(act, row, {}) for row in rows]
        given: dict[str, Any] = {"case": found.case, "progress": progress.of_case(act, found), "lines": lines}
    return page(request, "progress.html", **given)


def _time(untrusted: str, now: datetime) -> datetime:
    try:
        told = datetime.fromtimestamp(float(untrusted), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return max(told, now - timedelta(hours=1))


@router.post("/cases/{case_id}/records/{record_id}/retry")
def retry(request: Request, case_id: CaseId, record_id: ItemId, visit: Office) -> Response:
    """Sanitise a record anew."""
    with service_of(request).act(visit.actor) as act:
        found, row = sides.record(act, record_id)
        if found.case.id != case_id:
            raise sides.NotFound
        records.try_again(act, row.id)
    return go(f"/cases/{case_id}", "again")
