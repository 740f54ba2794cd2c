"""Selections made of terms, without files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.exchange.selection import Selection
from bot.glossary.files.config import DEFAULT_CONFIG

if TYPE_CHECKING:
    from bot.glossary.model import Term


def a_selection(*terms: Term, **config: Any) -> Selection:
    return Selection(replace(DEFAULT_CONFIG, **config), terms, (), terms)
