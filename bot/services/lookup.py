"""Looking a term up: the one place that finds it, answers in a role's words, and counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.glossary.search.query import Query
from bot.glossary.search.result import (
    Found,
    LookupOutcome,
    Nearest,
    Nothing,
    Several,
    Suggestions,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.cards.answers.answer import Answer
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term
    from bot.glossary.search.result import Result
    from bot.services.viewer import Viewer, Viewers
    from bot.storage.lookup_counts import LookupCounts


# How many questions keep their answer in memory: people ask the same ones again and again.
REMEMBERED = 1000
# Longer than any name people look up; longer texts are pasted sentences, and come only once.
LONGEST_REMEMBERED = 80


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A lookup's result, how the text was read, and the role for the answer.

    With ``offers_role`` this role isn't the viewer's own, and they may want to keep it.
    """

    result: Result
    query: Query
    role: Role
    offers_role: bool

    @property
    def unknown_role(self) -> str:
        """The role that the text names although the glossary has none of that name, or ""."""
        return self.query.unknown_role


class LookupService:
    """Finds terms for people, whichever way they ask; without ``counts`` it counts nothing."""

    def __init__(
        self,
        glossary: Glossary,
        viewers: Viewers,
        counts: LookupCounts | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._glossary = glossary
        self._viewers = viewers
        self._counts = counts
        self._clock = clock
        self._read_again = lru_cache(maxsize=REMEMBERED)(self._read)

    async def look_up(
        self, text: str, viewer: Viewer, *, role: Role | None = None, reads_role: bool = True
    ) -> LookedUp:
        """Find what the text asks for, and count it.

        ``role`` is chosen apart from the text and comes before one that the text names.
        Without ``reads_role`` the text is taken literally: "rag for engineers" is one name.
        """
        own = await self._viewers.role_of(viewer)
        read = self._read_again if len(text) <= LONGEST_REMEMBERED else self._read
        query, result = read(self._glossary.revision, text, reads_role)
        if result is None:  # near hits take long enough to hold up everybody else's answer
            result = await asyncio.to_thread(self._glossary.suggest, query.text)
        shown = role or query.role or own
        self._count(result, viewer, shown)
        return LookedUp(result, query, shown, offers_role=shown != own)

    def _read(self, revision: int, text: str, reads_role: bool) -> tuple[Query, Result | None]:  # noqa: FBT001 -- the cache tells them apart by position
        """Return the query and its sure results; ``revision`` tells old answers apart."""
        del revision
        query = self._glossary.read_query(text) if reads_role else Query(text, None)
        return query, self._glossary.find(query.text)

    async def reject(self, text: str, viewer: Viewer) -> tuple[Suggestions | Nothing, Role]:
        """Return the other near terms and the role, in case the nearest is wrong; count a miss."""
        role = await self._viewers.role_of(viewer)
        near = await asyncio.to_thread(self._glossary.suggest, text)
        left = near.without_term() if isinstance(near, Nearest) else near
        self._count(left, viewer, role)
        return left, role

    def answer_found(self, result: Found | Nearest, looked_up: LookedUp) -> Answer:
        """Return the answer with the term that was found, or that is nearest."""
        return build_answer(
            self._glossary,
            result.term,
            looked_up.role,
            self._clock().date(),
            found=result if isinstance(result, Found) else None,
            offers_role=looked_up.offers_role,
            unknown_role=looked_up.unknown_role,
        )

    async def answer(self, term: Term, viewer: Viewer, role: Role | None = None) -> Answer:
        """Return the answer with this term, in this role's words or else in the viewer's own."""
        own = await self._viewers.role_of(viewer)
        shown = role or own
        today = self._clock().date()
        return build_answer(self._glossary, term, shown, today, offers_role=shown != own)

    async def open(self, term: Term, viewer: Viewer, role: Role | None = None) -> Answer:
        """Return the same for a term that a person chose, which counts as a lookup."""
        answer = await self.answer(term, viewer, role)
        self._record(LookupOutcome.FOUND, viewer, answer.role, slug=term.slug)
        return answer

    def _count(self, result: Result, viewer: Viewer, role: Role) -> None:
        match result:
            case Found(term=term) | Nearest(term=term):
                self._record(LookupOutcome.FOUND, viewer, role, slug=term.slug)
            case Several(label=label):
                self._record(LookupOutcome.SEVERAL, viewer, role, label=label)
            case Suggestions(query=query):
                self._record(LookupOutcome.SUGGESTIONS, viewer, role, label=query)
            case Nothing(query=query):
                self._record(LookupOutcome.NOTHING, viewer, role, label=query)

    def _record(
        self,
        outcome: LookupOutcome,
        viewer: Viewer,
        role: Role,
        *,
        slug: str | None = None,
        label: str | None = None,
    ) -> None:
        if self._counts is None:
            return
        self._counts.record(
            workspace_id=viewer.workspace_id,
            user_id=viewer.user_id,
            outcome=outcome,
            slug=slug,
            label=label,
            role=role.id,
        )
