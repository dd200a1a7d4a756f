"""Cases: their areas, the people they protect, what is known of them, and the register of labels."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Index, Sealed, Time, UtcTime, now, ref


class DataKey(Base):
    """A key that encrypts other things, wrapped by a master key.

    One for the service ('service') and one for every case (its id). Without the case's row nothing of the case can be
    read again: erasure deletes it.
    """

    __tablename__ = "data_key"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    master_id: Mapped[str] = mapped_column(String(40))
    wrapped: Mapped[Sealed]
    created_at: Mapped[Time] = mapped_column(default=now)


class Case(Base):
    """One family or person under protection. Only the UKPPS office of `tenant_id` sees this row."""

    __tablename__ = "case"
    id: Mapped[Id]
    tenant_id: Mapped[str] = ref("tenant.id")
    reference: Mapped[str] = mapped_column(String(64))
    identity: Mapped[Code] = mapped_column(default="unchanged")
    state: Mapped[Code] = mapped_column(default="open")
    legal_hold: Mapped[bool] = mapped_column(Boolean, default=False)
    retention_date: Mapped[date | None] = mapped_column(Date)
    met_on: Mapped[date | None] = mapped_column(Date)
    met_with: Mapped[str] = mapped_column(String(40), default="")
    erasure_proposed_by: Mapped[str | None] = mapped_column(String(60))
    erasure_proposed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    records_taken: Mapped[int] = mapped_column(Integer, default=0)
    rulings_made: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("tenant_id", "reference"),)


class Area(Base):
    """One side of a case: the local authority that a family lived or lives under.

    Its id is what this side knows the case by: no two sides hold a common identifier.
    `standing` is 'past' or 'present'; one area a case is present. The side is never told its standing.
    """

    __tablename__ = "area"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    tenant_id: Mapped[str] = ref("tenant.id")
    standing: Mapped[Code]
    reference: Mapped[str] = mapped_column(String(64))
    spoc_id: Mapped[str | None] = ref("account.id", nullable=True)
    spoc_named_at: Mapped[datetime | None] = mapped_column(UtcTime)
    designates: Mapped[str] = mapped_column(String(40), default="")
    records_taken: Mapped[int] = mapped_column(Integer, default=0)
    lines_written: Mapped[int] = mapped_column(Integer, default=0)
    packs_made: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("tenant_id", "reference"),)


class Subject(Base):
    """A person of the case: child, unborn child or adult. Areas know it by a row of SubjectName."""

    __tablename__ = "subject"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Code]
    name_sealed: Mapped[Sealed]
    __table_args__ = (UniqueConstraint("case_id", "number"),)


class SubjectName(Base):
    """What one area calls a subject; its id is that area's identifier of the subject."""

    __tablename__ = "subject_name"
    id: Mapped[Id]
    subject_id: Mapped[str] = ref("subject.id")
    area_id: Mapped[str] = ref("area.id")
    name_sealed: Mapped[Sealed]
    __table_args__ = (UniqueConstraint("subject_id", "area_id"),)


class CaseTerm(Base):
    """What must go whatever the recognisers say ('protect') or what stays ('keep')."""

    __tablename__ = "case_term"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    purpose: Mapped[Code]
    text_sealed: Mapped[Sealed]
    text_index: Mapped[Index]
    kind: Mapped[Code] = mapped_column(default="")
    label: Mapped[str] = mapped_column(String(40), default="")
    added_by: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("case_id", "purpose", "text_index"),)


class CaseRegister(Base):
    """The case's labels and memory (case-state.json), sealed. Outlives the copies; `version` grows with each change.

    Kept in a key of its own name ('register:<case>'), so that erasing the case's records does not lose its labels.
    """

    __tablename__ = "case_register"
    case_id: Mapped[str] = mapped_column(String(26), ForeignKey("case.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    state_sealed: Mapped[Sealed]
    changed_at: Mapped[Time] = mapped_column(default=now)
