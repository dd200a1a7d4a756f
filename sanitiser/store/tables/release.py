"""Release packs: what was sent to which side, for which kind of agency, and who fetched it."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Sealed, Time, UtcTime, now, ref


class Pack(Base):
    """One release to one receiving area. `replaces_id` names the pack that this one corrects as a whole.

    `number` counts within the area, so that no other area can be told from it.
    """

    __tablename__ = "pack"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    area_id: Mapped[str] = ref("area.id")
    number: Mapped[int] = mapped_column(Integer)
    agency: Mapped[Code]
    subjects: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[Code] = mapped_column(default="draft")
    blob_id: Mapped[str | None] = ref("blob.id", nullable=True)
    manifest_sealed: Mapped[Sealed | None]
    signature: Mapped[str] = mapped_column(String(120), default="")
    made_by: Mapped[str] = mapped_column(String(60))
    approved_by: Mapped[str | None] = mapped_column(String(60))
    replaces_id: Mapped[str | None] = ref("pack.id", nullable=True)
    made_at: Mapped[Time] = mapped_column(default=now)
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcTime)
    recalled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    __table_args__ = (UniqueConstraint("area_id", "number"),)


class PackItem(Base):
    """One approved copy in a pack, under its neutral name."""

    __tablename__ = "pack_item"
    id: Mapped[Id]
    pack_id: Mapped[str] = ref("pack.id")
    copy_id: Mapped[str] = ref("copy.id")
    name: Mapped[str] = mapped_column(String(60))
    category: Mapped[Code]
    __table_args__ = (UniqueConstraint("pack_id", "copy_id"), UniqueConstraint("pack_id", "name"))


class PackFetch(Base):
    """Somebody took a pack or one copy of it away."""

    __tablename__ = "pack_fetch"
    id: Mapped[Id]
    pack_id: Mapped[str] = ref("pack.id")
    copy_id: Mapped[str | None] = ref("copy.id", nullable=True)
    actor: Mapped[str] = mapped_column(String(60))
    fetched_at: Mapped[Time] = mapped_column(default=now)
    whole: Mapped[bool] = mapped_column(Boolean, default=True)
