"""Every table of the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
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
        "channel_troubles",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("cause", sa.String, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "place", name="pk_channel_troubles"),
    )
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
        "idempotency_keys",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency_keys"),
    )
    op.create_table(
        "keys",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_keys"),
    )
    op.create_table(
        "lookup_counts",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "workspace_id", "outcome", "slug", "label", "role", name="pk_lookup_counts"
        ),
    )
    op.create_table(
        "message_terms",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", "ts", name="pk_message_terms"),
    )
    op.create_table(
        "missed_by",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("person_hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("day", "workspace_id", "label", "person_hash", name="pk_missed_by"),
    )
    op.create_table(
        "opened_by",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("person_hash", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "label", "slug", "person_hash", "day", name="pk_opened_by"
        ),
    )
    op.create_table(
        "outbox",
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
        sa.Column("may_have_arrived", sa.Integer, server_default="0", nullable=False),
        sa.Column("standing", sa.String, server_default="waiting", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"])
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
        sa.Column("posted_in", sa.String, server_default="", nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("report_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_tries", sa.Integer, server_default="0", nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "entry_id", "period", name="pk_post_ledger"
        ),
    )
    op.create_table(
        "review_decisions",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("confirms", sa.String, nullable=True),
        sa.Column("said", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_review_decisions"),
    )
    op.create_index("ix_review_decisions_state", "review_decisions", ["state"])
    op.create_index(
        "ix_review_decisions_workspace_id_confirms",
        "review_decisions",
        ["workspace_id", "confirms"],
        unique=True,
    )
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
    op.create_table(
        "role_preferences",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("role_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_role_preferences"),
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


def downgrade() -> None:
    for table in (
        "term_requests",
        "term_history",
        "role_preferences",
        "review_requests",
        "review_decisions",
        "post_ledger",
        "outbox",
        "opened_by",
        "missed_by",
        "message_terms",
        "lookup_counts",
        "keys",
        "idempotency_keys",
        "clarifications",
        "channel_troubles",
        "audit",
    ):
        op.drop_table(table)
