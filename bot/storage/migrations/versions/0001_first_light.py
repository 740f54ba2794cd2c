"""What the first version remembers: roles people chose, lookups counted, posts made."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "role_preferences",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("role_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_role_preferences"),
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
        "missed_by",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("person_hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("day", "workspace_id", "label", "person_hash", name="pk_missed_by"),
    )
    op.create_table(
        "keys",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_keys"),
    )
    op.create_table(
        "posts",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", "ts", name="pk_posts"),
    )


def downgrade() -> None:
    for table in ("posts", "keys", "missed_by", "lookup_counts", "role_preferences"):
        op.drop_table(table)
