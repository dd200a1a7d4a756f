"""Flags: a case system marks its own record numbers, and asks by number whom to contact.

Only numbers that its own tenant registered are found; the answer for a number that is not flagged and for one that
nobody ever heard of is the same. Every question is audited and counted against a limit. Numbers are kept as keyed
digests bound to the tenant.
"""

from datetime import timedelta

from sqlalchemy import delete, func, select

from sanitiser.casework.sides import area_in, open_side, require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Area
from sanitiser.store.tables.ledger import Flag, FlagQuestion
from sanitiser.store.tables.people import Account


class TooManyQuestions(UsageError):
    """More questions in an hour than the setting allows."""

    code = "too-many-questions"
    http_status = 429
    title = "Too many questions about record numbers"
    remedy = "Wait an hour. If a system of yours has to ask so often, talk to the UKPPS office."


def _index(act: Act, number: str) -> str:
    return act.service_ring.index(f"{act.actor.tenant_id}\0{number.strip()}", "flag")


def register(act: Act, handle: str, numbers: list[str]) -> int:
    """Flag numbers of the side's own systems; how many are new."""
    require(act.actor, Role.CASE_SYSTEM)
    found = open_side(act, handle)
    area = area_in(act, found, None)
    added = 0
    for index in sorted({_index(act, number) for number in numbers}):
        known = select(Flag.id).where(Flag.tenant_id == act.actor.tenant_id, Flag.number_index == index)
        if act.session.scalars(known).first() is None:
            row = Flag(id=new_id(), tenant_id=act.actor.tenant_id, number_index=index, area_id=area.id, made_at=act.at)
            act.session.add(row)
            added += 1
    act.session.flush()
    note(act, "flag.registered", found.case.id, area=area.id, count=added)
    return added


def withdraw(act: Act, handle: str, numbers: list[str]) -> None:
    """Take flags of this side off."""
    require(act.actor, Role.CASE_SYSTEM)
    found = open_side(act, handle)
    area = area_in(act, found, None)
    indexes = [_index(act, number) for number in numbers]
    mine = delete(Flag).where(
        Flag.tenant_id == act.actor.tenant_id, Flag.area_id == area.id, Flag.number_index.in_(indexes)
    )
    act.session.execute(mine)
    note(act, "flag.withdrawn", found.case.id, area=area.id)


def count_question(act: Act) -> None:
    """Note that somebody asks. Raises TooManyQuestions. In a transaction of its own, so that it is counted anyway."""
    since = act.at - timedelta(hours=1)
    act.session.execute(delete(FlagQuestion).where(FlagQuestion.asked_at <= since))
    asked = select(func.count()).select_from(FlagQuestion).where(FlagQuestion.tenant_id == act.actor.tenant_id)
    if (act.session.scalar(asked) or 0) >= act.service.settings.flag_questions_per_hour:
        raise TooManyQuestions
    act.session.add(FlagQuestion(id=new_id(), tenant_id=act.actor.tenant_id, asked_at=act.at))
    note(act, "flag.asked")


def ask(act: Act, number: str) -> str | None:
    """Whom to contact about a number: the asking tenant's own SPOC; None when there is no flag."""
    require(act.actor, Role.CASE_SYSTEM)
    tenant = act.actor.tenant_id
    found = select(Area, Flag).join(Flag, Flag.area_id == Area.id)
    pair = act.session.execute(
        found.where(Flag.tenant_id == tenant, Flag.number_index == _index(act, number))
    ).one_or_none()
    area = pair[0] if pair is not None else None
    spoc = act.session.get(Account, area.spoc_id) if area is not None and area.spoc_id else None
    if area is None:
        return None
    if spoc is None or spoc.tenant_id != tenant:
        return "your local authority's single point of contact"
    return spoc.contact or spoc.display_name
