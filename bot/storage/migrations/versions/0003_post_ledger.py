"""What was posted by the clock, where and for which week; how the terms changed in between."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_ledger",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("entry_id", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("slot_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("report_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "entry_id", "period", name="pk_post_ledger"
        ),
    )
    op.create_table(
        "term_history",
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reworded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("slug", name="pk_term_history"),
    )


def downgrade() -> None:
    op.drop_table("term_history")
    op.drop_table("post_ledger")
