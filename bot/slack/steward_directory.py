"""Finds out from Slack who may decide: the user group's members, without those who left."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from typing import TYPE_CHECKING

import structlog

from bot.errors import UserFacingError
from bot.glossary.stewards import Stewards
from bot.slack.errors import SlackCallError, calling_slack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.glossary.glossary import Glossary
    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

# People who join the group may decide after this long; those who leave it no longer may.
CACHED_SECONDS = 180
# In an outage the bot asks Slack again after this long, and uses the last list of members for an
# hour.
AGAIN_SECONDS = 15
KEPT_SECONDS = 3600
# A press waits for Slack's answer, and a form has to be answered within three seconds.
PATIENCE_SECONDS = 2
STEWARDS_ONLY = "Only the glossary's stewards decide on this, so nothing was done."


class NotAStewardError(UserFacingError):
    """The person may read the question, but not decide."""

    def __init__(self) -> None:
        super().__init__(STEWARDS_ONLY)


class _Answer:
    """The user ids that Slack gave last, and for how long they hold."""

    def __init__(self, about: str, scope: str, *, level: int, kept_seconds: float) -> None:
        """``level`` is how grave it is that Slack doesn't say."""
        self._log = log.bind(about=about, scope=scope)
        self._level = level
        self._kept_seconds = kept_seconds
        self._ids: frozenset[str] = frozenset()
        self._given_at = -math.inf
        self._state = "given"
        self.ask_at = -math.inf

    def ids(self, now: float) -> frozenset[str]:
        """Return them, as long as they hold."""
        return self._ids if now - self._given_at < self._kept_seconds else frozenset()

    def take(self, ids: frozenset[str], now: float) -> None:
        """Slack gave them."""
        self._ids, self._given_at, self.ask_at = ids, now, now + CACHED_SECONDS
        self._be("given", "Slack lists the stewards again")

    def drop(self, reason: str, now: float) -> None:
        """Slack refuses to list them: from now on the group is empty."""
        self._ids, self.ask_at = frozenset(), now + CACHED_SECONDS
        self._be(reason, "Slack refuses to list the stewards, so nobody may decide", reason=reason)

    def keep(self, reason: str, now: float) -> None:
        """Slack can't say now: those whom it gave last stay for a while."""
        self.ask_at = now + AGAIN_SECONDS
        if self.ids(now):
            self._be(
                "kept", "Slack can't list the stewards; the last list holds for now", reason=reason
            )
        else:
            self._be(
                "unknown", "Slack can't list the stewards, so nobody may decide", reason=reason
            )

    def _be(self, state: str, event: str, **details: str) -> None:
        """Log a change of state, and what stays as it was only once."""
        if state != self._state:
            self._log.log(logging.INFO if state == "given" else self._level, event, **details)
        self._state = state


class StewardDirectory:
    """The stewards; Slack's answer is cached for a few minutes.

    Those whom ``glossary.yml`` names may decide at any time. The members of its user group may
    as long as Slack lists them. If it refuses, no member may; where it is out of order,
    those whom it listed last may for an hour.
    """

    def __init__(
        self,
        client: SlackClient,
        glossary: Glossary,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._glossary = glossary
        self._now = now
        self._group: str | None = None
        self._members = _members_of(None)
        # A closed account can press nothing: this says whom to ask, and only jobs look.
        self._departed = _Answer(
            "stewards who left Slack", "users:read", level=logging.INFO, kept_seconds=math.inf
        )
        self._asking = asyncio.Lock()
        self._looking = asyncio.Lock()  # of its own: acks wait for the other

    async def may_decide(self, user_id: str) -> bool:
        """Whether this person may decide now."""
        return (await self.current()).is_steward(user_id)

    async def current(self) -> Stewards:
        """Return the stewards, as of a few minutes ago at most."""
        async with self._asking:
            if self._glossary.config.steward_group != self._group:
                self._group = self._glossary.config.steward_group
                self._members = _members_of(self._group)
            if self._group and self._now() >= self._members.ask_at:
                await self._ask(self._members, self._list_members(self._group))
        now = self._now()
        return Stewards(self._glossary.config, self._members.ids(now), self._departed.ids(now))

    async def with_departed(self) -> Stewards:
        """Return the stewards after a look at who of them has left Slack; for jobs, not presses."""
        stewards = await self.current()
        async with self._looking:
            if self._now() >= self._departed.ask_at:
                await self._ask(self._departed, self._list_departed(stewards.named))
        return await self.current()

    async def _ask(self, answer: _Answer, question: Awaitable[frozenset[str]]) -> None:
        try:
            with calling_slack():
                ids = await question
        except SlackCallError as error:
            heed = answer.drop if error.is_refused else answer.keep
            heed(error.reason, self._now())
        else:
            answer.take(ids, self._now())

    async def _list_members(self, group: str) -> frozenset[str]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer = await self._client.usergroups_users_list(usergroup=group)
        return frozenset(answer.get("users") or ())

    async def _list_departed(self, user_ids: frozenset[str]) -> frozenset[str]:
        return frozenset([one for one in sorted(user_ids) if await self._has_left(one)])

    async def _has_left(self, user_id: str) -> bool:
        try:
            person = (await self._client.users_info(user=user_id))["user"]
        except SlackCallError as error:
            if error.reason == "user_not_found":
                return True
            raise
        return bool(person.get("deleted"))


def _members_of(group: str | None) -> _Answer:
    about = f"members of the stewards' user group {group}"
    return _Answer(about, "usergroups:read", level=logging.WARNING, kept_seconds=KEPT_SECONDS)
