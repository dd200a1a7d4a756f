"""What every table shares: the declarative base, identifiers that tell nothing, times in UTC."""

import base64
import secrets
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import DateTime, ForeignKey, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables; constraint names are fixed, so that a migration can name them on both databases."""

    metadata = MetaData(naming_convention=NAMES)


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone: nobody could say what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Every time that leaves the store is in UTC and says so."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """128 random bits in 26 characters: an identifier from which neither order nor number nor origin can be told."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


Id = Annotated[str, mapped_column(String(26), primary_key=True, default=new_id)]
Time = Annotated[datetime, mapped_column(UtcTime)]
Sealed = Annotated[bytes, mapped_column(LargeBinary)]
"""A confidential value, encrypted by keys.Vault; its table, column and row are bound into it."""
Index = Annotated[str, mapped_column(String(64))]
"""A keyed digest of a confidential value: equal values can be found, none can be guessed without the key."""
Short = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(40))]


def ref(target: str, *, nullable: bool = False, index: bool = True) -> Any:
    """A column that points to the row of another table by its id."""
    return mapped_column(String(26), ForeignKey(target), nullable=nullable, index=index)
