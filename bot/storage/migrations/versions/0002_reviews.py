"""What stewards are asked about terms, and what they did: review requests and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("actor_id", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("before", sa.Text, nullable=True),
        sa.Column("after", sa.Text, nullable=True),
        sa.Column("details", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_slug", "audit", ["slug"])
    op.create_table(
        "review_requests",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("card", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("steward_id", sa.String, nullable=True),
        sa.Column("last_reviewed_on", sa.Date, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("outcome", sa.String, nullable=True),
        sa.Column("actor_id", sa.String, nullable=True),
        sa.Column("outcome_on", sa.Date, nullable=True),
        sa.Column("given_to", sa.String, nullable=True),
        sa.Column("snoozed_until_on", sa.Date, nullable=True),
        sa.Column("escalated_on", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "card", "slug", name="pk_review_requests"),
    )


def downgrade() -> None:
    op.drop_table("review_requests")
    op.drop_index("ix_audit_slug", "audit")
    op.drop_table("audit")
