"""Looking a term up: the one place that finds it, answers in a role's words, and counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.glossary.search.query import Query
from bot.glossary.search.result import (
    Found,
    LookupOutcome,
    MatchedBy,
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
    from bot.services.viewer import Reader, Viewer, Viewers
    from bot.storage.lookup_counts import LookupCounts


# How many questions keep their answer in memory: people ask the same ones again and again.
REMEMBERED = 1000
# Longer than any name people look up; what is longer is a pasted sentence, and asked once.
LONGEST_REMEMBERED = 80
# What was typed is the label itself, so that is all a card has to say of it.
_SAY_THEMSELVES = {MatchedBy.NAME, MatchedBy.ALIAS}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a text came to, how it was read, and in whose words it is answered.

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
        """Whom the text names although the glossary has no such role, or ""."""
        return self.query.unknown_role


def _for_reader(answer: Answer, reader: Reader) -> Answer:
    """Return the answer that asks for a role if the reader has neither kept nor named one."""
    if not reader.asks_role or answer.offers_role:
        return answer
    return replace(answer, asks_role=True, proposed_role=reader.proposed_role)


def _asked(text: str, query: Query, result: Result) -> str:
    """Return what leads to the same lines on the card again; nothing where it has none."""
    match result:
        case Nearest():
            return text
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
        reader = await self._viewers.reader_of(viewer)
        query, result = await self._find(text, reads_role=reads_role)
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

    async def _find(self, text: str, *, reads_role: bool = True) -> tuple[Query, Result]:
        read = self._read_again if len(text) <= LONGEST_REMEMBERED else self._read
        query, result = read(self._glossary.revision, text, reads_role)
        if result is None:  # near hits take long enough to hold up everybody else's answer
            result = await asyncio.to_thread(self._glossary.suggest, query.text)
        return query, result

    def _read(self, revision: int, text: str, reads_role: bool) -> tuple[Query, Result | None]:  # noqa: FBT001 -- what is remembered is told apart by place
        """Return how the text is read, and what is sure; ``revision`` tells old answers apart."""
        del revision
        query = self._glossary.read_query(text) if reads_role else Query(text, None)
        return query, self._glossary.find(query.text)

    async def reject(self, text: str, viewer: Viewer) -> tuple[Suggestions | Nothing, Role]:
        """Return what else is near if the nearest term isn't meant, and for whom; count a miss."""
        role = await self._viewers.role_of(viewer)
        near = await asyncio.to_thread(self._glossary.suggest, text)
        left = near.without_term() if isinstance(near, Nearest) else near
        self._count(left, viewer, role)
        return left, role

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
        self, term: Term, viewer: Viewer, role: Role | None = None, *, asked: str = ""
    ) -> Answer:
        """Return the answer with this term, in this role's words or else in the viewer's own.

        ``asked`` is what was typed when the term was found, if that is to be said again.
        """
        reader = await self._viewers.reader_of(viewer)
        answer = build_answer(
            self._glossary,
            term,
            role or reader.role,
            self._clock().date(),
            offers_role=role is not None and role != reader.role,
        )
        if asked:
            query, result = await self._find(asked)
            if isinstance(result, Found | Nearest) and result.term.slug == term.slug:
                unknown_role = query.unknown_role
                answer = replace(answer, asked=asked, found=result, unknown_role=unknown_role)
        return _for_reader(answer, reader)

    async def open(self, term: Term, viewer: Viewer, role: Role | None = None) -> Answer:
        """Return the same for a term that somebody chose, which counts as looking it up."""
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
