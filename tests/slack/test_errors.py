from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.client import SlackClient
from bot.slack.errors import Failure, SlackCallError, trouble_of


class _Unread:
    """An answer that slack_sdk could not read, as aiohttp gives it."""

    status = 502


def an_error(data: Any, status: int = 200) -> SlackApiError:
    """Return the error that slack_sdk raises for an answer."""
    answer = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,
        headers={},
        status_code=status,
    )
    return SlackApiError("refused", answer)


@pytest.mark.parametrize(
    ("error", "reason", "failure"),
    [
        (an_error({"ok": False, "error": "not_in_channel"}), "not_in_channel", Failure.REFUSED),
        (an_error({"ok": False, "error": "ratelimited"}, 429), "ratelimited", Failure.NOT_TAKEN),
        (an_error({"ok": False, "error": "internal_error"}), "internal_error", Failure.UNCLEAR),
        (an_error({}, 503), "HTTP 503", Failure.UNCLEAR),
        (an_error("upstream connect error", 503), "HTTP 503", Failure.UNCLEAR),
        (SlackApiError("unread", _Unread()), "HTTP 502", Failure.UNCLEAR),
        (SlackApiError("bare", {"ok": False, "error": "bad_token"}), "bad_token", Failure.REFUSED),
    ],
)
def test_every_answer_that_is_no_yes_has_a_reason(
    error: SlackApiError, reason: str, failure: Failure
) -> None:
    """Whatever stands in for Slack in an outage, the reason is a word, and no second error."""
    trouble = trouble_of(error)

    assert trouble is not None
    assert (reason, failure) == (trouble.reason, trouble.failure)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionResetError("Connection lost"), "Connection lost"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_connection_that_failed_says_how_in_words(error: Exception, reason: str) -> None:
    """A person reads it in a terminal."""
    trouble = trouble_of(error)

    assert trouble is not None
    assert reason == trouble.reason


def test_what_is_no_failed_call_is_left_alone() -> None:
    """A fault of the bot's own keeps its traceback."""
    assert trouble_of(KeyError("user")) is None


async def test_every_method_fails_in_one_way() -> None:
    """Whether Slack refuses, or nothing listens where it should be."""
    client = SlackClient("xoxb-1", base_url="http://127.0.0.1:1/api/", retry_handlers=[])

    with pytest.raises(SlackCallError) as failed:
        await client.views_open(trigger_id="1", view={"type": "modal"})

    assert failed.value.trouble.failure is Failure.NOT_TAKEN
