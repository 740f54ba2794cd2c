"""How the glossary is used and kept, as a card; and what it lacks."""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.cards.kit.blocks import header, small
from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.rich_text import labelled_list, paragraph
from bot.cards.stats.headline import (
    headline,
    health_words,
    people_words,
    percent,
    period_words,
    stats_title,
    times_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.cards.kit.rich_text import RichText
    from bot.glossary.statistics import Missing, Statistics

_LIMIT = 300
_SPOKEN_LIMIT = 3500
_NAME_LIMIT = 40
_MOST_LISTED = 5
_MOST_ROLES = 8


def stats_card(statistics: Statistics, hidden: int) -> Card:
    """Return the statistics in at most fifteen lines, the same story as the picture's.

    ``hidden`` counts what single people missed and is not shown.
    """
    items = [
        ("Trend", _trend(statistics)),
        (
            "Asked most",
            _listed((one.term.title, times_words(one.lookups)) for one in statistics.top_terms),
        ),
        ("Missing", _listed(_missing(statistics.missing))),
        ("Reviews", _reviews(statistics)),
        ("Own words", _coverage(statistics)),
    ]
    items = [(label, text) for label, text in items if text]
    said = f"{headline(statistics)}. {period_words(statistics)}."
    spoken = " ".join([said, *(f"{label}: {text}." for label, text in items)])
    return Card(
        literal(spoken, _SPOKEN_LIMIT),
        [
            header("How the glossary is used"),
            labelled_list(said, items, _LIMIT),
            *([small(_hidden_words(hidden, statistics.missing))] if hidden else []),
        ],
    )


def stats_picture_card(statistics: Statistics, file_id: str) -> Card:
    """Return the picture of the statistics, an uploaded file; its words stand in the other card."""
    title = literal(stats_title(statistics), _LIMIT)
    return Card(title, [ImageBlock(alt_text=title, slack_file=SlackFile(id=file_id))])


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


def _listed(items: Iterable[tuple[str, str]]) -> str:
    return ", ".join(
        f"{shown(name, _NAME_LIMIT)} ({value})" for name, value in islice(items, _MOST_LISTED)
    )


def _trend(statistics: Statistics) -> str:
    """Return the questions of the latest weeks, from the first that had any."""
    latest = statistics.trend[-_MOST_LISTED:]
    weeks = [*dropwhile(lambda week: not week.answered.questions, latest)]
    if len(weeks) <= 1:
        return ""
    counts = ", ".join(
        f"{one.answered.questions:,} from {one.first:%b} {one.first.day}" for one in weeks
    )
    return f"questions by week: {counts}"


def _reviews(statistics: Statistics) -> str:
    """Return how the reviews stand, and where most are due."""
    ranked = sorted(statistics.categories, key=lambda one: -one.due)
    most_due = _listed((one.shelf.title, f"{one.due:,}") for one in ranked if one.due)
    return f"{health_words(statistics)}{f': {most_due}' if most_due else ''}"


def _coverage(statistics: Statistics) -> str:
    """Return for how many terms each role has words of its own; the others it shares."""
    terms, roles = statistics.terms, statistics.roles
    own = sorted((one for one in roles if one.worded), key=lambda one: -one.worded)
    if not terms or not roles:
        return ""
    if not own:
        return "every role reads the shared wording"
    listed = ", ".join(
        f"{shown(one.role.title, _NAME_LIMIT)} {percent(one.worded, terms)}"
        for one in own[:_MOST_ROLES]
    )
    return f"{listed}; the shared wording serves the rest"


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
