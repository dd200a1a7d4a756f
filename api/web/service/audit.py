"""The audit, to read: who saw, changed, released what, and when, newest first. Ids and counts, no text of a record."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from api.auth.allow import service_of
from api.fields import Cursor
from api.web.service.door import Enter, Visit
from api.web.service.shell import page
from sanitiser.service import Act
from sanitiser.store.states import Role
from sanitiser.store.tables.audit import AuditEntry, AuditHead
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.people import Account, Client, Tenant

router = APIRouter(include_in_schema=False)
Auditor = Annotated[Visit, Depends(Enter(Role.AUDITOR))]
SHOWN = 100



@router.get("/audit")
def listed(request: Request, visit: Auditor, before: Cursor = "") -> Response:
    """A page of events: for the office's auditor all, for an authority's its own people's."""
    with service_of(request).act(visit.actor, writes=False) as act:
        tenant = act.session.get(Tenant, visit.actor.tenant_id)
        whole = tenant is not None and tenant.kind == "ukpps"
        query = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(SHOWN)
        if before:
            query = query.where(AuditEntry.number < int(before))
        rows = list(act.session.scalars(query))
        events = [(row.number, json.loads(row.event)) for row in rows]
        lines = [_line(act, number, event) for number, event in events if whole or event["tenant"] == tenant_id(visit)]
        total = act.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
        head = act.session.scalars(select(AuditHead)).first()
    more = rows[-1].number if len(rows) == SHOWN else None
    given: dict[str, Any] = {"total": total if whole else None, "head": head.number if head and whole else None}
    return page(request, "audit.html", lines=lines, more=more, before=before, **given)


def tenant_id(visit: Visit) -> str:
    """Whose auditor it is."""
    return visit.actor.tenant_id


def _line(act: Act, number: int, event: dict[str, Any]) -> dict[str, Any]:
    case = act.session.get(Case, event.get("case") or "")
    return {
        "number": number,
        "at": str(event.get("at", "")).replace("T", " ")[:19],
        "event": str(event.get("action", "")),
        "who": _who(act, str(event.get("actor", ""))),
        "case": case.reference if case is not None else "",
        "more": ", ".join(f"{key} {value}" for key, value in sorted(dict(event.get("about") or {}).items())),
    }


def _who(act: Act, actor: str) -> str:
    kind, _, key = actor.partition(":")
    if kind == "account":
        account = act.session.get(Account, key)
        return account.display_name if account is not None else actor
    if kind == "client":
        client = act.session.get(Client, key)
        return client.name if client is not None else actor
    return actor
