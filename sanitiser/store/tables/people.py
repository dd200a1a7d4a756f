"""Who uses the service: tenants, people, machines, their keys and their sessions."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Index, Sealed, Short, Time, UtcTime, now, ref


class Tenant(Base):
    """An organisation: the UKPPS office (kind 'ukpps') or a local authority, school or health body ('authority')."""

    __tablename__ = "tenant"
    id: Mapped[Id]
    name: Mapped[Short]
    kind: Mapped[Code]
    created_at: Mapped[Time] = mapped_column(default=now)


class Account(Base):
    """A person of one tenant with one role. `password_hash` is argon2id; None where an OpenID provider signs in."""

    __tablename__ = "account"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    username: Mapped[str] = mapped_column(String(200), unique=True)
    display_name: Mapped[Short]
    role: Mapped[Code]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    oidc_issuer: Mapped[str | None] = mapped_column(String(200))
    oidc_subject: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(200), default="")
    failed_logins: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcTime)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("oidc_issuer", "oidc_subject"),)


class Client(Base):
    """A machine of one tenant: a case system. `secret_hash` is for the client-credentials grant.

    `outside_id` is its name at the outside issuer of tokens, where there is one.
    """

    __tablename__ = "client"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    name: Mapped[Short]
    role: Mapped[Code]
    scopes: Mapped[str] = mapped_column(String(400), default="")
    secret_hash: Mapped[str | None] = mapped_column(String(64))
    outside_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Time] = mapped_column(default=now)


class ApiKey(Base):
    """A key of a client: 256 random bits of which only the digest is kept; it has scopes and an end."""

    __tablename__ = "api_key"
    id: Mapped[Id]
    client_id: Mapped[str] = ref("client.id")
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(400))
    expires_at: Mapped[Time]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[Time] = mapped_column(default=now)


class LoginSession(Base):
    """A signed-in browser. The cookie holds a random token of which only the digest is kept; `data` is sealed."""

    __tablename__ = "login_session"
    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str | None] = ref("account.id", nullable=True)
    csrf_hash: Mapped[str] = mapped_column(String(64))
    data_sealed: Mapped[Sealed | None]
    created_at: Mapped[Time] = mapped_column(default=now)
    seen_at: Mapped[Time] = mapped_column(default=now)
    expires_at: Mapped[Time]


class IdempotencyKey(Base):
    """One use of an Idempotency-Key header.

    `request_index` is a keyed digest of what was asked; `status` 0 means in flight. The answer holds ids only.
    """

    __tablename__ = "idempotency_key"
    id: Mapped[Id]
    actor: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(64))
    request_index: Mapped[Index]
    status: Mapped[int] = mapped_column(Integer, default=0)
    body: Mapped[str] = mapped_column(String(4000), default="")
    expires_at: Mapped[Time]
    __table_args__ = (UniqueConstraint("actor", "key"),)
