"""Deciding on a review: the term's file, what was asked, and the audit trail, changed together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.cards.kit.phrases import day
from bot.errors import UserFacingError
from bot.glossary.files.editor import SetField
from bot.glossary.files.term_writer import Author, fingerprint
from bot.reviews.queue import SNOOZE, ReviewOutcome, ReviewRequest, review_of, unsnoozed
from bot.storage.audit import Act, AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bot.glossary.due import Review
    from bot.glossary.files.term_writer import TermWriter
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.storage.review_requests import ReviewRequests


# What a review is kept under that no card asked for.
_UNASKED = "home:"


class NoSuchRequestError(UserFacingError):
    """The card asks for what the bot no longer knows of, or for a term that has gone."""

    def __init__(self) -> None:
        super().__init__(
            "The bot no longer knows of this request. If the term is still due, "
            "the next reminder asks about it again."
        )


class SettledError(UserFacingError):
    """Somebody has answered already; nothing more was done. It says who answered what, and when."""

    def __init__(self, term: Term, request: ReviewRequest | None, by: str) -> None:
        super().__init__(f"Nothing is left to do for “{term.title}”: {_done(term, request, by)}.")


def _done(term: Term, request: ReviewRequest | None, by: str) -> str:
    on = f" on {day(request.outcome_on)}" if request and request.outcome_on else ""
    match request.outcome if request else None:
        case ReviewOutcome.CONFIRMED:
            return f"{by} confirmed it{on}"
        case ReviewOutcome.SNOOZED:
            until = request.snoozed_until_on if request else None
            return f"{by} snoozed it{on}{f', until {day(until)}' if until else ''}"
        case _:
            reviewed_on = term.last_reviewed_on
            return f"it was reviewed on {day(reviewed_on)}" if reviewed_on else "it was answered"


@dataclass(frozen=True, slots=True)
class ReviewAct:
    """Who decides, on which term of which card."""

    workspace_id: str
    actor_id: str
    card: str
    slug: str
    actor_name: str = ""

    @property
    def author(self) -> Author:
        """Whom a change of the term's file names."""
        return Author(self.actor_id, self.actor_name or self.actor_id)

    @property
    def is_unasked(self) -> bool:
        """Whether no card asked for it."""
        return self.card.startswith(_UNASKED)


class ReviewDecisions:
    """Takes the stewards' answers, one at a time, so that of two at once the second is told."""

    def __init__(
        self,
        glossary: Glossary,
        term_writer: TermWriter,
        requests: ReviewRequests,
        clock: Callable[[], datetime],
    ) -> None:
        self._glossary = glossary
        self._term_writer = term_writer
        self._requests = requests
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def unsnoozed(self, workspace_id: str, due: Sequence[Review]) -> list[Review]:
        """Return what of all that is due nobody has snoozed."""
        return unsnoozed(due, await self._requests.all(workspace_id), self._clock().date())

    async def take_up(self, workspace_id: str, actor_id: str, slug: str) -> ReviewAct:
        """Let somebody decide on a term of their own accord, whether a card asks for it or not."""
        term, today = self._glossary.get(slug), self._clock().date()
        if term is None:
            raise NoSuchRequestError
        asking = await self._requests.card_that_asks(workspace_id, slug, review_of(term))
        return ReviewAct(workspace_id, actor_id, asking or f"{_UNASKED}{today}:{slug}", slug)

    async def still_open(self, deciding: ReviewAct) -> tuple[Term, ReviewRequest]:
        """Return the term and the request as long as there is something to decide."""
        asked = await self._requests.of_card(deciding.workspace_id, deciding.card)
        request = _of(asked, deciding.slug)
        term = self._glossary.get(deciding.slug)
        if request is None and term and deciding.is_unasked:
            today = self._clock().date()
            request = ReviewRequest(
                slug=term.slug, last_reviewed_on=review_of(term), asked_on=today
            )
        if request is None or term is None:
            raise NoSuchRequestError
        if request.is_settled or review_of(term) != request.last_reviewed_on:
            raise self._settled(term, request)
        return term, request

    async def confirm(self, deciding: ReviewAct, *, seen: str) -> Term:
        """Write today as the day of the last review; ``seen`` is the text's fingerprint."""
        async with self._one_at_a_time:
            term, request = await self.still_open(deciding)
            today = self._clock().date()
            edits = [SetField(("last_reviewed",), today)]
            entry = self._entry(deciding, Act.CONFIRMED, review_of(term), today)
            answer = request, ReviewOutcome.CONFIRMED
            return await self._write(deciding, entry, answer, term, edits, seen=seen)

    async def settle(self) -> None:
        """Complete, or take back, what a process that was killed left between word and file.

        Called at the start: where the file has the day, the audit trail gets its row.
        """
        seen = set()
        for workspace_id, card, request in await self._requests.unfinished():
            deciding = ReviewAct(workspace_id, request.actor_id or "", card, request.slug)
            if (workspace_id, request.slug) in seen:
                continue
            seen.add((workspace_id, request.slug))
            term = self._glossary.get(request.slug)
            entry = self._entry_of_written(deciding, request, term)
            if entry:
                outcome, given_to = request.outcome or ReviewOutcome.CONFIRMED, request.given_to
                await self._requests.complete(entry, request, outcome, given_to=given_to)
            elif request.outcome:
                as_asked = replace(
                    request, outcome=None, actor_id=None, outcome_on=None, given_to=None
                )
                await self._take_back(deciding, as_asked, request.outcome)

    def _entry_of_written(
        self, deciding: ReviewAct, request: ReviewRequest, term: Term | None
    ) -> AuditEntry | None:
        """Return the row of the trail that an answer lacks, where the term's file says it."""
        if term is None:
            return None
        if request.outcome is ReviewOutcome.GIVEN:
            stewards = self._glossary.config.stewards
            steward = term.steward or ""
            if stewards.get(steward, steward) != request.given_to:
                return None
            return self._entry(deciding, Act.GIVEN, None, steward, given_to=request.given_to)
        if request.outcome_on is None or term.last_reviewed_on != request.outcome_on:
            return None
        before, after = request.last_reviewed_on, request.outcome_on
        return self._entry(deciding, Act.CONFIRMED, before, after)

    async def snooze(self, deciding: ReviewAct) -> None:
        """Ask again in two weeks."""
        async with self._one_at_a_time:
            term, request = await self.still_open(deciding)
            until = self._clock().date() + SNOOZE
            entry = self._entry(deciding, Act.SNOOZED, None, until)
            await self._keep(deciding, request)
            if not await self._requests.answer(
                entry, request, ReviewOutcome.SNOOZED, snoozed_until_on=until
            ):
                raise await self._overtaken(deciding, term)

    async def give(self, deciding: ReviewAct, *, user_id: str, written_as: str) -> Term:
        """Write another steward into the term's file; the review stays due."""
        async with self._one_at_a_time:
            term, request = await self.still_open(deciding)
            edits = [SetField(("steward",), written_as)]
            entry = self._entry(deciding, Act.GIVEN, term.steward, written_as, given_to=user_id)
            answer = request, ReviewOutcome.GIVEN
            return await self._write(
                deciding, entry, answer, term, edits, seen=fingerprint(term), given_to=user_id
            )

    async def _write(  # noqa: PLR0913 -- who answers what, and what it means for the file
        self,
        deciding: ReviewAct,
        entry: AuditEntry,
        answer: tuple[ReviewRequest, ReviewOutcome],
        term: Term,
        edits: Sequence[SetField],
        *,
        seen: str,
        given_to: str | None = None,
    ) -> Term:
        """Record the answer, write it into the file, and complete it in the audit trail.

        In this order: what a process that is killed leaves is found by ``settle``.
        """
        request, outcome = answer
        await self._keep(deciding, request)
        if not await self._requests.begin(entry, request, outcome, given_to=given_to):
            raise await self._overtaken(deciding, term)
        try:
            written = await self._term_writer.change(
                term.slug, edits, seen=seen, author=deciding.author
            )
        except Exception:
            await self._take_back(deciding, request, outcome)
            raise
        await self._requests.complete(entry, request, outcome, given_to=given_to)
        return written

    async def _overtaken(self, deciding: ReviewAct, term: Term) -> SettledError:
        asked = await self._requests.of_card(deciding.workspace_id, deciding.card)
        return self._settled(term, _of(asked, deciding.slug))

    def _settled(self, term: Term, request: ReviewRequest | None) -> SettledError:
        actor_id = request.actor_id if request else None
        named = self._glossary.config.stewards.items()
        by = next((name for name, user_id in named if user_id == actor_id), "another steward")
        return SettledError(term, request, by)

    async def _take_back(
        self, deciding: ReviewAct, request: ReviewRequest, begun: ReviewOutcome
    ) -> None:
        drop = deciding.card if deciding.is_unasked else None
        await self._requests.take_back(deciding.workspace_id, request, begun, drop=drop)

    async def _keep(self, deciding: ReviewAct, request: ReviewRequest) -> None:
        if deciding.is_unasked:  # to look is not to ask: it is kept once answered
            await self._requests.ask(deciding.workspace_id, deciding.card, [request])

    def _entry(
        self,
        deciding: ReviewAct,
        act: Act,
        before: date | str | None,
        after: date | str,
        **details: str,
    ) -> AuditEntry:
        return AuditEntry(
            at=self._clock(),
            workspace_id=deciding.workspace_id,
            actor_id=deciding.actor_id,
            act=act,
            slug=deciding.slug,
            before=None if before is None else str(before),
            after=str(after),
            details={"card": deciding.card, **details},
        )


def _of(asked: Sequence[ReviewRequest], slug: str) -> ReviewRequest | None:
    return next((one for one in asked if one.slug == slug), None)
