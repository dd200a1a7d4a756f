"""What is known of a case when one of its records is sanitised: terms, register, rulings."""

import json
from typing import Any

from sqlalchemy import select

from sanitiser.errors import EnvironmentFault
from sanitiser.jobs.engine import Brief, BriefTerm
from sanitiser.review.minutes import log_of
from sanitiser.review.rulings import Scope
from sanitiser.service import Act
from sanitiser.store.tables.cases import Case, CaseRegister, CaseTerm
from sanitiser.store.tables.records import Record

_PLACE = ("case_register", "state")
BESIDE = frozenset({Scope.LEFTOVER, Scope.PICTURES})
"""Rulings that change no copy."""


def read_state(act: Act, case_id: str, *, lock: bool = False) -> tuple[dict[str, Any] | None, int]:
    """The case state and its version."""
    row = act.session.get(CaseRegister, case_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise EnvironmentFault("the case has no register")
    ring = act.service.vault.register(act.session, case_id)
    state: dict[str, Any] | None = json.loads(ring.open(row.state_sealed, *_PLACE, case_id))
    return state, row.version


def register_version(act: Act, case_id: str) -> int:
    """The version of the case state, which grows with each change."""
    return act.session.scalar(select(CaseRegister.version).where(CaseRegister.case_id == case_id)) or 0


def write_state(act: Act, case_id: str, state: dict[str, Any]) -> None:
    """Keep the case state of a record that added to it; the caller holds the row's lock."""
    row = act.session.get(CaseRegister, case_id)
    if row is None:
        raise EnvironmentFault("the case has no register")
    ring = act.service.vault.register(act.session, case_id)
    row.state_sealed = ring.seal(json.dumps(state).encode(), *_PLACE, case_id)
    row.version += 1
    row.changed_at = act.at


def brief_of(act: Act, record: Record, state: dict[str, Any] | None) -> Brief:
    """All that the engine is told besides the record itself, in a fixed order."""
    case = act.session.get(Case, record.case_id)
    if case is None:
        raise EnvironmentFault("the case is missing")
    ring = act.ring(case.id)
    keep: list[str] = []
    protect: list[BriefTerm] = []
    for row in act.session.scalars(select(CaseTerm).where(CaseTerm.case_id == case.id)):
        text = ring.open_text(row.text_sealed, "case_term", "text", row.id)
        if row.purpose == "keep":
            keep.append(text)
        else:
            protect.append(BriefTerm(text, row.kind, row.label))
    return Brief(
        reference=case.reference,
        identity=case.identity,
        keep=tuple(sorted(keep)),
        protect=tuple(sorted(protect, key=lambda term: (term.text, term.kind, term.label))),
        rulings=tuple(one for one in log_of(act, case.id, record.id).rulings(record.id) if one.scope not in BESIDE),
        state=state,
    )

