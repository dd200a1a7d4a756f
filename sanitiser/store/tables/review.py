"""What reviewers do: the events of their reviews, and what goes out in place of what cannot be made safe."""

from sqlalchemy import Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Sealed, Time, now, ref


class ReviewEvent(Base):
    """One event of the reviews of a case (sanitiser.review.log): appended, never changed. `number` counts in the case.

    Without `record_id` it holds in the whole case, without `account_id` the service itself did it. `said_sealed` is the
    rest of the event as JSON; None once the case is erased.
    """

    __tablename__ = "review_event"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    record_id: Mapped[str | None] = ref("record.id", nullable=True)
    number: Mapped[int] = mapped_column(Integer)
    what: Mapped[Code]
    account_id: Mapped[str | None] = ref("account.id", nullable=True)
    at: Mapped[Time] = mapped_column(default=now)
    of: Mapped[int] = mapped_column(Integer, default=0)
    said_sealed: Mapped[Sealed | None]
    __table_args__ = (UniqueConstraint("case_id", "number"),)


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
