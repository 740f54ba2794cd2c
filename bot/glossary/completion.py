"""Type-ahead: which terms the letters typed so far may lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.normalize import clean, words_of
from bot.glossary.suggestions import near_names

if TYPE_CHECKING:
    from bot.glossary.names import NameIndex


def complete(text: str, names: NameIndex) -> list[str]:
    """Return the slugs of the terms that the text may lead to, best first."""
    near = near_names(words_of(clean(text)), names)
    return sorted(near, key=lambda slug: (-near[slug], slug))
