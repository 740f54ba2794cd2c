"""The post ledger: which post went where for which week, so that once means once.

A post goes through these states. Every arrow is one statement that only works if the row is still
as its owner left it, so only one of two processes gets through:

    claimed ──► sending ──► posted
       ▲           ├──────► failed    Slack refused it; claimed again later, within the grace
       │           └──────► unknown nobody knows whether Slack took it
       └── by the channel's history, or by a steward's word ──┘

``sending`` is committed just before the call. A row whose owner died in it, or whose
call was not answered, is ``unknown``: it is never sent again by itself.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, update

from bot.decisions.outbox import MOST_SENDS
from bot.storage.posts.ledger_row import LedgerRow, PostKey, PostState, read_row
from bot.storage.posts.post_history import PostHistory
from bot.storage.tables import POST_LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.storage.database import Database

# A claim is for composing and for one call, which is given up after 30 seconds. It is this
# long so that copies of the bot whose clocks differ by minutes take nothing from each other.
LEASE = timedelta(minutes=10)
# When a report that Slack refused, or that a process left behind, is sent again.
REPORT_AGAIN_AFTER = timedelta(minutes=15)

_TABLE = POST_LEDGER.c


class PostLedger(PostHistory):
    """The rows of every copy of the bot, by key."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], *, lease: timedelta = LEASE
    ) -> None:
        super().__init__(database)
        self._clock = clock
        self._lease = lease

    # Claiming and sending, by the owner

    async def claim(
        self, key: PostKey, *, job: str, slot_at: datetime, slug: str | None
    ) -> LedgerRow | None:
        """Return the row where it is ours from now on, else None.

        It is where there was none; where its owner let the claim run out; and where Slack
        refused the post some time ago.
        """
        now, owner = self._clock(), secrets.token_hex(8)
        new = {
            **_columns(key),
            "job": job,
            "slot_at": slot_at,
            "slug": slug or "",
            "state": PostState.CLAIMED,
            "owner": owner,
            "lease_until": now + self._lease,
            "sent_at": None,
            "ts": "",
            "posted_in": "",
            "reason": "",
            "by_hand": False,
            "report_until": now,
            "report_tries": 0,
            "reported_at": None,
        }
        taken = (
            update(POST_LEDGER)
            .where(
                _is(key),
                _TABLE.state.in_((PostState.CLAIMED, PostState.FAILED)),
                _TABLE.lease_until <= now,
            )
            .values(
                state=PostState.CLAIMED,
                owner=owner,
                lease_until=now + self._lease,
                slug=slug or "",
                reason="",
            )
        )
        async with self._database.engine.begin() as connection:
            await self._database.insert_missing(connection, POST_LEDGER, [new])
            await connection.execute(taken)
            found = await connection.execute(select(POST_LEDGER).where(_is(key)))
            row = read_row(found.mappings().one())
        return row if row.owner == owner else None

    async def start_sending(self, row: LedgerRow) -> bool:
        """Commit that the call comes next; False where the row is no longer ours: do not call.

        Were this lost with the machine's power after the call, the post would be made twice.
        """
        now = self._clock()
        ours = and_(_is(row.key), _TABLE.state == PostState.CLAIMED, _TABLE.owner == row.owner)
        async with self._database.begin_durably() as connection:
            done = await connection.execute(
                update(POST_LEDGER)
                .where(ours)
                .values(state=PostState.SENDING, lease_until=now + self._lease, sent_at=now)
            )
            return bool(done.rowcount)

    async def record_posted(self, row: LedgerRow, ts: str, posted_in: str) -> bool:
        """Record that Slack took it; even if the answer came late.

        ``posted_in`` is where: of a person's id, the conversation with them.
        """
        ours = and_(_TABLE.state == PostState.SENDING, _TABLE.owner == row.owner)
        return await self._change(
            row.key,
            or_(ours, _TABLE.state == PostState.UNKNOWN),
            state=PostState.POSTED,
            ts=ts,
            posted_in=posted_in,
        )

    async def record_unsent(self, row: LedgerRow, *, again_at: datetime) -> bool:
        """Record that Slack doesn't have it; it stays claimed, so no other process takes it."""
        return await self._change(
            row.key,
            and_(_TABLE.state == PostState.SENDING, _TABLE.owner == row.owner),
            state=PostState.CLAIMED,
            lease_until=again_at,
        )

    async def record_failed(self, row: LedgerRow, reason: str, *, again_at: datetime) -> bool:
        """Record that Slack refused it; it may be claimed again from then on."""
        owned = (PostState.CLAIMED, PostState.SENDING)
        return await self._change(
            row.key,
            and_(_TABLE.state.in_(owned), _TABLE.owner == row.owner),
            state=PostState.FAILED,
            reason=reason,
            lease_until=again_at,
        )

    async def record_unknown(self, row: LedgerRow, reason: str) -> bool:
        """Record that the call was not answered; its lease runs on, for it may yet arrive."""
        return await self._change(
            row.key,
            and_(_TABLE.state == PostState.SENDING, _TABLE.owner == row.owner),
            state=PostState.UNKNOWN,
            reason=reason,
        )

    # How a post of unknown fate is settled

    async def record_interrupted(self, workspace_id: str) -> None:
        """Mark posts as unknown whose process died while sending."""
        now = self._clock()
        async with self._database.engine.begin() as connection:
            await connection.execute(
                update(POST_LEDGER)
                .where(
                    _TABLE.workspace_id == workspace_id,
                    _TABLE.state == PostState.SENDING,
                    _TABLE.lease_until <= now,
                )
                .values(state=PostState.UNKNOWN, reason="interrupted")
            )

    async def record_found(self, row: LedgerRow, ts: str) -> bool:
        """Record that the message is there: found, or (``ts`` empty) a steward says so."""
        return await self._change(
            row.key,
            _TABLE.state == PostState.UNKNOWN,
            state=PostState.POSTED,
            ts=ts,
            posted_in=row.key.channel_id,
        )

    async def record_missing(self, row: LedgerRow, *, by_hand: bool = False) -> bool:
        """Record that the message is not there: from now on any process may claim the post.

        False if the row was decided otherwise since it was read. ``by_hand`` says
        that a steward wants it now, however late it is; and again, where Slack refused that.
        """
        known = PostState.FAILED if row.is_refused_by_hand else PostState.UNKNOWN
        return await self._change(
            row.key,
            and_(_TABLE.state == known, _TABLE.owner == row.owner),
            state=PostState.CLAIMED,
            lease_until=self._clock(),
            by_hand=by_hand,
            report_tries=0,
            reported_at=None,
        )

    async def give_up(self, row: LedgerRow, reason: str) -> bool:
        """Record that it is too late for a post that was not made, without a report."""
        now = self._clock()
        return await self._change(
            row.key,
            and_(_TABLE.state == row.state, _TABLE.owner == row.owner),
            state=PostState.FAILED,
            reason=reason,
            reported_at=now,
        )

    # Reports

    async def claim_report(self, row: LedgerRow) -> bool:
        """Return whether it is ours to report this row now.

        The try counts from here on, for the process may end before Slack answers.
        """
        now = self._clock()
        return await self._change(
            row.key,
            and_(
                _TABLE.state == row.state,
                _TABLE.reported_at.is_(None),
                _TABLE.report_until <= now,
                _TABLE.report_tries < MOST_SENDS,
            ),
            report_until=now + REPORT_AGAIN_AFTER,
            report_tries=_TABLE.report_tries + 1,
        )

    async def postpone_report(
        self, row: LedgerRow, again_at: datetime, *, tries: int | None = None
    ) -> bool:
        """Let it be reported from then on; ``tries`` takes back one that surely did not arrive."""
        counted = {} if tries is None else {"report_tries": tries}
        return await self._change(
            row.key, _TABLE.reported_at.is_(None), report_until=again_at, **counted
        )

    async def record_reported(self, row: LedgerRow) -> bool:
        """Record that the report was sent."""
        return await self._change(row.key, _TABLE.reported_at.is_(None), reported_at=self._clock())

    # Reading

    async def get(self, key: PostKey) -> LedgerRow | None:
        """Return the row of this post."""
        rows = await self._rows(_is(key))
        return rows[0] if rows else None

    async def unsettled(self, workspace_id: str) -> list[LedgerRow]:
        """Return the rows that need attention: expired claims, unknowns, news.

        An unknown post is among them from the end of its lease, since it may arrive until then,
        until a steward was asked about it.
        """
        now = self._clock()
        ran_out = _TABLE.lease_until <= now
        untold = _TABLE.reported_at.is_(None)
        return await self._rows(
            _TABLE.workspace_id == workspace_id,
            or_(
                and_(_TABLE.state == PostState.CLAIMED, ran_out),
                and_(_TABLE.state == PostState.UNKNOWN, ran_out, untold),
                and_(_TABLE.state == PostState.FAILED, untold),
            ),
        )

    async def _change(
        self,
        key: PostKey,
        still: ColumnElement[bool],
        **values: Any,  # noqa: ANN401 -- columns, each with its own type
    ) -> bool:
        """Change the row where it is still so; return whether it was."""
        async with self._database.engine.begin() as connection:
            done = await connection.execute(
                update(POST_LEDGER).where(_is(key), still).values(**values)
            )
            return bool(done.rowcount)


def _columns(key: PostKey) -> dict[str, Any]:
    return {
        "workspace_id": key.workspace_id,
        "channel_id": key.channel_id,
        "entry_id": key.entry_id,
        "period": key.period,
    }


def _is(key: PostKey) -> ColumnElement[bool]:
    return and_(*(_TABLE[name] == value for name, value in _columns(key).items()))
