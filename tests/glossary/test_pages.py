from __future__ import annotations

from dataclasses import replace

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.pages import page_of, term_at
from tests.builders import a_glossary, a_term


@pytest.mark.parametrize("slug", ["rag", "c++", "100% free", "r&d", "モデル", "a#b?c"])
def test_a_terms_address_leads_back_to_it(slug: str) -> None:
    """A slug is a file's name, and may hold signs that mean something in an address."""
    config = replace(DEFAULT_CONFIG, pages_url="https://glossary.example.com/terms/")
    term = a_term("rag", slug=slug)
    glossary = a_glossary(term, config=config)
    address = page_of(term, config)

    assert address is not None
    assert all(sign not in address for sign in " #?&+")
    for ending in ("", ".html", "/", "#section"):
        assert term_at(f"{address}{ending}", glossary) is term
