"""Used and missed terms, as far as this viewer may see them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.glossary.questions import periods
from bot.glossary.review_health import health_on
from bot.glossary.statistics import build_statistics, still_missing

if TYPE_CHECKING:
    from datetime import date

    from bot.glossary.review_health import ReviewHealth
    from bot.glossary.statistics import Missing, Statistics
    from bot.services.services import Services
    from bot.services.viewer import Viewer

DAYS_COUNTED = 30
_MOST = 10
_MOST_IN_BACKLOG = 30
# A term that only one person asked for may reveal who it was, so only stewards see it.
FEWEST_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class MissedTerms:
    """The missing terms, and how many more this viewer may not see."""

    missing: tuple[Missing, ...]
    hidden: int


async def missed_terms(
    services: Services, viewer: Viewer, most: int = _MOST_IN_BACKLOG
) -> MissedTerms:
    """Return the missing terms."""
    missed = await _missed(services, viewer)
    is_steward = await services.stewards.may_decide(viewer.user_id)
    fewest = 1 if is_steward else FEWEST_PEOPLE
    all_missing = still_missing(services.glossary, missed, _MOST_IN_BACKLOG)
    missing = tuple(one for one in all_missing if one.people >= fewest)
    return MissedTerms(missing[:most], len(all_missing) - len(missing))


async def missing_now(
    services: Services, viewer: Viewer, most: int, fewest_people: int
) -> tuple[Missing, ...]:
    """Return what at least so many people asked for and still find nowhere."""
    return still_missing(services.glossary, await _missed(services, viewer), most, fewest_people)


async def statistics_for(
    services: Services, viewer: Viewer, *, with_health: bool = False
) -> tuple[Statistics, int]:
    """Return the statistics, and how many missing terms they leave out.

    How the reviews stood on earlier days is read only where it is wanted: it takes a moment.
    """
    since, today = _since(services), services.clock().date()
    health = await _health(services, since, today) if with_health else ()
    missed = await missed_terms(services, viewer, _MOST)
    statistics = build_statistics(
        services.glossary,
        since=since,
        today=today,
        lookups=await services.lookup_stats.lookups(viewer.workspace_id, since),
        missed={one.label: one.people for one in missed.missing},
        most=_MOST,
        questions=await services.lookup_stats.questions(viewer.workspace_id, since),
        health=health,
    )
    return statistics, missed.hidden


async def _health(services: Services, since: date, today: date) -> tuple[ReviewHealth, ...]:
    week_ends = [one.last for one in periods(since, today)]
    reviewed_on = await services.audit_trail.reviewed_on()
    return await asyncio.to_thread(health_on, week_ends, services.glossary, reviewed_on)


async def _missed(services: Services, viewer: Viewer) -> dict[str, int]:
    await services.lookup_counts.flush()  # lookups of a moment ago count
    return await services.lookup_stats.missed(viewer.workspace_id, _since(services))


def _since(services: Services) -> date:
    return services.clock().date() - timedelta(days=DAYS_COUNTED)
