"""Records, their blobs, the copies made of them and what was found in them."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Float, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sanitiser.store.base import Base, Code, Id, Index, Sealed, Time, UtcTime, now, ref


class Blob(Base):
    """One encrypted object in the blob store; its own key stands here, wrapped by the case's key."""

    __tablename__ = "blob"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    version: Mapped[int] = mapped_column(Integer, default=1)
    wrapped: Mapped[Sealed]
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Time] = mapped_column(default=now)


class Record(Base):
    """One source document that a side handed over. `number` counts within the area, `case_number` within the case.

    `digest_index` is a keyed digest of the bytes. `copy_id` names the newest copy. `side_state` is what the side that
    handed it over is told: it depends on the file alone, never on what is known from another side.
    """

    __tablename__ = "record"
    id: Mapped[Id]
    case_id: Mapped[str] = ref("case.id")
    area_id: Mapped[str] = ref("area.id")
    number: Mapped[int] = mapped_column(Integer)
    case_number: Mapped[int] = mapped_column(Integer)
    request_id: Mapped[str | None] = ref("record_request.id", nullable=True)
    category: Mapped[Code] = mapped_column(default="other")
    subjects: Mapped[str] = mapped_column(String(1000), default="")
    name_sealed: Mapped[Sealed]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    digest_index: Mapped[Index]
    blob_id: Mapped[str | None] = ref("blob.id", nullable=True)
    copy_id: Mapped[str | None] = mapped_column(String(26))
    state: Mapped[Code] = mapped_column(default="queued")
    reason: Mapped[Code] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(String(400), default="")
    side_state: Mapped[Code] = mapped_column(default="received")
    side_reason: Mapped[Code] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    job_id: Mapped[str | None] = mapped_column(String(26))
    version: Mapped[int] = mapped_column(Integer, default=1)
    handed_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[Time] = mapped_column(default=now)
    changed_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("area_id", "number"), UniqueConstraint("case_id", "case_number"))


class Effect(Base):
    """What was made of a record once and for all: one row a (record, digest, stage, policy, engine).

    `policy_digest` covers all that the copy depends on besides: policy, case terms, case memory, rulings.
    """

    __tablename__ = "effect"
    id: Mapped[Id]
    record_id: Mapped[str] = ref("record.id")
    digest_index: Mapped[Index]
    stage: Mapped[Code]
    policy_digest: Mapped[str] = mapped_column(String(64))
    engine_version: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[Time] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("record_id", "digest_index", "stage", "policy_digest", "engine_version"),)


class Copy(Base):
    """A sanitised copy of a record: a draft until approved. `entry_sealed` is its entry of the review manifest.

    `files_index` is a keyed digest of its files: a copy made anew with the same bytes keeps its approval. `papers_id`
    names the record as it was understood with the engine's decisions, which its reviewers work from (None: it was made
    before these were kept); `base_digest` is what `policy_digest` would be without any ruling. `paper_sealed` holds the
    decisions and verdicts of this very copy. A draft that was overtaken keeps its row alone.
    """

    __tablename__ = "copy"
    id: Mapped[Id]
    record_id: Mapped[str] = ref("record.id")
    number: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(String(100))
    pages: Mapped[int] = mapped_column(Integer, default=0)
    entry_sealed: Mapped[Sealed]
    files_index: Mapped[Index]
    passed: Mapped[bool] = mapped_column(Boolean)
    review_needed: Mapped[bool] = mapped_column(Boolean, default=True)
    papers_id: Mapped[str | None] = mapped_column(String(26), index=True)
    paper_sealed: Mapped[Sealed | None]
    base_digest: Mapped[str] = mapped_column(String(64), default="")
    policy_digest: Mapped[str] = mapped_column(String(64))
    engine_version: Mapped[str] = mapped_column(String(60))
    register_version: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[Time] = mapped_column(default=now)
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (UniqueConstraint("record_id", "number"),)


class CopyFile(Base):
    """One file of a copy: most copies have one, a very long one is split."""

    __tablename__ = "copy_file"
    id: Mapped[Id]
    copy_id: Mapped[str] = ref("copy.id")
    number: Mapped[int] = mapped_column(Integer)
    blob_id: Mapped[str] = ref("blob.id")
    __table_args__ = (UniqueConstraint("copy_id", "number"),)


class FindingRow(Base):
    """One decision on one finding of a copy. Equal texts of a case share `text_index`."""

    __tablename__ = "finding"
    id: Mapped[Id]
    copy_id: Mapped[str] = ref("copy.id")
    case_id: Mapped[str] = ref("case.id")
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Code]
    text_sealed: Mapped[Sealed]
    text_index: Mapped[Index] = mapped_column(index=True)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    action: Mapped[Code]
    label: Mapped[str] = mapped_column(String(60), default="")
    score: Mapped[float] = mapped_column(Float)
    __table_args__ = (UniqueConstraint("copy_id", "number"),)
