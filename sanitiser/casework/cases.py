"""Opening a case, its areas, its subjects, and what is known of the family."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from sanitiser.casework.sides import Conflict, NotAllowed, NotFound, Side, open_side, require, side
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Area, Case, CaseRegister, CaseTerm, Subject, SubjectName
from sanitiser.store.tables.people import Account, Tenant
from sanitiser.store.tables.records import Record

IDENTITIES = ("unchanged", "changed")
MEETINGS = ("", "dcs", "dass", "both")


def open_case(act: Act, reference: str, identity: str, met_on: date | None = None, met_with: str = "") -> Case:
    """Open a case of the actor's office. Raises Conflict when the reference is taken."""
    require(act.actor, Role.UKPPS_SPOC)
    taken = select(Case.id).where(Case.tenant_id == act.actor.tenant_id, Case.reference == reference)
    if act.session.scalars(taken).first() is not None:
        raise Conflict("the reference is taken")
    case = Case(
        id=new_id(),
        tenant_id=act.actor.tenant_id,
        reference=reference,
        identity=identity,
        met_on=met_on,
        met_with=met_with,
        created_at=act.at,
    )
    act.session.add(case)
    act.session.flush()
    act.service.vault.new_case(act.session, case.id)
    ring = act.service.vault.register(act.session, case.id)
    empty = ring.seal(json.dumps(None).encode(), "case_register", "state", case.id)
    act.session.add(CaseRegister(case_id=case.id, version=0, state_sealed=empty, changed_at=act.at))
    note(act, "case.opened", case.id)
    return case


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What may change in a case; None leaves it as it is."""

    identity: str | None = None
    retention_date: date | None = None
    legal_hold: bool | None = None
    met_on: date | None = None
    met_with: str | None = None


def change_case(act: Act, handle: str, change: CaseChange) -> Side:
    """Change a case; every record is searched again when the identity changed."""
    require(act.actor, Role.UKPPS_SPOC)
    found = side(act, handle, lock=True)
    case = found.case
    if case.state == "erased":
        raise Conflict("the case is erased")
    changed = []
    for name in ("identity", "retention_date", "legal_hold", "met_on", "met_with"):
        value = getattr(change, name)
        if value is not None and value != getattr(case, name):
            setattr(case, name, value)
            changed.append(name)
    if changed:
        case.version += 1
        note(act, "case.changed", case.id, fields=",".join(changed))
    if "identity" in changed:
        search_again(act, case)
    return found


def search_again(act: Act, case: Case) -> None:
    """Have every record of the case sanitised anew where its copy no longer is what it would be now."""
    act.service.queue.enqueue(act.session, "refresh", case.id)


def close_case(act: Act, handle: str) -> Side:
    """Nothing more is done in the case; what was released stays to be fetched and recalled."""
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    found.case.state, found.case.closed_at = "closed", act.at
    found.case.version += 1
    note(act, "case.closed", found.case.id)
    return found


def add_area(act: Act, handle: str, tenant_id: str, reference: str, *, present: bool) -> Area:
    """Add an area; a new present one makes the former present one past. No area is told of it."""
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    tenant = act.session.get(Tenant, tenant_id)
    if tenant is None or tenant.kind != "authority":
        raise NotFound("no authority has this identifier")
    taken = select(Area.id).where(Area.tenant_id == tenant_id, Area.reference == reference)
    if act.session.scalars(taken).first() is not None:
        raise Conflict("this authority has a case of this reference")
    if present:
        now_past = select(Area).where(Area.case_id == found.case.id, Area.standing == "present")
        for area in act.session.scalars(now_past):
            area.standing = "past"
    standing = "present" if present else "past"
    area = Area(
        id=new_id(),
        case_id=found.case.id,
        tenant_id=tenant_id,
        standing=standing,
        reference=reference,
        created_at=act.at,
    )
    act.session.add(area)
    act.session.flush()
    note(act, "area.added", found.case.id, area=area.id, standing=standing)
    return area


def name_spoc(act: Act, handle: str, account_id: str | None, designates: str) -> Area:
    """A side names its SPOC (by default the actor) and who stands in ('designates': 'dcs', 'dass' or 'dcs,dass')."""
    require(act.actor, Role.LA_SPOC)
    found = open_side(act, handle, lock=True)
    if found.area is None:
        raise NotAllowed
    account = act.session.get(Account, account_id or act.actor.id.removeprefix("account:"))
    if account is None or account.tenant_id != act.actor.tenant_id or account.role != Role.LA_SPOC.value:
        raise NotFound("no SPOC of your authority has this identifier")
    found.area.spoc_id, found.area.designates = account.id, designates
    found.area.spoc_named_at = found.area.spoc_named_at or act.at
    note(act, "area.spoc-named", found.case.id, area=found.area.id, account=account.id)
    return found.area


def add_subject(act: Act, handle: str, kind: str, name: str, names: dict[str, str]) -> Subject:
    """Add a person of the family; `names` gives, by area, what that area calls them."""
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    ring = act.ring(found.case.id)
    number = act.session.scalar(select(func.count()).select_from(Subject).where(Subject.case_id == found.case.id)) or 0
    subject_id = new_id()
    sealed = ring.seal_text(name, "subject", "name", subject_id)
    subject = Subject(id=subject_id, case_id=found.case.id, number=number + 1, kind=kind, name_sealed=sealed)
    act.session.add(subject)
    act.session.flush()
    for area_id, called in sorted(names.items()):
        area = act.session.get(Area, area_id)
        if area is None or area.case_id != found.case.id:
            raise NotFound("no area of this case has this identifier")
        row_id = new_id()
        sealed = ring.seal_text(called, "subject_name", "name", row_id)
        act.session.add(SubjectName(id=row_id, subject_id=subject_id, area_id=area_id, name_sealed=sealed))
    act.session.flush()
    note(act, "subject.added", found.case.id, subject=subject_id, kind=kind)
    return subject


@dataclass(frozen=True, slots=True)
class Term:
    """A case term in the clear. `purpose` is 'protect' or 'keep'."""

    id: str
    purpose: str
    text: str
    kind: str = ""
    label: str = ""


def terms(act: Act, found: Side) -> list[Term]:
    """The terms of a case, in order of text."""
    ring = act.ring(found.case.id)
    rows = act.session.scalars(select(CaseTerm).where(CaseTerm.case_id == found.case.id))
    read = [
        Term(row.id, row.purpose, ring.open_text(row.text_sealed, "case_term", "text", row.id), row.kind, row.label)
        for row in rows
    ]
    return sorted(read, key=lambda term: (term.purpose, term.text, term.id))


def add_term(act: Act, handle: str, term: Term) -> str:
    """Add a term; every record of the case is searched again, approved ones too. Its id."""
    require(act.actor, Role.UKPPS_SPOC, Role.REVIEWER)
    found = open_side(act, handle, lock=True)
    if not term.text.strip():
        raise UsageError("a term needs a text")
    ring = act.ring(found.case.id)
    index = ring.index(term.text, "case_term")
    same = select(CaseTerm.id).where(
        CaseTerm.case_id == found.case.id, CaseTerm.purpose == term.purpose, CaseTerm.text_index == index
    )
    if act.session.scalars(same).first() is not None:
        raise Conflict("the case has this term")
    row_id = new_id()
    row = CaseTerm(
        id=row_id,
        case_id=found.case.id,
        purpose=term.purpose,
        text_sealed=ring.seal_text(term.text, "case_term", "text", row_id),
        text_index=index,
        kind=term.kind,
        label=term.label,
        added_by=act.actor.id,
        added_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    note(act, "term.added", found.case.id, term=row_id, purpose=term.purpose)
    search_again(act, found.case)
    return row_id


def remove_term(act: Act, handle: str, term_id: str) -> None:
    """Take a term out; every record is searched again."""
    require(act.actor, Role.UKPPS_SPOC)
    found = open_side(act, handle, lock=True)
    row = act.session.get(CaseTerm, term_id)
    if row is None or row.case_id != found.case.id:
        raise NotFound
    act.session.delete(row)
    note(act, "term.removed", found.case.id, term=term_id)
    search_again(act, found.case)


def records_in(act: Act, found: Side) -> int:
    """How many records a side sees in the case."""
    where = Record.case_id == found.case.id if found.area is None else Record.area_id == found.area.id
    return act.session.scalar(select(func.count()).select_from(Record).where(where)) or 0
