"""Tells the stewards' channel, once each, of posts that failed and of those nobody knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import structlog

from bot.cards.post_report import PostFacts, failed_post_card, unknown_post_card
from bot.glossary.schedule import JobName
from bot.jobs.sending import NotSent, Posted, Refused, Sender, Unanswered
from bot.storage.ledger_row import PostState

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.storage.ledger import PostLedger
    from bot.storage.ledger_row import LedgerRow

log = structlog.get_logger(__name__)


class Reports:
    """Sends reports; one that Slack does not take is sent again a while later."""

    def __init__(self, sender: Sender, ledger: PostLedger, glossary: Glossary) -> None:
        self._sender = sender
        self._ledger = ledger
        self._glossary = glossary
        self._logged: set[str] = set()

    async def tell(self, row: LedgerRow) -> None:
        """Report this row where that is ours to do now."""
        channel = self._glossary.config.stewards_channel
        if not channel:
            self._log_once(row)
            return
        if not await self._ledger.claim_report(row):
            return
        facts = self._facts(row)
        is_unknown = row.state is PostState.UNKNOWN
        card = unknown_post_card(facts) if is_unknown else failed_post_card(facts, row.reason)
        match await self._sender.send(channel, card):
            case Posted() | Unanswered():  # rather told by one card than by one each quarter hour
                await self._ledger.record_reported(row)
            case Refused(reason) | NotSent(reason):
                log.warning(
                    "the stewards' channel could not be told of a post",
                    stewards_channel=channel,
                    reason=reason,
                    channel=row.key.channel_id,
                    entry=row.key.entry_id,
                )
            case result:
                assert_never(result)

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
                "a post needs somebody, and glossary.yml names no stewards_channel to tell",
                channel=row.key.channel_id,
                entry=row.key.entry_id,
                period=row.key.period,
                state=row.state.value,
                reason=row.reason,
            )
