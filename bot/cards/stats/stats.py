"""How the glossary is used and kept, as a card; and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.browse.browse import terms_words
from bot.cards.kit.blocks import header, small
from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.rich_text import labelled_list, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.kit.rich_text import RichText
    from bot.glossary.statistics import (
        CategoryHealth,
        Missing,
        RoleCoverage,
        Statistics,
    )

_LIMIT = 300
_SPOKEN_LIMIT = 3500
_MOST_CATEGORIES = _MOST_ROLES = 20


def people_words(count: int) -> str:
    """Return a number of people in words."""
    return "1 person" if count == 1 else f"{count:,} people"


def times_words(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else f"{count:,} times"


def review_health(statistics: Statistics) -> str:
    """Return the state of the reviews, in two sentences."""
    statuses = ", ".join(
        f"{count:,} {status.value}" for status, count in sorted(statistics.statuses.items())
    )
    terms = terms_words(statistics.terms)
    due = {0: "None is", 1: "1 is"}.get(statistics.due, f"{statistics.due:,} are")
    return f"{f'{terms}: {statuses}' if statuses else terms}. {due} due for review."


def stats_card(statistics: Statistics, hidden: int) -> Card:
    """Return the statistics; ``hidden`` counts what single people missed and is not shown."""
    days = (statistics.today - statistics.since).days
    lists = [
        (
            f"Most looked up in {days} days",
            [(asked.term.title, times_words(asked.lookups)) for asked in statistics.top_terms],
        ),
        ("Missing here, by how many people asked", _missing(statistics.missing)),
        (
            "Words for each role",
            [
                (one.role.title, _coverage(one, statistics.terms))
                for one in statistics.roles[:_MOST_ROLES]
            ],
        ),
        (
            "By category",
            [(one.shelf.title, _health(one)) for one in statistics.categories[:_MOST_CATEGORIES]],
        ),
    ]
    looked_up = f"Terms were looked up {times_words(statistics.lookups)} in {days} days."
    health = review_health(statistics)
    spoken = [looked_up, health]
    spoken += [
        f"{title}: {'; '.join(f'{name}, {value}' for name, value in items)}."
        for title, items in lists
        if items
    ]
    return Card(
        literal(" ".join(spoken), _SPOKEN_LIMIT),
        [
            header("How the glossary is used"),
            paragraph(f"{looked_up} {health}", _LIMIT),
            *(_list(title, items) for title, items in lists[:2] if items),
            *([small(_hidden_words(hidden, statistics.missing))] if hidden else []),
            *(_list(title, items) for title, items in lists[2:] if items),
        ],
    )


def missing_card(missing: Sequence[Missing], hidden: int, days: int) -> Card:
    """Return what people asked for and the glossary lacks."""
    items = _missing(missing)
    said = (
        f"What people looked up in the last {days} days without finding it."
        if items
        else f"Everything that several people looked up in the last {days} days was found."
        if hidden
        else f"Everything looked up in the last {days} days was found."
    )
    listed = "; ".join(f"{label}, {people}" for label, people in items)
    return Card(
        literal(f"{said} {listed}", _SPOKEN_LIMIT),
        [
            header("Missing terms"),
            paragraph(said, _LIMIT),
            *([_list("Asked for", items)] if items else []),
            *([small(_hidden_words(hidden, missing))] if hidden else []),
        ],
    )


def share(part: int, whole: int) -> str:
    """Return a share of terms as a percentage, or a dash of nothing."""
    return f"{part / whole:.0%}" if whole else "-"


def _coverage(one: RoleCoverage, terms: int) -> str:
    worded, takeaways = share(one.worded, terms), share(one.takeaways, terms)
    audience = f"{share(one.for_audience, terms)} in its audience's, " if one.for_audience else ""
    return f"{worded} of terms in its own words, {audience}{takeaways} with a takeaway"


def _health(one: CategoryHealth) -> str:
    due = f", {one.due:,} due for review" if one.due else ""
    return f"{terms_words(one.shelf.count)}{due}"


def _missing(missing: Sequence[Missing]) -> list[tuple[str, str]]:
    return [(one.label, people_words(one.people)) for one in missing]


def _list(title: str, items: Sequence[tuple[str, str]]) -> RichText:
    return labelled_list(title, items, _LIMIT)


def _hidden_words(hidden: int, shown: Sequence[Missing]) -> str:
    more = "more " if shown else ""
    missing = f"1 {more}missing term was" if hidden == 1 else f"{hidden:,} {more}missing terms were"
    each = "" if hidden == 1 else " each"
    return (
        f"{missing} asked for by one person{each}. Only stewards see which, "
        "since that may tell who asked."
    )
