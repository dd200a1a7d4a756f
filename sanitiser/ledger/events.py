"""Telling tenants' webhooks what happened: an event's type and ids, written in the transaction that caused it."""

from sqlalchemy import select

from sanitiser.jobs.port import NORMAL
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.tables.cases import Area, Case
from sanitiser.store.tables.delivery import Webhook, WebhookDelivery

EVENTS = ("record.sanitised", "record.quarantined", "pack.released", "pack.recalled", "request.answered")


def tell(act: Act, case_id: str, event: str, subject: str, area_id: str | None = None) -> None:
    """Queue an event for the office of a case, and for one area where it is that area's own."""
    case = act.session.get(Case, case_id)
    if case is None:
        return
    _queue(act, case.tenant_id, event, subject, case.id)
    area = act.session.get(Area, area_id) if area_id else None
    if area is not None:
        _queue(act, area.tenant_id, event, subject, area.id)


def _queue(act: Act, tenant_id: str, event: str, subject: str, handle: str) -> None:
    hooks = select(Webhook).where(Webhook.tenant_id == tenant_id, Webhook.disabled.is_(False)).order_by(Webhook.id)
    for hook in act.session.scalars(hooks):
        if hook.events and event not in hook.events.split(","):
            continue
        row = WebhookDelivery(
            id=new_id(), webhook_id=hook.id, event=event, subject=subject, case_handle=handle, created_at=act.at
        )
        act.session.add(row)
        act.session.flush()
        act.service.queue.enqueue(act.session, "deliver", row.id, NORMAL)
