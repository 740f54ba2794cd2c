from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import Failure, is_passing, reason_of, trouble_of


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
    ("error", "reason", "trouble", "passing"),
    [
        (an_error({"ok": False, "error": "not_in_channel"}), "not_in_channel", False, False),
        (an_error({"ok": False, "error": "ratelimited"}, 429), "ratelimited", False, True),
        (an_error({"ok": False, "error": "internal_error"}), "internal_error", True, True),
        (an_error({}, 503), "HTTP 503", True, True),
        (an_error("upstream connect error", 503), "HTTP 503", True, True),
        (SlackApiError("unread", _Unread()), "HTTP 502", True, True),
        (SlackApiError("bare", {"ok": False, "error": "bad_token"}), "bad_token", False, False),
    ],
)
def test_every_answer_that_is_no_yes_has_a_reason(
    error: SlackApiError, reason: str, *, trouble: bool, passing: bool
) -> None:
    """Whatever stands in for Slack in an outage, the reason is a word, and no second error."""
    assert (reason, trouble, passing) == (
        reason_of(error),
        trouble_of(error).failure is Failure.UNCLEAR,
        is_passing(error),
    )


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionResetError("Connection lost"), "Connection lost"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_connection_that_failed_says_how_in_words(error: Exception, reason: str) -> None:
    """A person reads it in a terminal."""
    assert reason == trouble_of(error).reason
