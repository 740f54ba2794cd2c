"""How many reviews to ask for this week, so that they never pile up later.

A glossary that was written in a month falls due in a month. Where more reviews than a card holds
would fall into one week of the next two years, the bot asks for some before their day: as many a
week as it takes to be done in time with every review that is to come, later rounds included.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.glossary.due import Review

# The most that a week's card asks for.
CARD_SIZE = 10

_WEEK = 7  # days
_WEEKS_AHEAD = 104
_STEP = 30  # days


def weekly_pace(reviews: Sequence[Review], today: date, most: int) -> int:
    """Return how many of the reviews to ask for this week, ``most`` at most.

    Where no week ahead has more than that, it's those whose day has come; else the highest of
    the mean loads from now until each week ahead.
    """
    weeks = _reviews_by_week(reviews, today)
    if max(weeks) <= most:
        return weeks[0]
    done, pace = 0, 0.0
    for number, count in enumerate(weeks, 1):
        done += count
        pace = max(pace, done / number)
    return min(most, ceil(pace))


def overload(reviews: Sequence[Review]) -> str:
    """Return a sentence if all terms' cadences ask for more reviews a week than a card, else "".

    It proposes the cadence at which a card a week would do, in steps of 30 days.
    """
    load = sum(_WEEK / review.every_days for review in reviews)
    if load <= CARD_SIZE:
        return ""
    fits = ceil(len(reviews) * _WEEK / CARD_SIZE / _STEP) * _STEP
    return (
        f"The cadences in glossary.yml ask for {round(load):,} reviews a week, and the weekly card "
        f"holds {CARD_SIZE}. One review of each term every {fits:,} days would fit."
    )


def _reviews_by_week(reviews: Sequence[Review], today: date) -> list[int]:
    """Return how many fall into each week ahead; whose day has come, into the first."""
    weeks = [0] * _WEEKS_AHEAD
    last = today + timedelta(weeks=_WEEKS_AHEAD)
    for review in reviews:
        if review.ask_on >= last:
            continue
        day = max(0, (review.ask_on - today).days)
        while (week := ceil(day / _WEEK)) < _WEEKS_AHEAD:
            weeks[week] += 1
            day += review.every_days
    return weeks
