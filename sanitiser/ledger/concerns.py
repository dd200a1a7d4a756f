"""Concerns: somebody compromised security, or disclosed that they were moved.

A breach of personal data starts the 72 hours in which the ICO is told (UK GDPR, Article 33).
"""

from sqlalchemy import func, select

from sanitiser.casework.sides import NotFound, Side, require, side
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.ledger import Concern, ConcernAction

KINDS = ("family-compromised", "practitioner-compromised", "relocation-disclosed", "other")


def report(act: Act, handle: str, kind: str, text: str, *, breach: bool = False) -> Concern:
    """Report a concern. A side reports what it saw; whether it is a breach the office says."""
    require(act.actor, Role.LA_SPOC, Role.UKPPS_SPOC)
    found = side(act, handle, lock=True)
    ring = act.ring(found.case.id)
    area_id = found.area.id if found.area is not None else None
    mine = Concern.area_id == area_id if area_id else (Concern.area_id.is_(None)) & (Concern.case_id == found.case.id)
    count = act.session.scalar(select(func.count()).select_from(Concern).where(mine)) or 0
    row_id = new_id()
    row = Concern(
        id=row_id,
        case_id=found.case.id,
        area_id=area_id,
        number=count + 1,
        kind=kind,
        note_sealed=ring.seal_text(text, "concern", "note", row_id),
        reported_by=act.actor.id,
        known_at=act.at,
        breach=breach and found.area is None,
    )
    act.session.add(row)
    act.session.flush()
    note(act, "concern.reported", found.case.id, concern=row_id, kind=kind)
    return row


def reported(act: Act, found: Side) -> list[Concern]:
    """What the side reported; the office sees all of the case."""
    mine = Concern.case_id == found.case.id if found.area is None else Concern.area_id == found.area.id
    query = select(Concern).where(mine)
    return sorted(act.session.scalars(query), key=lambda row: (row.known_at, row.id))


def text_of(act: Act, row: Concern) -> str:
    """What was said."""
    if row.note_sealed is None:
        return ""
    return act.ring(row.case_id).open_text(row.note_sealed, "concern", "note", row.id)


def find(act: Act, concern_id: str) -> Concern:
    """A concern of a case of the office. Raises NotFound."""
    require(act.actor, Role.UKPPS_SPOC)
    row = act.session.get(Concern, concern_id)
    if row is None:
        raise NotFound
    side(act, row.case_id)
    return row


def handle(act: Act, concern_id: str, *, breach: bool | None, told_ico: bool, close: bool) -> Concern:
    """The office says whether it is a breach (which starts the ICO's clock), that the ICO was told, that it is over."""
    row = find(act, concern_id)
    if breach is not None:
        if breach and not row.breach:
            started(act, row, "ico-clock")
        row.breach = breach
    if told_ico:
        row.told_ico_at = row.told_ico_at or act.at
    if close:
        row.closed_at = row.closed_at or act.at
    note(act, "concern.handled", row.case_id, concern=row.id, breach=int(row.breach), closed=int(close))
    return row


def started(act: Act, row: Concern, kind: str, pack_id: str | None = None, found: int = 0) -> ConcernAction:
    """Write down what the office started because of a concern."""
    action = ConcernAction(
        id=new_id(),
        concern_id=row.id,
        number=len(actions(act, row)) + 1,
        kind=kind,
        pack_id=pack_id,
        found=found,
        actor=act.actor.id,
        started_at=act.at,
    )
    act.session.add(action)
    act.session.flush()
    note(act, f"concern.{kind}", row.case_id, concern=row.id, pack=pack_id or "", found=found)
    return action


def actions(act: Act, row: Concern) -> list[ConcernAction]:
    """What was started because of a concern, oldest first."""
    query = select(ConcernAction).where(ConcernAction.concern_id == row.id)
    return list(act.session.scalars(query.order_by(ConcernAction.number)))
