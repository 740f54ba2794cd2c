"""Imports into a temporary directory, as the command does it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.exchange.drafts import Choices
from bot.exchange.entry import Options
from bot.exchange.importing import Order, Preview, look, repair, write
from bot.exchange.outcomes import Prefer
from bot.exchange.term_data import term_data
from bot.glossary.files.loader import Loader

if TYPE_CHECKING:
    from pathlib import Path

    from bot.exchange.forms import Form
    from bot.exchange.term_data import TermData

TODAY = date(2026, 12, 1)


def an_order(source: Path, into: Path, form: Form | None = None, **given: Any) -> Order:
    """Return what to import; name what matters: ``columns``, ``prefer``, ``category``."""
    return Order(
        source,
        form,
        Options(given.get("language"), given.get("sheet"), given.get("columns", {})),
        Choices(
            tuple(given.get("categories", ())),
            given.get("license"),
            hides_foreign_names=given.get("hides_foreign_names", False),
        ),
        into,
        given.get("source_name", source.name),
        given.get("prefer", Prefer.OURS),
        deprecates_missing=given.get("deprecates_missing", False),
    )


def preview(source: Path, into: Path, form: Form | None = None, **given: Any) -> Preview:
    """Look at a source."""
    return look(an_order(source, into, form, **given), TODAY, lambda _: None)


def bring_in(source: Path, into: Path, form: Form | None = None, **given: Any) -> Preview:
    """Import a source."""
    if into.exists():
        repair(into)
    seen = preview(source, into, form, **given)
    if seen.has_work:
        write(seen, lambda _: None)
    return seen


def outcomes(seen: Preview) -> list[str]:
    """Return the outcome of each row."""
    return [result.outcome.value for result in seen.results()]


def terms_in(directory: Path) -> dict[str, TermData]:
    """Return what the terms of a glossary say, by slug."""
    return {slug: term_data(term) for slug, term in Loader(directory).load().terms.items()}


def tree(directory: Path) -> dict[str, bytes]:
    """Return every file of a directory."""
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def a_file(directory: Path, name: str, content: str | bytes) -> Path:
    """Write a source and return where."""
    path = directory / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
