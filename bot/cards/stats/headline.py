"""The statistics in a few words, the same in Slack, in a terminal and above the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.statistics import RoleCoverage, Statistics


def headline(statistics: Statistics) -> str:
    """Return how many questions there were, and how they were answered."""
    asked = statistics.answered
    if not asked.questions:
        return "No questions yet"
    number = "1 question" if asked.questions == 1 else f"{asked.questions:,} questions"
    missed = f"{asked.missed:,} not answered" if asked.missed else "none left open"
    back = f"{asked.asked_back:,} with several meanings" if asked.asked_back else ""
    at_once = f"{percent(asked.at_once, asked.questions)} answered at once"
    return ", ".join(filter(None, (number, at_once, back, missed)))


def period_words(statistics: Statistics) -> str:
    """Return over which time the figures go."""
    days = (statistics.today - statistics.since).days
    time = "1 day" if days == 1 else f"{days:,} days"
    return f"The {time} up to {statistics.today:%B} {statistics.today.day}, {statistics.today.year}"


def health_words(statistics: Statistics) -> str:
    """Return how the reviews stand today."""
    if not statistics.terms:
        return "There are no terms yet"
    terms = "1 term" if statistics.terms == 1 else f"{statistics.terms:,} terms"
    if not statistics.due:
        return f"{terms}, none due for review"
    return f"{terms}, {statistics.due:,} due for review"


def coverage_words(one: RoleCoverage, terms: int) -> str:
    """Return in whose words a role reads: its own, or those that roles share."""
    own = one.worded
    if not own:
        return "shared wording"
    if own == terms:
        return "own words"
    return f"own words {percent(own, terms)}, shared wording {percent(terms - own, terms)}"


def stats_title(statistics: Statistics) -> str:
    """Return the picture in words, for people who can't see it."""
    return (
        f"How the glossary is used. {headline(statistics)}. {period_words(statistics)}. "
        f"{health_words(statistics)}."
    )


def percent(part: int, whole: int) -> str:
    """Return a share in whole percent; neither none nor all of it by rounding alone."""
    if not whole:
        return "0%"
    share = round(100 * part / whole)
    if 0 < part < whole:
        share = min(max(share, 1), 99)
    return f"{share}%"


def people_words(count: int) -> str:
    """Return a number of people in words."""
    return "1 person" if count == 1 else f"{count:,} people"


def times_words(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else f"{count:,} times"
