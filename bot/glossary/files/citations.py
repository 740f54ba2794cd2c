"""Reads a term's citations: where its text comes from, and who checked it when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.files.problems import quoted
from bot.glossary.files.term_format import CITATION, LONGEST_LABEL, LONGEST_QUOTE, LONGEST_URL
from bot.glossary.model import Citation

if TYPE_CHECKING:
    from datetime import date

    from bot.glossary.files.fields import Fields


def read_citations(fields: Fields, today: date) -> tuple[tuple[Citation, ...], tuple[int, ...]]:
    """Return the citations that say anything, and the line of the ``source_id`` of each."""
    citations, lines = [], []
    problems = fields.report.problems
    found_before = len(problems)
    for item in fields.sections("citations", CITATION):
        citation = _read_citation(item, today)
        if citation:
            citations.append(citation)
            lines.append(item.line_of("source_id"))
    is_unexplained = len(problems) == found_before
    if fields.has("citations") and not citations and is_unexplained:
        fields.report.warning(
            fields.line_of("citations"), "`citations` has no item", "add at least one"
        )
    return tuple(citations), tuple(lines)


def _read_citation(item: Fields, today: date) -> Citation | None:
    report = item.report
    source, url = item.text("source"), item.text("url", most=LONGEST_URL)
    source_id = item.text("source_id", most=LONGEST_LABEL)
    if not (source or url or source_id):
        report.warning(item.line, "a citation is empty", "add `source` and `url`")
        return None
    if not (url and source) and not source_id:
        missing = "url" if url is None else "source"
        report.warning(item.line, f"a citation has no `{missing}`", "add it")
    if url and not url.startswith(("https://", "http://")):
        report.warning(
            item.line_of("url"),
            f"{quoted(url)} is not a web address, and is left out",
            "write one that begins with https://",
        )
        url = None
    return Citation(
        source or url or "",
        url or "",
        locator=item.text("locator"),
        quote=item.text("quote", most=LONGEST_QUOTE),
        checked_on=item.past_date("checked_on", today, "the last check"),
        checked_by=item.text("checked_by", most=LONGEST_LABEL),
        source_id=source_id,
    )
