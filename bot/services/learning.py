"""What people open after a question without a sure answer, proposed to the stewards as a label."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.glossary.glossary import Glossary
    from bot.services.clarifications import Clarifications
    from bot.storage.lookup_stats import LookupStats

# Fewer may have made the same mistake, and might be known by what they asked.
FEWEST_PEOPLE = 3


class Learning:
    """Asks the stewards, with the week's reviews, whether two names mean the same."""

    def __init__(
        self,
        glossary: Glossary,
        stats: LookupStats,
        clarifications: Clarifications,
        clock: Callable[[], datetime],
        *,
        kept_days: int,
    ) -> None:
        self._glossary = glossary
        self._stats = stats
        self._clarifications = clarifications
        self._clock = clock
        self._kept = timedelta(days=kept_days)

    async def propose(self, workspace_id: str) -> int:
        """Ask about what most people opened, each question once ever; return how many are new."""
        since = self._clock().date() - self._kept
        count = 0
        for label, slug, people in await self._stats.learned(workspace_id, since, FEWEST_PEOPLE):
            term = self._glossary.get(slug)
            if term is None or self._glossary.find(label):
                continue
            why = f"{people} people asked “{label}” and opened “{term.title}”."
            count += await self._clarifications.propose(workspace_id, slug, label, why)
        return count
