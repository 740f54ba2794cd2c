"""How the glossary is used and kept, as a picture: bars in plain SVG, readable without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.cards.kit.mrkdwn import shown
from bot.cards.stats.stats import review_health, share, times_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.statistics import Statistics

_WIDTH = 760
_LABELS_END = 270  # where names end and bars begin
_BARS_END = 640
_ROW = 24
_MARGIN = 24
_NAME_LIMIT = 36
_MOST_CATEGORIES = 20
_STYLE = """
svg { background: #fff; font: 13px system-ui, sans-serif; }
text { fill: #1d1c1d; } .title { font-size: 18px; font-weight: 700; }
.heading { font-weight: 700; } .bar { fill: #1f4e5f; } .rest { fill: #d8e1e4; }
@media (prefers-color-scheme: dark) {
  svg { background: #1a1d21; } text { fill: #e8e8e8; }
  .bar { fill: #6fb3c8; } .rest { fill: #38434a; }
}
"""


@dataclass(frozen=True, slots=True)
class _Bar:
    """``part`` of ``whole`` is drawn full; ``value`` says in words what it is."""

    name: str
    part: float
    whole: float
    value: str


def stats_picture(statistics: Statistics) -> str:
    """Return the picture as the text of an SVG file."""
    since = f"since {statistics.since.isoformat()}"
    health = review_health(statistics)
    looked_up = f"Terms were looked up {times_words(statistics.lookups)} {since}."
    svg = Element(
        "svg", xmlns="http://www.w3.org/2000/svg", role="img", width=str(_WIDTH), height="0"
    )
    SubElement(svg, "title").text = "How the glossary is used"
    SubElement(svg, "desc").text = f"{looked_up} {health}"
    SubElement(svg, "style").text = _STYLE
    y = _MARGIN + 12
    _text(svg, _MARGIN, y, "How the glossary is used", css="title")
    for line in (looked_up, health):
        y += _ROW
        _text(svg, _MARGIN, y, line)
    for heading, bars in _panels(statistics, since):
        y = _panel(svg, y + 2 * _ROW, heading, bars)
    height = str(y + _MARGIN)
    svg.set("height", height)
    svg.set("viewBox", f"0 0 {_WIDTH} {height}")
    return tostring(svg, encoding="unicode") + "\n"


def _panels(statistics: Statistics, since: str) -> list[tuple[str, list[_Bar]]]:
    terms = statistics.terms
    most_lookups = max((one.lookups for one in statistics.top_terms), default=0)
    most_people = max((one.people for one in statistics.missing), default=0)
    return [
        (
            f"Most looked up {since}",
            [
                _Bar(one.term.title, one.lookups, most_lookups, f"{one.lookups:,}")
                for one in statistics.top_terms
            ],
        ),
        (
            f"Looked up and not found {since}, in people",
            [
                _Bar(one.label, one.people, most_people, f"{one.people:,}")
                for one in statistics.missing
            ],
        ),
        (
            "Terms with words of a role's own",
            [
                _Bar(one.role.title, one.worded, terms, share(one.worded, terms))
                for one in statistics.roles
            ],
        ),
        (
            "Terms with a takeaway for a role",
            [
                _Bar(one.role.title, one.takeaways, terms, share(one.takeaways, terms))
                for one in statistics.roles
            ],
        ),
        (
            "Terms that are not due for review, by category",
            [
                _Bar(
                    one.shelf.title,
                    one.shelf.count - one.due,
                    one.shelf.count,
                    f"{one.shelf.count - one.due:,} of {one.shelf.count:,}",
                )
                for one in statistics.categories[:_MOST_CATEGORIES]
            ],
        ),
    ]


def _panel(svg: Element, y: int, heading: str, bars: Sequence[_Bar]) -> int:
    """Draw one list of bars from there downwards, and return where it ends."""
    _text(svg, _MARGIN, y, heading, css="heading")
    if not bars:
        _text(svg, _MARGIN, y + _ROW, "nothing")
        return y + _ROW
    for bar in bars:
        y += _ROW
        _text(svg, _LABELS_END - 10, y, shown(bar.name, _NAME_LIMIT), anchor="end")
        room = _BARS_END - _LABELS_END
        full = room * bar.part / bar.whole if bar.whole else 0
        _rectangle(svg, y, room, "rest")
        _rectangle(svg, y, full, "bar")
        _text(svg, _BARS_END + 10, y, bar.value)
    return y


def _rectangle(svg: Element, y: int, width: float, css: str) -> None:
    place = {"x": str(_LABELS_END), "y": str(y - 13), "height": "16", "rx": "2"}
    SubElement(svg, "rect", {**place, "width": f"{width:.1f}", "class": css})


def _text(  # noqa: PLR0913 - where, what and how
    svg: Element, x: int, y: int, text: str, *, css: str = "", anchor: str = "start"
) -> None:
    place = {"x": str(x), "y": str(y), "text-anchor": anchor}
    SubElement(svg, "text", {**place, **({"class": css} if css else {})}).text = text
