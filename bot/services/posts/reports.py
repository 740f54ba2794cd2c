"""Tells the stewards about posts that failed and posts that may or may not have arrived."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.cards.posts.channel_trouble import ChannelTrouble
from bot.cards.posts.post_report import PostFacts, failed_post_card, unknown_post_card
from bot.decisions.outbox import MOST_SENDS, pause_after_doubt
from bot.glossary.files.schedule import JobName
from bot.slack.channels import UnresolvedChannelError
from bot.slack.sending import CHANNEL_REASONS, NotSent, Posted, PostRefused, PostUnanswered, Sender
from bot.storage.posts.ledger import REPORT_AGAIN_AFTER
from bot.storage.posts.ledger_row import PostState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.cards.kit.card import Card
    from bot.glossary.glossary import Glossary
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.slack.channels import Channels
    from bot.slack.sending import Result
    from bot.slack.steward_directory import StewardDirectory
    from bot.storage.posts.ledger import PostLedger
    from bot.storage.posts.ledger_row import LedgerRow

log = structlog.get_logger(__name__)


class Reports:
    """Sends reports: to the stewards' channel, else to one of them by direct message.

    What Slack did not take is sent again until it does; what it may have taken, three times
    at most.
    """

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        sender: Sender,
        ledger: PostLedger,
        glossary: Glossary,
        stewards: StewardDirectory,
        channels: Channels,
        troubles: ChannelTroubles,
        clock: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._ledger = ledger
        self._glossary = glossary
        self._stewards = stewards
        self._channels = channels
        self._troubles = troubles
        self._clock = clock
        self._logged: set[str] = set()

    async def tell(self, row: LedgerRow) -> None:
        """Report this row where that is ours to do now."""
        if not (await self._stewards.current()).anyone_appointed:
            self._log_once(row)
            return
        if not await self._ledger.claim_report(row):
            return
        facts = self._facts(row)
        is_unknown = row.state is PostState.UNKNOWN
        card = unknown_post_card(facts) if is_unknown else failed_post_card(facts, row.reason)
        result = await self._send(card)
        match result:
            case Posted():
                await self._ledger.record_reported(row)
            case PostUnanswered(reason) if row.report_tries + 1 >= MOST_SENDS:
                log.error("a report may or may not have arrived", reason=reason, **_post(row))
                await self._ledger.record_reported(row)
            case PostUnanswered(reason):
                pause = timedelta(seconds=pause_after_doubt(row.report_tries + 1))
                await self._ledger.postpone_report(row, self._clock() + pause)
                log.warning("a report may have arrived or not", reason=reason, **_post(row))
            case NotSent(reason, seconds):
                again_at = self._clock() + timedelta(seconds=seconds)
                await self._ledger.postpone_report(row, again_at, tries=row.report_tries)
                log.warning("a report waits", reason=reason, **_post(row))
            case PostRefused(reason):
                again_at = self._clock() + REPORT_AGAIN_AFTER
                await self._ledger.postpone_report(row, again_at, tries=row.report_tries)
                log.warning(
                    "the stewards' message about a post failed", reason=reason, **_post(row)
                )
            case _:
                assert_never(result)

    async def _send(self, card: Card) -> Result:
        """Send it to the stewards' channel; where the bot can't post there, to one of them."""
        name = self._glossary.config.stewards_channel
        if name:
            try:
                result = await self._sender.send(await self._channels.id_of(name), card)
            except UnresolvedChannelError as error:
                if error.is_passing:
                    return NotSent(error.reason)
                result = PostRefused(error.reason)
            if not isinstance(result, PostRefused):
                return result
            if result.reason in CHANNEL_REASONS:
                await self._troubles.meet(ChannelTrouble(None, name, result.reason))
        stewards = await self._stewards.current()
        return await self._sender.send(stewards.fallback or min(stewards.ids), card)

    def _facts(self, row: LedgerRow) -> PostFacts:
        term = self._glossary.get(row.slug) if row.slug else None
        return PostFacts(
            job=JobName(row.job),
            channel_id=row.key.channel_id,
            entry_id=row.key.entry_id,
            period=row.key.period,
            slot_at=row.slot_at,
            term_title=term.title if term else row.slug,
            by_hand=row.by_hand,
        )

    def _log_once(self, row: LedgerRow) -> None:
        news = f"{row.key} {row.state}"
        if news not in self._logged:
            self._logged.add(news)
            log.warning(
                "a post needs a steward, and there is none; parlance doctor says how",
                state=row.state.value,
                reason=row.reason,
                **_post(row),
            )


def _post(row: LedgerRow) -> dict[str, str]:
    """Return which post it is, for the log."""
    key = row.key
    return {"channel": key.channel_id, "entry": key.entry_id, "period": key.period}
