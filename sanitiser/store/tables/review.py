"""What reviewers do: rulings on findings, on missed text and on pictures, and the two reviews of a record."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Index, Sealed, Time, UtcTime, now, ref


class Ruling(Base):
    """A reviewer's decision. Without `record_id` it holds in the whole case.

    `scope` is 'span' (characters [start, end) of the record's text), 'term' (every occurrence of the text), 'picture'
    or 'leftover'. Rulings are never changed: undoing sets `undone_at`, redoing adds a new one.
    """

    __tablename__ = "ruling"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    record_id: Mapped[str | None] = ref("record.id", nullable=True)
    number: Mapped[int] = mapped_column(Integer)
    scope: Mapped[Code]
    action: Mapped[Code]
    kind: Mapped[Code] = mapped_column(default="")
    label: Mapped[str] = mapped_column(String(40), default="")
    text_sealed: Mapped[Sealed | None]
    text_index: Mapped[Index] = mapped_column(default="", index=True)
    start: Mapped[int | None] = mapped_column(Integer)
    end: Mapped[int | None] = mapped_column(Integer)
    page: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[Code] = mapped_column(default="")
    account_id: Mapped[str] = ref("account.id")
    made_at: Mapped[Time] = mapped_column(default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcTime)
    undone_by: Mapped[str | None] = mapped_column(String(26))
    __table_args__ = (UniqueConstraint("case_id", "number"),)


class Review(Base):
    """One reviewer's look at one copy: `stage` is 'first' or 'second'. `pages_shown` is a list of ranges ('1-4,7')."""

    __tablename__ = "review"
    id: Mapped[Id]
    record_id: Mapped[str] = ref("record.id")
    copy_id: Mapped[str] = ref("copy.id")
    stage: Mapped[Code]
    account_id: Mapped[str] = ref("account.id")
    pages_shown: Mapped[str] = mapped_column(String(4000), default="")
    opened_at: Mapped[Time] = mapped_column(default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[Code] = mapped_column(default="")
    compared: Mapped[bool] = mapped_column(Boolean, default=False)
    __table_args__ = (UniqueConstraint("copy_id", "stage"),)


class Placeholder(Base):
    """What goes out instead of a page or a record that cannot be made safe: fixed words or a typed transcript."""

    __tablename__ = "placeholder"
    id: Mapped[Id]
    record_id: Mapped[str] = ref("record.id")
    page: Mapped[int | None] = mapped_column(Integer)
    manner: Mapped[Code]
    blob_id: Mapped[str | None] = ref("blob.id", nullable=True)
    account_id: Mapped[str] = ref("account.id")
    made_at: Mapped[Time] = mapped_column(default=now)
