"""The statistics as a card and as a picture: short, readable, the same for the same figures."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.stats.headline import headline, percent
from bot.cards.stats.picture import stats_picture, stats_picture_in_slack
from bot.cards.stats.picture_theme import COLORS, Theme
from bot.cards.stats.stats import stats_card
from bot.glossary.questions import Questions
from bot.glossary.search.result import LookupOutcome
from bot.glossary.statistics import build_statistics
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.glossary.statistics import Statistics

TODAY = date(2026, 12, 1)
COLUMNS = 80  # of a line in Slack's window, about
NAMES = ("token", "a name that is as long as names can be in a glossary of long names", "日本語 🎉")


def statistics_of(
    *, days: int = 90, asked: int = 195, names: tuple[str, ...] = NAMES
) -> Statistics:
    """Return statistics of some terms, with everything that there can be."""
    since = TODAY - timedelta(days=days)
    terms = [
        a_term(f"{name} {number}", last_reviewed_on=date(2020, 1, 1))
        for name in names
        for number in range(5)
    ]
    glossary = a_glossary(*terms)
    missed = asked * 52 // 195
    counts = [
        Questions(TODAY, LookupOutcome.FOUND, asked - missed),
        Questions(since, LookupOutcome.NOTHING, missed),
    ]
    return build_statistics(
        glossary,
        since=since,
        today=TODAY,
        lookups=dict.fromkeys(glossary.terms, 9) if asked else {},
        missed={f"{name} {number}": 3 for name in names for number in range(5)} if asked else {},
        most=10,
        questions=counts if asked else [],
    )


def test_the_headline_says_it_in_words() -> None:
    """How many, how many at once, how many not."""
    assert "195 questions, 73% answered at once, 52 not answered" == headline(statistics_of())
    assert "No questions yet" == headline(statistics_of(asked=0))


def test_a_share_is_neither_all_nor_nothing_by_rounding_alone() -> None:
    """One miss of a thousand isn't 100%."""
    assert ["99%", "1%", "100%", "0%", "0%"] == [
        percent(999, 1000),
        percent(1, 1000),
        percent(5, 5),
        percent(0, 5),
        percent(0, 0),
    ]


@pytest.mark.parametrize("days", [7, 30, 90])
def test_the_card_has_fifteen_lines_at_most(days: int) -> None:
    """However long the names are."""
    card = stats_card(statistics_of(days=days), hidden=3).to_message()

    lines = [line for block in card["blocks"] for line in _lines(block)]
    assert 15 >= sum(math.ceil(len(line) / COLUMNS) for line in lines), lines
    assert "52 not answered" in card["text"]


@pytest.mark.parametrize("theme", list(Theme))
def test_colors_can_be_read_and_told_apart_by_brightness(theme: Theme) -> None:
    """WCAG 2.2: 4.5 for text, 3 for what is drawn; what touches is parted by a line as well."""
    colors = COLORS[theme]

    assert 4.5 <= min(_contrast(one, colors.page) for one in (colors.text, colors.quiet))
    assert 3 <= min(_contrast(one, colors.page) for one in (colors.strong, colors.weak))
    touching = pairwise((colors.strong, colors.weak, colors.unknown))
    assert 1.4 <= min(_contrast(*two) for two in touching)
    assert 3 <= _contrast(colors.strong, colors.unknown)


@pytest.mark.parametrize("days", [7, 30, 90, 1500])
def test_the_same_figures_give_the_same_page(days: int) -> None:
    """Without a clock or an order by chance in it."""
    assert stats_picture(statistics_of(days=days)) == stats_picture(statistics_of(days=days))


def test_the_picture_in_slack_holds_no_names() -> None:
    """Two panels over time, wider than tall; what was missed may tell who asked."""
    statistics = statistics_of(names=("unheard of",))
    spec = stats_picture_in_slack(statistics)
    titles = [panel["title"] for panel in spec["vconcat"]]

    assert ["Questions", "Reviews"] == [re.split(r"\W", title)[0] for title in titles]
    assert "unheard of" not in str(spec)
    assert "unheard of" in str(stats_picture(statistics))


def test_names_that_end_a_string_are_data() -> None:
    """Nothing of a name becomes a part of the chart's own language."""
    spec = stats_picture(statistics_of(names=("'] + alert(1) + ['", "datum.x", '"')))

    expressions = [
        text for key, text in _texts(spec) if key in {"labelExpr", "filter", "calculate"}
    ]
    assert expressions
    assert [] == [text for text in expressions if "alert" in text]


def _lines(block: dict[str, Any]) -> list[str]:
    if block["type"] == "header":
        return [str(block["text"]["text"])]
    if block["type"] == "context":
        return [str(one["text"]) for one in block["elements"]]
    found = []
    for element in block["elements"]:
        parts = element["elements"] if element["type"] == "rich_text_list" else [element]
        found += ["".join(run["text"] for run in part["elements"]) for part in parts]
    return found


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str):
        yield key, value


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(pair, 16) / 255 for pair in re.findall("[0-9a-f]{2}", color)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
