"""How the glossary is used and kept, on one page: a chart in the grammar of Vega-Lite.

Every bar has its name and its figure next to it. What stands on top of each other differs in
brightness too and has its words in the legend, so that no meaning is in color alone.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
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

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.glossary.questions import Period
    from bot.glossary.statistics import Statistics

Spec = dict[str, Any]

_WIDTH = 600  # points, so that a telephone of 390 still shows letters of 9
_NAMES = 200
_FIGURES = 100  # room for the words behind the longest bar
_WIDEST = 60  # of a column
_MARGIN = 24
_ROW = 30
_HEIGHT = 150
_NAME_LIMIT = 60
_MOST_ROLES = _MOST_TERMS = 10
_HEADLINE_COLUMNS = 38  # in the widest of the fonts that a reader may have
_MOST_LABELLED = 12
_A_MONTH = 8  # days: a longer period isn't a week


_NAMES_OF_ROWS: Spec = {
    "mark": {"type": "text", "align": "right", "x": _NAMES - 10, "limit": _NAMES - 36},
    "encoding": {"text": {"field": "name", "type": "nominal"}},
}


class Theme(StrEnum):
    """What the picture is shown on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class _Colors:
    """Text has a contrast of 7 and more to the page, bars have 3; a line parts those that touch."""

    page: str
    text: str
    quiet: str
    strong: str
    weak: str
    unknown: str


_COLORS = {
    Theme.LIGHT: _Colors("#ffffff", "#1d1c1d", "#4d4d4f", "#1f4e5f", "#c96f00", "#b9c3c7"),
    Theme.DARK: _Colors("#1a1d21", "#f2f2f2", "#c4c7ca", "#66b6d2", "#ffd28a", "#4e575e"),
}


def stats_picture(statistics: Statistics, theme: Theme = Theme.LIGHT) -> Spec:
    """Return the page; the same figures give the same page."""
    colors = _COLORS[theme]
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
        "vconcat": [
            _trend(statistics, colors),
            _bars(
                "Asked most",
                [
                    (one.term.title, one.lookups, times_words(one.lookups))
                    for one in statistics.top_terms[:_MOST_TERMS]
                ],
                "Nothing was asked in this time.",
                colors,
            ),
            _bars(
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
        ],
        "spacing": 34,
        "resolve": {"scale": {"color": "independent"}, "legend": {"color": "independent"}},
        "config": _config(colors),
    }


def with_title(svg: str, title: str) -> str:
    """Return an SVG whose readers hear the title."""
    head, mark, rest = svg.partition(">")
    return f'{head} role="img"{mark}<title>{escape(title)}</title>{rest}'


def _trend(statistics: Statistics, colors: _Colors) -> Spec:
    is_by_month = any((one.last - one.first).days >= _A_MONTH for one in statistics.trend)
    parts = {"answered": colors.strong, "not answered": colors.weak}
    rows = [
        (period, {"answered": asked.at_once + asked.asked_back, "not answered": asked.missed})
        for period in statistics.trend
        if (asked := period.answered)
    ]
    title = f"Questions by {'month' if is_by_month else 'week'}, the last one up to today"
    if not statistics.answered.questions:
        return _words(title, "Nothing was asked in this time.", colors)
    return _columns(title, rows, parts, colors)


def _health(statistics: Statistics, colors: _Colors) -> Spec:
    title = f"Reviews: {health_words(statistics)}"
    if not any(one.in_time + one.due + one.unknown for one in statistics.health):
        return _words(title, "There is no record of earlier days.", colors)
    parts = {"in time": colors.strong, "due": colors.weak, "no record": colors.unknown}
    rows = [
        (period, {"in time": one.in_time, "due": one.due, "no record": one.unknown})
        for period, one in zip(statistics.trend, statistics.health, strict=True)
    ]
    return _columns(title, rows, parts, colors)


def _columns(
    title: str,
    rows: Sequence[tuple[Period, Mapping[str, int]]],
    parts: Mapping[str, str],
    colors: _Colors,
) -> Spec:
    """Return a column for each period, its parts upon each other as the legend names them."""
    shown_parts = [name for name in parts if any(counts[name] for _, counts in rows)]
    is_by_month = any((period.last - period.first).days >= _A_MONTH for period, _ in rows)
    values = [
        {
            "period": period.first.isoformat(),
            "part": name,
            "order": number,
            "count": counts[name],
            "total": sum(counts.values()),
        }
        for period, counts in rows
        for number, name in enumerate(shown_parts)
    ]
    highest = max(sum(counts.values()) for _, counts in rows)
    day_form = "%b %Y" if is_by_month else "%b %-d"
    step = max(1, -(-len(rows) // _MOST_LABELLED))
    # A name under the very last of many columns would run into the figures next to it.
    named = rows if step == 1 else rows[:-1:step]
    marked = [period.first.isoformat() for period, _ in named]
    x = {
        "field": "period",
        "type": "ordinal",
        "title": None,
        "axis": {
            "labelExpr": f"timeFormat(toDate(datum.value), '{day_form}')",
            "values": marked,
            "labelAngle": 0,
            "ticks": False,
            "labelOverlap": True,
        },
    }
    layers: list[Spec] = [
        {
            "mark": {
                "type": "bar",
                "stroke": colors.page,
                "strokeWidth": 1,
                "width": min(_WIDEST, round(0.75 * _WIDTH / len(rows), 1)),
            },
            "encoding": {
                "x": x,
                "y": {
                    "field": "count",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"domain": [0, highest * 1.15]},
                    "axis": {"orient": "right", "tickCount": 4, "tickMinStep": 1, "format": ",d"},
                },
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "title": None,
                    "scale": {
                        "domain": shown_parts,
                        "range": [parts[name] for name in shown_parts],
                    },
                    "legend": {"orient": "top", "direction": "horizontal", "offset": 8},
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        }
    ]
    if len(rows) <= _MOST_LABELLED:
        layers.append(
            {
                "transform": [{"filter": "datum.order == 0 && datum.total > 0"}],
                "mark": {"type": "text", "dy": -8, "fontWeight": "bold"},
                "encoding": {
                    "x": x,
                    "y": {
                        "field": "total",
                        "type": "quantitative",
                        "title": None,
                        "axis": {"orient": "right"},
                    },
                    "text": {"field": "total", "type": "quantitative", "format": ",d"},
                },
            }
        )
    return {
        "title": title,
        "data": {"values": values},
        "width": _WIDTH,
        "height": _HEIGHT,
        "layer": layers,
    }


def _bars(title: str, rows: Sequence[tuple[str, int, str]], nothing: str, colors: _Colors) -> Spec:
    """Return a bar for each row, its name before it and its figure in words behind it."""
    if not rows:
        return _words(title, nothing, colors)
    most = max(count for _, count, _ in rows)
    values = [
        {"row": number, "name": shown(name, _NAME_LIMIT), "count": count, "words": words}
        for number, (name, count, words) in enumerate(rows)
    ]
    return {
        "title": title,
        "data": {"values": values},
        "width": _WIDTH,
        "height": {"step": _ROW},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
        "layer": [
            _NAMES_OF_ROWS,
            {
                "mark": {"type": "bar", "color": colors.strong, "height": 18},
                "encoding": {
                    "x": {
                        "field": "count",
                        "type": "quantitative",
                        "axis": None,
                        "scale": {
                            "domain": [0, most],
                            "nice": False,
                            "range": [_NAMES, _WIDTH - _FIGURES],
                        },
                    }
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {
                    "x": {"field": "count", "type": "quantitative"},
                    "text": {"field": "words", "type": "nominal"},
                },
            },
        ],
    }


def _coverage(statistics: Statistics, colors: _Colors) -> Spec:
    title = "In whose words each role reads"
    terms = statistics.terms
    if not terms or not statistics.roles:
        return _words(title, "There are no terms or no roles yet.", colors)
    parts = {"own words": colors.strong, "shared wording": colors.unknown}
    values = [
        {
            "row": number,
            "name": shown(one.role.title, _NAME_LIMIT),
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
        "width": _WIDTH,
        "height": {"step": _ROW + 16},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
        "layer": [
            {**_NAMES_OF_ROWS, "transform": [{"filter": "datum.order == 0"}]},
            {
                "mark": {"type": "bar", "height": 14, "yOffset": 9},
                "encoding": {
                    "x": {
                        "field": "count",
                        "type": "quantitative",
                        "axis": None,
                        "scale": {"domain": [0, 1], "range": [_NAMES, _WIDTH]},
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
                "mark": {"type": "text", "align": "left", "x": _NAMES, "dy": -9},
                "encoding": {"text": {"field": "said", "type": "nominal"}},
            },
        ],
    }


def _words(title: str, words: str, colors: _Colors) -> Spec:
    """Return a panel that has nothing to draw, and says so."""
    return {
        "title": title,
        "data": {"values": [{"words": words}]},
        "width": _WIDTH,
        "height": 24,
        "mark": {"type": "text", "align": "left", "x": 0, "color": colors.quiet},
        "encoding": {"text": {"field": "words", "type": "nominal"}},
    }


def _config(colors: _Colors) -> Spec:
    font = "Roboto, Helvetica Neue, Helvetica, Arial, sans-serif"
    title = {"anchor": "start", "frame": "group", "color": colors.text}
    return {
        "font": font,
        "view": {"stroke": None},
        "title": {
            **title,
            "fontSize": 16,
            "offset": 12,
            "subtitleColor": colors.quiet,
            "subtitleFontSize": 14,
            "subtitlePadding": 8,
        },
        "axis": {
            "labelColor": colors.text,
            "labelFontSize": 14,
            "labelFontWeight": "normal",
            "domainColor": colors.quiet,
            "gridColor": colors.unknown,
            "gridOpacity": 0.4,
        },
        "legend": {"labelColor": colors.text, "labelFontSize": 14, "symbolType": "square"},
        "text": {"color": colors.text, "fontSize": 14},
    }
