"""Classifies failed calls to Slack, whichever exception slack_sdk or aiohttp raised."""

from __future__ import annotations

import contextlib
import json
import socket
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.command_name import define_command
from bot.errors import ParlanceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Slack says of these that a part of the work may have been done.
AMBIGUOUS = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
_NO_WORD = "HTTP "
_LONGEST_WORD = 60
# Sentences for people whose press or command Slack didn't let the bot answer.
_TOO_LATE = "That took too long for Slack. Please press again."
SLACK_HAS_TROUBLE = "Slack has trouble at the moment. Please try again soon."
_SENTENCES = {
    "expired_trigger_id": _TOO_LATE,
    "ratelimited": "Slack is limiting this app for a moment. Please try again soon.",
    "not_found": "That window is no longer open. Look the term up again with {define}.",
}
_TOO_OLD = "This message is too old to answer. Look the term up again with {define}."
# The connection was never made, so Slack can't have read the call.
_NOT_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, socket.gaierror)


class Failure(Enum):
    """Whether Slack may have done what a failed call asked for."""

    REFUSED = auto()  # it didn't, and it will say so again
    NOT_TAKEN = auto()  # it didn't, but it may do it a little later
    UNCLEAR = auto()  # it may have done it


@dataclass(frozen=True, slots=True)
class Trouble:
    """How one call failed; ``retry_after`` is Slack's own wish, in seconds."""

    failure: Failure
    reason: str
    retry_after: int | None = None


class SlackCallError(ParlanceError):
    """A call to Slack failed, in whatever way; ``trouble`` says how."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.reason)
        self.trouble = trouble

    @property
    def reason(self) -> str:
        """Slack's word for it, the HTTP status without one, or how the connection failed."""
        return self.trouble.reason

    @property
    def is_refused(self) -> bool:
        """Whether Slack refused it, and will again: nothing is gained by another try."""
        return self.trouble.failure is Failure.REFUSED


class NotShownError(SlackCallError):
    """Slack didn't take an answer through a press's response_url."""


# What slack_sdk and aiohttp raise when Slack refuses a call, fails, or can't be reached. A
# connection that breaks is an OSError, and so is one that takes too long.
_RAISED = (SlackApiError, aiohttp.ClientError, OSError)


def trouble_of(error: Exception) -> Trouble | None:
    """Return what an error that slack_sdk or aiohttp raised says of a call; None of any other."""
    if not isinstance(error, _RAISED):
        return None
    if not isinstance(error, SlackApiError):
        failure = Failure.NOT_TAKEN if isinstance(error, _NOT_CONNECTED) else Failure.UNCLEAR
        return Trouble(failure, str(error) or type(error).__name__)
    response = error.response
    data = getattr(response, "data", response)
    # slack_sdk puts aiohttp's own answer here where it couldn't read the body.
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return _trouble(status, getattr(response, "headers", {}), data)


@contextlib.contextmanager
def calling_slack() -> Iterator[None]:
    """Let a call to Slack raise SlackCallError, whatever slack_sdk and aiohttp raise."""
    try:
        yield
    except Exception as error:
        if trouble := trouble_of(error):
            raise SlackCallError(trouble) from error
        raise


def trouble_in(
    status: int, headers: Mapping[str, str | Sequence[str]], body: object
) -> Trouble | None:
    """Return what an answer came to: its JSON, or None for one that has none. None: it is well."""
    if status == HTTPStatus.OK and isinstance(body, dict) and body.get("ok"):
        return None
    return _trouble(status, headers, body)


def trouble_in_reply(status: int, headers: Mapping[str, str], text: str) -> Trouble | None:
    """Return what a response_url's answer came to; it says "ok", or JSON as a method does."""
    is_page = text.lstrip().startswith("<")
    try:
        body = json.loads(text)
    except ValueError:
        if status == HTTPStatus.OK and not is_page:
            return None
        word = text.strip()[:_LONGEST_WORD] or f"{_NO_WORD}{status}"
        body = None if is_page else {"error": word}
    return trouble_in(status, headers, body)


def words_for(error: SlackCallError) -> str | None:
    """Return what to tell the person whom a failed call kept from an answer.

    None for a refusal that says nothing to them: that is a fault of the bot's own.
    """
    if not error.is_refused:
        return _SENTENCES.get(error.reason, SLACK_HAS_TROUBLE)
    sentence = _TOO_OLD if isinstance(error, NotShownError) else _SENTENCES.get(error.reason)
    return sentence.format(define=define_command()) if sentence else None


def _trouble(
    status: int | None, headers: Mapping[str, str | Sequence[str]], body: object
) -> Trouble:
    word = body.get("error") if isinstance(body, dict) else None
    reason = str(word) if word else f"{_NO_WORD}{status or '?'}"
    retry_after = _retry_after(headers)
    if status == HTTPStatus.TOO_MANY_REQUESTS or reason in RATE_LIMITED:
        return Trouble(Failure.NOT_TAKEN, "ratelimited", retry_after)
    is_slacks = not word or reason in AMBIGUOUS or (status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble(Failure.UNCLEAR if is_slacks else Failure.REFUSED, reason, retry_after)


def _retry_after(headers: Mapping[str, str | Sequence[str]]) -> int | None:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            told = value if isinstance(value, str) else value[0]
            return int(told) if told.isdecimal() else None
    return None
