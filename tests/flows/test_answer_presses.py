"""Conversations on an answer: read on, read in full, and read in another role's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

WITH_THE_BOT = "general"
DIFFUSION = a_term(
    audiences={"legal": "As legal says it.", "exec": "As executives say it."},
    related=("sampler", "token"),
)
SAMPLER = a_term("sampler")
TOKENS = (a_term("token", context="Security"), a_term("token", context="Finance"))


async def test_another_role_redraws_the_same_message(bot_with: BotWith) -> None:
    """Choosing a role changes the answer in place, and offers to keep it."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    redrawn = await maya.choose(answer.message, "choose_next", "Legal")

    assert "As legal says it." in redrawn.words
    assert "Keep this role" in redrawn.words
    assert len(maya.ephemerals()) == 1


async def test_a_related_term_opens_in_the_same_message(bot_with: BotWith) -> None:
    """Reading on leaves one message, not a trail."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    opened = await maya.choose(answer.message, "choose_next", "sampler")

    assert SAMPLER.short_def in opened.words
    assert len(maya.ephemerals()) == 1


async def test_several_meanings_are_offered_and_chosen(bot_with: BotWith) -> None:
    """One label with two meanings is a question, answered by a press."""
    bot = await bot_with(*TOKENS)
    maya = bot.person("maya")
    question = await maya.command("/define token as legal")

    assert "“token” has 2 meanings here. Which one?" in question.words

    chosen = await maya.press(question.message, "token (Finance)")

    assert "token (Finance)" in chosen.words
    assert "For legal" in chosen.words
    assert len(maya.ephemerals()) == 1


async def test_a_related_label_with_several_meanings_asks_too(bot_with: BotWith) -> None:
    """A relation that leaves the meaning open leads to the choice."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    question = await maya.choose(answer.message, "choose_next", "token")

    assert "“token” has 2 meanings here. Which one?" in question.words


async def test_the_full_definition_opens_over_the_message(bot_with: BotWith) -> None:
    """All of a term is one press away, and the answer stays where it was."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    full = await maya.press(answer.message, "More")

    assert full.view
    assert DIFFUSION.long_def in full.words
    assert len(maya.ephemerals()) == 1


async def test_several_meanings_are_chosen_inside_the_full_definition(bot_with: BotWith) -> None:
    """A modal asks in the modal, and shows the choice there."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    full = await maya.press(answer.message, "More")
    question = await maya.press(full.view, "token")

    assert "“token” has 2 meanings here. Which one?" in question.words

    chosen = await maya.press(question.view, "token (Security)")

    assert chosen.view
    assert chosen.view.title == "Full definition"
    assert "token (Security)" in chosen.words


async def test_a_term_removed_since_is_said_kindly(bot_with: BotWith) -> None:
    """A card may be older than the glossary; a press on it is no crash."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    bot.glossary.apply([], ["sampler", "diffusion-model"])
    told = await maya.choose(answer.message, "choose_next", "sampler")

    assert "This term is no longer in the glossary under that name." in told.words
    assert told.notices == []
    assert len(maya.ephemerals()) == 2


async def test_everybody_reads_a_shared_answer_in_their_own_words(bot_with: BotWith) -> None:
    """A press on the shared card answers privately and leaves the card as it is."""
    bot = await bot_with(DIFFUSION)
    maya, lena = bot.person("maya"), bot.person("lena")
    await bot.keep_role(lena.id, "legal")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await maya.press(answer.message, "Share")
    (shared,) = lena.messages(WITH_THE_BOT)
    mine = await lena.press(shared, "In my role's words")

    assert "As legal says it." in mine.words
    assert len(lena.ephemerals(WITH_THE_BOT)) == 1
    assert "As executives say it." in lena.messages(WITH_THE_BOT)[0].words


async def test_a_shared_answer_opens_in_full(bot_with: BotWith) -> None:
    """Everybody can read on from a shared card."""
    bot = await bot_with(DIFFUSION)
    maya, lena = bot.person("maya"), bot.person("lena")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await maya.press(answer.message, "Share")
    full = await lena.press(lena.messages(WITH_THE_BOT)[0], "More")

    assert DIFFUSION.long_def in full.words
