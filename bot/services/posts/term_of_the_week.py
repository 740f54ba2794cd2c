"""The term of the week: chooses it and draws its card."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.cards.posts.digest import Digest, News, digest_card
from bot.glossary.model import Status
from bot.glossary.search.result import Found
from bot.schedule.term_of_the_week import Circumstances, choose
from bot.services.posts.job import PostDraft

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import date, datetime

    from bot.glossary.glossary import Glossary
    from bot.schedule.slots import Slot
    from bot.schedule.term_of_the_week import Choice
    from bot.storage.lookup_stats import LookupStats
    from bot.storage.posts.post_history import PostHistory
    from bot.storage.term_history import TermHistory

LOOKED_UP_LATELY = timedelta(days=28)
WEEK = timedelta(days=7)


class TermOfTheWeek:
    """A job of the schedule: one term in one channel, with what is new in the glossary."""

    def __init__(  # noqa: PLR0913 -- what it reads, each by its name
        self,
        *,
        glossary: Glossary,
        posted: PostHistory,
        lookup_stats: LookupStats,
        history: TermHistory,
        clock: Callable[[], datetime],
        workspace_id: Callable[[], Awaitable[str]],
    ) -> None:
        self._glossary = glossary
        self._posted = posted
        self._lookup_stats = lookup_stats
        self._history = history
        self._clock = clock
        self._workspace_id = workspace_id

    async def channels(self, slot: Slot) -> Sequence[str]:
        """Return the entry's own channel."""
        return (slot.entry.channel,)

    async def draft(self, slot: Slot, channel_id: str, slug: str | None) -> PostDraft | None:  # noqa: ARG002 -- the same wherever it is posted
        """Return the card; None where no term may be posted."""
        glossary = self._glossary
        term = glossary.get(slug) if slug else None
        if term is None or term.status is Status.DEPRECATED:
            choice = await self.choose(slot, await self._workspace_id())
            if choice is None:
                return None
            term = choice.term
        role = glossary.config.role(slot.entry.role) if slot.entry.role else None
        reader = role or glossary.config.usual_role
        answer = build_answer(glossary, term, reader, _day_of(slot))
        card = digest_card(Digest(answer, for_role=role, news=await self._news(slot)))
        return PostDraft(card, term.slug)

    async def choose(self, slot: Slot, workspace_id: str | None) -> Choice | None:
        """Return the term whose turn it is in this slot, and why.

        Without a ``workspace_id`` all that was posted and looked up counts.
        """
        today = _day_of(slot)
        circumstances = Circumstances(
            today=today,
            posted=await self._posted.posted_slugs(workspace_id, slot.entry.id),
            lookups=await self._lookup_stats.lookups(workspace_id, today - LOOKED_UP_LATELY),
        )
        glossary = self._glossary
        return choose(glossary.terms.values(), slot.entry, glossary.config, circumstances)

    async def _news(self, slot: Slot) -> News:
        """Return what happened since this entry's last post; nothing before its first."""
        workspace_id = await self._workspace_id()
        await self._history.observe(self._glossary.terms.values(), self._clock())
        last = await self._posted.last_posted_at(workspace_id, slot.entry.id)
        since = last.date() if last else _day_of(slot) - WEEK
        misses = await self._lookup_stats.misses(workspace_id, since)
        return News(
            changes=await self._history.changes_since(last) if last else None,
            people_who_missed=len({m.person_hash for m in misses if self._is_missing(m.label)}),
        )

    def _is_missing(self, label: str) -> bool:
        """Whether the glossary still lacks a term for this request."""
        return not isinstance(self._glossary.find(label), Found)


def _day_of(slot: Slot) -> date:
    return slot.at.astimezone(slot.entry.zone).date()
