"""The glossary as a table, one row a term: what CSV and spreadsheets have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.columns import columns_for, to_row
from bot.exchange.term_data import term_data

if TYPE_CHECKING:
    from bot.exchange.selection import Selection


def table_of(selection: Selection) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header, and the cells of each term by column, without empty ones."""
    data = [(term.slug, term_data(term)) for term in selection.terms]
    roles = selection.config.roles
    readers = [*(role.audience for role in roles), *(role.id for role in roles)]
    columns = columns_for([one for _, one in data], readers)
    return columns, [to_row(slug, one) for slug, one in data]
