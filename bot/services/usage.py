"""What people ask for and miss, as far as whoever reads it may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.glossary.statistics import build_statistics, still_missing

if TYPE_CHECKING:
    from datetime import date

    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.glossary.statistics import Missing, Statistics

DAYS_COUNTED = 30
_MOST = 10
_MOST_IN_BACKLOG = 30
# What only one person asked for may tell who it was, so stewards alone are shown it.
FEWEST_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is missing, and how much more of it is not shown to this reader."""

    missing: tuple[Missing, ...]
    hidden: int


async def backlog_for_reader(context: AsyncBoltContext, most: int = _MOST_IN_BACKLOG) -> Backlog:
    """Return what is missing."""
    missed = await _missed(context)
    is_steward = await context["stewards"].may_decide(context.user_id or "")
    fewest = 1 if is_steward else FEWEST_PEOPLE
    all_missing = still_missing(context["glossary"], missed, _MOST_IN_BACKLOG)
    missing = tuple(one for one in all_missing if one.people >= fewest)
    return Backlog(missing[:most], len(all_missing) - len(missing))


async def missing_now(
    context: AsyncBoltContext, most: int, fewest_people: int
) -> tuple[Missing, ...]:
    """Return what at least so many people asked for and still find nowhere."""
    return still_missing(context["glossary"], await _missed(context), most, fewest_people)


async def statistics_for_reader(context: AsyncBoltContext) -> tuple[Statistics, int]:
    """Return the statistics, and how much of what is missing they leave out."""
    since = _since(context)
    backlog = await backlog_for_reader(context, _MOST)
    statistics = build_statistics(
        context["glossary"],
        since=since,
        today=context["clock"]().date(),
        lookups=await context["lookup_stats"].lookups(context.team_id, since),
        missed={one.label: one.people for one in backlog.missing},
        most=_MOST,
    )
    return statistics, backlog.hidden


async def _missed(context: AsyncBoltContext) -> dict[str, int]:
    await context["lookup_counts"].flush()  # what was asked a moment ago counts
    missed: dict[str, int] = await context["lookup_stats"].missed(context.team_id, _since(context))
    return missed


def _since(context: AsyncBoltContext) -> date:
    day: date = context["clock"]().date() - timedelta(days=DAYS_COUNTED)
    return day
