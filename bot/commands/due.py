"""The terms that are due for review, at a terminal: as a table, as JSON, as CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table

from bot.cards.kit.mrkdwn import shown
from bot.clock import now
from bot.commands.drawing import Terminal
from bot.commands.list_format import ListFormat
from bot.commands.terminal import tell
from bot.commands.used_database import UnusedDatabaseError, used_database
from bot.errors import OperatorError
from bot.glossary.due import next_reviews
from bot.glossary.files.loader import Loader
from bot.glossary.stewards import Stewards
from bot.reviews.pace import overload
from bot.reviews.queue import LOOKUPS_COUNTED, due_reviews
from bot.settings import Settings
from bot.storage.lookup_stats import LookupStats
from bot.storage.term_history import TermHistory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from bot.reviews.queue import DueTerm

_NAME_LIMIT = 60
_WIDTH_IN_A_FILE = 160
# In a narrower terminal, columns are left out rather than words broken.
_NARROWEST_FOR_ALL = 80
_NARROWEST_WITH_LOOKUPS = 50
_COLUMNS = (
    "slug",
    "term",
    "status",
    "steward",
    "last_reviewed",
    "due",
    "days_overdue",
    "lookups",
    "file",
)


def today() -> date:
    """Return the day for telling which terms are due."""
    return now().date()


@dataclass(frozen=True, slots=True)
class Remembered:
    """The bot's records of terms, by slug: lookups, and the day it first saw each."""

    lookups: Mapping[str, int]
    first_seen: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class DueList:
    """The due terms, and a sentence if the cadences ask for more than stewards' cards hold."""

    terms: list[DueTerm]
    overload: str


def list_due(directory: Path, remembered: Remembered, day: date) -> DueList:
    """Return the due terms, the most pressing first, as the stewards' card ranks them."""
    loaded = Loader(directory).load()
    reviews = list(next_reviews(loaded.terms.values(), loaded.config, remembered.first_seen))
    due = due_reviews(reviews, Stewards(loaded.config), day, remembered.lookups)
    return DueList(due, overload(reviews))


async def remembered(day: date) -> Remembered:
    """Return what the bot remembers of the terms; nothing where no bot has run yet.

    The due terms don't depend on it, so a broken database only gets a remark.
    """
    try:
        async with used_database(Settings()) as database:
            return Remembered(
                await LookupStats(database).lookups(None, day - LOOKUPS_COUNTED),
                await TermHistory(database).first_seen(),
            )
    except UnusedDatabaseError:
        return Remembered({}, {})
    except OperatorError as error:
        tell(f"parlance: Lookups are left out of the order. {error}", err=True)
        return Remembered({}, {})


def write_out(due: Sequence[DueTerm], form: ListFormat) -> str:
    """Return the list in the wanted form."""
    match form:
        case ListFormat.JSON:
            return json.dumps([_row(one) for one in due], ensure_ascii=False, indent=2)
        case ListFormat.CSV:
            lines = io.StringIO()
            writer = csv.DictWriter(lines, _COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_row(one) for one in due)
            return lines.getvalue().rstrip("\n")
        case ListFormat.TABLE:
            return _table(due)


def _row(one: DueTerm) -> dict[str, Any]:
    term = one.term
    values = (
        term.slug,
        term.title,
        term.status.value,
        term.steward or "",
        term.last_reviewed_on.isoformat() if term.last_reviewed_on else "",
        one.due_on.isoformat(),
        one.days_overdue,
        one.lookups,
        str(term.path),
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _table(due: Sequence[DueTerm]) -> str:
    if not due:
        return "No term is due for review."
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_IN_A_FILE
    heads: tuple[str, ...] = ("Overdue", "Lookups", "Last reviewed", "Status", "Steward")
    if width < _NARROWEST_FOR_ALL:
        heads = heads[:1] if width < _NARROWEST_WITH_LOOKUPS else heads[:2]
    table = Table(box=None, pad_edge=False)
    table.add_column("Term", overflow="fold")
    for head in heads:
        is_number = head in {"Overdue", "Lookups"}
        table.add_column(head, justify="right" if is_number else "left", no_wrap=True)
    for one in due:
        row = _row(one)
        late = f"{one.days_overdue:,} d" if one.days_overdue else "today"
        name, steward = (shown(row[key], _NAME_LIMIT) for key in ("term", "steward"))
        reviewed = row["last_reviewed"] or "never"
        cells = (late, str(one.lookups), reviewed, row["status"], steward)
        table.add_row(name, *cells[: len(heads)])
    # Plain: it is written with all control characters spelled out.
    console = Terminal(highlight=False, markup=False, width=width, color_system=None)
    with console.capture() as capture:
        console.print(table)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    count = f"{len(due)} {'term is' if len(due) == 1 else 'terms are'} due for review."
    return "\n".join([*lines, count])
