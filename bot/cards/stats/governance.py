"""The governance report as a card: what is covered, the gaps, and how reviews stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.browse.browse import terms_words
from bot.cards.kit.blocks import header, small
from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import days
from bot.cards.kit.rich_text import headed_list, labelled_list, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.governance.report import Coverage, Report

_LIMIT = 300
_SPOKEN_LIMIT = 3500
_MOST_ROWS = 12
_MOST_GAPS = 10
_MORE = "Every table, with the reviews: parlance governance, or the governance page of the site."
_TITLE = "Governance"


def governance_card(report: Report) -> Card:
    """Return the report in brief."""
    intro = (
        f"{terms_words(report.terms)}. {_overdue_words(report.overdue)} {_waiting_words(report)}"
    ).strip()
    lists = [
        (title, [(row.title, _coverage_words(row, report)) for row in rows[:_MOST_ROWS]])
        for title, rows in _shown(report)
    ]
    gaps = report.gaps
    told_gaps = gaps[:_MOST_GAPS]
    if len(gaps) > _MOST_GAPS:
        told_gaps.append(f"and {len(gaps) - _MOST_GAPS:,} more")
    spoken = [intro]
    spoken += [
        f"{title}: {'; '.join(f'{name}, {words}' for name, words in items)}."
        for title, items in lists
    ]
    spoken += [f"Gaps: {'; '.join(told_gaps)}."] if told_gaps else []
    return Card(
        literal(" ".join(spoken), _SPOKEN_LIMIT),
        [
            header(_TITLE),
            paragraph(intro, _LIMIT),
            *(labelled_list(title, items, _LIMIT) for title, items in lists),
            *([headed_list("Gaps", told_gaps, _LIMIT)] if told_gaps else []),
            small(_MORE),
        ],
    )


def _shown(report: Report) -> list[tuple[str, Sequence[Coverage]]]:
    """Return the tables to show: the framework's, or the categories where no term has a tag."""
    tables = report.tables
    keys = ("functions", "characteristics") if "functions" in tables else ("categories",)
    return [tables[key] for key in keys if key in tables]


def _coverage_words(row: Coverage, report: Report) -> str:
    good = row.statuses[report.best]
    return f"{terms_words(len(row.terms))}, {f'{good:,}' if good else 'none'} {report.best}"


def _overdue_words(overdue: int) -> str:
    if not overdue:
        return "No review is overdue."
    return f"{overdue:,} {'review is' if overdue == 1 else 'reviews are'} overdue."


def _waiting_words(report: Report) -> str:
    """Return how much waits for a steward, and since when the oldest does."""
    count = len(report.waiting)
    if not count:
        return ""
    age = days((report.today - report.waiting[0].since).days)
    if count == 1:
        return f"1 suggestion or request has waited for {age}."
    return f"{count:,} suggestions and requests wait, the oldest for {age}."
