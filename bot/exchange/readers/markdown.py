"""Reads glossaries in Markdown: one page of many terms, or a folder with a page a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.entry import Look, Unreadable
from bot.exchange.readers.front_matter import blanked
from bot.exchange.readers.markdown_folder import (
    is_page_of_a_term,
    read_folder,
    read_page,
)
from bot.exchange.readers.markdown_page import read_terms
from bot.exchange.readers.markdown_text import SUFFIXES, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.exchange.entry import Item, Options


def recognises(path: Path, _head: bytes) -> bool:
    """Tell whether a source is Markdown, by the name of the file or of the folder's files."""
    if path.is_dir():
        return any(next(path.rglob(f"*{suffix}"), None) for suffix in SUFFIXES)
    return path.suffix.lower() in SUFFIXES


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each term of the page or of the folder's pages.

    Raises Unreadable where there is none, or a file is no text.
    """
    if path.is_dir():
        items = list(read_folder(path, options))
    else:
        text = text_in(path)
        terms = list(read_terms(blanked(text)))
        is_page = is_page_of_a_term(text, terms)
        items = list(read_page(path, text)) if is_page else [Look(), *terms]
    if all(isinstance(item, Look) for item in items):
        raise Unreadable(
            "No term was found: a term is a heading with a text, a bold word before its meaning, "
            "a row of a table with the columns “term” and “definition”, or an item of a list."
        )
    yield from items
