"""One post as the ledger knows it: which it is, how far it came, whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import RowMapping


_PEOPLE = ("U", "W")  # how the ids of people begin


class PostState(StrEnum):
    """How far a post came."""

    CLAIMED = "claimed"
    SENDING = "sending"
    POSTED = "posted"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PostKey:
    """The post's key: there is only ever one row for it."""

    workspace_id: str
    channel_id: str
    entry_id: str
    period: str

    @property
    def is_to_a_person(self) -> bool:
        """Whether it is a direct message to a person, rather than a post in a channel."""
        return self.channel_id.startswith(_PEOPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One post as the ledger knows it.

    ``posted_in`` and ``ts`` are the message's; empty if unknown.
    ``report_tries`` counts the reports on it that may have arrived.
    """

    key: PostKey
    job: str
    slot_at: datetime
    slug: str | None
    state: PostState
    owner: str
    lease_until: datetime
    sent_at: datetime | None
    ts: str
    posted_in: str
    reason: str
    by_hand: bool
    report_tries: int
    reported_at: datetime | None

    @property
    def is_refused_by_hand(self) -> bool:
        """Whether a steward wanted it posted, and Slack refused it then."""
        return self.by_hand and self.state is PostState.FAILED


def read_row(row: RowMapping) -> LedgerRow:
    """Return a row of the table as a value."""
    return LedgerRow(
        key=PostKey(row["workspace_id"], row["channel_id"], row["entry_id"], row["period"]),
        job=row["job"],
        slot_at=row["slot_at"],
        slug=row["slug"] or None,
        state=PostState(row["state"]),
        owner=row["owner"],
        lease_until=row["lease_until"],
        sent_at=row["sent_at"],
        ts=row["ts"],
        posted_in=row["posted_in"],
        reason=row["reason"],
        by_hand=row["by_hand"],
        report_tries=row["report_tries"],
        reported_at=row["reported_at"],
    )
