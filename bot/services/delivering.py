"""Sends the messages in the outbox, and decides from Slack's answer what happens next.

Slack has no way to ask whether it took a message. So what it refused is sent again until it is
taken; what it may have taken is sent three times at most, and then a steward decides.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.decisions.delivery import Delivered, NotYet, Uncertain, Undeliverable
from bot.decisions.outbox import (
    MOST_SENDS,
    Notice,
    OutboxItem,
    Standing,
    Task,
    can_be_sent_again,
    pause_after_doubt,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clarifications.records import Clarification
    from bot.decisions.delivery import Delivery
    from bot.services.messenger import Messenger
    from bot.services.requests import TermRequests
    from bot.storage.clarifications import ClarificationStore
    from bot.storage.outbox import Outbox

log = structlog.get_logger(__name__)

# After so many attempts the log says why a message waits.
ATTEMPTS_BEFORE_A_WORD = 2
# One report tells of all the messages about a subject that fail within this time.
TIME_TO_GATHER = timedelta(minutes=1)
INTERRUPTED = "interrupted"
_TASKS_BY_THEMSELVES = {Task.REPORT, Task.REDRAW_REVIEWS}
_NOTICES_BY_THEMSELVES = {Notice.GIVEN, Notice.REVIEW_RETURNED, Notice.CHANNEL_TROUBLE}


class Deliveries:
    """Makes one delivery after the other."""

    def __init__(
        self,
        *,
        store: ClarificationStore,
        outbox: Outbox,
        requests: TermRequests,
        messenger: Messenger,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._requests = requests
        self._messenger = messenger
        self._clock = clock

    async def deliver(self, item: OutboxItem) -> None:
        """Send or draw what the item asks for, and store what follows."""
        if item.task.is_shown_by_a_copy and item.may_have_arrived >= MOST_SENDS:
            await self._give_up(item, INTERRUPTED)
            return
        if item.task in _TASKS_BY_THEMSELVES or item.notice in _NOTICES_BY_THEMSELVES:
            await self._settle(item, await self._messenger.deliver(item))
            return
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is not None:
            await self._deliver_clarification(item, found)
            return
        request = await self._requests.store.get_request(item.workspace_id, item.subject_id)
        if request is None:
            await self._finish(item)
            return
        await self._settle(item, await self._messenger.deliver_request(item, request))

    async def send_again(self, workspace_id: str, subject_id: str) -> int:
        """Send a subject's given-up messages again; return how many messages that is."""
        undelivered = await self._outbox.undelivered(workspace_id, subject_id)
        now, count = self._clock(), 0
        for item in filter(can_be_sent_again, undelivered):
            count += await self._outbox.send_again(workspace_id, item.id, now) is not None
        if count and await self._store.get(workspace_id, subject_id):
            await self._outbox.leave(_card_of(workspace_id, subject_id), now)
        return count

    async def _deliver_clarification(self, item: OutboxItem, found: Clarification) -> None:
        if item.task is Task.UPDATE_CARD and not (found.card_ts or item.words):
            await self._finish(item)  # the next drawing shows its new state
            return
        if item.notice is Notice.QUESTION and found.state.is_decided:
            # Decided without the answer: to ask now would only puzzle.
            await self._outbox.finish(item, [_card_of(found.workspace_id, found.id)], self._clock())
            return
        if not found.card_ts and item.task is Task.THREAD:
            await self._postpone(item, NotYet("").seconds, "the card is not posted yet")
            return
        delivery = await self._messenger.deliver_clarification(item, found)
        if item.task is Task.POST_CARD and isinstance(delivery, Delivered):
            await self._store.place_card(found, delivery.channel_id, delivery.ts, finishing=item)
            return
        if item.task is Task.UPDATE_CARD and isinstance(delivery, Delivered):
            now = await self._store.get(found.workspace_id, found.id)
            if now and now.version != found.version:  # a newer drawing may have come before ours
                await self._postpone(item, 0, "it moved on while it was drawn")
                return
        await self._settle(item, delivery)

    async def _settle(self, item: OutboxItem, delivery: Delivery) -> None:
        match delivery:
            case Delivered():
                await self._finish(item)
            case NotYet(reason, seconds):
                if item.attempts == ATTEMPTS_BEFORE_A_WORD:
                    log.warning("a message waits", task=item.task, reason=reason)
                await self._postpone(item, seconds, reason)
            case Uncertain(reason):
                await self._settle_uncertain(item, reason)
            case Undeliverable(reason):
                await self._give_up(item, reason)
            case _:
                assert_never(delivery)

    async def _settle_uncertain(self, item: OutboxItem, reason: str) -> None:
        sends = item.may_have_arrived + 1
        if item.task.is_shown_by_a_copy and sends >= MOST_SENDS:
            await self._give_up(item, reason, sends=sends)
            return
        log.warning("a message may have arrived or not", task=item.task, reason=reason)
        due_at = self._clock() + timedelta(seconds=pause_after_doubt(sends))
        await self._outbox.postpone(item, due_at, reason, may_have_arrived=True)

    async def _give_up(self, item: OutboxItem, reason: str, *, sends: int | None = None) -> None:
        """Let the stewards know of a message that they can have sent again; else only the log."""
        log.warning(
            "a message can't be delivered",
            task=item.task,
            notice=item.notice,
            of=item.subject_id,
            reason=reason,
        )
        if item.task not in {Task.TELL, Task.THREAD} or item.notice is Notice.CHANNEL_TROUBLE:
            await self._finish(item)
            return
        now = self._clock()
        workspace_id, subject_id = item.workspace_id, item.subject_id
        tries = item.may_have_arrived if sends is None else sends
        if await self._store.get(workspace_id, subject_id):
            news, due_at = [_card_of(workspace_id, subject_id)], now
        elif await self._is_reported(workspace_id, subject_id):
            news, due_at = [], now
        else:
            request = await self._requests.store.get_request(workspace_id, subject_id)
            report = OutboxItem(
                workspace_id=workspace_id,
                subject_id=subject_id,
                task=Task.REPORT,
                words=request.label if request else "",
            )
            news, due_at = [report], now + TIME_TO_GATHER
        await self._outbox.give_up(item, reason, news, due_at, may_have_arrived=tries)

    async def _is_reported(self, workspace_id: str, subject_id: str) -> bool:
        there = await self._outbox.undelivered(workspace_id, subject_id)
        return any(one.standing is Standing.UNDELIVERED for one in there)

    async def _finish(self, item: OutboxItem) -> None:
        """Do it no more; the card that said it was undelivered is drawn without that."""
        about_clarification = item.notice and await self._store.get(
            item.workspace_id, item.subject_id
        )
        is_noted = item.standing is Standing.AGAIN and about_clarification
        news = [_card_of(item.workspace_id, item.subject_id)] if is_noted else []
        await self._outbox.finish(item, news, self._clock())

    async def _postpone(self, item: OutboxItem, seconds: float, reason: str) -> None:
        due_at = self._clock() + timedelta(seconds=seconds)
        await self._outbox.postpone(item, due_at, reason)


def _card_of(workspace_id: str, subject_id: str) -> OutboxItem:
    return OutboxItem(workspace_id=workspace_id, subject_id=subject_id, task=Task.UPDATE_CARD)
