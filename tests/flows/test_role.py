"""Conversations about one's role: kept from an answer, the help, and the card of one's role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_term
from tests.reading import parts

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
    kept = await maya.press(answer.message, "Keep this role")
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

    assert "There's no role “astronaut” here. Terms are shown to you for product." in answer.words

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
        for element in parts(answer.message.blocks if answer.message else [])
        if element.get("action_id") == "keep_role"
    )
    button["value"] = "lawyers|diffusion-model"
    told = await maya.press(answer.message, "Keep this role")

    assert "This glossary no longer has that role." in told.words


async def test_a_newcomer_is_asked_once_what_they_do(bot_with: BotWith) -> None:
    """The choice is kept at once, and nobody is asked again."""
    bot = await bot_with(a_term())
    lena = bot.person("lena")
    first = await lena.command("/define diffusion model")

    assert "In product's words, because you haven't said what you do." in first.words

    kept = await lena.choose(first.message, "Choose your role", "Legal")

    assert "Kept. Terms are now explained to you for legal." in kept.words
    assert "For legal," in kept.words
    assert "haven't said" not in (await lena.command("/define diffusion model")).words


async def test_the_title_in_a_profile_proposes_a_role_and_decides_nothing(
    bot_with: BotWith,
) -> None:
    """Slack is asked behind the first answer, once; from the next on the role is proposed."""
    bot = await bot_with(a_term())
    lena = bot.person("lena")
    await lena.command("/define diffusion model")
    second = await lena.command("/define diffusion model")
    await lena.command("/define diffusion model")

    assert "For product," in second.words
    assert "Legal?" in second.words
    assert 1 == [call.method for call in bot.slack.calls].count("users.info")


async def test_without_the_scope_nothing_is_proposed(bot_with: BotWith) -> None:
    """The question stands all the same, and Slack isn't asked again for a while."""
    bot = await bot_with(a_term())
    bot.slack.fail_next("users.info", "missing_scope")
    lena, sofia = bot.person("lena"), bot.person("sofia")
    await lena.command("/define diffusion model")
    answer = await sofia.command("/define diffusion model")

    assert "Choose your role" in answer.words
    assert 1 == [call.method for call in bot.slack.calls].count("users.info")


@pytest.mark.parametrize(
    "press",
    [("choose_next", "Legal"), ("keep_role", "Security")],
)
async def test_how_a_term_was_found_is_still_said_after_a_press(
    bot_with: BotWith, press: tuple[str, str]
) -> None:
    """The line travels with the card, also past a role that isn't there."""
    bot = await bot_with(a_term("embedding"), a_term("grounding"))
    maya = bot.person("maya")
    for typed, line in (
        ("embeding", "Showing “embedding”."),
        ("embedding for my boss", "There's no role “boss” here."),
        ("groundedness", "No exact match for “groundedness”. Nearest: grounding"),
        ("groundedness for my boss", "There's no role “boss” here."),
        ("groundedness for my boss", "No exact match for “groundedness”. Nearest: grounding"),
    ):
        answer = await maya.command(f"/define {typed}")
        assert line in answer.words
        if press[0] in {one.get("action_id") for one in parts(answer.message.blocks)}:  # type: ignore[union-attr]
            redrawn = await maya.choose(answer.message, *press)

            assert line in redrawn.words


async def test_a_press_on_an_old_card_still_works(bot_with: BotWith) -> None:
    """Slack keeps the messages of earlier versions, with their ids and values."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    answer = await maya.say("diffusion model", channel=f"D{maya.id[1:]}")
    assert answer.message
    controls = next(block for block in answer.message.blocks if block["type"] == "actions")
    controls["block_id"] = "answer|product|diffusion-model"
    select = controls["elements"][-1]
    select["action_id"] = "choose_role"
    select["option_groups"][-1]["options"] = [
        {"text": {"type": "plain_text", "text": "Legal"}, "value": "legal|diffusion-model"}
    ]
    redrawn = await maya.choose(answer.message, "choose_role", "Legal")

    assert "Shown for legal, this once." in redrawn.words
    assert "Showing" not in redrawn.words
