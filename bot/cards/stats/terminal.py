"""How the glossary is used and kept, in a terminal and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.cards.kit.mrkdwn import shown
from bot.cards.stats.headline import headline, health_words, percent, period_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.glossary.statistics import Statistics

_LIMIT = 200


def stats_drawing(statistics: Statistics) -> Group:
    """Return the statistics as tables."""
    terms = statistics.terms
    since = f"since {statistics.since.isoformat()}"
    return Group(
        Text(f"{headline(statistics)}."),
        Text(f"{period_words(statistics)}."),
        Text(f"{health_words(statistics)}."),
        _table(
            f"Most looked up {since}",
            ("Term", "Lookups"),
            ((one.term.title, f"{one.lookups:,}") for one in statistics.top_terms),
        ),
        _table(
            f"Looked up and not found {since}",
            ("Missing", "People"),
            ((one.label, f"{one.people:,}") for one in statistics.missing),
        ),
        _table(
            "Terms with words for a role",
            ("Role", "Its own", "Its audience's", "Takeaway"),
            (
                (
                    one.role.title,
                    percent(one.worded, terms),
                    percent(one.for_audience, terms),
                    percent(one.takeaways, terms),
                )
                for one in statistics.roles
            ),
        ),
        _table(
            "By category",
            ("Category", "Terms", "Due for review"),
            (
                (one.shelf.title, f"{one.shelf.count:,}", f"{one.due:,}")
                for one in statistics.categories
            ),
        ),
    )


def stats_data(statistics: Statistics) -> dict[str, Any]:
    """Return the statistics as plain data."""
    return {
        "since": statistics.since.isoformat(),
        "today": statistics.today.isoformat(),
        "terms": statistics.terms,
        "due": statistics.due,
        "statuses": {status.value: count for status, count in statistics.statuses.items()},
        "lookups": statistics.lookups,
        "questions": {
            "all": statistics.answered.questions,
            "answered_at_once": statistics.answered.at_once,
            "several_meanings": statistics.answered.asked_back,
            "not_answered": statistics.answered.missed,
        },
        "trend": [
            {
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "questions": one.answered.questions,
                "not_answered": one.answered.missed,
            }
            for one in statistics.trend
        ],
        "review_health": [
            {
                "day": one.day.isoformat(),
                "in_time": one.in_time,
                "due": one.due,
                "no_record": one.unknown,
            }
            for one in statistics.health
        ],
        "top_terms": [
            {"slug": one.term.slug, "term": one.term.title, "lookups": one.lookups}
            for one in statistics.top_terms
        ],
        "missing": [{"label": one.label, "people": one.people} for one in statistics.missing],
        "roles": [
            {
                "role": one.role.id,
                "worded": one.worded,
                "for_audience": one.for_audience,
                "takeaways": one.takeaways,
            }
            for one in statistics.roles
        ],
        "categories": [
            {"category": one.shelf.key, "terms": one.shelf.count, "due": one.due}
            for one in statistics.categories
        ],
    }


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Group:
    """Return a table under its title; where it has no rows, that there is nothing."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell, _LIMIT)) for cell in row))
    body = table if table.row_count else Text("nothing", style="dim")
    return Group(Text(), Text(title, style="bold"), body)
