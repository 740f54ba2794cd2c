"""The report as flat rows, the same for a terminal, a spreadsheet, a program and a page."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from bot.glossary.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.governance.report import Coverage, Evidence, Report

EVIDENCE = "reviews"
WAITING = "waiting"
WAITING_COLUMNS = ("kind", "about", "since", "days", "people")
_STATUSES = (Status.DRAFT, Status.REVIEWED, Status.APPROVED)  # deprecated terms cover nothing
COVERAGE_COLUMNS = ("key", "title", "terms", *(status.value for status in _STATUSES))
EVIDENCE_COLUMNS = (
    "slug",
    "term",
    "status",
    "last_reviewed",
    "reviewed_by",
    "sources",
    "sources_checked",
    "due",
    "days_overdue",
    "steward",
)
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_data(report: Report) -> dict[str, Any]:
    """Return the whole report as plain data."""
    tables: dict[str, list[dict[str, Any]]] = {
        key: [coverage_row(row) for row in rows] for key, (_, rows) in report.tables.items()
    }
    tables[EVIDENCE] = [evidence_row(one) for one in report.evidence]
    tables[WAITING] = waiting_rows(report)
    return {
        "terms": report.terms,
        "overdue": report.overdue,
        "gaps": report.gaps,
        "tags_without_counterpart": dict(report.unmapped),
        **tables,
    }


def coverage_row(row: Coverage) -> dict[str, Any]:
    """Return one row of a table of coverage."""
    statuses = row.statuses
    counts = (statuses[status] for status in _STATUSES)
    return dict(zip(COVERAGE_COLUMNS, (row.key, row.title, len(row.terms), *counts), strict=True))


def evidence_row(one: Evidence) -> dict[str, Any]:
    """Return what a term's review rests on."""
    term = one.term
    values = (
        term.slug,
        term.title,
        term.status.value,
        term.last_reviewed_on.isoformat() if term.last_reviewed_on else "",
        term.reviewed_by or "",
        len(term.citations),
        one.checked,
        one.due_on.isoformat(),
        one.days_overdue,
        one.steward or "",
    )
    return dict(zip(EVIDENCE_COLUMNS, values, strict=True))


def waiting_rows(report: Report) -> list[dict[str, Any]]:
    """Return what waits for a steward, with its age in days."""
    return [
        {
            "kind": one.kind.value,
            "about": one.about,
            "since": one.since.isoformat(),
            "days": (report.today - one.since).days,
            "people": one.people,
        }
        for one in report.waiting
    ]


def as_csv(report: Report, table: str) -> str:
    """Return one table as CSV, without what a spreadsheet would take for a formula."""
    if table == EVIDENCE:
        columns: Sequence[str] = EVIDENCE_COLUMNS
        rows = [evidence_row(one) for one in report.evidence]
    elif table == WAITING:
        columns, rows = WAITING_COLUMNS, waiting_rows(report)
    else:
        columns = COVERAGE_COLUMNS
        rows = [coverage_row(row) for row in report.tables[table][1]]
    lines = io.StringIO()
    writer = csv.DictWriter(lines, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in rows)
    return lines.getvalue()


def _safe(value: Any) -> Any:  # noqa: ANN401 -- a text or a number
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
