"""Tenants, accounts, clients and keys, for administrators; webhooks, for their owners."""

import base64
import secrets
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy import select

from api.fields import IdText, ItemId, Line, OneOf
from api.problems import RESPONSES
from api.v1.cases import Added, In
from api.v1.roles import Administrator, ServiceHere, WebhookOwner
from sanitiser.casework.sides import NotFound
from sanitiser.jobs.outbound import check_url
from sanitiser.ledger.audit import note
from sanitiser.ledger.events import EVENTS
from sanitiser.people import accounts, clients
from sanitiser.people.tenants import new_tenant
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.delivery import Webhook

router = APIRouter(prefix="/v1", tags=["people"], responses={**RESPONSES})
Scope = Annotated[str, OneOf(clients.SCOPES)]
Event = Annotated[str, OneOf(EVENTS)]


class NewTenant(In):
    """An authority."""

    name: Line


@router.post("/tenants", status_code=201)
def add_tenant(body: NewTenant, actor: Administrator, service: ServiceHere) -> Added:
    """Add an authority."""
    with service.act(actor) as act:
        return Added(id=new_tenant(act, body.name).id)


class NewAccount(In):
    """A person."""

    tenant_id: IdText
    username: str = Field(pattern=r"^[a-z0-9][a-z0-9._@-]{1,99}$")
    name: Line
    role: Literal["la-spoc", "ukpps-spoc", "reviewer", "auditor", "administrator"]
    password: str | None = Field(default=None, min_length=12, max_length=200, pattern=r"^[ -~]*$")
    contact: str = Field(default="", max_length=200, pattern=r"^[ -~]*$")
    openid_subject: str | None = Field(default=None, min_length=1, max_length=200, pattern=r"^[!-~]*$")


@router.post("/accounts", status_code=201)
def add_account(body: NewAccount, actor: Administrator, service: ServiceHere) -> Added:
    """Add a person."""
    with service.act(actor) as act:
        role = Role(body.role)
        account = accounts.new_account(
            act,
            body.tenant_id,
            body.username,
            body.name,
            role,
            body.password,
            body.contact,
            body.openid_subject,
        )
        return Added(id=account.id)


@router.post("/accounts/{account_id}/closing", status_code=204)
def close_account(account_id: ItemId, actor: Administrator, service: ServiceHere) -> None:
    """Close an account; its sessions end."""
    with service.act(actor) as act:
        accounts.disable_account(act, account_id)


class NewClient(In):
    """A case system. `outside_id` is its name at the outside issuer of tokens, where there is one."""

    tenant_id: IdText
    name: Line
    scopes: list[Scope] = Field(min_length=1)
    outside_id: str = Field(default="", max_length=200, pattern=r"^[!-~]*$")


class Secret(BaseModel):
    """A secret, shown this once."""

    id: str
    secret: str


@router.post("/clients", status_code=201)
def add_client(body: NewClient, actor: Administrator, service: ServiceHere) -> Secret:
    """Add a case system; id and secret are for /oauth/token."""
    with service.act(actor) as act:
        made = clients.new_client(act, body.tenant_id, body.name, tuple(body.scopes), body.outside_id)
        return Secret(id=made.id, secret=made.secret)


class NewKey(In):
    """A key with some of the client's scopes."""

    scopes: list[Scope] = Field(min_length=1)
    days: int = Field(ge=1, le=366)


@router.post("/clients/{client_id}/keys", status_code=201)
def add_key(client_id: ItemId, body: NewKey, actor: Administrator, service: ServiceHere) -> Secret:
    """Make a key for a small site."""
    with service.act(actor) as act:
        made = clients.new_key(act, client_id, tuple(body.scopes), body.days)
        return Secret(id=made.id, secret=made.secret)


@router.delete("/clients/{client_id}/keys/{key_id}", status_code=204)
def revoke_key(client_id: ItemId, key_id: ItemId, actor: Administrator, service: ServiceHere) -> None:
    """End a key."""
    with service.act(actor) as act:
        clients.revoke_key(act, client_id, key_id)


class NewWebhook(In):
    """Where to send events; no events means all."""

    url: str = Field(max_length=2000, pattern=r"^https?://[!-~]+$")
    events: list[Event] = Field(default=[], max_length=20)


class WebhookMade(BaseModel):
    """A webhook and the secret that its messages are signed with, shown this once."""

    id: str
    secret: str


class WebhookView(BaseModel):
    """A webhook."""

    id: str
    url: str
    events: list[str]
    created_at: datetime


class Webhooks(BaseModel):
    """Your webhooks."""

    webhooks: list[WebhookView]


@router.post("/webhooks", status_code=201)
def add_webhook(body: NewWebhook, actor: WebhookOwner, service: ServiceHere) -> WebhookMade:
    """Have events sent to you, signed by Standard Webhooks."""
    check_url(body.url, private=service.settings.webhooks_to_private_addresses)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with service.act(actor) as act:
        row_id = new_id()
        ring = act.service_ring
        row = Webhook(
            id=row_id,
            tenant_id=actor.tenant_id,
            url_sealed=ring.seal_text(body.url, "webhook", "url", row_id),
            secret_sealed=ring.seal_text(secret, "webhook", "secret", row_id),
            events=",".join(sorted(set(body.events))),
            created_at=act.at,
        )
        act.session.add(row)
        act.session.flush()
        note(act, "webhook.made", webhook=row_id)
    return WebhookMade(id=row_id, secret=secret)


@router.get("/webhooks")
def list_webhooks(actor: WebhookOwner, service: ServiceHere) -> Webhooks:
    """Your organisation's webhooks."""
    with service.act(actor, writes=False) as act:
        ring = act.service_ring
        mine = select(Webhook).where(Webhook.tenant_id == actor.tenant_id, Webhook.disabled.is_(False))
        rows = act.session.scalars(mine.order_by(Webhook.created_at, Webhook.id))
        return Webhooks(
            webhooks=[
                WebhookView(
                    id=row.id,
                    url=ring.open_text(row.url_sealed, "webhook", "url", row.id),
                    events=[event for event in row.events.split(",") if event],
                    created_at=row.created_at,
                )
                for row in rows
            ]
        )


@router.delete("/webhooks/{webhook_id}", status_code=204)
def remove_webhook(webhook_id: ItemId, actor: WebhookOwner, service: ServiceHere) -> None:
    """Send no more events there."""
    with service.act(actor) as act:
        row = act.session.get(Webhook, webhook_id)
        if row is None or row.tenant_id != actor.tenant_id:
            raise NotFound
        row.disabled = True
        note(act, "webhook.removed", webhook=row.id)
