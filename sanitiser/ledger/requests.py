"""The lines of the ledger: requests, seeking, offers, questions about a label, disclosures of one value.

A side sees its own lines. Of a request's way it sees what it did itself and what reached it: whether the office sought
records elsewhere, and when they came, are the office's to know.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, NotFound, Side, area_in, open_side, request, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.ledger.checklist import ITEMS, SERVICES
from sanitiser.ledger.events import tell
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Area, SubjectName
from sanitiser.store.tables.ledger import PassingOn, RecordRequest
from sanitiser.store.tables.release import Pack

NATURES: Final = ("request", "seek", "offer", "label-question", "disclosure")
OFFICE_NATURES: Final = frozenset({"seek"})
STEPS: Final = ("sought", "received", "sanitised", "approved", "released", "disputed", "closed")
SIDE_STEPS: Final = frozenset({"disputed", "closed"})
HIDDEN: Final = ("sought_on", "received_on", "sanitised_on", "approved_on")


@dataclass(frozen=True, slots=True)
class NewLine:
    """What is written on a new line. `subject` is the side's identifier of the person."""

    nature: str
    item: str
    service: str = ""
    subject: str | None = None
    note: str = ""
    urgent: bool = False
    area_id: str | None = None
    serves_id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as one actor sees it."""

    id: str
    area_id: str
    number: int
    nature: str
    item: str
    service: str
    subject: str | None
    note: str
    answer: str
    urgent: bool
    state: str
    requested_on: date
    sought_on: date | None
    received_on: date | None
    sanitised_on: date | None
    approved_on: date | None
    released_on: date | None
    disputed_on: date | None
    closed_on: date | None


def add(act: Act, handle: str, new: NewLine) -> RecordRequest:
    """Write a line in a side's ledger."""
    require(act.actor, Role.UKPPS_SPOC, Role.LA_SPOC, Role.CASE_SYSTEM)
    found = open_side(act, handle, lock=True)
    area = area_in(act, found, new.area_id)
    _check(act, found, area, new)
    act.session.refresh(area, with_for_update={"key_share": True})
    area.lines_written += 1
    row_id = new_id()
    ring = act.ring(found.case.id)
    row = RecordRequest(
        id=row_id,
        case_id=found.case.id,
        area_id=area.id,
        number=area.lines_written,
        nature=new.nature,
        item=new.item,
        service=new.service or ITEMS[new.item].service,
        subject_name_id=new.subject,
        serves_id=new.serves_id,
        note_sealed=ring.seal_text(new.note, "record_request", "note", row_id) if new.note else None,
        urgent=new.urgent,
        asked_by=act.actor.id,
        requested_on=act.at.date(),
        created_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    note(act, f"ledger.{new.nature}", found.case.id, line=row_id, area=area.id, item=new.item)
    return row


def _check(act: Act, found: Side, area: Area, new: NewLine) -> None:
    item = ITEMS.get(new.item)
    if new.nature not in NATURES or item is None:
        raise UsageError("no such line")
    if not item.copied:
        raise UsageError("identity documents are never copied", "UKPPS handles passports, certificates and licences.")
    if new.service and new.service not in SERVICES:
        raise UsageError("no such service")
    if (new.nature in OFFICE_NATURES) != (found.area is None):
        raise UsageError("this line is not yours to write", "Sides ask and offer; the office seeks.")
    if new.nature in ("label-question", "disclosure") and not new.note:
        raise UsageError("say what is asked, in a note")
    if new.subject is not None:
        name = act.session.get(SubjectName, new.subject)
        if name is None or name.area_id != area.id:
            raise NotFound("no subject has this identifier")
    if new.serves_id is not None:
        served = act.session.get(RecordRequest, new.serves_id)
        if found.area is not None or served is None or served.case_id != found.case.id:
            raise NotFound("no request has this identifier")


def step(act: Act, request_id: str, step_name: str, on: date) -> RecordRequest:
    """Note a step of a line. Sides note disputes and closings of their own; the office the others."""
    require(act.actor, Role.UKPPS_SPOC, Role.LA_SPOC, Role.CASE_SYSTEM)
    found, row = request(act, request_id)
    if step_name not in STEPS or on > act.at.date():
        raise UsageError("no such step, or a date to come")
    if found.area is not None and step_name not in SIDE_STEPS:
        raise UsageError("this step is the office's to note")
    if row.closed_on is not None:
        raise Conflict("the line is closed")
    setattr(row, f"{step_name}_on", on)
    if step_name == "closed":
        row.state = "closed"
    row.version += 1
    note(act, f"ledger.{step_name}", row.case_id, line=row.id)
    return row


def reply(act: Act, request_id: str, text: str, *, approve: bool = False) -> RecordRequest:
    """Answer a question about a label, or draft and then, as a second person, approve a disclosure."""
    require(act.actor, Role.UKPPS_SPOC)
    _, row = request(act, request_id)
    if row.nature not in ("label-question", "disclosure"):
        raise Conflict("this line is not a question")
    ring = act.ring(row.case_id)
    if approve:
        if row.nature != "disclosure" or row.answer_sealed is None:
            raise Conflict("there is no disclosure to approve")
        if row.approved_by is not None or row.state.removeprefix("drafted-by:") == act.actor.id:
            raise Conflict("a second person has to approve it")
        row.approved_by, row.state, row.closed_on = act.actor.id, "answered", act.at.date()
    else:
        row.answer_sealed = ring.seal_text(text, "record_request", "answer", row.id)
        row.approved_by = None
        row.state = "answered" if row.nature == "label-question" else f"drafted-by:{act.actor.id}"
        row.closed_on = act.at.date() if row.nature == "label-question" else None
    row.version += 1
    note(act, "ledger.disclosure-approved" if approve else "ledger.answered", row.case_id, line=row.id)
    if row.state == "answered":
        tell(act, row.case_id, "request.answered", row.id, area_id=row.area_id)
    return row


def line(act: Act, found: Side, row: RecordRequest) -> Line:
    """What this actor sees of a line."""
    shown = row.state == "answered" or found.area is None
    seen = Line(
        id=row.id,
        area_id=row.area_id,
        number=row.number,
        nature=row.nature,
        item=row.item,
        service=row.service,
        subject=row.subject_name_id,
        note=_open(act, row, "note"),
        answer=_open(act, row, "answer") if shown else "",
        urgent=row.urgent,
        state="drafted" if row.state.startswith("drafted-by:") else row.state,
        requested_on=row.requested_on,
        sought_on=row.sought_on,
        received_on=row.received_on,
        sanitised_on=row.sanitised_on,
        approved_on=row.approved_on,
        released_on=row.released_on,
        disputed_on=row.disputed_on,
        closed_on=row.closed_on,
    )
    if found.area is None:
        return seen
    state = "open" if seen.state == "drafted" else seen.state
    hidden = HIDDEN if row.nature == "request" else HIDDEN[2:]
    return replace(seen, state=state, area_id=found.area.id, **dict.fromkeys(hidden))  # type: ignore[arg-type]


def _open(act: Act, row: RecordRequest, column: str) -> str:
    sealed = row.note_sealed if column == "note" else row.answer_sealed
    return "" if sealed is None else act.ring(row.case_id).open_text(sealed, "record_request", column, row.id)


def lines(act: Act, found: Side, area_id: str | None = None) -> list[Line]:
    """The ledger of a side, or for the office of the whole case; urgent lines first, then by area and number."""
    if found.area is not None:
        # by its own area alone: a search through the case's lines would take longer the more others wrote
        query = select(RecordRequest).where(RecordRequest.area_id == found.area.id)
    else:
        query = select(RecordRequest).where(RecordRequest.case_id == found.case.id)
        query = query.where(RecordRequest.area_id == area_id) if area_id is not None else query
    rows = act.session.scalars(query)
    ordered = sorted(rows, key=lambda row: (not (row.urgent and row.state == "open"), row.area_id, row.number))
    return [line(act, found, row) for row in ordered]


def pass_on(act: Act, pack_id: str, agency: str, on: date) -> PassingOn:
    """The receiving side notes that it passed a pack on to a kind of agency."""
    from sanitiser.casework.sides import pack as find
    from sanitiser.ledger.checklist import AGENCIES

    require(act.actor, Role.LA_SPOC, Role.CASE_SYSTEM)
    found, row = find(act, pack_id)
    if found.area is None or not isinstance(row, Pack) or row.state != "released":
        raise Conflict("the pack is not released")
    if agency not in AGENCIES or on > act.at.date():
        raise UsageError("no such agency, or a date to come")
    passed = PassingOn(
        id=new_id(), area_id=found.area.id, pack_id=row.id, agency=agency, passed_on=on, actor=act.actor.id
    )
    act.session.add(passed)
    act.session.flush()
    note(act, "pack.passed-on", row.case_id, pack=row.id, agency=agency)
    return passed
