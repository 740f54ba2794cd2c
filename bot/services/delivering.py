"""Sends what acts leave to be said, and decides what follows from what Slack made of it.

Slack can't be asked whether it took a message. So what it refused is sent again until it is
taken; what it may have taken is sent three times at most, and then a steward decides.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.clarifications.outbox import MOST_SENDS, can_be_sent_again, pause_after_doubt
from bot.clarifications.ports import Delivered, NotYet, Uncertain, Undeliverable
from bot.clarifications.records import Errand, Notice, Standing, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clarifications.ports import Clerk, Delivery, Errands, Messenger
    from bot.clarifications.records import Clarification
    from bot.services.requests import TermRequests

log = structlog.get_logger(__name__)

# After so many attempts the log says why a message waits.
ATTEMPTS_BEFORE_A_WORD = 2
# One report tells of all the messages about a subject that fail within this time.
TIME_TO_GATHER = timedelta(minutes=1)
INTERRUPTED = "interrupted"
_TASKS_BY_THEMSELVES = {Task.REPORT, Task.REDRAW_REVIEWS}
_NOTICES_BY_THEMSELVES = {Notice.GIVEN, Notice.CHANNEL_TROUBLE}


class Deliveries:
    """Makes one delivery after the other."""

    def __init__(
        self,
        *,
        clerk: Clerk,
        errands: Errands,
        requests: TermRequests,
        messenger: Messenger,
        clock: Callable[[], datetime],
    ) -> None:
        self._clerk = clerk
        self._errands = errands
        self._requests = requests
        self._messenger = messenger
        self._clock = clock

    async def deliver(self, errand: Errand) -> None:
        """Send or draw what the errand asks for, and store what follows."""
        if errand.task.is_shown_by_a_copy and errand.may_have_arrived >= MOST_SENDS:
            await self._give_up(errand, INTERRUPTED)
            return
        if errand.task in _TASKS_BY_THEMSELVES or errand.notice in _NOTICES_BY_THEMSELVES:
            await self._settle(errand, await self._messenger.deliver(errand))
            return
        found = await self._clerk.get(errand.workspace_id, errand.subject_id)
        if found is not None:
            await self._deliver_clarification(errand, found)
            return
        request = await self._requests.get(errand.workspace_id, errand.subject_id)
        if request is None:
            await self._finish(errand)
            return
        await self._settle(errand, await self._messenger.deliver_request(errand, request))

    async def send_again(self, workspace_id: str, subject_id: str) -> int:
        """Have sent again what was given up about a subject; return how many messages that is."""
        undelivered = await self._errands.undelivered(workspace_id, subject_id)
        now, count = self._clock(), 0
        for errand in filter(can_be_sent_again, undelivered):
            count += await self._errands.send_again(workspace_id, errand.id, now) is not None
        if count and await self._clerk.get(workspace_id, subject_id):
            await self._errands.leave(_card_of(workspace_id, subject_id), now)
        return count

    async def _deliver_clarification(self, errand: Errand, found: Clarification) -> None:
        if errand.task is Task.UPDATE_CARD and not (found.card_ts or errand.words):
            await self._finish(errand)  # it will be drawn as it then stands
            return
        if errand.notice is Notice.QUESTION and found.state.is_decided:
            # Decided without the answer: to ask now would only puzzle.
            await self._errands.finish(
                errand, [_card_of(found.workspace_id, found.id)], self._clock()
            )
            return
        if not found.card_ts and errand.task is Task.THREAD:
            await self._postpone(errand, NotYet("").seconds, "the card is not posted yet")
            return
        delivery = await self._messenger.deliver_clarification(errand, found)
        if errand.task is Task.POST_CARD and isinstance(delivery, Delivered):
            await self._clerk.place_card(found, delivery.channel_id, delivery.ts, finishing=errand)
            return
        if errand.task is Task.UPDATE_CARD and isinstance(delivery, Delivered):
            now = await self._clerk.get(found.workspace_id, found.id)
            if now and now.version != found.version:  # a newer drawing may have come before ours
                await self._postpone(errand, 0, "it moved on while it was drawn")
                return
        await self._settle(errand, delivery)

    async def _settle(self, errand: Errand, delivery: Delivery) -> None:
        match delivery:
            case Delivered():
                await self._finish(errand)
            case NotYet(reason, seconds):
                if errand.attempts == ATTEMPTS_BEFORE_A_WORD:
                    log.warning("a message waits", task=errand.task, reason=reason)
                await self._postpone(errand, seconds, reason)
            case Uncertain(reason):
                await self._settle_uncertain(errand, reason)
            case Undeliverable(reason):
                await self._give_up(errand, reason)
            case _:
                assert_never(delivery)

    async def _settle_uncertain(self, errand: Errand, reason: str) -> None:
        sends = errand.may_have_arrived + 1
        if errand.task.is_shown_by_a_copy and sends >= MOST_SENDS:
            await self._give_up(errand, reason, sends=sends)
            return
        log.warning("a message may have arrived or not", task=errand.task, reason=reason)
        due_at = self._clock() + timedelta(seconds=pause_after_doubt(sends))
        await self._errands.postpone(errand, due_at, reason, may_have_arrived=True)

    async def _give_up(self, errand: Errand, reason: str, *, sends: int | None = None) -> None:
        """Let the stewards know of a message that they can have sent again; else only the log."""
        log.warning(
            "a message can't be delivered",
            task=errand.task,
            notice=errand.notice,
            of=errand.subject_id,
            reason=reason,
        )
        if errand.task not in {Task.TELL, Task.THREAD} or errand.notice is Notice.CHANNEL_TROUBLE:
            await self._finish(errand)
            return
        now = self._clock()
        workspace_id, subject_id = errand.workspace_id, errand.subject_id
        tries = errand.may_have_arrived if sends is None else sends
        if await self._clerk.get(workspace_id, subject_id):
            news, due_at = [_card_of(workspace_id, subject_id)], now
        elif await self._is_reported(workspace_id, subject_id):
            news, due_at = [], now
        else:
            request = await self._requests.get(workspace_id, subject_id)
            report = Errand(
                workspace_id=workspace_id,
                subject_id=subject_id,
                task=Task.REPORT,
                words=request.label if request else "",
            )
            news, due_at = [report], now + TIME_TO_GATHER
        await self._errands.give_up(errand, reason, news, due_at, may_have_arrived=tries)

    async def _is_reported(self, workspace_id: str, subject_id: str) -> bool:
        there = await self._errands.undelivered(workspace_id, subject_id)
        return any(one.standing is Standing.UNDELIVERED for one in there)

    async def _finish(self, errand: Errand) -> None:
        """Do it no more; the card that said it was undelivered is drawn without that."""
        about_clarification = errand.notice and await self._clerk.get(
            errand.workspace_id, errand.subject_id
        )
        is_noted = errand.standing is Standing.AGAIN and about_clarification
        news = [_card_of(errand.workspace_id, errand.subject_id)] if is_noted else []
        await self._errands.finish(errand, news, self._clock())

    async def _postpone(self, errand: Errand, seconds: float, reason: str) -> None:
        due_at = self._clock() + timedelta(seconds=seconds)
        await self._errands.postpone(errand, due_at, reason)


def _card_of(workspace_id: str, subject_id: str) -> Errand:
    return Errand(workspace_id=workspace_id, subject_id=subject_id, task=Task.UPDATE_CARD)
