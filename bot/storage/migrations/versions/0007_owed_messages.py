"""Messages that may have arrived, messages that were given up, and channels that are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "errands", sa.Column("may_have_arrived", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column(
        "errands", sa.Column("standing", sa.String, nullable=False, server_default="waiting")
    )
    op.add_column(
        "post_ledger", sa.Column("report_tries", sa.Integer, nullable=False, server_default="0")
    )
    op.create_table(
        "channel_troubles",
        sa.Column("workspace_id", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("cause", sa.String, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "place", name="pk_channel_troubles"),
    )


def downgrade() -> None:
    op.drop_table("channel_troubles")
    op.drop_column("post_ledger", "report_tries")
    op.drop_column("errands", "standing")
    op.drop_column("errands", "may_have_arrived")
