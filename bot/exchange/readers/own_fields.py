"""The fields that our own SKOS and TBX carry as a column of our tables and its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.columns import from_row, is_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.exchange.term_data import TermData

_RELATIONS = ("broader", "narrower", "related")


def own_fields(cells: Mapping[str, str]) -> TermData:
    """Return the fields that these cells hold; what is no column of ours, or no value, is none."""
    fields: TermData = {}
    for column, cell in cells.items():
        if is_column(column):
            try:
                read = from_row({column: cell})
            except ValueError:
                continue  # somebody else's property, or one that was edited into nonsense
            for key, value in read.items():
                if isinstance(value, dict):
                    fields.setdefault(key, {}).update(value)
                else:
                    fields[key] = value
    return fields


def taken_relations(fields: TermData) -> dict[str, list[str]]:
    """Take the relations out of the fields and return them by kind."""
    relations = fields.pop("relationships", {})
    found = {kind: relations[kind] for kind in _RELATIONS if kind in relations}
    if replaced_by := fields.pop("replaced_by", None):
        found["replaced_by"] = [replaced_by]
    return found
