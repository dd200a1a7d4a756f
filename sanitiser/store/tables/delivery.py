"""Webhooks: where a tenant wants to hear of its own events, and what was sent. Ids only."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Sealed, Time, UtcTime, now, ref


class Webhook(Base):
    """An address of one tenant; address and secret are sealed by the service's key."""

    __tablename__ = "webhook"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    url_sealed: Mapped[Sealed]
    secret_sealed: Mapped[Sealed]
    events: Mapped[str] = mapped_column(String(400), default="")
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Time] = mapped_column(default=now)


class WebhookDelivery(Base):
    """One event for one webhook: type and ids, written in the transaction that caused it."""

    __tablename__ = "webhook_delivery"
    id: Mapped[Id]
    webhook_id: Mapped[str] = ref("webhook.id")
    event: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    case_handle: Mapped[str] = mapped_column(String(26))
    state: Mapped[Code] = mapped_column(default="ready")
    status: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[Time] = mapped_column(default=now)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcTime)
