"""Does what acts leave to be done: writes files, posts cards, tells people.

An item is taken, done, and finished in the transaction that stores the result.
The next process repeats items that a killed one had taken: a change of a file is made unless it is
there already, a card is drawn again, and a message is sent again, three times at most
(``bot.services.delivering``).
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.decisions.delivery import NotYet
from bot.decisions.outbox import pause_after
from bot.decisions.publication import Published

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.decisions.outbox import OutboxItem, Task
    from bot.decisions.publication import Outcome, Publication, Publisher, TermChange
    from bot.glossary.glossary import Glossary
    from bot.services.delivering import Deliveries
    from bot.services.requests import TermRequests
    from bot.storage.outbox import Outbox

log = structlog.get_logger(__name__)

# Longer than any item takes: a worker that holds one after that has ended.
TIME_FOR_AN_ITEM = timedelta(minutes=3)
SECONDS_TO_STOP = 0.5


class PublishedDecisions(Protocol):
    """What follows a published decision of one kind: a clarification or a review."""

    async def change_for(self, item: OutboxItem) -> TermChange | None:
        """Return what the item has written; None where that is settled."""
        ...

    async def settle(self, item: OutboxItem, outcome: Outcome) -> bool:
        """Store the result and finish the item; False where another steward was faster."""
        ...

    async def say_delayed(self, item: OutboxItem, reason: str) -> None:
        """Let the stewards know that it isn't written yet."""
        ...

    async def follow_merges(self, fate_of: Callable[[int], Awaitable[bool | None]]) -> None:
        """Look at the open pull requests: merged, closed, or still open."""
        ...


class Worker:
    """Does one item after the other; ``wake`` may be called at any time."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        published: Mapping[Task, PublishedDecisions],
        deliveries: Deliveries,
        outbox: Outbox,
        requests: TermRequests,
        publisher: Publisher,
        glossary: Glossary,
        clock: Callable[[], datetime],
    ) -> None:
        """Take what writes decisions by the task that asks for it."""
        self._published = published
        self._deliveries = deliveries
        self._outbox = outbox
        self._requests = requests
        self._publisher = publisher
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
        await self.follow_merges()
        await self.run()

    async def stop(self) -> None:
        """Finish the item in hand, if that is soon, and take no more.

        Items that wait or take longer are done after the next start.
        """
        self._is_stopping = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_STOP), self._one_at_a_time:
                pass

    async def follow_merges(self) -> None:
        """Look at the open pull requests: merged, closed, or still open."""
        for published in self._published.values():
            await published.follow_merges(self._publisher.fate_of)

    async def leave(self, item: OutboxItem) -> None:
        """Have something done that no act asked for, at once."""
        await self._outbox.leave(item, self._clock())
        self.wake()

    async def send_again(self, workspace_id: str, subject_id: str) -> int:
        """Send a subject's given-up messages again; return how many messages that is."""
        count = await self._deliveries.send_again(workspace_id, subject_id)
        self.wake()
        return count

    async def _try(self, item: OutboxItem) -> None:
        try:
            if item.task.writes:
                await self._write(item)
            else:
                await self._deliveries.deliver(item)
        except Exception as error:
            log.exception("an outbox item failed; trying again later", item=item.id)
            due_at = self._clock() + timedelta(seconds=pause_after(item))
            await self._outbox.postpone(
                item, due_at, repr(error), may_have_arrived=not item.task.writes
            )

    async def _write(self, item: OutboxItem) -> None:
        published = self._published[item.task]
        change = await published.change_for(item)
        if change is None:
            await self._outbox.finish(item, (), self._clock())
            return
        publication = await self._publish(change, item)
        if isinstance(publication, NotYet):
            reason = publication.reason
            log.warning("a decision can't be written yet", of=item.subject_id, reason=reason)
            await published.say_delayed(item, reason)
            await self._postpone(item, publication.seconds, reason)
        elif not await published.settle(item, publication):
            await self._postpone(item, 0, "somebody else changed it at the same moment")

    async def _publish(self, change: TermChange, item: OutboxItem) -> Publication:
        if not change.edits:
            return Published()
        try:
            return await self._publisher.publish(change)
        except Exception:
            log.exception("a decision can't be written, for an unexpected reason")
            return NotYet("The bot hit an error; its log has the details.", pause_after(item))

    async def _postpone(self, item: OutboxItem, seconds: float, reason: str) -> None:
        due_at = self._clock() + timedelta(seconds=seconds)
        await self._outbox.postpone(item, due_at, reason)
