"""The audit chain. Rows are only ever added; wire format: append-only, see ledger/audit.py."""

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Index


class AuditEntry(Base):
    """One event: its canonical JSON, and the digest that binds it to the one before. Ids and counts only."""

    __tablename__ = "audit_entry"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(Text)
    digest: Mapped[Index]


class AuditHead(Base):
    """The one signed statement of how long the chain is and how it ends, so that cutting off its end shows."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[Index]
    signature: Mapped[str] = mapped_column(String(120))
