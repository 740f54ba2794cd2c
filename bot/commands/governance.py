"""The governance report at a terminal: as tables, as JSON, or one table as CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.cards.kit.mrkdwn import shown
from bot.clock import now
from bot.commands.drawing import Terminal
from bot.commands.due import remembered
from bot.commands.list_format import ListFormat
from bot.commands.used_database import used_database
from bot.errors import OperatorError
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.governance.report import build_report
from bot.glossary.governance.rows import (
    COVERAGE_COLUMNS,
    EVIDENCE,
    WAITING,
    as_csv,
    as_data,
    coverage_row,
    waiting_rows,
)
from bot.services.waiting import waiting_items
from bot.settings import Settings
from bot.storage.clarifications import ClarificationStore
from bot.storage.requests import RequestStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from bot.glossary.governance.report import Coverage, Report, Waiting

_NAME_LIMIT = 60
_MOST_OVERDUE = 10


async def read_report(directory: Path) -> Report:
    """Return the report on a glossary's directory, with what the bot knows of its terms."""
    loaded = Loader(directory).load()
    glossary = Glossary(loaded.config, loaded.terms.values())
    today = now().date()
    glossary.note_first_seen((await remembered(today)).first_seen)
    return build_report(glossary, today, await read_waiting(glossary))


async def read_waiting(glossary: Glossary) -> list[Waiting]:
    """Return what waits for a steward in any workspace; nothing where no bot has run yet."""
    try:
        async with used_database(Settings()) as database:
            return waiting_items(
                await ClarificationStore(database, now).undecided(),
                await RequestStore(database, now).waiting_requests(),
                glossary,
            )
    except OperatorError:  # what can't be used was said when it was first asked
        return []


def write_out(report: Report, form: ListFormat, table: str | None, out: TextIO) -> None:
    """Write the report, or one table of it; raise OperatorError for a table that is none."""
    known = [*report.tables, EVIDENCE, WAITING]
    if table is not None and table not in known:
        raise OperatorError(f"There is no table {table!r} here; there are: {', '.join(known)}.")
    match form:
        case ListFormat.JSON:
            data = as_data(report)
            chosen = data if table is None else data[table]
            out.write(f"{json.dumps(chosen, ensure_ascii=False, indent=2)}\n")
        case ListFormat.CSV:
            if table is None:
                raise OperatorError(f"CSV is one table: name it with --table: {', '.join(known)}.")
            out.write(as_csv(report, table))
        case ListFormat.TABLE:
            Terminal(file=out, highlight=False).print(_drawing(report, table))


def _drawing(report: Report, table: str | None) -> Group:
    tables = {
        key: _coverage(title, rows)
        for key, (title, rows) in report.tables.items()
        if table in {None, key}
    }
    if table in {None, EVIDENCE}:
        tables[EVIDENCE] = _overdue(report)
    if table in {None, WAITING} and (report.waiting or table):
        tables[WAITING] = _waiting_table(report)
    gaps = [Text(f"Gap: {shown(gap, _NAME_LIMIT)}") for gap in report.gaps]
    return Group(*tables.values(), *(gaps if table is None else ()))


def _coverage(title: str, rows: Sequence[Coverage]) -> Table:
    drawn = Table(title=title, title_justify="left", box=None, pad_edge=False)
    drawn.add_column("", overflow="fold")
    for column in COVERAGE_COLUMNS[2:]:
        drawn.add_column(column.capitalize(), justify="right")
    for row in rows:
        values = list(coverage_row(row).values())
        drawn.add_row(shown(row.title, _NAME_LIMIT), *(f"{value:,}" for value in values[2:]))
    return drawn


def _overdue(report: Report) -> Table:
    late = sorted(report.evidence, key=lambda one: -one.days_overdue)
    late = [one for one in late if one.days_overdue]
    drawn = Table(
        title=f"Overdue for review: {len(late):,}", title_justify="left", box=None, pad_edge=False
    )
    drawn.add_column("Term", overflow="fold")
    drawn.add_column("Days", justify="right")
    drawn.add_column("Last reviewed")
    drawn.add_column("Checked", justify="right")
    for one in late[:_MOST_OVERDUE]:
        reviewed = one.term.last_reviewed_on
        drawn.add_row(
            shown(one.term.title, _NAME_LIMIT),
            f"{one.days_overdue:,}",
            reviewed.isoformat() if reviewed else "never",
            f"{one.checked} of {len(one.term.citations)}",
        )
    return drawn


def _waiting_table(report: Report) -> Table:
    drawn = Table(
        title=f"Waiting for a steward: {len(report.waiting):,}",
        title_justify="left",
        box=None,
        pad_edge=False,
    )
    drawn.add_column("About", overflow="fold")
    drawn.add_column("")
    drawn.add_column("Days", justify="right")
    drawn.add_column("People", justify="right")
    for row in waiting_rows(report):
        about = shown(row["about"], _NAME_LIMIT)
        drawn.add_row(about, row["kind"], f"{row['days']:,}", f"{row['people']:,}")
    return drawn
