"""A definition is on screen when its card arrives: name, short definition, and room to spare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.cards.answers.answer import build_answer
from bot.cards.answers.definition import definition_card
from bot.cards.kit.height import height_of
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, MatchedBy
from bot.sandbox.server import SandboxServer
from tests.browser.heights import MANIFEST, TODAY, measure
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from playwright.async_api import Page

    from bot.cards.answers.answer import Answer

# Slack's own window has this much less room than the sandbox's.
SPARE = {(1280, 800): 100, (1280, 720): 100, (390, 844): 20}
ROWS = {(1280, 800): 1, (1280, 720): 1, (390, 844): 2}
TERMS = 30

LOADED = Loader(Path(__file__).parents[2] / "data").load()
GLOSSARY = Glossary(LOADED.config, LOADED.terms.values())


def _fixed_terms() -> list[str]:
    """Return every twelfth term in the order of the alphabet, and those with the most to say."""
    slugs = sorted(GLOSSARY.terms)
    size = {
        slug: sum(map(len, (term.name, term.definition, *term.audiences.values())))
        for slug, term in GLOSSARY.terms.items()
    }
    longest = sorted(slugs, key=lambda slug: -size[slug])[: TERMS // 2]
    spread = [slug for slug in slugs[:: len(slugs) // TERMS] if slug not in longest]
    return [*longest, *spread][:TERMS]


def _by_alias(answer: Answer) -> Answer:
    label = next(iter(answer.term.aliases[::-1]), "another name for it")
    return replace(answer, found=Found(label, answer.term, MatchedBy.ALIAS, label))


STATES: dict[str, Callable[[Answer], Answer]] = {
    "plain": lambda answer: answer,
    "by alias": _by_alias,
    "no role chosen": lambda answer: replace(
        answer, asks_role=True, proposed_role=GLOSSARY.config.roles[4]
    ),
    "a role for once": lambda answer: replace(answer, offers_role=True),
}


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_slack() -> AsyncIterator[SandboxServer]:
    server = SandboxServer(MANIFEST)
    await server.start()
    yield server
    await server.stop()


@pytest.mark.parametrize("state", STATES)
async def test_name_and_definition_are_on_screen_on_arrival(
    quiet_slack: SandboxServer, page: Page, state: str
) -> None:
    """At three windows; nothing is wider than its place, and the estimate is never too low."""
    cards = [
        definition_card(STATES[state](build_answer(GLOSSARY, GLOSSARY.terms[slug], role, TODAY)))
        for slug in _fixed_terms()
        for role in GLOSSARY.config.roles
    ]
    messages = [card.to_message() for card in cards]

    for window, found in (await measure(page, quiet_slack, messages)).items():
        assert len(found["cards"]) == TERMS * len(GLOSSARY.config.roles)
        for message, card in zip(messages, found["cards"], strict=True):
            spare = found["room"] - found["end"] - card["height"]
            assert spare >= SPARE[window], (window, message["text"][:60])
            assert card["rows"] <= ROWS[window], (window, message["text"][:60])
            assert not card["wide"], message["text"][:60]
            if window[0] < 1280:
                assert card["blocks"] <= height_of(message["blocks"]), message["text"][:60]


async def test_other_writing_and_very_long_names_stay_in_their_place(
    quiet_slack: SandboxServer, page: Page
) -> None:
    """A name may be one word of 300 letters; Chinese and Arabic take the room they need."""
    chinese = "\u8bed\u8a00\u6a21\u578b"
    arabic = "\u0645\u0635\u0637\u0644\u062d "
    terms = [
        a_term("x" * 300, slug="x", short_def="y" * 900),
        a_term(chinese * 40, slug="chinese", short_def=chinese * 40),
        a_term(arabic * 20, slug="arabic", short_def=arabic * 60),
        a_term("BVA", slug="bva", short_def="Board of Appeals", audiences={}, do=(), dont=()),
    ]
    glossary = Glossary(GLOSSARY.config, terms)
    role = GLOSSARY.config.roles[4]
    messages = [
        definition_card(build_answer(glossary, term, role, TODAY)).to_message() for term in terms
    ]

    for window, found in (await measure(page, quiet_slack, messages)).items():
        for message, card in zip(messages, found["cards"], strict=True):
            assert not card["wide"], message["text"][:60]
            if window[0] < 1280:
                assert card["blocks"] <= height_of(message["blocks"]), message["text"][:60]
