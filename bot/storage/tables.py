"""The tables after the newest migration."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """A time, written and read in UTC.

    SQLite keeps no time zone, and PostgreSQL answers in the zone of its session.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value to write; refuse a time without a zone."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} names no time zone.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value that was read."""
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


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

# How often each query was asked on a day (UTC). ``slug`` is empty where no term
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

# # The people who missed a label on a day, as keyed hashes: enough to count distinct people, not to
# name one without the key.
MISSED_BY = Table(
    "missed_by",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("workspace_id", String, primary_key=True),
    Column("label", String, primary_key=True),
    Column("person_hash", String, primary_key=True),
)

# Who asked for a label that no term answered surely and opened which term, on a day: the same
# keyed hash. In this order the key finds what was opened of a label.
OPENED_BY = Table(
    "opened_by",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("label", String, primary_key=True),
    Column("slug", String, primary_key=True),
    Column("person_hash", String, primary_key=True),
    Column("day", Date, primary_key=True),
)

# Random keys made once for the whole installation.
KEYS = Table(
    "keys",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# The term that each message of the bot shows, so that a reaction finds it.
MESSAGE_TERMS = Table(
    "message_terms",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("channel_id", String, primary_key=True),
    Column("ts", String, primary_key=True),
    Column("slug", String, nullable=False),
)

# People's acts on terms, with their times (UTC). ``before`` and ``after`` are what the changed
# field said. Rows are added, never changed.
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("workspace_id", String, nullable=False),
    Column("actor_id", String, nullable=False),
    Column("act", String, nullable=False),
    Column("slug", String, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("details", JSON, nullable=False),
)

# The reviews on each card, and how each ended. A row belongs to
# the review that was due then: one with another ``last_reviewed_on`` counts no more.
# ``card`` is the entry of the schedule and its period.
REVIEW_REQUESTS = Table(
    "review_requests",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("card", String, primary_key=True),
    Column("slug", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("steward_id", String),
    Column("last_reviewed_on", Date, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("outcome", String),
    Column("actor_id", String),
    Column("outcome_on", Date),
    Column("given_to", String),
    Column("snoozed_until_on", Date),
    Column("escalated_on", Date),
)

# Every post by the clock, and how far it came: one row for a post, whichever copy makes it.
# ``owner`` is whose claim it is, until ``lease_until``. ``slug`` is empty for a post
# that shows no term. ``posted_in`` is where its message is: of a person's id, the
# conversation with them. Times are in UTC.
POST_LEDGER = Table(
    "post_ledger",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("channel_id", String, primary_key=True),
    Column("entry_id", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("job", String, nullable=False),
    Column("slot_at", UtcDateTime, nullable=False),
    Column("slug", String, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("ts", String, nullable=False),
    Column("posted_in", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("report_until", UtcDateTime, nullable=False),
    Column("report_tries", Integer, nullable=False, server_default="0"),
    Column("reported_at", UtcDateTime),
)

# When each term was first seen, last reworded and last approved, as far as the bot
# was there to see it: a post lists these as new since the one before.
TERM_HISTORY = Table(
    "term_history",
    METADATA,
    Column("slug", String, primary_key=True),
    Column("words", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("reworded_at", UtcDateTime),
    Column("approved_at", UtcDateTime),
)

# Stewards' decisions on reviews. ``confirms`` names the review while a confirmation of it is
# under way, so that there is one at most; ``said`` holds data that is never searched.
REVIEW_DECISIONS = Table(
    "review_decisions",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("slug", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("confirms", String),
    Column("said", JSON, nullable=False),
)
Index(
    "ix_review_decisions_workspace_id_confirms",
    REVIEW_DECISIONS.c.workspace_id,
    REVIEW_DECISIONS.c.confirms,
    unique=True,
)

# Suggestions. ``likeness`` is a digest that like suggestions share while they are
# under way. ``said`` holds everything that is read with the row and never searched for.
CLARIFICATIONS = Table(
    "clarifications",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("slug", String, nullable=False),
    Column("likeness", String),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("card_channel_id", String, nullable=False),
    Column("card_ts", String, nullable=False),
    Column("said", JSON, nullable=False),
)
Index(
    "ix_clarifications_workspace_id_slug_likeness",
    CLARIFICATIONS.c.workspace_id,
    CLARIFICATIONS.c.slug,
    CLARIFICATIONS.c.likeness,
    unique=True,
)

# # The terms that people miss; ``folded_label`` is the same for labels that look the same, and
# empty once the request is closed.
TERM_REQUESTS = Table(
    "term_requests",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("folded_label", String),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("said", JSON, nullable=False),
)
Index(
    "ix_term_requests_workspace_id_folded_label",
    TERM_REQUESTS.c.workspace_id,
    TERM_REQUESTS.c.folded_label,
    unique=True,
)

# What is still to be done for an act, written with the act; a row goes when it is done.
# A row that is ``taken_by`` a worker is due again at the end of that worker's time.
# ``standing`` says of a message whether it was given up; such a row is never due.
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workspace_id", String, nullable=False),
    Column("subject_id", String, nullable=False),
    Column("task", String, nullable=False),
    Column("notice", String),
    Column("recipient_id", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("taken_by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("may_have_arrived", Integer, nullable=False, server_default="0"),
    Column("standing", String, nullable=False, server_default="waiting"),
)

# Channels that the bot can't post in, and why; a row goes when it can. ``told_at`` is when a
# steward was last told of it.
CHANNEL_TROUBLES = Table(
    "channel_troubles",
    METADATA,
    Column("workspace_id", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("cause", String, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
)

# Events that were handled, as Slack sends some of them again; and presses that post, as a
# digest that names nobody.
IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    METADATA,
    Column("key", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
