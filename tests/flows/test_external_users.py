"""People of other organizations, in a shared channel: refused, unless they are let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.driver import Seen
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

RAG = a_term("retrieval-augmented generation", aliases=("RAG",))
PARLANCE = "@Parlance"
SHARED = "with-partners"
OFFER = "Would you like to suggest a clarification"
REFUSAL = "only answers people of its own organization"


def is_private_refusal(answer: Seen) -> bool:
    """Tell whether this is the refusal, which one person alone sees."""
    return REFUSAL in answer.words and RAG.short_def not in answer.words


async def test_a_mention_is_refused_to_the_stranger_alone(bot_with: BotWith) -> None:
    """In the thread of the question; one's own people are answered in the same channel."""
    bot = await bot_with(RAG, answer_mentions_publicly=True)
    noor, maya = bot.person("noor"), bot.person("maya")
    await maya.say("Let us talk about search", channel=SHARED)
    thread = maya.messages(SHARED)[-1].ts
    refused = await noor.say(f"{PARLANCE} RAG", channel=SHARED, thread_ts=thread)

    assert is_private_refusal(refused)
    assert refused.message
    assert refused.message.ephemeral_to == noor.id
    assert refused.message.thread_ts == thread

    await noor.receive_again()

    assert 1 == len(noor.ephemerals(SHARED))
    assert [] == await bot.counted()
    assert RAG.short_def in (await maya.say(f"{PARLANCE} RAG", channel=SHARED)).words


async def test_a_direct_message_and_home_are_refused(bot_with: BotWith) -> None:
    """Nothing of the glossary is drawn."""
    bot = await bot_with(RAG)
    noor = bot.person("noor")

    assert is_private_refusal(await noor.say("RAG", channel=noor.id))

    await noor.open_app("home")
    home = noor.home()

    assert home
    assert REFUSAL in home.words
    assert RAG.name not in home.words


async def test_a_press_on_what_was_shared_is_refused(bot_with: BotWith) -> None:
    """A shared card is theirs to read; what its buttons open is not, and the card stays."""
    bot = await bot_with(RAG, answer_mentions_publicly=True)
    maya, noor = bot.person("maya"), bot.person("noor")
    await maya.say(f"{PARLANCE} RAG", channel=SHARED)
    shared = noor.messages(SHARED)[-1]
    words = shared.words
    refused = await noor.press(shared, "In my role's words")

    assert is_private_refusal(refused)
    assert refused.message
    assert refused.message.ephemeral_to == noor.id
    assert words == noor.messages(SHARED)[-1].words
    assert (await noor.press(shared, "Suggest a clarification")).view is None
    assert (await noor.press(shared, "More")).view is None


async def test_a_reaction_is_passed_over(bot_with: BotWith) -> None:
    """It may mean anything, and it asked the bot for nothing; one's own people get the form."""
    bot = await bot_with(RAG, answer_mentions_publicly=True)
    maya, noor = bot.person("maya"), bot.person("noor")
    await maya.say(f"{PARLANCE} RAG", channel=SHARED)
    post = noor.messages(SHARED)[-1]
    await noor.react(post, "memo")

    assert [] == noor.ephemerals(SHARED)
    assert OFFER in (await maya.react(post, "memo")).words


async def test_nobody_is_offered_anything_where_slack_does_not_say_who_they_are(
    bot_with: BotWith,
) -> None:
    """Without the optional scope the bot is silent in shared channels, and there alone."""
    bot = await bot_with(RAG, answer_mentions_publicly=True)
    bot.slack.sandbox.scopes.discard("users:read")
    maya = bot.person("maya")
    for channel, is_offered in ((SHARED, False), ("general", True)):
        await maya.say(f"{PARLANCE} RAG", channel=channel)
        answer = await maya.react(maya.messages(channel)[-1], "memo")

        assert (OFFER in answer.words) is is_offered


async def test_shortcuts_are_refused(bot_with: BotWith) -> None:
    """If there is no message to answer at, a modal says so."""
    bot = await bot_with(RAG)
    noor = bot.person("noor")
    opened = await noor.shortcut("look_up")

    assert is_private_refusal(opened)
    assert opened.view

    await noor.close(opened.view)
    await noor.say("RAG is what?", channel=SHARED)

    assert is_private_refusal(
        await noor.message_shortcut("define_in_message", noor.messages(SHARED)[-1])
    )


@pytest.mark.parametrize("person", ["noor", "gus"])
async def test_a_setting_lets_strangers_in_and_guests_need_none(
    bot_with: BotWith, person: str
) -> None:
    """A guest belongs to the organization."""
    bot = await bot_with(RAG, serve_other_organizations=person == "noor")
    somebody = bot.person(person)
    place = SHARED if person == "noor" else "general"

    assert RAG.short_def in (await somebody.say(f"{PARLANCE} RAG", channel=place)).words
    assert "Search the glossary" in (await somebody.shortcut("look_up")).words


async def test_a_stranger_who_is_let_in_has_one_role_at_every_door(bot_with: BotWith) -> None:
    """A press names another workspace than an event does; the rows belong to the bot's."""
    bot = await bot_with(RAG, serve_other_organizations=True, answer_mentions_publicly=True)
    maya, noor = bot.person("maya"), bot.person("noor")
    await noor.say("role legal", channel=noor.id)
    form = await noor.shortcut("look_up")
    chosen = await noor.choose(form.view, "search_term", RAG.name)

    assert "For legal" in chosen.words

    as_engineer = await noor.choose(chosen.view, "choose_next", "Engineering")
    kept = await noor.press(as_engineer.view, "Keep this role")
    await noor.close(kept.view)

    assert "For engineering" in (await noor.say("RAG", channel=noor.id)).words

    await maya.say(f"{PARLANCE} RAG", channel=SHARED)
    shared = noor.messages(SHARED)[-1]

    assert OFFER in (await noor.react(shared, "memo")).words
    assert "For engineering" in (await noor.press(shared, "In my role's words")).words
