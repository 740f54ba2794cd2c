"""One table of retries for calls to Slack that fail while the bot answers a person.

Slack has acknowledged nothing by then and sends nothing again: an event was acked before its
answer, a press before what it shows. So the answer is tried again here, in the listener that
waits for it. Stored work has rules of its own: posts, the outbox, changes in git, and what the bot
knows from Slack. docs/architecture.md lists them all, under "When Slack has trouble".
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler

from bot.slack.client import SlackClient
from bot.slack.errors import Failure, Trouble, trouble_in, trouble_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.http_retry.request import HttpRequest
    from slack_sdk.http_retry.response import HttpResponse
    from slack_sdk.http_retry.state import RetryState
    from slack_sdk.web.async_client import AsyncWebClient

    # Waits for so many seconds; less when the process stops.
    Wait = Callable[[float], Awaitable[None]]


# Longer than this no call is waited for; Slack may have taken it all the same.
CALL_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a call is tried again, and for how long.

    ``waits`` are the seconds before each further try; Slack's ``Retry-After`` makes one longer.
    ``most_unclear`` is how often a call is made in all when Slack may have taken it each time.
    No try begins more than ``within`` seconds after the first has failed.
    """

    waits: tuple[float, ...]
    most_unclear: int
    within: float


# The same twice is the same.
REPEATABLE = Rule(waits=(1, 5, 20), most_unclear=4, within=60)
# A message that comes twice is a nuisance; an answer that never comes is a broken promise.
ANSWER = Rule(waits=(1, 5, 20), most_unclear=3, within=60)
# A message for everybody, on one person's behalf.
SHARE = Rule(waits=(1, 5, 20), most_unclear=1, within=60)
# A trigger_id lives for three seconds and opens one view, so two calls can't open two.
BY_TRIGGER = Rule(waits=(0.25, 0.75), most_unclear=3, within=2)
# Runs before an ack, and Slack waits three seconds for it; or while connecting, which goes on.
BRIEFLY = Rule(waits=(0.25, 0.75), most_unclear=3, within=2)
# The drawing that replaces a press. A response_url takes five uses, and a refused one may count.
IN_PLACE = Rule(waits=(1, 5), most_unclear=3, within=60)

# Where a file's bytes go: no method of the Web API, so it answers in words.
_UPLOAD = "/upload/v1/"
RULES = {
    "apps.connections.open": BRIEFLY,
    "auth.test": BRIEFLY,
    "chat.postEphemeral": ANSWER,
    "chat.postMessage": ANSWER,
    "chat.unfurl": REPEATABLE,
    "chat.update": REPEATABLE,
    "users.info": REPEATABLE,
    "views.open": BY_TRIGGER,
    "views.publish": REPEATABLE,
    "views.push": BY_TRIGGER,
    "views.update": IN_PLACE,
}


class Tries:
    """The tries of one call; the first has been made."""

    def __init__(self, rule: Rule, now: Callable[[], float]) -> None:
        self._rule = rule
        self._now = now
        self._made = 1
        self._unclear = 0
        self._give_up_at = now() + rule.within

    def wait_before_next(self, trouble: Trouble) -> float | None:
        """Return how many seconds to wait before the next try; None: there is no next one."""
        self._unclear += trouble.failure is Failure.UNCLEAR
        if trouble.failure is Failure.REFUSED or self._made > len(self._rule.waits):
            return None
        if self._unclear >= self._rule.most_unclear:
            return None
        seconds = max(self._rule.waits[self._made - 1], trouble.retry_after or 0)
        if self._now() + seconds > self._give_up_at:
            return None
        self._made += 1
        return seconds


class Retries(AsyncRetryHandler):
    """The table as slack_sdk takes it; with a ``rule``, that one for every method."""

    def __init__(
        self, wait: Wait, now: Callable[[], float] = time.monotonic, rule: Rule | None = None
    ) -> None:
        super().__init__()
        self.wait = wait
        self.now = now
        self._rule = rule

    def under(self, rule: Rule) -> Retries:
        """Return the same for calls that all follow this rule."""
        return Retries(self.wait, self.now, rule)

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Return whether the call is made once more; then ``prepare_for_next_attempt`` waits."""
        if _UPLOAD in request.url:
            return False
        trouble = _trouble(response, error)
        rule = self._rule or RULES.get(request.url.rpartition("/")[2])
        if trouble is None or rule is None:
            return False
        kept = state.custom_values = state.custom_values or {"tries": Tries(rule, self.now)}
        kept["seconds"] = kept["tries"].wait_before_next(trouble)
        return kept["seconds"] is not None

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 -- slack_sdk's signature
        response: HttpResponse | None = None,  # noqa: ARG002 -- slack_sdk's signature
        error: Exception | None = None,  # noqa: ARG002 -- slack_sdk's signature
    ) -> None:
        """Wait as long as the rule, or Slack, says."""
        state.next_attempt_requested = True
        await self.wait((state.custom_values or {})["seconds"])
        state.increment_current_attempt()


def following(client: AsyncWebClient, rule: Rule) -> SlackClient:
    """Return a client that follows this rule in every call, each over a new connection.

    Slack may close a kept connection at the moment of the call, and then nobody knows whether it
    took it.
    """
    handlers: list[AsyncRetryHandler] = [
        one.under(rule) for one in client.retry_handlers if isinstance(one, Retries)
    ]
    return SlackClient(
        client.token,
        base_url=client.base_url,
        timeout=CALL_SECONDS,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=handlers,
    )


def _trouble(response: HttpResponse | None, error: Exception | None) -> Trouble | None:
    """Return what the try came to; raise where slack_sdk would stumble over the answer."""
    if error is not None:
        return trouble_of(error)
    if response is None:
        return None
    trouble = trouble_in(response.status_code, response.headers, response.body)
    if trouble and response.status_code == HTTPStatus.OK and not isinstance(response.body, dict):
        raise aiohttp.ClientPayloadError("Slack's answer is no JSON")
    return trouble
