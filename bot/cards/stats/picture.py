"""How the glossary is used and kept, on one page: a chart in the grammar of Vega-Lite.

Every bar has its name and its figure next to it. What stands on top of each other differs in
brightness too and has its words in the legend, so that no meaning is in color alone.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bot.cards.kit.mrkdwn import shown
from bot.cards.stats.headline import (
    coverage_words,
    headline,
    health_words,
    people_words,
    percent,
    period_words,
    times_words,
)
from bot.cards.stats.picture_panels import (
    A_MONTH,
    NAME_LIMIT,
    NAMES,
    NAMES_OF_ROWS,
    ROW,
    WIDTH,
    bars_panel,
    columns_panel,
    words_panel,
)
from bot.cards.stats.picture_theme import COLORS, Theme, config_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.stats.picture_theme import Colors, Spec
    from bot.glossary.statistics import Statistics

_MARGIN = 24
_MOST_ROLES = _MOST_TERMS = 10
_HEADLINE_COLUMNS = 38  # in the widest of the fonts that a reader may have


def stats_picture(statistics: Statistics, theme: Theme = Theme.LIGHT) -> Spec:
    """Return the page; the same figures give the same page."""
    colors = COLORS[theme]
    panels = [
        _trend(statistics, colors),
        bars_panel(
            "Asked most",
            [
                (one.term.title, one.lookups, times_words(one.lookups))
                for one in statistics.top_terms[:_MOST_TERMS]
            ],
            "Nothing was asked in this time.",
            colors,
        ),
        bars_panel(
            "Missing, by how many people asked",
            [
                (one.label, one.people, people_words(one.people))
                for one in statistics.missing[:_MOST_TERMS]
            ],
            "Everything that people asked for was found.",
            colors,
        ),
        _health(statistics, colors),
        _coverage(statistics, colors),
    ]
    return _page(statistics, panels, colors)


def stats_picture_in_slack(statistics: Statistics) -> Spec:
    """Return what went on over time, which the answer's words above it can't show.

    Slack draws a picture at most 360 pixels tall, so the whole page would be too small to read.
    """
    colors = COLORS[Theme.LIGHT]
    return _page(statistics, [_trend(statistics, colors), _health(statistics, colors)], colors)


def _page(statistics: Statistics, panels: Sequence[Spec], colors: Colors) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": colors.page,
        "padding": _MARGIN,
        "title": {
            "text": textwrap.wrap(headline(statistics), _HEADLINE_COLUMNS),
            "fontSize": 24,
            "lineHeight": 30,
            "offset": 24,
            "subtitle": [period_words(statistics)],
        },
        "vconcat": panels,
        "spacing": 34,
        "resolve": {"scale": {"color": "independent"}, "legend": {"color": "independent"}},
        "config": config_of(colors),
    }


def with_title(svg: str, title: str) -> str:
    """Return an SVG whose readers hear the title."""
    head, mark, rest = svg.partition(">")
    return f'{head} role="img"{mark}<title>{escape(title)}</title>{rest}'


def _trend(statistics: Statistics, colors: Colors) -> Spec:
    is_by_month = any((one.last - one.first).days >= A_MONTH for one in statistics.trend)
    parts = {"answered": colors.strong, "not answered": colors.weak}
    rows = [
        (period, {"answered": asked.at_once + asked.asked_back, "not answered": asked.missed})
        for period in statistics.trend
        if (asked := period.answered)
    ]
    title = f"Questions by {'month' if is_by_month else 'week'}, the last one up to today"
    if not statistics.answered.questions:
        return words_panel(title, "Nothing was asked in this time.", colors)
    return columns_panel(title, rows, parts, colors)


def _health(statistics: Statistics, colors: Colors) -> Spec:
    title = f"Reviews: {health_words(statistics)}"
    if not any(one.in_time + one.due + one.unknown for one in statistics.health):
        return words_panel(title, "There is no record of earlier days.", colors)
    parts = {"in time": colors.strong, "due": colors.weak, "no record": colors.unknown}
    rows = [
        (period, {"in time": one.in_time, "due": one.due, "no record": one.unknown})
        for period, one in zip(statistics.trend, statistics.health, strict=True)
    ]
    return columns_panel(title, rows, parts, colors)


def _coverage(statistics: Statistics, colors: Colors) -> Spec:
    title = "In whose words each role reads"
    terms = statistics.terms
    if not terms or not statistics.roles:
        return words_panel(title, "There are no terms or no roles yet.", colors)
    parts = {"own words": colors.strong, "shared wording": colors.unknown}
    values = [
        {
            "row": number,
            "name": shown(one.role.title, NAME_LIMIT),
            "part": part,
            "order": order,
            "count": count / terms,
            "words": percent(count, terms),
            "said": coverage_words(one, terms),
        }
        for number, one in enumerate(statistics.roles[:_MOST_ROLES])
        for order, (part, count) in enumerate(
            zip(parts, (one.worded, terms - one.worded), strict=True)
        )
    ]
    return {
        "title": title,
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": ROW + 16},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
        "layer": [
            {**NAMES_OF_ROWS, "transform": [{"filter": "datum.order == 0"}]},
            {
                "mark": {"type": "bar", "height": 14, "yOffset": 9},
                "encoding": {
                    "x": {
                        "field": "count",
                        "type": "quantitative",
                        "axis": None,
                        "scale": {"domain": [0, 1], "range": [NAMES, WIDTH]},
                    },
                    "color": {
                        "field": "part",
                        "type": "nominal",
                        "title": None,
                        "scale": {"domain": list(parts), "range": list(parts.values())},
                        "legend": None,
                    },
                    "order": {"field": "order", "type": "quantitative"},
                },
            },
            {
                "transform": [{"filter": "datum.order == 0"}],
                "mark": {"type": "text", "align": "left", "x": NAMES, "dy": -9},
                "encoding": {"text": {"field": "said", "type": "nominal"}},
            },
        ],
    }
