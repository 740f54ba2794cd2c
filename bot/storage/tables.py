"""The tables as they stand after the newest migration."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, MetaData, String, Table

METADATA = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"}
)

ROLE_PREFERENCES = Table(
    "role_preferences",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("role_id", String, nullable=False),
)

# How often what was asked on a day (UTC). ``slug`` is empty where no term
# answered; ``label``, the normalised question, is empty where one did.
LOOKUP_COUNTS = Table(
    "lookup_counts",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("workspace_id", String, primary_key=True),
    Column("outcome", String, primary_key=True),
    Column("slug", String, primary_key=True),
    Column("label", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

# Who missed a label on a day, as a keyed hash: enough to count distinct
# people, not to name one without the key.
MISSED_BY = Table(
    "missed_by",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("workspace_id", String, primary_key=True),
    Column("label", String, primary_key=True),
    Column("person_hash", String, primary_key=True),
)

# Random keys made once for the whole installation.
KEYS = Table(
    "keys",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# Which term a message of the bot shows, so that a reaction to it finds the term.
POSTS = Table(
    "posts",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("channel_id", String, primary_key=True),
    Column("ts", String, primary_key=True),
    Column("slug", String, nullable=False),
)
