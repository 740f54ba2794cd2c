"""What people suggest and request, what became of it, and what is still to be done for it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clarifications",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("likeness", sa.String, nullable=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("card_channel_id", sa.String, nullable=False),
        sa.Column("card_ts", sa.String, nullable=False),
        sa.Column("said", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_clarifications"),
    )
    op.create_index(
        "ix_clarifications_workspace_id_slug_likeness",
        "clarifications",
        ["workspace_id", "slug", "likeness"],
        unique=True,
    )
    op.create_table(
        "term_requests",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("folded_label", sa.String, nullable=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("said", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_term_requests"),
    )
    op.create_index(
        "ix_term_requests_workspace_id_folded_label",
        "term_requests",
        ["workspace_id", "folded_label"],
        unique=True,
    )
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("subject_id", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("notice", sa.String, nullable=True),
        sa.Column("recipient_id", sa.String, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_errands"),
    )
    op.create_index("ix_errands_due_at", "errands", ["due_at"])


def downgrade() -> None:
    for table in ("errands", "term_requests", "clarifications"):
        op.drop_table(table)
