"""Putting a pack together: for one side, one kind of agency and named people; what is about others stays out.

A record is chosen by whom it is about. One about nobody of the pack cannot be in it; one about others too only when the
office names it: siblings' and third parties' records are left out unless somebody decides otherwise.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from sanitiser.casework.parts import left_out, parts_of
from sanitiser.casework.sides import Conflict, NotFound, Side, area_in, open_side, require, side
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.ledger.checklist import AGENCIES
from sanitiser.release import narrowing
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import PackState, RecordState, Role
from sanitiser.store.tables.cases import Area, Subject, SubjectName
from sanitiser.store.tables.records import Copy, Record
from sanitiser.store.tables.release import Pack, PackItem

RELEASABLE = (RecordState.APPROVED, RecordState.RELEASED)
REPLACEABLE = (PackState.RELEASED, PackState.RECALLED)
MOST_SUBJECTS = 30


class About(StrEnum):
    """Whom a record is about, seen from the people of a pack."""

    THEM = "them"
    ALSO_OTHERS = "also-others"
    OTHERS = "others"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the case: the office's identifier, and the receiving side's own identifier and name."""

    id: str
    kind: str
    name_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that could be in a pack. `suggested`: it is about the people of the pack alone, and approved.

    `parts_left_out` are the marked parts about others without which its copy would be made again for this pack.
    """

    record_id: str
    number: int
    category: str
    about: About
    subjects: tuple[str, ...]
    approved: bool
    parts_left_out: int

    @property
    def suggested(self) -> bool:
        """Whether to offer it as chosen."""
        return self.approved and self.about is About.THEM


def people(act: Act, handle: str, area_id: str) -> list[Person]:
    """The people whom the receiving side knows by a name, in the order in which they came into the case."""
    require(act.actor, Role.UKPPS_SPOC)
    found = side(act, handle)
    area = area_in(act, found, area_id)
    return _known(act, found.case.id, area.id) if found.case.state != "erased" else []


def choices(act: Act, handle: str, area_id: str, subjects: Sequence[str]) -> list[Choice]:
    """Every record of the case with whom it is about, for a pack about `subjects`, in the order they came."""
    require(act.actor, Role.UKPPS_SPOC)
    found = side(act, handle)
    area_in(act, found, area_id)
    rows = select(Record).where(Record.case_id == found.case.id).order_by(Record.case_number)
    return [_choice(act, row, frozenset(subjects)) for row in act.session.scalars(rows)]


def draft(
    act: Act,
    handle: str,
    area_id: str,
    agency: str,
    record_ids: Sequence[str],
    replaces_id: str | None = None,
    subjects: Sequence[str] = (),
) -> Pack:
    """Put approved copies together for one side, one kind of agency, and the people named (the office's identifiers).

    Copies of records with marked parts about others are made again without them by a worker; until that is done the
    pack cannot be approved.

    Raises UsageError when nobody is named although the side knows people of the case, Conflict when a record is not
    approved or is about others alone.
    """
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    area = area_in(act, found, area_id)
    if agency not in AGENCIES or not record_ids:
        raise UsageError("a pack is for one kind of agency and holds records")
    named = _named(act, found, area, subjects)
    if replaces_id is not None:
        _replaceable(act, area, replaces_id)
    pairs = _approved(act, found, record_ids, named)
    act.session.refresh(area, with_for_update={"key_share": True})
    area.packs_made += 1
    row = Pack(
        id=new_id(),
        case_id=found.case.id,
        area_id=area.id,
        number=area.packs_made,
        agency=agency,
        subjects=",".join(named),
        made_by=act.actor.id,
        replaces_id=replaces_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    counts: Counter[str] = Counter()
    for record, copy in pairs:
        counts[record.category] += 1
        name = f"{record.category}-{counts[record.category]:04d}"
        item = PackItem(id=new_id(), pack_id=row.id, copy_id=copy.id, name=name, category=record.category)
        act.session.add(item)
        act.session.flush()
        narrowing.ask(act, item, record, named)
    note(act, "pack.drafted", found.case.id, pack=row.id, area=area.id, records=len(pairs), subjects=len(named))
    return row


def names_in(act: Act, row: Pack) -> dict[str, Person]:
    """The people of a pack as its side knows them, by the office's identifier, in the case's order."""
    wanted = frozenset(filter(None, row.subjects.split(",")))
    if not wanted:
        return {}
    return {person.id: person for person in _known(act, row.case_id, row.area_id) if person.id in wanted}


def _known(act: Act, case_id: str, area_id: str) -> list[Person]:
    ring = act.ring(case_id)
    query = select(Subject, SubjectName).join(SubjectName, SubjectName.subject_id == Subject.id)
    rows = act.session.execute(query.where(SubjectName.area_id == area_id).order_by(Subject.number))
    return [
        Person(who.id, who.kind, name.id, ring.open_text(name.name_sealed, "subject_name", "name", name.id))
        for who, name in rows
    ]


def _named(act: Act, found: Side, area: Area, subjects: Sequence[str]) -> tuple[str, ...]:
    known = [person.id for person in _known(act, found.case.id, area.id)]
    if not set(subjects) <= set(known):
        raise NotFound("the receiving side knows nobody by one of these identifiers")
    if known and not subjects:
        raise UsageError("a pack is about named people", "Name those whom the agency works with.")
    if len(set(subjects)) > MOST_SUBJECTS:
        raise UsageError(f"a pack is about {MOST_SUBJECTS} people at most")
    return tuple(sorted(set(subjects)))


def _choice(act: Act, row: Record, wanted: frozenset[str]) -> Choice:
    own = frozenset(filter(None, row.subjects.split(",")))
    copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
    approved = copy is not None and copy.approved_at is not None and RecordState(row.state) in RELEASABLE
    parts = len(left_out(parts_of(act, row), wanted))
    return Choice(row.id, row.case_number, row.category, about(own, wanted), tuple(sorted(own)), approved, parts)


def about(own: frozenset[str], wanted: frozenset[str]) -> About:
    """Whom a record about `own` is about, seen from a pack about `wanted`; with nobody named, the whole family."""
    if not own:
        return About.NOT_SAID
    if not wanted or own <= wanted:
        return About.THEM
    return About.ALSO_OTHERS if own & wanted else About.OTHERS


def _approved(act: Act, found: Side, ids: Sequence[str], named: Sequence[str]) -> list[tuple[Record, Copy]]:
    """The records with their approved copies, in an order that tells nothing of where they came from."""
    pairs: list[tuple[Record, Copy]] = []
    for record_id in set(ids):
        record = act.session.get(Record, record_id)
        if record is None or record.case_id != found.case.id:
            raise NotFound("no record has this identifier")
        choice = _choice(act, record, frozenset(named))
        copy = act.session.get(Copy, record.copy_id) if record.copy_id else None
        if copy is None or not choice.approved:
            raise Conflict("a record is not approved")
        if choice.about is About.OTHERS:
            raise Conflict("a record is about nobody of this pack", "Leave it out, or name those whom it is about.")
        pairs.append((record, copy))
    return sorted(pairs, key=lambda pair: (pair[0].category, pair[1].files_index))


def _replaceable(act: Act, area: Area, replaces_id: str) -> None:
    old = act.session.get(Pack, replaces_id)
    if old is None or old.area_id != area.id:
        raise NotFound("no pack of this side has this identifier")
    if PackState(old.state) not in REPLACEABLE:
        raise Conflict("only a pack that was released can be replaced")
