"""Deciding on a review: each decision is stored at once with what it leaves to be done."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.cards.kit.phrases import day
from bot.decisions.audit import Act
from bot.decisions.outbox import OutboxItem, Task
from bot.decisions.publication import changed_by_others
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import ChangeRefusedError, fingerprint
from bot.reviews.decision import UNASKED, ReviewDecision, ReviewState
from bot.reviews.queue import SNOOZE, ReviewOutcome, ReviewRequest, review_of, unsnoozed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.glossary.due import Review
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.services.review_cards import ReviewCards
    from bot.storage.outbox import Outbox
    from bot.storage.review_decisions import ReviewDecisionStore
    from bot.storage.review_requests import ReviewRequests

SECONDS_BETWEEN_LOOKS = 0.05
_ACTS = {
    ReviewOutcome.CONFIRMED: Act.CONFIRM,
    ReviewOutcome.SNOOZED: Act.SNOOZE,
    ReviewOutcome.GIVEN: Act.GIVE,
    ReviewOutcome.SUGGESTED: Act.SNOOZE,  # the suggestion has a row of its own in the trail
}


class NoSuchRequestError(UserFacingError):
    """The card asks for what the bot no longer knows of, or for a term that has gone."""

    def __init__(self) -> None:
        super().__init__(
            "I no longer have a record of this request. If the term is still due, the next "
            "reminder will include it."
        )


class SettledError(UserFacingError):
    """Somebody has answered already; nothing more was done. It says who answered what, and when."""

    def __init__(self, term: Term, request: ReviewRequest | None, by: str) -> None:
        super().__init__(f"This review is already done. {_done(term, request, by)}.")


def _done(term: Term, request: ReviewRequest | None, by: str) -> str:
    if request and request.is_being_confirmed and request.under_way:
        confirmed = f"{by} confirmed “{term.title}” on {day(request.under_way.decided_at.date())}"
        url = request.under_way.pull_request_url
        return f"{confirmed}, and it waits in a pull request: {url}" if url else confirmed
    on = f" on {day(request.outcome_on)}" if request and request.outcome_on else ""
    match request.outcome if request else None:
        case ReviewOutcome.CONFIRMED:
            return f"{by} confirmed “{term.title}”{on}"
        case ReviewOutcome.SNOOZED:
            until = request.snoozed_until_on if request else None
            return f"{by} snoozed “{term.title}”{on}{f', until {day(until)}' if until else ''}"
        case ReviewOutcome.SUGGESTED:
            return f"{by} suggested a change of “{term.title}”{on}"
        case _:
            on_day = (
                f"reviewed on {day(term.last_reviewed_on)}" if term.last_reviewed_on else "answered"
            )
            return f"“{term.title}” was {on_day}"


@dataclass(frozen=True, slots=True)
class ReviewAct:
    """The decider, the term and its card; ``pressed`` is the message, where there is one."""

    workspace_id: str
    actor_id: str
    card: str
    slug: str
    actor_name: str = ""
    pressed: str = ""


class ReviewDecisions:
    """Takes the stewards' answers; of two on the same review, the first is stored.

    ``wake`` is called after each, for the outbox has something to do then.
    """

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        glossary: Glossary,
        requests: ReviewRequests,
        store: ReviewDecisionStore,
        cards: ReviewCards,
        outbox: Outbox,
        wake: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._glossary = glossary
        self._requests = requests
        self._store = store
        self._cards = cards
        self._outbox = outbox
        self._wake = wake
        self._clock = clock

    async def unsnoozed(self, workspace_id: str, due: Sequence[Review]) -> list[Review]:
        """Return the due terms without a snooze or a confirmation."""
        return unsnoozed(due, await self._requests.all(workspace_id), self._clock().date())

    async def take_up(self, workspace_id: str, actor_id: str, slug: str) -> ReviewAct:
        """Let a steward decide on a term at any time, even if no card asks for it."""
        term, today = self._glossary.get(slug), self._clock().date()
        if term is None:
            raise NoSuchRequestError
        asking = await self._requests.card_that_asks(workspace_id, slug, review_of(term))
        return ReviewAct(workspace_id, actor_id, asking or f"{UNASKED}{today}:{slug}", slug)

    async def still_open(self, deciding: ReviewAct) -> tuple[Term, ReviewRequest]:
        """Return the term and the request as long as there is something to decide."""
        asked = await self._requests.of_card(deciding.workspace_id, deciding.card)
        request = _of(asked, deciding.slug)
        term = self._glossary.get(deciding.slug)
        if request is None and term and deciding.card.startswith(UNASKED):
            today = self._clock().date()
            request = ReviewRequest(
                slug=term.slug, last_reviewed_on=review_of(term), asked_on=today
            )
        if request is None or term is None:
            raise NoSuchRequestError
        if request.is_settled or review_of(term) != request.last_reviewed_on:
            raise self._settled(term, request)
        return term, request

    async def confirm(self, deciding: ReviewAct, *, seen: str) -> ReviewDecision:
        """Have today written as the day of the last review; ``seen`` is the text's fingerprint."""
        term, request = await self.still_open(deciding)
        if fingerprint(term) != seen:
            raise ChangeRefusedError(changed_by_others(term.title))
        decision = self._decision(deciding, request, ReviewOutcome.CONFIRMED)
        return await self._write(deciding, term, replace(decision, before=seen))

    async def give(self, deciding: ReviewAct, *, user_id: str, written_as: str) -> ReviewDecision:
        """Have another steward written into the term's file; the review stays due."""
        term, request = await self.still_open(deciding)
        decision = replace(
            self._decision(deciding, request, ReviewOutcome.GIVEN),
            before=term.steward or "",
            given_to=user_id,
            written_as=written_as,
        )
        return await self._write(deciding, term, decision)

    async def snooze(self, deciding: ReviewAct) -> ReviewDecision:
        """Ask again in two weeks. No file changes."""
        return await self._put_off(deciding, ReviewOutcome.SNOOZED)

    async def note_suggestion(self, deciding: ReviewAct) -> ReviewDecision:
        """Ask again in two weeks, as a change of the term was suggested in answer to the review."""
        return await self._put_off(deciding, ReviewOutcome.SUGGESTED)

    async def _put_off(self, deciding: ReviewAct, outcome: ReviewOutcome) -> ReviewDecision:
        term, request = await self.still_open(deciding)
        decision = replace(
            self._decision(deciding, request, outcome),
            state=ReviewState.DONE,
            snoozed_until_on=self._clock().date() + SNOOZE,
        )
        return await self._store_first(
            deciding, term, decision, await self._cards.redraws(deciding)
        )

    async def as_it_comes(self, decision: ReviewDecision, *, within: float) -> ReviewDecision:
        """Return the decision once its change is made or given back; as it is after those seconds.

        The outbox's worker does that, in this copy of the bot or in another one.
        """
        found: ReviewDecision | None = decision
        try:
            async with asyncio.timeout(within):
                while found and found.state is ReviewState.DECIDED:
                    await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
                    found = await self._store.get(decision.workspace_id, decision.id)
        except TimeoutError:
            return decision
        return found or decision

    async def redraw(self, deciding: ReviewAct) -> None:
        """Redraw the cards that still offer an act that is no longer possible."""
        for item in await self._cards.redraws(deciding):
            await self._outbox.leave(item, self._clock())
        self._wake()

    async def _write(
        self, deciding: ReviewAct, term: Term, decision: ReviewDecision
    ) -> ReviewDecision:
        item = OutboxItem(
            workspace_id=decision.workspace_id,
            subject_id=decision.id,
            task=Task.WRITE_REVIEW,
        )
        return await self._store_first(deciding, term, decision, [item])

    async def _store_first(
        self,
        deciding: ReviewAct,
        term: Term,
        decision: ReviewDecision,
        items: Sequence[OutboxItem],
    ) -> ReviewDecision:
        """Store the decision and its outbox items; raise if another steward was faster."""
        act = _ACTS[decision.outcome]
        event = decision.event(act, at=decision.decided_at, actor_id=decision.actor_id)
        if not await self._store.add(decision, items, event):
            asked = await self._requests.of_card(deciding.workspace_id, deciding.card)
            raise self._settled(term, _of(asked, deciding.slug))
        self._wake()
        return decision

    def _decision(
        self, deciding: ReviewAct, request: ReviewRequest, outcome: ReviewOutcome
    ) -> ReviewDecision:
        return ReviewDecision(
            id=secrets.token_hex(8),
            workspace_id=deciding.workspace_id,
            card=deciding.card,
            slug=deciding.slug,
            last_reviewed_on=request.last_reviewed_on,
            outcome=outcome,
            actor_id=deciding.actor_id,
            actor_name=deciding.actor_name,
            decided_at=self._clock(),
            state=ReviewState.DECIDED,
            pressed=deciding.pressed,
        )

    def _settled(self, term: Term, request: ReviewRequest | None) -> SettledError:
        decided = request.under_way if request and request.is_being_confirmed else request
        actor_id = decided.actor_id if decided else None
        named = self._glossary.config.stewards.items()
        by = next((name for name, user_id in named if user_id == actor_id), "Another steward")
        return SettledError(term, request, by)


def _of(asked: Sequence[ReviewRequest], slug: str) -> ReviewRequest | None:
    return next((one for one in asked if one.slug == slug), None)
