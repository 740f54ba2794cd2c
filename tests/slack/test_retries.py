from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import SlackClient
from bot.slack.errors import Failure, SlackCallError, Trouble
from bot.slack.retries import (
    ANSWER,
    BY_TRIGGER,
    REPEATABLE,
    RULES,
    SHARE,
    Retries,
    Tries,
    following,
)
from tests.slack.hanging_up import an_answer, answering

if TYPE_CHECKING:
    from bot.slack.retries import Rule

WELL = an_answer("200 OK", '{"ok": true, "ts": "1.1"}')
BUSY = an_answer("429 Too Many Requests", '{"ok": false, "error": "ratelimited"}', retry_after="7")
INTERNAL = an_answer("200 OK", '{"ok": false, "error": "internal_error"}')
REFUSED = an_answer("200 OK", '{"ok": false, "error": "not_in_channel"}')
OUTAGE = an_answer("500 Internal Server Error", "{}")
PAGE = an_answer("200 OK", "<html>Sorry</html>", "text/html")
BAD_GATEWAY = an_answer("502 Bad Gateway", "<html>Sorry</html>", "text/html")
WORDS = an_answer("200 OK", "upstream connect error", "text/plain")
NO_JSON = an_answer("200 OK", "<html>", "application/json")
A_LIST = an_answer("200 OK", "[]")
NOTHING = ""  # the connection is lost


class Time:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def wait(self, seconds: float) -> None:
        """Let it pass."""
        self.waited.append(seconds)
        self.now += seconds


def a_client(url: str, time: Time) -> SlackClient:
    retries = Retries(time.wait, time)
    return SlackClient("xoxb-1", base_url=f"{url}/api/", retry_handlers=[retries])


@pytest.mark.parametrize("method", sorted(RULES))
@pytest.mark.parametrize(
    "fault", [BUSY, INTERNAL, OUTAGE, PAGE, BAD_GATEWAY, WORDS, NO_JSON, A_LIST, NOTHING]
)
async def test_one_failure_is_no_failure(method: str, fault: str):
    """Whatever Slack, or what stands before it, answered once: the call is made again."""
    time = Time()
    async with answering(fault.replace("retry-after: 7", "retry-after: 1"), WELL) as calls:
        answer = await a_client(calls.url, time).api_call(method, json={})

    assert answer["ok"]
    assert calls.count == 2
    assert len(time.waited) == 1


@pytest.mark.parametrize(
    ("method", "fault", "count"),
    [
        ("chat.postMessage", BUSY, 4),
        ("chat.postMessage", OUTAGE, 3),
        ("chat.postEphemeral", PAGE, 3),
        ("chat.postEphemeral", NOTHING, 3),
        ("chat.update", INTERNAL, 4),
        ("chat.unfurl", NOTHING, 4),
        ("views.publish", OUTAGE, 4),
        ("views.open", OUTAGE, 3),
        ("views.open", BUSY, 1),
        ("chat.postMessage", REFUSED, 1),
        ("conversations.list", OUTAGE, 1),
    ],
)
async def test_what_stays_broken_is_given_up(method: str, fault: str, count: int):
    """What Slack may have taken is sent three times at most; what it refuses, once."""
    time = Time()
    async with answering(*[fault] * 9) as calls:
        with pytest.raises(SlackCallError):
            await a_client(calls.url, time).api_call(method, json={})

    assert calls.count == count
    assert time.now <= 60


@pytest.mark.parametrize(("fault", "count"), [(BUSY, 2), (OUTAGE, 1), (NOTHING, 1), (WORDS, 1)])
async def test_a_share_is_sent_again_only_if_slack_did_not_take_it(fault: str, count: int):
    """Two of them would stand before everybody."""
    async with answering(fault, REFUSED) as calls:
        client = following(a_client(calls.url, Time()), SHARE)
        with pytest.raises(SlackCallError):
            await client.chat_postMessage(channel="C1", text="words")

    assert calls.count == count


async def test_a_refused_connection_is_tried_again():
    """Slack can't have read the call."""
    async with answering() as calls:
        url = calls.url
    time = Time()
    with pytest.raises(SlackCallError):
        await following(a_client(url, time), SHARE).chat_postMessage(channel="C1", text="words")

    assert time.waited == [1, 5, 20]


async def test_slack_says_how_long_to_wait():
    """Its own wish counts where it is longer than ours, up to a minute in all."""
    time = Time()
    async with answering(BUSY, BUSY.replace(": 7", ": 30"), BUSY.replace(": 7", ": 31")) as calls:
        with pytest.raises(SlackCallError):
            await a_client(calls.url, time).chat_postMessage(channel="C1", text="words")

    assert time.waited == [7, 30]


@pytest.mark.parametrize(
    ("rule", "failure", "waits"),
    [
        (REPEATABLE, Failure.UNCLEAR, [1, 5, 20]),
        (ANSWER, Failure.UNCLEAR, [1, 5]),
        (ANSWER, Failure.NOT_TAKEN, [1, 5, 20]),
        (SHARE, Failure.UNCLEAR, []),
        (BY_TRIGGER, Failure.NOT_TAKEN, [0.25, 0.75]),
        (REPEATABLE, Failure.REFUSED, []),
    ],
)
def test_a_rule_says_how_often(rule: Rule, failure: Failure, waits: list[float]):
    """Each wait is longer than the one before."""
    tries = Tries(rule, lambda: 0)
    waited: list[Any] = []
    while (seconds := tries.wait_before_next(Trouble(failure, "reason"))) is not None:
        waited.append(seconds)

    assert waited == waits


async def test_one_that_waits_holds_up_no_other():
    """Each call waits by itself."""
    waiting, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_seconds: float) -> None:
        waiting.set()
        await go_on.wait()

    async with answering(BUSY, WELL, WELL) as calls:
        client = AsyncWebClient(
            "xoxb-1", base_url=f"{calls.url}/api/", retry_handlers=[Retries(wait)]
        )
        first = asyncio.create_task(client.chat_postMessage(channel="C1", text="words"))
        await waiting.wait()
        second = await client.chat_postMessage(channel="C1", text="words")
        go_on.set()

        assert second["ok"]
        assert (await first)["ok"]
