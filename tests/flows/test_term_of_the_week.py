"""Conversations about the term of the week: what a channel reads, presses, and what broke off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.clock import now
from bot.glossary.files.schedule import JobName
from bot.sandbox.workspace.people import TEAM_ID
from bot.storage.posts.ledger import LEASE
from bot.storage.posts.ledger_row import PostKey, PostState
from tests.builders import a_term
from tests.clock import NOW
from tests.flows.posts import GENERAL, PERIOD, an_entry, broken_off, due, posts, reports, state

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_a_channel_reads_the_term_of_the_week(posting: BotWith) -> None:
    """The post has the term, its meaning for each role, and what to do."""
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
    """The channel keeps its post; people who want more read on privately."""
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
    """Each is reported once, with what to do; once it is mended the post is made."""
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
    """The bot sends nothing before the time that Slack names, and no report."""
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


async def test_a_post_that_never_arrived_is_made_again(posting: BotWith) -> None:
    """Its channel's history does not hold it: it was not sent."""
    bot = await posting()
    bot.slack.refuse_next("chat.postMessage", "internal_error")

    await due(bot)
    first = await state(bot)
    await due(bot, after=dt.timedelta(minutes=11))

    assert (PostState.UNKNOWN, PostState.POSTED) == (first, await state(bot))
    assert (1, 0) == (len(posts(bot)), len(reports(bot)))


async def test_what_was_to_be_said_of_a_channel_is_not_posted_there(posting: BotWith) -> None:
    """A name that wasn't found isn't a place: the post would be made again once it is found."""
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
