"""What the picture of the statistics looks like on a light page and on a dark one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Spec = dict[str, Any]


class Theme(StrEnum):
    """What the picture is shown on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colors:
    """Text has a contrast of 7 and more to the page, bars have 3; a line parts those that touch."""

    page: str
    text: str
    quiet: str
    strong: str
    weak: str
    unknown: str


COLORS = {
    Theme.LIGHT: Colors("#ffffff", "#1d1c1d", "#4d4d4f", "#1f4e5f", "#c96f00", "#b9c3c7"),
    Theme.DARK: Colors("#1a1d21", "#f2f2f2", "#c4c7ca", "#66b6d2", "#ffd28a", "#4e575e"),
}


def config_of(colors: Colors) -> Spec:
    """Return the fonts, sizes and colors of all panels."""
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
