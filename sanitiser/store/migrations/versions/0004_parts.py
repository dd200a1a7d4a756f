"""Parts of records that are about others, and the copies made without them."""

import sqlalchemy as sa
from alembic import op

import sanitiser.store.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "part",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("subjects", sa.String(length=1000), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sanitiser.store.base.UtcTime(timezone=True), nullable=False),
        sa.Column("undone_at", sanitiser.store.base.UtcTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_part_case_id_case")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_part_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_part_record_id_number")),
    )
    op.create_table(
        "narrowed",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("parts", sa.String(length=4000), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("made_at", sanitiser.store.base.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_narrowed_case_id_case")),
        sa.ForeignKeyConstraint(["item_id"], ["pack_item.id"], name=op.f("fk_narrowed_item_id_pack_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrowed")),
        sa.UniqueConstraint("item_id", name=op.f("uq_narrowed_item_id")),
    )
    op.create_table(
        "narrowed_file",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("narrowed_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("blob_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["narrowed_id"], ["narrowed.id"], name=op.f("fk_narrowed_file_narrowed_id_narrowed")),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_narrowed_file_blob_id_blob")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrowed_file")),
        sa.UniqueConstraint("narrowed_id", "number", name=op.f("uq_narrowed_file_narrowed_id_number")),
    )
    for table, columns in {
        "part": ("case_id", "record_id"),
        "narrowed": ("case_id", "item_id"),
        "narrowed_file": ("narrowed_id", "blob_id"),
    }.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Go back."""
    for table in ("narrowed_file", "narrowed", "part"):
        op.drop_table(table)
