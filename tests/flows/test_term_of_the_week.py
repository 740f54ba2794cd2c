"""Conversations about the term of the week: what a channel reads, presses, and what broke off."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.clock import now
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.sandbox.workspace.people import TEAM_ID, WEI
from bot.storage.ledger import LEASE
from bot.storage.ledger_row import PostKey, PostState
from bot.storage.tables import POST_LEDGER
from tests.builders import a_glossary, a_term
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

GENERAL, PRODUCT = "C0GENERAL1", "C0PRODUCT2"
STEWARDS = "glossary-stewards"
PERIOD = "2026-W48"
CONFIG = replace(
    DEFAULT_CONFIG, stewards={"Wei": WEI}, fallback_steward="Wei", stewards_channel=STEWARDS
)
TERMS = (
    a_term("diffusion model", related=("token",), takeaways={"legal": "Check the licence. Twice."}),
    a_term("token"),
)
HISTORY = ("channels:history", "groups:history")


def an_entry(entry_id: str = "weekly", **fields: object) -> ScheduleEntry:
    """Return an entry that is due at noon today: at NOW."""
    values = {
        "id": entry_id,
        "job": JobName.TERM_OF_THE_WEEK,
        "channel": "general",
        "weekday": 0,
        "time": dt.time(12),
        "zone": ZoneInfo("UTC"),
    }
    return ScheduleEntry(**(values | fields))  # type: ignore[arg-type]


@pytest.fixture
def posting(bot_with: BotWith) -> BotWith:
    """Give a function that starts the bot with these entries in its schedule."""

    async def start(*entries: ScheduleEntry) -> RunningBot:
        bot = await bot_with(glossary=a_glossary(*TERMS, config=CONFIG))
        bot.schedule.entries = entries or (an_entry(),)
        return bot

    return start


async def due(bot: RunningBot, *, after: dt.timedelta = dt.timedelta(0)) -> None:
    """Let the clock wake the bot, so long after the post was due."""
    bot.clock.now = NOW + after
    await bot.services.make_due_posts()


def posts(bot: RunningBot, channel: str = "general") -> list[Message]:
    return bot.slack.sandbox.workspace.messages(bot.slack.channel(channel).id)


def reports(bot: RunningBot) -> list[Message]:
    return posts(bot, STEWARDS)


async def state(bot: RunningBot, channel_id: str = GENERAL) -> PostState | None:
    row = await bot.services.ledger.get(PostKey(TEAM_ID, channel_id, "weekly", PERIOD))
    return row.state if row else None


def without_history(slack: SandboxServer) -> None:
    slack.sandbox.scopes.difference_update(HISTORY)


async def test_a_channel_reads_the_term_of_the_week(posting: BotWith) -> None:
    """The post says what the term is, for whom it means what, and what to do."""
    bot = await posting()

    await due(bot)
    (post,) = posts(bot)

    assert "Term of the week" in post.words
    assert post.metadata
    assert {"term", "period", "entry"} == post.metadata["event_payload"].keys()
    slug = post.metadata["event_payload"]["term"]
    term = bot.glossary.terms[slug]
    assert term.short_def in post.words
    assert "Do this one thing." in post.words
    assert slug == await bot.services.message_terms.slug_of(TEAM_ID, GENERAL, post.ts)


async def test_however_often_the_clock_wakes_it_a_post_is_made_once(posting: BotWith) -> None:
    """Every minute of the day, the channel has the one post of the week."""
    bot = await posting()

    for minutes in (0, 1, 2, 60, 600, 1439):
        await due(bot, after=dt.timedelta(minutes=minutes))

    assert 1 == len(posts(bot))


async def test_a_post_that_was_missed_is_made_late_but_not_too_late(posting: BotWith) -> None:
    """Within its grace it is made; after that it is left out for this week."""
    bot = await posting(an_entry(), an_entry("short", grace=dt.timedelta(hours=1)))

    await due(bot, after=dt.timedelta(hours=5))

    assert ["weekly"] == [post.metadata["event_payload"]["entry"] for post in posts(bot)]


async def test_each_reader_gets_their_own_words(posting: BotWith) -> None:
    """A press answers privately and leaves the post as it is."""
    bot = await posting(an_entry(role="legal"))
    await due(bot)
    (post,) = posts(bot)
    before = list(post.blocks)

    answer = await bot.person("lena").press(post, "In my role's words")

    assert answer.message
    assert answer.message.ephemeral_to == bot.person("lena").id
    assert before == posts(bot)[0].blocks


async def test_a_related_term_opens_for_the_reader_alone(posting: BotWith) -> None:
    """The channel keeps its post; whoever wants to know more reads on privately."""
    bot = await posting()
    await due(bot)
    (post,) = posts(bot)
    if post.metadata["event_payload"]["term"] == "token":  # it is the other one's turn
        await due(bot, after=dt.timedelta(weeks=1))
        post = posts(bot)[-1]

    answer = await bot.person("maya").press(post, "token")

    assert answer.message
    assert ("token", bot.person("maya").id) == (
        answer.message.words.splitlines()[0],
        answer.message.ephemeral_to,
    )


async def test_the_second_post_tells_what_changed_since_the_first(posting: BotWith) -> None:
    """New, reworded and approved terms are counted, and who missed something."""
    bot = await posting()
    await due(bot)
    revised = replace(bot.glossary.terms["token"], short_def="Said in better words.")
    bot.glossary.apply((revised, a_term("agent")), ())
    bot.clock.now = NOW + dt.timedelta(days=6)
    await bot.person("maya").command("/define zyzzyva protocol")
    await bot.person("lena").command("/define zyzzyva protocol")
    await bot.person("lena").command("/define agent")
    await bot.services.lookup_counts.flush()

    await due(bot, after=dt.timedelta(weeks=1))
    first, second = posts(bot)

    assert "since the last post" not in first.words
    assert "In the glossary since the last post: 1 new, 1 revised." in second.words
    assert "2 people looked up something that is not in it yet." in second.words


async def test_one_failing_channel_does_not_stop_the_others(posting: BotWith) -> None:
    """Each is told of once, with what to do; once it is mended the post is made."""
    bot = await posting(
        an_entry("a", channel="no-such-channel"),
        an_entry("b", channel="random"),
        an_entry("c", channel="product"),
        an_entry("d"),
    )
    bot.slack.channel("product").is_archived = True

    for minutes in (0, 1, 2, 15, 30):
        await due(bot, after=dt.timedelta(minutes=minutes))

    told = [report.words for report in reports(bot)]
    for place in ("#no-such-channel", "<#C0RANDOM05>", "<#C0PRODUCT2>"):
        assert 1 == sum(place in words for words in told)
    assert (1, 3) == (len(posts(bot)), len(told))

    await bot.person("maya").command("/invite @Parlance", channel="random")
    await due(bot, after=dt.timedelta(minutes=45))

    assert 1 == len(posts(bot, "random"))
    assert 3 == len(reports(bot))


async def test_a_limit_is_waited_for_as_told(posting: BotWith) -> None:
    """Nothing is sent before the time that Slack names, and nobody is bothered."""
    bot = await posting()
    bot.slack.refuse_next("chat.postMessage", "ratelimited", retry_after=300)

    await due(bot)
    await due(bot, after=dt.timedelta(seconds=299))
    early = len(posts(bot))
    await due(bot, after=dt.timedelta(seconds=300))

    assert (0, 1, 0) == (early, len(posts(bot)), len(reports(bot)))


async def test_a_post_that_arrived_unnoticed_is_found(posting: BotWith) -> None:
    """Slack took it and said nothing sensible: the channel's history tells."""
    bot = await posting()
    await due(bot)
    row = await bot.services.ledger.get(PostKey(TEAM_ID, GENERAL, "weekly", PERIOD))
    assert row
    await broken_off(bot)

    await due(bot, after=dt.timedelta(minutes=11))

    assert (PostState.POSTED, 1, 0) == (await state(bot), len(posts(bot)), len(reports(bot)))


async def broken_off(bot: RunningBot) -> None:
    """Let the ledger be as if the bot had died before it recorded the post."""
    async with bot.database.engine.begin() as connection:
        await connection.execute(update(POST_LEDGER).values(state="sending", ts=""))


async def test_a_post_that_never_arrived_is_made_again(posting: BotWith) -> None:
    """Its channel's history does not hold it: it was not sent."""
    bot = await posting()
    bot.slack.refuse_next("chat.postMessage", "internal_error")

    await due(bot)
    first = await state(bot)
    await due(bot, after=dt.timedelta(minutes=11))

    assert (PostState.UNKNOWN, PostState.POSTED) == (first, await state(bot))
    assert (1, 0) == (len(posts(bot)), len(reports(bot)))


async def test_without_the_history_a_steward_is_asked_once(posting: BotWith) -> None:
    """Nobody can tell by itself, so nothing is posted until somebody has looked."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")

    for minutes in (0, 11, 12, 60, 240):
        await due(bot, after=dt.timedelta(minutes=minutes))

    (report,) = reports(bot)
    assert 0 == len(posts(bot))
    assert "I cannot tell whether it arrived" in report.words

    refused = await bot.person("amara").press(report, "Post it now")
    assert 0 == len(posts(bot))
    assert "Only the glossary's stewards" in refused.words

    wei = bot.person("wei")
    await asyncio.gather(wei.press(report, "Post it now"), wei.press(report, "Post it now"))

    assert (1, PostState.POSTED) == (len(posts(bot)), await state(bot))
    assert "had it posted now" in reports(bot)[0].words


async def test_what_a_steward_wants_posted_late_is_asked_about_until_it_is(
    posting: BotWith,
) -> None:
    """Slack refuses it when it is too late for the clock: the button comes again, and works."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")
    for minutes in (0, 11, 60 * 30):
        await due(bot, after=dt.timedelta(minutes=minutes))
    wei = bot.person("wei")
    bot.slack.refuse_next("chat.postMessage", "restricted_action")
    await wei.press(reports(bot)[0], "Post it now")
    await due(bot, after=dt.timedelta(minutes=60 * 30 + 1))
    _, refused = reports(bot)
    early = len(posts(bot))

    assert "Only some members may post there." in refused.words
    assert "I go on trying" not in refused.words

    await wei.press(refused, "Post it now")

    assert (0, 1, PostState.POSTED) == (early, len(posts(bot)), await state(bot))


def _has_buttons(message: Message) -> bool:
    return any(block["type"] == "actions" for block in message.blocks)


async def test_a_steward_says_that_it_is_there(posting: BotWith) -> None:
    """Then it counts as posted, and nothing is posted again."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")
    await due(bot)
    await due(bot, after=dt.timedelta(minutes=11))
    (report,) = reports(bot)

    await bot.person("wei").press(report, "It is there")
    await due(bot, after=dt.timedelta(hours=2))

    assert (0, PostState.POSTED) == (len(posts(bot)), await state(bot))
    assert "says that it is there" in reports(bot)[0].words
    assert not _has_buttons(reports(bot)[0])


async def test_what_was_to_be_said_of_a_channel_is_not_posted_there(posting: BotWith) -> None:
    """A name that nobody found is no place: the post would be made again once it is found."""
    bot = await posting(an_entry(channel="nowhere"))
    key = PostKey(TEAM_ID, "#general", "weekly", PERIOD)
    job = JobName.TERM_OF_THE_WEEK.value
    await bot.services.ledger.claim(key, job=job, slot_at=NOW, slug=None)

    await due(bot, after=LEASE)

    assert [] == posts(bot)
    row = await bot.services.ledger.get(key)
    assert row
    assert PostState.FAILED == row.state


@pytest.mark.parametrize("days", [-20_000, -7, 7, 365])
async def test_a_clock_that_is_wrong_at_the_start_posts_nothing(
    posting: BotWith, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    """Or the post of the wrong week would come beside the right one."""
    bot = await posting()
    off = dt.timedelta(days=days)
    with monkeypatch.context() as patched:
        clock = bot.services.slack_clock
        patched.setattr(clock, "_now", lambda: now() + off)
        await due(bot, after=off)
        early = bot.person("maya").messages("general")
    await due(bot)

    assert early == []
    assert len(bot.person("maya").messages("general")) == 1
