"""The reviews of a case as one log of events, and what reviewers work from beside each copy."""

import sqlalchemy as sa
from alembic import op

import sanitiser.store.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. Approvals that were given before become events; rulings could not be written before."""
    events = op.create_table(
        "review_event",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("at", sanitiser.store.base.UtcTime(timezone=True), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_review_event_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_review_event_case_id_case")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_review_event_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_review_event_case_id_number")),
    )
    for column in ("account_id", "case_id", "record_id"):
        op.create_index(op.f(f"ix_review_event_{column}"), "review_event", [column])
    _keep_approvals(events)
    op.drop_table("review")
    op.drop_table("ruling")
    # added without making the table anew: on SQLite that would take the rows that point to it along
    op.add_column("copy", sa.Column("papers_id", sa.String(length=26), nullable=True))
    op.add_column("copy", sa.Column("paper_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("copy", sa.Column("base_digest", sa.String(length=64), nullable=False, server_default=""))
    op.create_index(op.f("ix_copy_papers_id"), "copy", ["papers_id"])


def _keep_approvals(events: sa.Table) -> None:
    """One event for each approval of a copy that is still its record's newest."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT review.record_id, record.case_id, review.account_id, review.finished_at FROM review"
            " JOIN record ON record.id = review.record_id AND record.copy_id = review.copy_id"
            " WHERE review.outcome = 'approved' AND review.finished_at IS NOT NULL"
            " ORDER BY record.case_id, review.finished_at, review.stage"
        ).columns(finished_at=sanitiser.store.base.UtcTime())
    ).all()
    numbers: dict[str, int] = {}
    for row in rows:
        numbers[row.case_id] = number = numbers.get(row.case_id, 0) + 1
        connection.execute(
            events.insert().values(
                id=sanitiser.store.base.new_id(),
                case_id=row.case_id,
                record_id=row.record_id,
                number=number,
                what="approve",
                account_id=row.account_id,
                at=row.finished_at,
                of=0,
            )
        )
    for case_id, number in numbers.items():
        connection.execute(
            sa.text('UPDATE "case" SET rulings_made = :number WHERE id = :id'), {"number": number, "id": case_id}
        )
