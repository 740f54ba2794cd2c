"""The slug that an import or a suggestion would give a new term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.slugs import slugs_for

if TYPE_CHECKING:
    from collections.abc import Container


def slug_for(name: str, context: str | None, taken: Container[str]) -> str:
    """Return the slug of a new term, with a number where another file has it: "mw-2"."""
    return next(slug for slug in slugs_for(name, context) if slug not in taken)
