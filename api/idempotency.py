"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a request sent twice is done once.

The same key with the same request gives the first answer again; with another request 422; while the first is still
being done 409. What is kept of the request is a keyed digest. Answers hold ids and codes alone.
"""

import hmac
from datetime import timedelta
from typing import Annotated

from fastapi import Header
from fastapi.responses import Response
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from sanitiser.casework.sides import Conflict
from sanitiser.errors import UsageError
from sanitiser.service import Act, Actor, Service
from sanitiser.store.base import new_id
from sanitiser.store.tables.people import IdempotencyKey

KEPT = timedelta(hours=24)
IN_FLIGHT = timedelta(minutes=10)
"""After so long without an answer the process that claimed the key is taken for dead."""
IdempotencyHeader = Annotated[
    str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,64}$", description="A new value for each request.")
]


class KeyReused(UsageError):
    """The same key came with another request."""

    code = "idempotency-key-reused"
    http_status = 422
    title = "This Idempotency-Key was used for another request"
    remedy = "Use a new value for each request."


def begin(service: Service, actor: Actor, key: str, request_index: str) -> Response | None:
    """Claim a key; the earlier answer when there is one. Raises KeyReused, or Conflict while it is in flight."""
    try:
        with service.act(actor) as act:
            act.session.execute(delete(IdempotencyKey).where(IdempotencyKey.expires_at <= act.at))
            mine = select(IdempotencyKey).where(IdempotencyKey.actor == actor.id, IdempotencyKey.key == key)
            row = act.session.scalars(mine).one_or_none()
            if row is None:
                row = IdempotencyKey(
                    id=new_id(), actor=actor.id, key=key, request_index=request_index, expires_at=act.at + IN_FLIGHT
                )
                act.session.add(row)
                return None
    except IntegrityError:
        raise Conflict("a request with this Idempotency-Key is being done") from None
    if not hmac.compare_digest(row.request_index, request_index):
        raise KeyReused
    if row.status == 0:
        raise Conflict("a request with this Idempotency-Key is being done")
    return Response(row.body, row.status, media_type="application/json")


def finish(act: Act, key: str, status: int, body: str) -> None:
    """Keep the answer, in the transaction of what was done. Raises Conflict when the claim is lost meanwhile."""
    mine = select(IdempotencyKey).where(IdempotencyKey.actor == act.actor.id, IdempotencyKey.key == key)
    row = act.session.scalars(mine.with_for_update()).one_or_none()
    if row is None or row.status != 0:
        raise Conflict("this Idempotency-Key was claimed anew")
    row.status, row.body, row.expires_at = status, body, act.at + KEPT


def forget(service: Service, actor: Actor, key: str) -> None:
    """The request failed: its key may be used again."""
    with service.act(actor) as act:
        act.session.execute(
            delete(IdempotencyKey).where(
                IdempotencyKey.actor == actor.id, IdempotencyKey.key == key, IdempotencyKey.status == 0
            )
        )
