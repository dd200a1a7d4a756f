"""The request ledger: what was asked, offered, passed on; flags and concerns."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Index, Sealed, Time, UtcTime, now, ref


class RecordRequest(Base):
    """A line of one area's ledger; `number` counts within the area.

    `nature` is 'request' (this side asks for records), 'seek' (UKPPS asks this side to hand over), 'offer' (this side
    offers unasked), 'label-question' or 'disclosure' (one value, on a court's order or a clinician's word).
    """

    __tablename__ = "record_request"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    area_id: Mapped[str] = ref("area.id")
    number: Mapped[int] = mapped_column(Integer)
    nature: Mapped[Code]
    item: Mapped[Code]
    service: Mapped[Code] = mapped_column(default="")
    subject_name_id: Mapped[str | None] = ref("subject_name.id", nullable=True)
    serves_id: Mapped[str | None] = ref("record_request.id", nullable=True)
    note_sealed: Mapped[Sealed | None]
    answer_sealed: Mapped[Sealed | None]
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(80), default="open")
    asked_by: Mapped[str] = mapped_column(String(60))
    approved_by: Mapped[str | None] = mapped_column(String(60))
    requested_on: Mapped[date] = mapped_column(Date)
    sought_on: Mapped[date | None] = mapped_column(Date)
    received_on: Mapped[date | None] = mapped_column(Date)
    sanitised_on: Mapped[date | None] = mapped_column(Date)
    approved_on: Mapped[date | None] = mapped_column(Date)
    released_on: Mapped[date | None] = mapped_column(Date)
    disputed_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("area_id", "number"),)


class PassingOn(Base):
    """The receiving side passed a released pack on to a kind of agency."""

    __tablename__ = "passing_on"
    id: Mapped[Id]
    area_id: Mapped[str] = ref("area.id")
    pack_id: Mapped[str] = ref("pack.id")
    agency: Mapped[Code]
    passed_on: Mapped[date] = mapped_column(Date)
    actor: Mapped[str] = mapped_column(String(60))


class Conference(Base):
    """A date of the case that a clock runs from or ends: 'transfer-in' is the conference of the receiving side."""

    __tablename__ = "conference"
    id: Mapped[Id]
    area_id: Mapped[str] = ref("area.id")
    kind: Mapped[Code]
    held_on: Mapped[date] = mapped_column(Date)


class Flag(Base):
    """A record number of a tenant's own system that is flagged; the number is kept only as a keyed digest."""

    __tablename__ = "flag"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    number_index: Mapped[Index]
    area_id: Mapped[str] = ref("area.id")
    made_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("tenant_id", "number_index"),)


class FlagQuestion(Base):
    """Somebody of a tenant asked about a number; kept for an hour, to count."""

    __tablename__ = "flag_question"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    asked_at: Mapped[Time]


class Concern(Base):
    """A report that security was compromised. `known_at` starts the 72 hours to the ICO (UK GDPR Article 33)."""

    __tablename__ = "concern"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    area_id: Mapped[str | None] = ref("area.id", nullable=True)
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Code]
    note_sealed: Mapped[Sealed | None]
    reported_by: Mapped[str] = mapped_column(String(60))
    known_at: Mapped[Time] = mapped_column(default=now)
    breach: Mapped[bool] = mapped_column(Boolean, default=False)
    told_ico_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (UniqueConstraint("area_id", "number"),)


class ConcernAction(Base):
    """What the office started because of a concern: 'trace', 'recall' (of `pack_id`) or 'ico-clock'; never changed.

    `found` counts the copies that a trace found; the term itself is not kept.
    """

    __tablename__ = "concern_action"
    id: Mapped[Id]
    concern_id: Mapped[str] = ref("concern.id")
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Code]
    pack_id: Mapped[str | None] = ref("pack.id", nullable=True)
    found: Mapped[int] = mapped_column(Integer, default=0)
    actor: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("concern_id", "number"),)
