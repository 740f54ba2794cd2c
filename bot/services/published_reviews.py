"""What happens to a steward's decision on a review when its change reaches the glossary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.decisions.audit import Act
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.decisions.publication import Conflict, Proposed, Published
from bot.reviews.decision import ReviewState
from bot.reviews.queue import ReviewOutcome
from bot.services.requests import BOT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.decisions.publication import Outcome, TermChange
    from bot.glossary.glossary import Glossary
    from bot.reviews.decision import ReviewDecision
    from bot.services.review_cards import ReviewCards
    from bot.storage.outbox import Outbox
    from bot.storage.review_decisions import ReviewDecisionStore

log = structlog.get_logger(__name__)


class PublishedReviews:
    """Moves decisions on reviews, and has every card that asks show it."""

    def __init__(
        self,
        *,
        store: ReviewDecisionStore,
        cards: ReviewCards,
        outbox: Outbox,
        glossary: Glossary,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._cards = cards
        self._outbox = outbox
        self._glossary = glossary
        self._clock = clock

    async def change_for(self, item: OutboxItem) -> TermChange | None:
        """Return what the item has written; None where that is settled."""
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is None or found.state is not ReviewState.DECIDED:
            return None
        term = self._glossary.get(found.slug)
        return found.change_of(term.title if term else found.slug)

    async def settle(self, item: OutboxItem, outcome: Outcome) -> bool:
        """Store the result and finish the item; False where another steward was faster."""
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is None:
            return False
        match outcome:
            case Published():
                return await self._move(found, ReviewState.DONE, Act.PUBLISH, item)
            case Proposed(number, url):
                proposed = replace(found, pull_request=number, pull_request_url=url)
                return await self._move(proposed, ReviewState.AWAITING_MERGE, Act.PROPOSE, item)
            case Conflict(reason):
                noted = replace(found, note=reason)
                return await self._move(noted, ReviewState.RETURNED, Act.RETURN, item)
            case _:
                assert_never(outcome)

    async def say_delayed(self, item: OutboxItem, reason: str) -> None:
        """Let the cards say once that it isn't in the file yet; the log says why."""
        del reason
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found and item.attempts == 0:
            for redraw in await self._cards.redraws(found):
                await self._outbox.leave(redraw, self._clock())

    async def follow_merges(self, fate_of: Callable[[int], Awaitable[bool | None]]) -> None:
        """Look at the open pull requests: merged, closed, or still open."""
        for found in await self._store.awaiting_merge():
            if found.pull_request is None:
                continue
            is_merged = await fate_of(found.pull_request)
            if is_merged:
                await self._move(found, ReviewState.DONE, Act.MERGE)
            elif is_merged is not None:
                note = f"The pull request was closed without merging: {found.pull_request_url}"
                await self._move(replace(found, note=note), ReviewState.RETURNED, Act.CLOSE)

    async def _move(
        self, found: ReviewDecision, state: ReviewState, act: Act, item: OutboxItem | None = None
    ) -> bool:
        moved = replace(found, state=state, version=found.version + 1)
        news = [*await self._cards.redraws(found), *_told(moved)]
        event = moved.event(act, at=self._clock(), actor_id=BOT)
        is_saved = await self._store.save(moved, news, event, finishing=item)
        if is_saved:
            log.info("review decision moved", term=found.slug, to=state.value)
        return is_saved


def _told(moved: ReviewDecision) -> list[OutboxItem]:
    """Return who hears of it: a term's new steward, and a steward whose decision came back."""
    told = OutboxItem(workspace_id=moved.workspace_id, subject_id=moved.slug, task=Task.TELL)
    if moved.state is ReviewState.RETURNED:
        notice = Notice.REVIEW_RETURNED
        return [replace(told, notice=notice, recipient_id=moved.actor_id, words=moved.note)]
    is_given = moved.state is ReviewState.DONE and moved.outcome is ReviewOutcome.GIVEN
    if is_given and moved.given_to and moved.given_to != moved.actor_id:
        given_to, giver_id = moved.given_to, moved.actor_id
        return [replace(told, notice=Notice.GIVEN, recipient_id=given_to, words=giver_id)]
    return []
