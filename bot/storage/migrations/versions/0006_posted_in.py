"""Where a post's message is, which of a post to a person is not the person's id."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "post_ledger", sa.Column("posted_in", sa.String, nullable=False, server_default="")
    )
    op.execute(
        "UPDATE post_ledger SET posted_in = channel_id "
        "WHERE ts <> '' AND substr(channel_id, 1, 1) IN ('C', 'G')"
    )


def downgrade() -> None:
    op.drop_column("post_ledger", "posted_in")
