"""Search in the browser finds what ``/define`` finds, over the questions lookup is tuned by."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.site.search_data import as_script, search_data
from tests.bench.lookup import (
    NAMES,
    PUBLIC_GLOSSARY,
    QUESTIONS,
    names_of,
    public_terms,
    read_questions,
)
from tests.bench.site_search import SEARCH, firsts, share
from tests.shared import needs

if TYPE_CHECKING:
    from playwright.async_api import Page

# How much less often than in lookup the right term may come first: over all kinds, and of each
# kind with a whole name.
MEAN_BELOW, KIND_BELOW = 0.03, 0.02


@needs(PUBLIC_GLOSSARY)
@pytest.mark.parametrize("name", ["tuning", "held_out"])
async def test_the_right_term_comes_first_as_often_as_in_lookup(name: str, page: Page) -> None:
    """Over the mean of all kinds, and for names, aliases, inflections and typing errors alone."""
    glossary = Glossary(DEFAULT_CONFIG, public_terms())
    questions = list(read_questions(QUESTIONS / f"{name}.txt"))
    script = (files("bot.site") / "assets" / "search.js").read_text(encoding="utf-8")
    await page.add_script_tag(content=script)
    await page.add_script_tag(content=as_script(search_data(glossary)).decode())
    answers = (await page.evaluate(SEARCH, [one.text for one in questions]))["answers"]

    ours = firsts(questions, (names_of(glossary.look_up(one.text)) for one in questions))
    theirs = firsts(questions, answers)
    below = {kind: share(right) - share(theirs[kind]) for kind, right in ours.items()}

    assert {} == {
        k: b for k, b in below.items() if k in NAMES and k != "partial" and b > KIND_BELOW
    }
    assert sum(below.values()) / len(below) <= MEAN_BELOW
