"""Who sees what of a case: every query starts here, bound to tenant, case and side.

The UKPPS office sees its cases whole. A side (an area's local authority SPOC and its case systems) sees its own area
and knows the case by that area's id. What somebody may not see does not exist for them: the answer is the same.
"""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from sanitiser.errors import UsageError
from sanitiser.service import Act, Actor
from sanitiser.store.states import AREA_ROLES, UKPPS_ROLES, Role
from sanitiser.store.tables.cases import Area, Case
from sanitiser.store.tables.ledger import RecordRequest
from sanitiser.store.tables.records import Record
from sanitiser.store.tables.release import Pack

T = TypeVar("T")


class NotFound(UsageError):
    """There is none, or not for this actor: nobody can tell which."""

    code = "not-found"
    http_status = 404
    title = "There is no such thing"
    remedy = "Check the identifier; it is shown in the list of what you may see."


class NotAllowed(UsageError):
    """This role never does this."""

    code = "not-allowed"
    http_status = 403
    title = "Your role does not do this"
    remedy = "Ask somebody whose role does."


class Conflict(UsageError):
    """It exists already, or has changed meanwhile."""

    code = "conflict"
    http_status = 409
    title = "It exists already or has changed meanwhile"
    remedy = "Read it again, then decide."


@dataclass(frozen=True, slots=True)
class Side:
    """A case as one actor sees it: whole (`area` None) or from one area."""

    case: Case
    area: Area | None

    @property
    def handle(self) -> str:
        """What this side knows the case by."""
        return self.area.id if self.area is not None else self.case.id

    @property
    def reference(self) -> str:
        """The reference that this side uses."""
        return self.area.reference if self.area is not None else self.case.reference


def require(actor: Actor, *roles: Role) -> None:
    """Raise NotAllowed unless the actor has one of these roles."""
    if actor.role not in roles:
        raise NotAllowed


def cases_of(actor: Actor) -> Select[Case]:
    """The cases of the actor's own office."""
    if actor.role not in UKPPS_ROLES:
        raise NotAllowed
    return select(Case).where(Case.tenant_id == actor.tenant_id)


def areas_of(actor: Actor) -> Select[Area]:
    """The areas of the actor's own authority."""
    if actor.role not in AREA_ROLES:
        raise NotAllowed
    return select(Area).where(Area.tenant_id == actor.tenant_id)


def side(act: Act, handle: str, *, lock: bool = False) -> Side:
    """The case that the actor knows by `handle`. Raises NotFound."""
    session, actor = act.session, act.actor
    if actor.role in UKPPS_ROLES:
        query = cases_of(actor).where(Case.id == handle)
        case = session.scalars(query.with_for_update(key_share=True) if lock else query).one_or_none()
        return Side(_found(case), None)
    if actor.role in AREA_ROLES:
        query_area = areas_of(actor).where(Area.id == handle)
        area = _found(session.scalars(query_area.with_for_update(key_share=True) if lock else query_area).one_or_none())
        return Side(_found(session.get(Case, area.case_id)), area)
    raise NotAllowed


def open_side(act: Act, handle: str, *, lock: bool = False) -> Side:
    """The same, of a case in which things may still be done. Raises Conflict when it is closed."""
    found = side(act, handle, lock=lock)
    if found.case.state != "open":
        raise Conflict("the case is closed")
    return found


def record(act: Act, record_id: str, *, lock: bool = False) -> tuple[Side, Record]:
    """A record that the actor may know of. Raises NotFound."""
    query = select(Record).where(Record.id == record_id)
    row = _found(act.session.scalars(query.with_for_update(key_share=True) if lock else query).one_or_none())
    return _side_of(act, row.case_id, row.area_id), row


def request(act: Act, request_id: str) -> tuple[Side, RecordRequest]:
    """A line of a ledger that the actor may see. Raises NotFound."""
    row = _found(act.session.get(RecordRequest, request_id))
    return _side_of(act, row.case_id, row.area_id), row


def pack(act: Act, pack_id: str, *, lock: bool = False) -> tuple[Side, Pack]:
    """A pack that the actor may know of. Raises NotFound."""
    query = select(Pack).where(Pack.id == pack_id)
    row = _found(act.session.scalars(query.with_for_update(key_share=True) if lock else query).one_or_none())
    return _side_of(act, row.case_id, row.area_id), row


def area_in(act: Act, found: Side, area_id: str | None) -> Area:
    """The area meant: the side's own, or the one that the office names in its case. Raises NotFound."""
    if found.area is not None:
        return found.area
    area = act.session.get(Area, area_id) if area_id else None
    if area is None or area.case_id != found.case.id:
        raise NotFound
    return area


def case_of(act: Act, area_id: str) -> str:
    """The case that an area is of, for the office. Raises NotFound."""
    area = _found(act.session.get(Area, area_id))
    return side(act, area.case_id).case.id if act.actor.role in UKPPS_ROLES else side(act, area_id).case.id


def areas_in(session: Session, case_id: str) -> list[Area]:
    """All areas of a case, oldest first."""
    return list(session.scalars(select(Area).where(Area.case_id == case_id).order_by(Area.created_at, Area.id)))


def _side_of(act: Act, case_id: str, area_id: str) -> Side:
    return side(act, case_id if act.actor.role in UKPPS_ROLES else area_id)


def _found(row: T | None) -> T:
    if row is None:
        raise NotFound
    return row
