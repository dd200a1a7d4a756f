"""What of the checklist was asked, handed over and released, for one side or for the whole case."""

from dataclasses import dataclass

from sqlalchemy import func, select

from sanitiser.casework.sides import Side
from sanitiser.ledger.checklist import CHECKLIST
from sanitiser.service import Act
from sanitiser.store.states import RecordState
from sanitiser.store.tables.ledger import RecordRequest
from sanitiser.store.tables.records import Record
from sanitiser.store.tables.release import Pack, PackItem


@dataclass(frozen=True, slots=True)
class Progress:
    """One item: lines asked and offered, records handed over by this side, copies approved and released to this side.

    `approved` is the office's to know and None for a side.
    """

    item: str
    service: str
    words: str
    copied: bool
    requested: int
    offered: int
    handed_over: int
    approved: int | None
    released: int


def completeness(act: Act, found: Side) -> list[Progress]:
    """The checklist with its counts, in its own order."""
    lines = _count(act, found, RecordRequest.item, RecordRequest, RecordRequest.nature == "request")
    offers = _count(act, found, RecordRequest.item, RecordRequest, RecordRequest.nature == "offer")
    handed = _count(act, found, Record.category, Record, Record.state != RecordState.ERASED.value)
    states = (RecordState.APPROVED.value, RecordState.RELEASED.value)
    approved = _count(act, found, Record.category, Record, Record.state.in_(states))
    released = _released(act, found)
    return [
        Progress(
            item=item.code,
            service=item.service,
            words=item.words,
            copied=item.copied,
            requested=lines.get(item.code, 0),
            offered=offers.get(item.code, 0),
            handed_over=handed.get(item.code, 0),
            approved=approved.get(item.code, 0) if found.area is None else None,
            released=released.get(item.code, 0),
        )
        for item in CHECKLIST
    ]


def _count(act: Act, found: Side, by: object, table: type[RecordRequest | Record], where: object) -> dict[str, int]:
    mine = table.area_id == found.area.id if found.area is not None else table.case_id == found.case.id
    rows = act.session.execute(select(by, func.count()).where(mine, where).group_by(by))  # type: ignore[call-overload]
    return {str(code): int(number) for code, number in rows}


def _released(act: Act, found: Side) -> dict[str, int]:
    mine = Pack.area_id == found.area.id if found.area is not None else Pack.case_id == found.case.id
    counted = select(PackItem.category, func.count(func.distinct(PackItem.copy_id))).join(Pack)
    rows = act.session.execute(counted.where(mine, Pack.state == "released").group_by(PackItem.category))
    return {str(code): int(number) for code, number in rows}
