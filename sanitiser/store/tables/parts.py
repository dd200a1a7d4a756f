"""Parts of records that are about others than the people of a pack, and the copies made without them."""

from datetime import datetime

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Sealed, Time, UtcTime, now, ref


class Part(Base):
    """Characters [start, end) of a record's text that are about `subjects` (the office's ids; empty: a third party).

    `text_sealed` is the text that was marked. Never changed: taking it back sets `undone_at`.
    """

    __tablename__ = "part"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    record_id: Mapped[str] = ref("record.id")
    number: Mapped[int] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    subjects: Mapped[str] = mapped_column(String(1000), default="")
    text_sealed: Mapped[Sealed | None]
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[Time] = mapped_column(default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcTime)
    undone_by: Mapped[str | None] = mapped_column(String(60))
    __table_args__ = (UniqueConstraint("record_id", "number"),)


class Narrowed(Base):
    """An approved copy of one pack made again without some parts. `parts` are their numbers in the record.

    `state` is 'queued', 'made' or 'refused' with a `reason`.
    """

    __tablename__ = "narrowed"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    item_id: Mapped[str] = ref("pack_item.id")
    parts: Mapped[str] = mapped_column(String(4000))
    state: Mapped[Code] = mapped_column(default="queued")
    reason: Mapped[Code] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    made_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (UniqueConstraint("item_id"),)


class NarrowedFile(Base):
    """One file of a narrowed copy."""

    __tablename__ = "narrowed_file"
    id: Mapped[Id]
    narrowed_id: Mapped[str] = ref("narrowed.id")
    number: Mapped[int] = mapped_column(Integer)
    blob_id: Mapped[str] = ref("blob.id")
    __table_args__ = (UniqueConstraint("narrowed_id", "number"),)
