"""Conversations with the global shortcut: a term searched, read, and read on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

DIFFUSION = a_term(
    aliases=("latent diffusion",),
    audiences={
        "legal": "As legal says it.",
        "exec": "As executives say it.",
        "engineer": "As engineers say it.",
    },
    related=("sampler", "token"),
)
SAMPLER = a_term("sampler", related=("diffusion model",))
TOKENS = (a_term("token", context="Security"), a_term("token", context="Finance"))


async def test_a_term_is_looked_up_from_anywhere(bot_with: BotWith) -> None:
    """The shortcut opens the search; names and aliases lead to the definition in that form."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    form = await maya.shortcut("look_up")

    assert await maya.suggest_options(form.view, "search_term", "latent") == ["diffusion model"]

    chosen = await maya.choose(form.view, "search_term", "diffusion model", typed="latent")

    assert form.view
    assert chosen.view
    assert chosen.view.id == form.view.id
    assert DIFFUSION.audiences["exec"] in chosen.words

    as_engineer = await maya.choose(chosen.view, "choose_next", "Engineering")

    assert as_engineer.view
    assert as_engineer.view.id == form.view.id
    assert DIFFUSION.audiences["engineer"] in as_engineer.words


async def test_related_terms_leave_a_way_back(bot_with: BotWith) -> None:
    """A related term opens above the form, the next in its place, and back is where one began."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    form = await maya.shortcut("look_up")
    chosen = await maya.choose(form.view, "search_term", "diffusion model")
    related = await maya.choose(chosen.view, "choose_next", "sampler")
    onward = await maya.choose(related.view, "choose_next", "diffusion model")
    full = await maya.press(onward.view, "More")

    assert chosen.view
    assert related.view
    assert related.view.previous_id == chosen.view.id
    assert onward.view
    assert onward.view.id == related.view.id
    assert DIFFUSION.long_def in full.words

    await maya.close(full.view)
    back = await maya.close(related.view)

    assert back.view
    assert back.view.id == chosen.view.id


async def test_a_related_label_with_several_meanings_asks_above_the_form(bot_with: BotWith) -> None:
    """The choice has a way back too."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    form = await maya.shortcut("look_up")
    chosen = await maya.choose(form.view, "search_term", "diffusion model")
    question = await maya.choose(chosen.view, "choose_next", "token")

    assert question.view
    assert "Which meaning?" == question.view.title

    meant = await maya.press(question.view, "token (Finance)")

    assert meant.view
    assert meant.view.id == question.view.id
    assert "token (Finance)" in meant.words


async def test_a_clarification_can_be_suggested_from_the_last_form(bot_with: BotWith) -> None:
    """Slack takes three forms: above the third nothing opens, so the form takes its place."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    form = await maya.shortcut("look_up")
    chosen = await maya.choose(form.view, "search_term", "diffusion model")
    related = await maya.choose(chosen.view, "choose_next", "sampler")
    full = await maya.press(related.view, "More")
    suggestion = await maya.press(full.view, "Suggest a clarification")

    assert full.view
    assert suggestion.view
    assert "Suggest a clarification" == suggestion.view.title
    assert suggestion.view.id == full.view.id

    back = await maya.close(suggestion.view)

    assert related.view
    assert back.view
    assert back.view.id == related.view.id


async def test_nothing_leads_to_the_search(bot_with: BotWith) -> None:
    """A dead end says so plainly, and opens the search form."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define zzyzx <!channel>")
    form = await maya.press(answer.message, "Search the glossary")

    assert "Nothing in this glossary comes near" in answer.words
    assert form.view
    assert form.view.title == "Search the glossary"


async def test_a_term_is_searched_read_and_read_in_full(bot_with: BotWith) -> None:
    """The form stays open through search, another role and the full definition."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    help_ = await maya.command("/define")
    form = await maya.press(help_.message, "Search the glossary")

    assert await maya.suggest_options(form.view, "search_term", "diff") == ["diffusion model"]

    chosen = await maya.choose(form.view, "search_term", "diffusion model")

    assert "As executives say it." in chosen.words

    as_legal = await maya.choose(chosen.view, "choose_next", "Legal")

    assert "As legal says it." in as_legal.words

    kept = await maya.press(as_legal.view, "Keep this role")

    assert "Kept. Terms are now explained to you for legal." in kept.words

    full = await maya.press(kept.view, "More")

    assert DIFFUSION.long_def in full.words

    onward = await maya.press(full.view, "sampler")

    assert "What sampler means, in one plain sentence." in onward.words
    assert DIFFUSION.short_def not in onward.words


async def test_the_list_is_offered_before_a_letter_is_typed(bot_with: BotWith) -> None:
    """People who don't know the word look through the terms."""
    bot = await bot_with(SAMPLER, DIFFUSION)
    maya = bot.person("maya")
    form = await maya.press((await maya.command("/define")).message, "Search the glossary")

    assert await maya.suggest_options(form.view, "search_term", "") == [
        "diffusion model",
        "sampler",
    ]
