"""When the bot first saw each term: from then on, one that was never reviewed waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.glossary.glossary import Glossary
    from bot.storage.term_history import TermHistory


class FirstSeen:
    """Notes the terms that are new, and tells the glossary since when each is there."""

    def __init__(
        self, glossary: Glossary, history: TermHistory, clock: Callable[[], datetime]
    ) -> None:
        self._glossary = glossary
        self._history = history
        self._clock = clock

    async def note(self) -> None:
        """Note what is new, unless every term is reviewed: then nothing needs it."""
        terms = self._glossary.terms.values()
        if all(term.last_reviewed_on for term in terms):
            return
        await self._history.observe(terms, self._clock())
        first_seen = await self._history.first_seen()
        if first_seen != self._glossary.first_seen:
            self._glossary.note_first_seen(first_seen)
