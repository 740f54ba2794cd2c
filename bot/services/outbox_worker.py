"""Does what acts leave to be done: writes files, posts cards, tells people.

An item is taken, done, and finished in the transaction that stores what came of it.
What a killed process leaves taken is done again: a change of a file is made unless it is
there already, a card is drawn again, and a message is sent again, three times at most
(``bot.services.delivering``).
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.clarifications.audit_events import PAST, event_of
from bot.clarifications.model import Act, Actor, Refusal, State, move
from bot.clarifications.outbox import change_of, item_of, pause_after, tell
from bot.clarifications.ports import Conflict, NotYet, Proposed, Published
from bot.clarifications.records import Clarification, Notice, Task
from bot.services.delivering import Deliveries
from bot.services.requests import BOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.clarifications.ports import (
        ClarificationStore,
        Messenger,
        Outbox,
        Publication,
        Publisher,
        TermChange,
    )
    from bot.clarifications.records import OutboxItem
    from bot.glossary.glossary import Glossary
    from bot.services.requests import TermRequests

log = structlog.get_logger(__name__)

# Longer than any item takes: whoever holds one after that has ended.
TIME_FOR_AN_ITEM = timedelta(minutes=3)
SECONDS_TO_STOP = 0.5
# After so many the stewards read that their decision is not written yet, and why.
ATTEMPTS_BEFORE_A_WORD = 2


class Worker:
    """Does one item after the other; ``wake`` may be called at any time."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        store: ClarificationStore,
        outbox: Outbox,
        requests: TermRequests,
        publisher: Publisher,
        messenger: Messenger,
        glossary: Glossary,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._requests = requests
        self._publisher = publisher
        self._deliveries = Deliveries(
            store=store, outbox=outbox, requests=requests, messenger=messenger, clock=clock
        )
        self._glossary = glossary
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._round: asyncio.Task[None] | None = None
        self._woken = False
        self._settled_at = -1
        self._has_begun = False
        self._is_stopping = False

    def wake(self) -> None:
        """Look into the outbox now; called on the event loop."""
        self._woken = True
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._while_woken(), name="outbox")

    async def _while_woken(self) -> None:
        while self._woken:
            self._woken = False
            try:
                await self.run()
            except Exception:
                log.exception("the outbox can't be read; the clock will try again")

    async def run(self) -> None:
        """Do everything that is due."""
        async with self._one_at_a_time:
            if not self._has_begun:
                await self._outbox.take_over(self._clock())
                self._has_begun = True
            revision = self._glossary.revision
            if self._settled_at != revision:
                await self._requests.settle()
                self._settled_at = revision
            while not self._is_stopping:
                now = self._clock()
                taken = await self._outbox.take(now, now + TIME_FOR_AN_ITEM)
                if taken is None:
                    return
                await self._try(taken)

    async def follow(self) -> None:
        """Take in what people pushed and merged, and do what that leaves to be done."""
        await self._publisher.refresh()
        await self.watch_merges()
        await self.run()

    async def stop(self) -> None:
        """Finish the item in hand, if that is soon, and take no more.

        What waits, or takes longer, is done after the next start.
        """
        self._is_stopping = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_STOP), self._one_at_a_time:
                pass

    async def watch_merges(self) -> None:
        """Find out what became of the open pull requests."""
        for found in await self._store.awaiting_merge():
            if found.pull_request is None:
                continue
            is_merged = await self._publisher.fate_of(found.pull_request)
            if is_merged:
                await self._step(found, Act.MERGE, self._news_of_live(found))
            elif is_merged is not None:
                note = f"The pull request was closed unmerged: {found.pull_request_url}"
                await self._return(found, Act.CLOSE, note)

    async def leave(self, item: OutboxItem) -> None:
        """Have something done that no act asked for, at once."""
        await self._outbox.leave(item, self._clock())
        self.wake()

    async def send_again(self, workspace_id: str, subject_id: str) -> int:
        """Have sent again what was given up about a subject; return how many messages that is."""
        count = await self._deliveries.send_again(workspace_id, subject_id)
        self.wake()
        return count

    async def _try(self, item: OutboxItem) -> None:
        try:
            if item.task is Task.WRITE:
                await self._write(item)
            else:
                await self._deliveries.deliver(item)
        except Exception as error:
            log.exception("an outbox item failed; trying again later", item=item.id)
            due_at = self._clock() + timedelta(seconds=pause_after(item))
            await self._outbox.postpone(
                item, due_at, repr(error), may_have_arrived=item.task is not Task.WRITE
            )

    async def _write(self, item: OutboxItem) -> None:
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is None or found.state is not State.ACCEPTED:
            await self._outbox.finish(item, (), self._clock())
            return
        change = change_of(found, self._glossary)
        publication = await self._publish(change, item)
        match publication:
            case Published():
                await self._step(found, Act.PUBLISH, self._news_of_live(found), item)
            case Proposed(number, url):
                proposed = replace(found, pull_request=number, pull_request_url=url)
                news = [
                    item_of(found, Task.UPDATE_CARD),
                    *(tell(found, Notice.AWAITING_MERGE, one, url) for one in found.asked_for_by),
                ]
                await self._step(proposed, Act.PROPOSE, news, item)
            case Conflict(reason):
                await self._return(found, Act.RETURN, reason, item)
            case NotYet(reason, seconds):
                log.warning("a decision can't be written yet", of=found.id, reason=reason)
                if item.attempts == ATTEMPTS_BEFORE_A_WORD:
                    said = replace(item_of(found, Task.THREAD), notice=Notice.DELAYED, words=reason)
                    await self._outbox.leave(said, self._clock())
                await self._postpone(item, seconds, reason)
            case _:
                assert_never(publication)

    async def _publish(self, change: TermChange, item: OutboxItem) -> Publication:
        if not change.edits:
            return Published()
        try:
            return await self._publisher.publish(change)
        except Exception:
            log.exception("a decision can't be written, for a reason nobody foresaw")
            return NotYet("The bot met a fault; its log says which.", pause_after(item))

    def _news_of_live(self, found: Clarification) -> list[OutboxItem]:
        return [
            item_of(found, Task.UPDATE_CARD),
            *(tell(found, Notice.LIVE, one) for one in found.asked_for_by),
        ]

    async def _return(
        self, found: Clarification, act: Act, note: str, item: OutboxItem | None = None
    ) -> None:
        """Open it again, and say so in the thread of the stewards' card."""
        news = [
            item_of(found, Task.UPDATE_CARD),
            replace(item_of(found, Task.THREAD), notice=Notice.OPEN_AGAIN, words=note),
        ]
        edited = (found.decision and found.decision.proposal) or found.edited
        opened = replace(
            found,
            note=note,
            decision=None,
            edited=edited,
            pull_request=None,
            pull_request_url="",
        )
        await self._step(opened, act, news, item)

    async def _step(
        self,
        found: Clarification,
        act: Act,
        news: Sequence[OutboxItem],
        item: OutboxItem | None = None,
    ) -> None:
        """Move it, and finish the item that moved it, at once."""
        state = move(found.state, act, Actor.BOT)
        if isinstance(state, Refusal):
            raise RuntimeError(  # noqa: TRY004 -- not of a type
                f"{act} of {found.id}, which is {found.state}"
            )
        event = event_of(PAST[act], found, at=self._clock(), actor_id=BOT, note=found.note)
        moved = replace(found, state=state, version=found.version + 1)
        saved = await self._store.save(moved, news, event, finishing=item)
        if saved is None and item is not None:
            await self._postpone(item, 0, "somebody acted on it in the same moment")
        elif saved is not None:
            log.info("clarification moved", clarification=found.id, to=state.value)

    async def _postpone(self, item: OutboxItem, seconds: float, reason: str) -> None:
        due_at = self._clock() + timedelta(seconds=seconds)
        await self._outbox.postpone(item, due_at, reason)
