"""Conversations with the bot itself: mentioned in a channel, or written to directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

RAG = a_term("retrieval-augmented generation", aliases=("RAG",))
PARLANCE = "@Parlance"


async def test_a_mention_is_answered_to_the_asker_alone(bot_with: BotWith) -> None:
    """The question is everybody's to read, the answer is not, and it can be shared."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    answer = await maya.say(f"{PARLANCE} what is RAG?")

    assert answer.message
    assert answer.message.ephemeral_to == maya.id
    assert RAG.audiences["exec"] in answer.words
    assert "Share in channel" in answer.words
    assert [] == bot.person("jonas").ephemerals()


async def test_a_mention_in_a_thread_is_answered_there(bot_with: BotWith) -> None:
    """Slash commands don't work in threads; a mention does."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say("Let us talk about search")
    thread = maya.messages()[-1].ts
    answer = await maya.say(f"what is RAG as legal {PARLANCE}", thread_ts=thread)

    assert answer.message
    assert answer.message.thread_ts == thread
    assert answer.message.ephemeral_to == maya.id
    assert "Keep Legal as my role" in answer.words


async def test_an_answer_in_a_thread_is_shared_there(bot_with: BotWith) -> None:
    """What the thread is about stays in it, also for whoever wants it in their role's words."""
    bot = await bot_with(RAG)
    maya, jonas = bot.person("maya"), bot.person("jonas")
    await maya.say("Let us talk about search")
    thread = maya.messages()[-1].ts
    answer = await maya.say(f"{PARLANCE} RAG", thread_ts=thread)
    as_legal = await maya.choose(answer.message, "Another role", "Legal")
    told = await maya.press(as_legal.message, "Share in thread")
    shared = jonas.messages()[-1]

    assert "Shared in this thread." in told.words
    assert f"<@{maya.id}> shared this definition" in shared.words
    assert shared.thread_ts == thread

    mine = await jonas.press(shared, "In my role's words")

    assert mine.message
    assert mine.message.thread_ts == thread
    assert "Share in thread" in mine.words


async def test_a_press_in_a_thread_is_answered_there(bot_with: BotWith) -> None:
    """The answer in other words, and why something could not be done."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    dm = (await maya.say("hello", channel=maya.id)).message
    assert dm
    await maya.say("RAG", channel=dm.channel, thread_ts=dm.ts)
    asked = maya.dms()[-1]
    as_legal = await maya.choose(asked, "Another role", "Legal")

    assert as_legal.message
    assert as_legal.message.thread_ts == dm.ts

    bot.glossary.apply((), [RAG.slug])
    gone = await maya.choose(asked, "Another role", "Engineering")

    assert gone.message
    assert "no longer in the glossary" in gone.words
    assert gone.message.thread_ts == dm.ts


async def test_a_mention_may_be_answered_for_everybody(bot_with: BotWith) -> None:
    """By a setting, a definition goes into the thread; what is no answer stays private."""
    bot = await bot_with(RAG, answer_mentions_publicly=True)
    maya = bot.person("maya")
    await maya.say(f"{PARLANCE} RAG")
    question, answer = bot.person("jonas").messages()[-2:]

    assert answer.thread_ts == question.ts
    assert RAG.short_def in answer.words
    assert "asked for this definition" in answer.words

    unknown = await maya.say(f"{PARLANCE} zzyzx")

    assert unknown.message
    assert unknown.message.ephemeral_to == maya.id


async def test_a_mention_that_comes_again_is_answered_once(bot_with: BotWith) -> None:
    """Slack repeats an event whose acknowledgement it missed."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say(f"{PARLANCE} RAG")
    await maya.receive_again()

    assert 1 == len(maya.ephemerals())
    assert [("found", RAG.slug, "", "product", 1)] == await bot.counted()


async def test_a_bare_mention_is_helped(bot_with: BotWith) -> None:
    """Who only calls the bot reads what it can do."""
    bot = await bot_with(RAG)
    answer = await bot.person("maya").say(PARLANCE)

    assert "Look up a term" in answer.words


@pytest.mark.parametrize("text", ["role based acces control", "role-based acess control"])
async def test_a_term_that_begins_with_role_is_found_however_it_is_typed(
    bot_with: BotWith, text: str
) -> None:
    """Only what names no term is taken for somebody's wish to set a role."""
    bot = await bot_with(a_term("role-based access control"))
    maya = bot.person("maya")
    answer = await maya.say(text, channel=maya.id)

    assert "What role-based access control means" in answer.words
    assert "There is no role" not in answer.words


async def test_a_direct_message_is_a_conversation(bot_with: BotWith) -> None:
    """A bare term is a lookup, "help" helps, and "role legal" sets the role."""
    bot = await bot_with(RAG, a_term("role model"))
    maya = bot.person("maya")
    dm = maya.id  # Slack opens a direct message by the id of whom it is with

    helped = await maya.say("help", channel=dm)

    assert "Write a term here." in helped.words
    assert "/define" not in helped.words

    chosen = await maya.choose(helped.message, "Change my role", "Security")

    assert chosen.message
    assert helped.message
    assert chosen.message.ts == helped.message.ts
    assert "Write a term here." in chosen.words

    kept = await maya.say("role legal", channel=dm)

    assert "Kept. Terms are now explained to you for legal." in kept.words

    answer = await maya.say("rag", channel=dm)

    assert "For legal" in answer.words
    assert "Share in channel" not in answer.words
    assert "What role model means" in (await maya.say("role model", channel=dm)).words
    assert "There is no role “king”" in (await maya.say("role king", channel=dm)).words
    assert "Nothing in this glossary" in (await maya.say("zzyzx", channel=dm)).words
    assert 12 == len(maya.dms())


@pytest.mark.parametrize(
    "asked",
    [
        "RAG :pray:",
        ":wave: what is RAG?",
        "what is RAG :thinking_face:?",
        "Hey {bot} what is RAG? cc @Jonas",
        "{bot} RAG :+1::skin-tone-2: @Jonas",
    ],
)
async def test_emoji_and_people_are_no_part_of_the_question(bot_with: BotWith, asked: str) -> None:
    """In a mention as in a direct message."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    text = asked.format(bot=PARLANCE)

    mentioned = await maya.say(text if PARLANCE in text else f"{PARLANCE} {text}")
    direct = await maya.say(asked.format(bot="@bot"), maya.id)

    assert RAG.audiences["exec"] in mentioned.words
    assert RAG.audiences["exec"] in direct.words
