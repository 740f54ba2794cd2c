"""Conversations with the global shortcut: a term searched, read, and read on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

DIFFUSION = a_term(aliases=("latent diffusion",), related=("sampler", "token"))
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

    as_engineer = await maya.choose(chosen.view, "choose_role", "Engineering")

    assert as_engineer.view
    assert as_engineer.view.id == form.view.id
    assert DIFFUSION.audiences["engineer"] in as_engineer.words


async def test_related_terms_leave_a_way_back(bot_with: BotWith) -> None:
    """A related term opens above the form, the next in its place, and back is where one began."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    form = await maya.shortcut("look_up")
    chosen = await maya.choose(form.view, "search_term", "diffusion model")
    related = await maya.press(chosen.view, "sampler")
    onward = await maya.press(related.view, "diffusion model")
    full = await maya.press(onward.view, "Full definition")

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
    question = await maya.press(chosen.view, "token")

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
    related = await maya.press(chosen.view, "sampler")
    full = await maya.press(related.view, "Full definition")
    suggestion = await maya.press(full.view, "Suggest a clarification")

    assert full.view
    assert suggestion.view
    assert "Suggest a clarification" == suggestion.view.title
    assert suggestion.view.id == full.view.id

    back = await maya.close(suggestion.view)

    assert related.view
    assert back.view
    assert back.view.id == related.view.id
