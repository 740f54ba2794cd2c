"""Conversations about one's role: kept from an answer, the help, and the card of one's role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

DIFFUSION = a_term(
    audiences={"legal": "As legal says it.", "exec": "As executives say it."},
    related=("sampler", "token"),
)


async def test_a_kept_role_answers_from_then_on(bot_with: BotWith) -> None:
    """Kept once, the role needs no typing, and is not offered again."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model as legal")
    kept = await maya.press(answer.message, "Keep Legal as my role")
    later = await maya.command("/define diffusion model")

    assert "Kept. Terms are now explained to you for legal." in kept.words
    assert "Keep Legal" not in kept.words
    assert "As legal says it." in later.words
    assert (
        "As executives say it."
        in (await bot.person("jonas").command("/define diffusion model as product")).words
    )


async def test_help_says_what_to_type_and_sets_the_role(bot_with: BotWith) -> None:
    """`/define help` and `/define` alone are the same help; the role is chosen there."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    help_ = await maya.command("/define help")

    for asked in ("/define", "/define Help?", "/define ?"):
        assert help_.words == (await bot.person("jonas").command(asked)).words
    assert "/define diffusion model" in help_.words

    changed = await maya.choose(help_.message, "set_role", "Legal")

    assert "Terms are explained to you for legal." in changed.words
    assert "As legal says it." in (await maya.command("/define diffusion model")).words


async def test_a_role_that_is_none_changes_nothing(bot_with: BotWith) -> None:
    """A select has all roles."""
    bot = await bot_with(DIFFUSION, a_term("vector"), a_term("token", roles=("legal",)))
    maya = bot.person("maya")
    answer = await maya.command("/glossary role astronaut")

    assert "There is no role “astronaut” here, so yours is still product." in answer.words

    chosen = await maya.choose(answer.message, "Choose my role", "Legal")

    assert "Kept. Terms are now explained to you for legal." in chosen.words

    again = await maya.choose(chosen.message, "Change my role", "Product")

    assert again.message
    assert chosen.message
    assert again.message.ts == chosen.message.ts
    assert "Browse 2 terms for product" in again.words


async def test_a_role_that_has_gone_is_said_kindly(bot_with: BotWith) -> None:
    """A glossary may rename its roles while a card is open."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model as legal")
    button = next(
        element
        for block in (answer.message.blocks if answer.message else [])
        for element in block.get("elements", [])
        if element.get("action_id") == "keep_role"
    )
    button["value"] = "lawyers|diffusion-model"
    told = await maya.press(answer.message, "Keep Legal as my role")

    assert "This glossary no longer has that role." in told.words
