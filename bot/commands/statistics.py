"""The statistics for a terminal: from the glossary's files and what the database counted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cards.stats.headline import stats_title
from bot.cards.stats.picture import stats_picture, with_title
from bot.cards.stats.terminal import stats_data, stats_drawing
from bot.characters import for_terminal
from bot.clock import now
from bot.commands.drawing import Terminal
from bot.commands.used_database import used_database
from bot.errors import OperatorError
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.questions import periods
from bot.glossary.review_health import health_on
from bot.glossary.statistics import build_statistics
from bot.storage.audit import AuditTrail
from bot.storage.lookup_stats import LookupStats
from bot.storage.term_history import TermHistory

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from bot.cards.stats.picture_theme import Theme
    from bot.glossary.statistics import Statistics
    from bot.settings import Settings

_MOST = 10
_PIXELS_A_POINT = 2


async def read_statistics(settings: Settings, days: int) -> Statistics:
    """Return the statistics of this installation, over all its workspaces."""
    loaded = Loader(settings.glossary).load()
    glossary = Glossary(loaded.config, loaded.terms.values())
    today = now().date()
    since = today - timedelta(days=days)
    week_ends = [one.last for one in periods(since, today)]
    async with used_database(settings) as database:
        lookup_stats = LookupStats(database)
        glossary.note_first_seen(await TermHistory(database).first_seen())
        return build_statistics(
            glossary,
            since=since,
            today=today,
            lookups=await lookup_stats.lookups(None, since),
            missed=await lookup_stats.missed(None, since),
            questions=await lookup_stats.questions(None, since),
            health=health_on(week_ends, glossary, await AuditTrail(database).reviewed_on()),
            most=_MOST,
        )


def write_out(statistics: Statistics, out: TextIO, *, as_json: bool) -> None:
    """Write the statistics as tables or as data."""
    if as_json:
        data = json.dumps(stats_data(statistics), ensure_ascii=False, indent=2)
        out.write(f"{for_terminal(data)}\n")
    else:
        Terminal(file=out).print(stats_drawing(statistics))


def save_picture(statistics: Statistics, path: Path, theme: Theme) -> None:
    """Write the statistics as a picture, SVG or PNG by the file's name."""
    # It takes a second and 90 MB, so the serving process draws in a child (services.chart_drawing).
    try:
        import vl_convert
    except ImportError:
        raise OperatorError(
            "Drawing needs the library vl-convert-python: pip install 'parlance[plot]'."
        ) from None
    spec, title = stats_picture(statistics, theme), stats_title(statistics)
    match path.suffix.lower():
        case ".svg":
            data = with_title(vl_convert.vegalite_to_svg(spec), title).encode()
        case ".png":
            data = vl_convert.vegalite_to_png(spec, scale=_PIXELS_A_POINT)
        case _:
            raise OperatorError(f"{path} must end in .svg or .png, which says what to draw.")
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from error
