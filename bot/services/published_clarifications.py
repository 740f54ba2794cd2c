"""What happens to an accepted clarification when its change reaches the glossary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.clarifications.audit_events import event_of
from bot.clarifications.model import Actor, Refusal, State, move
from bot.clarifications.outbox import change_of, item_of, tell
from bot.decisions.audit import Act
from bot.decisions.outbox import Notice, Task
from bot.decisions.publication import Conflict, Proposed, Published
from bot.services.requests import BOT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from bot.clarifications.records import Clarification
    from bot.decisions.outbox import OutboxItem
    from bot.decisions.publication import Outcome, TermChange
    from bot.glossary.glossary import Glossary
    from bot.storage.clarifications import ClarificationStore
    from bot.storage.outbox import Outbox

log = structlog.get_logger(__name__)

# After so many the stewards read that their decision is not written yet, and why.
ATTEMPTS_BEFORE_A_WORD = 2


class PublishedClarifications:
    """Moves accepted clarifications, and has everybody told who asked for them."""

    def __init__(
        self,
        *,
        store: ClarificationStore,
        outbox: Outbox,
        glossary: Glossary,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._glossary = glossary
        self._clock = clock

    async def change_for(self, item: OutboxItem) -> TermChange | None:
        """Return what the item has written; None where that is settled."""
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is None or found.state is not State.ACCEPTED:
            return None
        return change_of(found, self._glossary)

    async def settle(self, item: OutboxItem, outcome: Outcome) -> bool:
        """Store the result and finish the item; False where another steward was faster."""
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found is None or found.state is not State.ACCEPTED:
            return False
        match outcome:
            case Published():
                return await self._move(found, Act.PUBLISH, _news_of_live(found), item)
            case Proposed(number, url):
                proposed = replace(found, pull_request=number, pull_request_url=url)
                news = [
                    item_of(found, Task.UPDATE_CARD),
                    *(tell(found, Notice.AWAITING_MERGE, one, url) for one in found.asked_for_by),
                ]
                return await self._move(proposed, Act.PROPOSE, news, item)
            case Conflict(reason):
                return await self._return(found, Act.RETURN, reason, item)
            case _:
                assert_never(outcome)

    async def say_delayed(self, item: OutboxItem, reason: str) -> None:
        """Say in the card's thread, once, why a decision isn't written yet."""
        found = await self._store.get(item.workspace_id, item.subject_id)
        if found and item.attempts == ATTEMPTS_BEFORE_A_WORD:
            said = replace(item_of(found, Task.THREAD), notice=Notice.DELAYED, words=reason)
            await self._outbox.leave(said, self._clock())

    async def follow_merges(self, fate_of: Callable[[int], Awaitable[bool | None]]) -> None:
        """Look at the open pull requests: merged, closed, or still open."""
        for found in await self._store.awaiting_merge():
            if found.pull_request is None:
                continue
            is_merged = await fate_of(found.pull_request)
            if is_merged:
                await self._move(found, Act.MERGE, _news_of_live(found))
            elif is_merged is not None:
                where = found.pull_request_url
                note = (
                    f"The pull request was closed without merging, so please decide again: {where}"
                )
                await self._return(found, Act.CLOSE, note)

    async def _return(
        self, found: Clarification, act: Act, note: str, item: OutboxItem | None = None
    ) -> bool:
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
        return await self._move(opened, act, news, item)

    async def _move(
        self,
        found: Clarification,
        act: Act,
        news: Sequence[OutboxItem],
        item: OutboxItem | None = None,
    ) -> bool:
        """Move it, and finish the item that moved it, at once."""
        state = move(found.state, act, Actor.BOT)
        if isinstance(state, Refusal):
            raise RuntimeError(  # noqa: TRY004 -- not of a type
                f"{act} of {found.id}, which is {found.state}"
            )
        event = event_of(act, found, at=self._clock(), actor_id=BOT, note=found.note)
        moved = replace(found, state=state, version=found.version + 1)
        saved = await self._store.save(moved, news, event, finishing=item)
        if saved:
            log.info("clarification moved", clarification=found.id, to=state.value)
        return saved is not None


def _news_of_live(found: Clarification) -> list[OutboxItem]:
    return [
        item_of(found, Task.UPDATE_CARD),
        *(tell(found, Notice.LIVE, one) for one in found.asked_for_by),
    ]
