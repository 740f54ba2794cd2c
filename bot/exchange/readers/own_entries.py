"""Terms of our own form, as entries: checked as their files would be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import latest_today
from bot.exchange.entry import Entry, Refusal
from bot.exchange.layout import laid_out
from bot.exchange.readers.own_fields import entry_of
from bot.exchange.term_data import term_data
from bot.glossary.files.labels import slug_of_file
from bot.glossary.files.parser import parse_term
from bot.glossary.files.problems import errors_in
from bot.glossary.slugs import slugify

if TYPE_CHECKING:
    from bot.exchange.term_data import TermData


def own_entry(at: str, slug: str, fields: TermData) -> Entry | Refusal:
    """Return the term with these fields, or why the bot could not use it."""
    name = fields.get("term")
    slug = slug or (slugify(name, None) if isinstance(name, str) else "")
    return entry_of_file(at, Path(f"{slug or 'unnamed'}.yml"), laid_out(fields))


def entry_of_file(at: str, path: Path, content: bytes) -> Entry | Refusal:
    """Return the term of a file, or why the bot could not use it."""
    parsed = parse_term(path, content, latest_today())
    term = parsed.term
    if term is None:
        name = parsed.labels[0] if parsed.labels else ""
        faults = errors_in(parsed.problems)
        return Refusal(at, name, "; ".join(f"{one.message}; {one.remedy}" for one in faults))
    data = term_data(term)
    return replace(entry_of(at, term.name, data), slug=slug_of_file(path))
