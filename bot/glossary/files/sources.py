"""Reads ``sources.yml``: the bibliography that citations name their sources from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.files.document import LARGEST_FILE, read_mapping
from bot.glossary.files.fields import Fields
from bot.glossary.files.problems import Report, quoted
from bot.glossary.model import Source

if TYPE_CHECKING:
    from pathlib import Path

    from bot.glossary.files.problems import Problem

_FIELDS = ("id", "title", "publisher", "url", "edition", "date", "superseded_by")


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources by id, and the file's problems; one that is absent is no fault.

    The file is a list of sources, or a mapping with that list under ``sources``.
    """
    report = Report(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        report.error(1, f"the file cannot be read ({error.strerror})", "make it readable")
        return {}, report.problems
    node = read_mapping(data, report, may_be_empty=True, list_key="sources")
    sources = _read(Fields(node, report, ("sources",))) if node else {}
    return sources, report.problems


def _read(fields: Fields) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    for entry in fields.sections("sources", _FIELDS):
        source_id = entry.text("id")
        if source_id is None or source_id in sources:
            fault = "has no `id`" if source_id is None else f"repeats the id {quoted(source_id)}"
            fields.report.error(entry.line, f"a source {fault}", "give each source its own id")
            continue
        lines[source_id] = entry.line_of("superseded_by")
        url = entry.text("url")
        if url and not url.startswith(("https://", "http://")):
            entry.refuse("url", url, "write an address that begins with https://")
            url = None
        sources[source_id] = Source(
            id=source_id,
            title=entry.text("title", needed="write the source's name") or source_id,
            publisher=entry.text("publisher"),
            url=url,
            edition=entry.scalar("edition"),
            date=entry.scalar("date"),
            superseded_by=entry.text("superseded_by"),
        )
    for source in sources.values():
        successor = source.superseded_by
        if successor and successor not in sources:
            what = f"`superseded_by` names no source: {quoted(successor)}"
            fields.report.warning(lines[source.id], what, "write the id of a source in this file")
    return sources
