"""The governance page and its tables as CSV and JSON."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from bot.glossary.governance.rows import EVIDENCE, WAITING, as_csv, as_data, waiting_rows
from bot.glossary.model import Status
from bot.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.glossary.governance.report import Report

# From what is worth most to least, as the bars show it.
SHOWN_STATUSES = (Status.APPROVED, Status.REVIEWED, Status.DRAFT)


def governance_page(report: Report) -> Page:
    """Return the page with every table, to be filtered in the browser."""
    stewards = sorted({one.steward for one in report.evidence if one.steward})
    widest = {
        key: max((len(row.terms) for row in rows), default=1) or 1
        for key, (_, rows) in report.tables.items()
    }
    return Page(
        "governance/index.html",
        "governance.html",
        "Governance",
        {
            "report": report,
            "widest": widest,
            "statuses": SHOWN_STATUSES,
            "stewards": stewards,
            "evidence_table": EVIDENCE,
            "waiting": waiting_rows(report),
            "waiting_table": WAITING,
        },
        "What the glossary covers of NIST's AI RMF and the EU AI Act, and what reviews rest on.",
    )


def governance_files(report: Report) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield each table as CSV, and the whole report as JSON."""
    for table in (*report.tables, EVIDENCE, *((WAITING,) if report.waiting else ())):
        yield f"governance/{table}.csv", partial(_csv, report, table)
    yield "governance/report.json", partial(_json, report)


def _csv(report: Report, table: str) -> bytes:
    return as_csv(report, table).encode("utf-8-sig")  # or a spreadsheet guesses the encoding


def _json(report: Report) -> bytes:
    return f"{json.dumps(as_data(report), ensure_ascii=False, indent=2)}\n".encode()
