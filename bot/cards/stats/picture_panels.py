"""The panels of the picture: columns over time, named bars, and words where nothing is to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.kit.mrkdwn import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.cards.stats.picture_theme import Colors, Spec
    from bot.glossary.questions import Period

WIDTH = 600  # points, so that a telephone of 390 still shows letters of 9
NAMES = 200
ROW = 30
NAME_LIMIT = 60
_FIGURES = 100  # room for the words behind the longest bar
_WIDEST = 60  # of a column
_HEIGHT = 150
_MOST_LABELLED = 12
A_MONTH = 8  # days: a longer period isn't a week


NAMES_OF_ROWS: Spec = {
    "mark": {"type": "text", "align": "right", "x": NAMES - 10, "limit": NAMES - 36},
    "encoding": {"text": {"field": "name", "type": "nominal"}},
}


def columns_panel(
    title: str,
    rows: Sequence[tuple[Period, Mapping[str, int]]],
    parts: Mapping[str, str],
    colors: Colors,
) -> Spec:
    """Return a column for each period, its parts upon each other as the legend names them."""
    shown_parts = [name for name in parts if any(counts[name] for _, counts in rows)]
    is_by_month = any((period.last - period.first).days >= A_MONTH for period, _ in rows)
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
                "width": min(_WIDEST, round(0.75 * WIDTH / len(rows), 1)),
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
        "width": WIDTH,
        "height": _HEIGHT,
        "layer": layers,
    }


def bars_panel(
    title: str, rows: Sequence[tuple[str, int, str]], nothing: str, colors: Colors
) -> Spec:
    """Return a bar for each row, its name before it and its figure in words behind it."""
    if not rows:
        return words_panel(title, nothing, colors)
    most = max(count for _, count, _ in rows)
    values = [
        {"row": number, "name": shown(name, NAME_LIMIT), "count": count, "words": words}
        for number, (name, count, words) in enumerate(rows)
    ]
    return {
        "title": title,
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": ROW},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
        "layer": [
            NAMES_OF_ROWS,
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
                            "range": [NAMES, WIDTH - _FIGURES],
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


def words_panel(title: str, words: str, colors: Colors) -> Spec:
    """Return a panel that has nothing to draw, and says so."""
    return {
        "title": title,
        "data": {"values": [{"words": words}]},
        "width": WIDTH,
        "height": 24,
        "mark": {"type": "text", "align": "left", "x": 0, "color": colors.quiet},
        "encoding": {"text": {"field": "words", "type": "nominal"}},
    }
