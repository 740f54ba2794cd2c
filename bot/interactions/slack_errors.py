"""What Slack says when it refuses a call, whatever slack_sdk has made of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_sdk.errors import SlackApiError

# Slack says of these that a part of the work may have been done.
AMBIGUOUS = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
_NO_WORD = "HTTP "


def reason_of(error: SlackApiError) -> str:
    """Return Slack's word for it; the HTTP status where the answer was no JSON, as in an outage."""
    response = error.response
    data = getattr(response, "data", response)
    if isinstance(data, dict) and data.get("error"):
        return str(data["error"])
    status = getattr(response, "status_code", None) or getattr(response, "status", "?")
    return f"{_NO_WORD}{status}"


def is_slacks_trouble(error: SlackApiError) -> bool:
    """Whether Slack failed rather than refused: the call may have been heeded or not."""
    reason = reason_of(error)
    return reason in AMBIGUOUS or reason.startswith(_NO_WORD)


def is_passing(error: SlackApiError) -> bool:
    """Whether the same call may be taken a little later."""
    return is_slacks_trouble(error) or reason_of(error) in RATE_LIMITED
