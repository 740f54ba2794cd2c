"""Looking a term up: the one place that finds it, answers in a role's words, and counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.glossary.search.near_hits import NOTHING_OPENED
from bot.glossary.search.query import Query, phrasings
from bot.glossary.search.result import (
    Found,
    LookupOutcome,
    MatchedBy,
    Nearest,
    Nothing,
    Several,
    Suggestions,
)
from bot.storage.lookup_counts import normalised_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.cards.answers.answer import Answer
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term
    from bot.glossary.search.result import Result
    from bot.services.viewer import Reader, Viewer, Viewers
    from bot.storage.lookup_counts import LookupCounts
    from bot.storage.lookup_stats import LookupStats


# How many questions keep their answer in memory: people ask the same ones again and again.
REMEMBERED = 1000
# Longer than any name people look up; longer texts are pasted sentences, and come only once.
LONGEST_REMEMBERED = 80
# What was typed is the label itself, so that is all a card has to say of it.
_SAY_THEMSELVES = {MatchedBy.NAME, MatchedBy.ALIAS}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A lookup's result, how the text was read, and the role for the answer.

    With ``offers_role`` this role isn't the viewer's own, and they may want to keep it; ``asked``
    is what a press on the answer needs to find out again how the term was found.
    """

    result: Result
    query: Query
    role: Role
    reader: Reader
    offers_role: bool
    asked: str = ""

    @property
    def unknown_role(self) -> str:
        """The role that the text names although the glossary has none of that name, or ""."""
        return self.query.unknown_role


def _for_reader(answer: Answer, reader: Reader) -> Answer:
    """Return the answer that asks for a role if the reader has neither kept nor named one."""
    if not reader.asks_role or answer.offers_role:
        return answer
    return replace(answer, asks_role=True, proposed_role=reader.proposed_role)


def _asked(text: str, query: Query, result: Result) -> str:
    """Return what leads to the same lines on the card again; nothing where it has none."""
    match result:
        case Nearest(query=asked):
            return text if query.unknown_role else asked
        case Found(by=by) if by not in _SAY_THEMSELVES or query.unknown_role:
            return text
        case Found(by=by, label=label, also=also) if by is MatchedBy.ALIAS or also:
            return label
    return ""


class LookupService:
    """Finds terms for people, whichever way they ask; without ``counts`` it counts nothing."""

    def __init__(
        self,
        glossary: Glossary,
        viewers: Viewers,
        counts: LookupCounts | None,
        clock: Callable[[], datetime],
        stats: LookupStats | None = None,
    ) -> None:
        """``stats`` tell what people opened before, which ranks suggestions."""
        self._stats = stats
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
        reader = await self._viewers.reader_of(viewer)
        query, result = await self._find(text, viewer, reads_role=reads_role)
        named = role or query.role
        shown = named or reader.role
        self._count(result, viewer, shown)
        return LookedUp(
            result,
            query,
            shown,
            reader,
            offers_role=named is not None and (reader.asks_role or named != reader.role),
            asked=_asked(text, query, result),
        )

    async def _find(
        self, text: str, viewer: Viewer, *, reads_role: bool = True
    ) -> tuple[Query, Result]:
        read = self._read_again if len(text) <= LONGEST_REMEMBERED else self._read
        query, result = read(self._glossary.revision, text, reads_role)
        if result is None:  # near hits take long enough to hold up everybody else's answer
            result = await self._suggest(query.text, viewer)
        elif isinstance(result, Several) and self._stats and viewer.workspace_id:
            slugs = [term.slug for term in result.terms]
            lookups = await self._stats.lookups_of(viewer.workspace_id, slugs)
            result = replace(result, lookups=lookups)
        return query, result

    def _read(self, revision: int, text: str, reads_role: bool) -> tuple[Query, Result | None]:  # noqa: FBT001 -- the cache tells them apart by position
        """Return the query and its sure results; ``revision`` tells old answers apart."""
        del revision
        query = self._glossary.read_query(text) if reads_role else Query(text, None)
        return query, self._glossary.find(query.text)

    async def _suggest(self, text: str, viewer: Viewer) -> Nearest | Suggestions | Nothing:
        opened: Mapping[str, int] = NOTHING_OPENED
        if self._stats and viewer.workspace_id:
            label = normalised_label(phrasings(text)[-1])
            opened = await self._stats.opened(viewer.workspace_id, label)
        return await asyncio.to_thread(self._glossary.suggest, text, opened)

    async def reject(
        self, text: str, slug: str, viewer: Viewer, *, counts: bool
    ) -> tuple[Suggestions | Nothing, Role]:
        """Return what else is near if the term that was shown isn't meant, and for whom.

        When it was shown it was counted as found, which it wasn't; ``counts`` makes that a miss.
        """
        role = await self._viewers.role_of(viewer)
        near = await self._suggest(text, viewer)
        left = near if isinstance(near, Nothing) else near.without(slug)
        if counts:
            self._record(LookupOutcome.FOUND, viewer, role, slug=slug, times=-1)
            self._count(left, viewer, role)
        return left, role

    async def note_use(self, term: Term, viewer: Viewer, *, typed: str) -> None:
        """Note that somebody went on with the nearest term, as if they had opened it.

        ``typed`` is what was typed when the term was found. A sure answer needs no such proof.
        """
        if not (self._counts and typed):
            return
        _, result = await self._find(typed, viewer)
        if isinstance(result, Nearest) and result.term.slug == term.slug:
            self._record_opened(viewer, result.query, term)

    def _record_opened(self, viewer: Viewer, asked: str, term: Term) -> None:
        if self._counts:
            workspace_id, user_id = viewer.workspace_id, viewer.user_id
            self._counts.record_opened(
                workspace_id=workspace_id, user_id=user_id, asked=asked, slug=term.slug
            )

    def answer_found(self, result: Found | Nearest, looked_up: LookedUp) -> Answer:
        """Return the answer with the term that was found, or that is nearest."""
        answer = build_answer(
            self._glossary,
            result.term,
            looked_up.role,
            self._clock().date(),
            found=result,
            offers_role=looked_up.offers_role,
            unknown_role=looked_up.unknown_role,
        )
        return _for_reader(replace(answer, asked=looked_up.asked), looked_up.reader)

    async def answer(
        self, term: Term, viewer: Viewer, role: Role | None = None, *, typed: str = ""
    ) -> Answer:
        """Return the answer with this term, in this role's words or else in the viewer's own.

        ``typed`` is what was typed when the term was found, if that is to be said again.
        """
        reader = await self._viewers.reader_of(viewer)
        answer = build_answer(
            self._glossary,
            term,
            role or reader.role,
            self._clock().date(),
            offers_role=role is not None and role != reader.role,
        )
        if typed:
            query, result = await self._find(typed, viewer)
            if isinstance(result, Found | Nearest) and result.term.slug == term.slug:
                unknown_role = query.unknown_role
                answer = replace(answer, asked=typed, found=result, unknown_role=unknown_role)
        return _for_reader(answer, reader)

    async def open(
        self, term: Term, viewer: Viewer, role: Role | None = None, *, asked: str = ""
    ) -> Answer:
        """Return the same for a term that somebody chose, which counts as looking it up.

        ``asked`` is the question for which the term was offered, if it was.
        """
        answer = await self.answer(term, viewer, role)
        if asked:
            self._record_opened(viewer, asked, term)
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

    def _record(  # noqa: PLR0913 -- what is counted, each by its name
        self,
        outcome: LookupOutcome,
        viewer: Viewer,
        role: Role,
        *,
        slug: str | None = None,
        label: str | None = None,
        times: int = 1,
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
            times=times,
        )
