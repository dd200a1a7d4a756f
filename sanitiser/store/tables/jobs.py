"""The embedded job ledger (jobs/local.py)."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Time, UtcTime, now


class JobRow(Base):
    """One piece of work: a task's name and the ids it is about, never a record's text.

    A running job belongs to its worker until `lease_until`; whoever finds the lease over may take it.
    """

    __tablename__ = "job"
    id: Mapped[Id]
    task: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    priority: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[Code] = mapped_column(default="ready")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    max_attempts: Mapped[int] = mapped_column(Integer, default=5)
    run_after: Mapped[Time] = mapped_column(default=now)
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    worker: Mapped[str | None] = mapped_column(String(60))
    cancel: Mapped[bool] = mapped_column(Boolean, default=False)
    error: Mapped[Code] = mapped_column(default="")
    created_at: Mapped[Time] = mapped_column(default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (
        Index("ix_job_next", "state", "priority", "run_after"),
        Index(
            "uq_job_ready",
            "task",
            "subject",
            unique=True,
            sqlite_where=text("state = 'ready'"),
            postgresql_where=text("state = 'ready'"),
        ),
    )
