"""What the office started because of a concern."""

import sqlalchemy as sa
from alembic import op

import sanitiser.store.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "concern_action",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("concern_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("pack_id", sa.String(length=26), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("started_at", sanitiser.store.base.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_action_concern_id_concern")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_concern_action_pack_id_pack")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_action")),
        sa.UniqueConstraint("concern_id", "number", name=op.f("uq_concern_action_concern_id_number")),
    )
    op.create_index(op.f("ix_concern_action_concern_id"), "concern_action", ["concern_id"])
    op.create_index(op.f("ix_concern_action_pack_id"), "concern_action", ["pack_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("concern_action")
