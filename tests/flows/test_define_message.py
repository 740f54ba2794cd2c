"""Conversations about the terms in a message: its menu, the list, and reading on from there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import a_term
from tests.reading import buttons

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

RAG = a_term("retrieval-augmented generation", aliases=("RAG",), related=("vector database",))
STORE = a_term("vector database")
WITHOUT_TEXT = json.loads((Path(__file__).parent / "messages_without_text.json").read_text("utf-8"))
DPO = (a_term("DPO", context="Privacy"), a_term("DPO", context="Training"))


async def test_the_terms_in_a_message_are_listed_for_whoever_asks(bot_with: BotWith) -> None:
    """Each term is there in brief, with the message's own word for it, and only the asker knows."""
    bot = await bot_with(RAG, STORE)
    said = await bot.person("jonas").say("The RAG needs a `vector database`, <@U0MAYA0001>")
    maya = bot.person("maya")
    listed = await maya.message_shortcut("define_in_message", bot.person("jonas").messages()[-1])

    assert listed.view
    assert "Terms in this message" == listed.view.title
    assert RAG.short_def in listed.words
    assert "“RAG”" in listed.words
    assert STORE.short_def not in listed.words
    assert [] == maya.ephemerals()
    assert said.view is None


async def test_a_listed_term_is_read_above_the_list(bot_with: BotWith) -> None:
    """From the list to the definition to all of it: three forms, and each step has a way back."""
    bot = await bot_with(RAG, STORE)
    maya = bot.person("maya")
    await maya.say("Is RAG any good?")
    listed = await maya.message_shortcut("define_in_message", maya.messages()[-1])
    read = await maya.press(listed.view, "Read")

    assert read.view
    assert read.view.previous_id == listed.view.id
    assert "RAG, said for a decision maker." not in read.words
    assert RAG.audiences["exec"] in read.words

    related = await maya.choose(read.view, "choose_next", "vector database")

    assert related.view
    assert related.view.id == read.view.id

    full = await maya.press(related.view, "More")

    assert STORE.long_def in full.words

    await maya.close(full.view)
    back = await maya.close(related.view)

    assert RAG.short_def in back.words
    assert [("found", RAG.slug, "", "product", 1), ("found", STORE.slug, "", "product", 1)] == (
        await bot.counted()
    )


async def test_several_meanings_are_listed_apart(bot_with: BotWith) -> None:
    """The bot doesn't choose between two meanings of one word."""
    bot = await bot_with(*DPO)
    maya = bot.person("maya")
    await maya.say("Who asked the DPO?")
    listed = await maya.message_shortcut("define_in_message", maya.messages()[-1])

    assert "DPO (Privacy)" in listed.words
    assert "DPO (Training)" in listed.words
    assert "one of 2 meanings" in listed.words


async def test_a_message_without_terms_leads_to_the_search(bot_with: BotWith) -> None:
    """The modal says that nothing was found, and lets people look a term up there."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say("There is a rag in the sink")
    empty = await maya.message_shortcut("define_in_message", maya.messages()[-1])

    assert "This message has none of the glossary's terms" in empty.words

    chosen = await maya.choose(empty.view, "search_term", RAG.name)

    assert RAG.short_def in chosen.words


async def test_a_message_full_of_terms_is_cut(bot_with: BotWith) -> None:
    """Slack takes a hundred blocks; the modal says what it leaves out."""
    terms = [a_term(f"queue number {number}") for number in range(60)]
    bot = await bot_with(*terms)
    maya = bot.person("maya")
    await maya.say(", ".join(term.name for term in terms))
    listed = await maya.message_shortcut("define_in_message", maya.messages()[-1])

    assert listed.view
    assert "20 more are not shown" in listed.words
    assert "Read" in buttons({"blocks": listed.view.blocks})


@pytest.mark.parametrize("case", WITHOUT_TEXT, ids=lambda case: case["name"])
async def test_terms_are_found_wherever_a_message_keeps_its_words(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]
) -> None:
    """Apps and forwarded messages say what they say in blocks and attachments."""
    names = ("data contract", "feature store")
    bot = await bot_with(*(a_term(name) for name in names))
    maya = bot.person("maya")
    await maya.say("a stand-in")
    message = maya.messages()[-1]
    monkeypatch.setattr(type(message), "to_slack", lambda _: case["message"])
    listed = await maya.message_shortcut("define_in_message", message)

    shown = [name for name in names if f"What {name} means" in listed.words]
    assert case["expected_terms"] == shown
