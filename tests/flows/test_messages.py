"""Conversations with the bot itself: mentioned in a channel, or written to directly."""

from __future__ import annotations

import asyncio
import copy
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

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
    assert "Share" in answer.words
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
    assert "Keep this role" in answer.words


async def test_an_answer_in_a_thread_is_shared_there(bot_with: BotWith) -> None:
    """The topic stays in the thread, also for people who want it in their role's words."""
    bot = await bot_with(RAG)
    maya, jonas = bot.person("maya"), bot.person("jonas")
    await maya.say("Let us talk about search")
    thread = maya.messages()[-1].ts
    answer = await maya.say(f"{PARLANCE} RAG", thread_ts=thread)
    as_legal = await maya.choose(answer.message, "choose_next", "Legal")
    told = await maya.press(as_legal.message, "Share")
    shared = jonas.messages()[-1]

    assert "Shared in this thread." in told.words
    assert f"<@{maya.id}> shared this definition" in shared.words
    assert shared.thread_ts == thread

    mine = await jonas.press(shared, "In my role's words")

    assert mine.message
    assert mine.message.thread_ts == thread
    assert "Share" in mine.words


async def test_a_press_in_a_thread_is_answered_there(bot_with: BotWith) -> None:
    """The answer in other words, and why something could not be done."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    dm = (await maya.say("hello", channel=maya.id)).message
    assert dm
    await maya.say("RAG", channel=dm.channel, thread_ts=dm.ts)
    asked = maya.dms()[-1]
    as_legal = await maya.choose(asked, "choose_next", "Legal")

    assert as_legal.message
    assert as_legal.message.thread_ts == dm.ts

    bot.glossary.apply((), [RAG.slug])
    gone = await maya.choose(asked, "choose_next", "Engineering")

    assert gone.message
    assert "no longer in the glossary" in gone.words
    assert gone.message.thread_ts == dm.ts


async def test_a_mention_may_be_answered_for_everybody(bot_with: BotWith) -> None:
    """By a setting, a definition goes into the thread; everything but an answer stays private."""
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


async def test_the_nearest_term_is_for_the_asker_alone(bot_with: BotWith) -> None:
    """The bot never posts guesses in public, even where it posts answers."""
    bot = await bot_with(a_term("grounding"), answer_mentions_publicly=True)
    answer = await bot.person("maya").say(f"{PARLANCE} what is groundedness?", channel="general")

    assert "No exact match for “groundedness”. Nearest: grounding" in answer.words
    assert answer.message
    assert answer.message.ephemeral_to == bot.person("maya").id


async def test_a_mention_that_comes_again_is_answered_once(bot_with: BotWith) -> None:
    """Slack repeats an event whose acknowledgement it missed."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say(f"{PARLANCE} RAG")
    await maya.receive_again()

    assert 1 == len(maya.ephemerals())
    assert [("found", RAG.slug, "", "product", 1)] == await bot.counted()


async def test_a_bare_mention_is_helped(bot_with: BotWith) -> None:
    """A mention without a question gets the help."""
    bot = await bot_with(RAG)
    answer = await bot.person("maya").say(PARLANCE)

    assert "Look up a term" in answer.words


@pytest.mark.parametrize("text", ["role based acces control", "role-based acess control"])
async def test_a_term_that_begins_with_role_is_found_however_it_is_typed(
    bot_with: BotWith, text: str
) -> None:
    """A message sets a role only if it names no term."""
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
    assert "Share" not in answer.words
    assert "What role model means" in (await maya.say("role model", channel=dm)).words
    assert "There's no role “king”" in (await maya.say("role king", channel=dm)).words
    assert "Nothing in this glossary" in (await maya.say("zzyzx", channel=dm)).words
    assert 12 == len(maya.dms())


SMALL_TALK = [
    "thanks",
    "ty!",
    "ok great",
    "good morning",
    "hi there",
    "help me",
    ":pray:",
    "thx :)",
]


@pytest.mark.parametrize("said", SMALL_TALK)
async def test_small_talk_is_helped_and_not_counted(bot_with: BotWith, said: str) -> None:
    """Politeness never leads to "nothing was found", wherever it comes."""
    bot = await bot_with(RAG, a_term("cello"))
    maya = bot.person("maya")
    direct = await maya.say(said, channel=maya.id)
    mentioned = await maya.say(f"{PARLANCE} {said}")
    typed = await maya.command(f"/define {said}")

    assert "Write a term here." in direct.words
    assert "Look up a term" in mentioned.words
    assert "Look up a term" in typed.words
    assert [] == await bot.counted()


@pytest.mark.parametrize("typed", ["engine", "police", "legacy", "production", "community"])
async def test_a_role_is_never_guessed(bot_with: BotWith, typed: str) -> None:
    """A word that only begins like a role sets none."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    answer = await maya.say(f"role {typed}", channel=maya.id)

    assert f"There's no role “{typed}” here. Terms are shown to you for product." in answer.words


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
    """In a mention as in a direct message and after the command."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    text = asked.format(bot=PARLANCE)

    mentioned = await maya.say(text if PARLANCE in text else f"{PARLANCE} {text}")
    direct = await maya.say(asked.format(bot="@bot"), maya.id)
    typed = await maya.command(f"/define {asked.format(bot='')}")

    assert RAG.audiences["exec"] in mentioned.words
    assert RAG.audiences["exec"] in direct.words
    assert RAG.audiences["exec"] in typed.words
    assert [("found", RAG.slug, "", "product", 3)] == await bot.counted()


async def edited(bot: RunningBot, **changes: Any) -> None:
    """Let Slack tell the app of the last mention again, as it does when it was edited."""
    sandbox = bot.slack.sandbox
    told = copy.deepcopy(next(one for one in reversed(sandbox.sent_events) if is_mention(one)))
    written_at = float(told["event"]["ts"])
    told["event_id"] = f"Ev{len(sandbox.sent_events)}"
    told["event"] |= {"edited": {"user": "U1", "ts": f"{written_at + 5:.6f}"}, **changes}
    sandbox.sent_events.append(told)
    await bot.person("maya").receive_again()


def is_mention(told: dict[str, Any]) -> bool:
    return bool(told["event"]["type"] == "app_mention")


@pytest.mark.parametrize("is_public", [False, True])
async def test_an_edited_mention_is_not_answered_again(
    bot_with: BotWith, *, is_public: bool
) -> None:
    """Slack tells the app of each edit as of another mention, with an event id of its own."""
    bot = await bot_with(RAG, answer_mentions_publicly=is_public)
    maya = bot.person("maya")
    await maya.say(f"{PARLANCE} what is RAG")
    before = len(maya.messages()), len(maya.ephemerals())
    await edited(bot, text=f"{PARLANCE} what is RAG?")
    await edited(bot, text=f"{PARLANCE} what is a rag")

    assert before == (len(maya.messages()), len(maya.ephemerals()))
    assert 1 == sum(count for *_, count in await bot.counted())


async def test_a_message_that_mentions_the_bot_after_an_edit_is_answered_once(
    bot_with: BotWith,
) -> None:
    """Who forgot to address the bot adds it; who does so days later has been answered or helped."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say(f"{PARLANCE} RAG")
    later = f"{float(maya.messages()[-1].ts) + 1:.6f}"
    await edited(bot, ts=later)
    await edited(bot, ts=later)

    assert 2 == len(maya.ephemerals())

    written_at = float(later) + 1
    months = {"user": maya.id, "ts": f"{written_at + 9e6:.6f}"}
    await edited(bot, ts=f"{written_at:.6f}", edited=months)

    assert 2 == len(maya.ephemerals())


async def test_a_message_that_comes_twice_at_once_is_answered_once(bot_with: BotWith) -> None:
    """Over two connections, Slack may deliver an event twice in a moment."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    await maya.say("RAG", channel=maya.id)
    told = copy.deepcopy(bot.slack.sandbox.sent_events[-1])
    told["event"]["ts"] = f"{float(told['event']['ts']) + 1:.6f}"
    bot.slack.sandbox.sent_events.append(told)
    await asyncio.gather(*(maya.receive_again() for _ in range(4)))

    assert 2 == sum(RAG.audiences["exec"] in one.words for one in maya.dms())


@pytest.mark.parametrize("fault", ["internal_error", "ratelimited"])
async def test_a_lost_answer_is_counted_and_the_event_is_not_taken_up_again(
    bot_with: BotWith, fault: str
) -> None:
    """The log says how many people got no answer since the start."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    for _ in range(9):
        bot.slack.refuse_next("chat.postEphemeral", fault, retry_after=9)
    with capture_logs() as logs:
        await maya.say(f"{PARLANCE} RAG")
        await maya.receive_again()

    assert [1] == [entry["unanswered"] for entry in logs if entry["event"] == "not answered"]
    assert 1 == bot.services.unanswered.count
    assert all(entry["log_level"] != "error" for entry in logs)


async def test_an_answer_waits_as_long_as_slack_says(bot_with: BotWith) -> None:
    """One refusal doesn't lose an answer."""
    bot = await bot_with(RAG)
    bot.slack.refuse_next("chat.postEphemeral", "ratelimited", retry_after=9)
    answer = await bot.person("maya").say(f"{PARLANCE} RAG")

    assert RAG.audiences["exec"] in answer.words
    assert [9] == bot.waited


async def test_an_answer_in_a_direct_message_can_be_clarified(bot_with: BotWith) -> None:
    """By a reaction or from the message's menu, as everywhere; other messages offer nothing."""
    bot = await bot_with(RAG)
    maya = bot.person("maya")
    asked = await maya.say("RAG", channel=maya.id)
    assert asked.message
    offered = await maya.react(asked.message, "memo")

    assert f"suggest a clarification of “{RAG.name}”" in offered.words
    assert offered.message
    assert offered.message.ephemeral_to == maya.id

    form = await maya.press(offered.message, "Suggest a clarification")

    assert RAG.short_def in form.words

    assert form.view
    await maya.close(form.view)
    from_menu = await maya.message_shortcut("suggest_clarification", asked.message)

    assert RAG.short_def in from_menu.words

    helped = await maya.say("help", channel=maya.id)
    assert helped.message

    assert "Would you like" not in (await maya.react(helped.message, "memo")).words
