"""Who may decide, as Slack knows them now: the user group's members, and who has left."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import UserFacingError
from bot.glossary.stewards import Stewards
from bot.interactions.slack_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary

log = structlog.get_logger(__name__)

# Whoever joins the group may decide after this long; whoever leaves it no longer may.
CACHED_SECONDS = 180
STEWARDS_ONLY = "Only the glossary's stewards decide on this, so nothing was done."
_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


class NotAStewardError(UserFacingError):
    """Somebody pressed who may read what is asked, but not decide."""

    def __init__(self) -> None:
        super().__init__(STEWARDS_ONLY)


class Appointed:
    """The stewards; what Slack says of them is kept for a few minutes.

    Where Slack can't be asked, or the optional scopes are not granted, what it said
    last holds: those whom ``glossary.yml`` names may decide at any time.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        glossary: Glossary,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._glossary = glossary
        self._now = now
        self._group = ""
        self._members: frozenset[str] = frozenset()
        self._members_until = 0.0
        self._departed: frozenset[str] = frozenset()
        self._departed_until = 0.0
        self._asking = asyncio.Lock()
        self._told: set[str] = set()

    async def may_decide(self, user_id: str) -> bool:
        """Whether this person may decide now."""
        return (await self.current()).is_steward(user_id)

    async def current(self) -> Stewards:
        """Return the stewards, as of a few minutes ago at most."""
        config = self._glossary.config
        async with self._asking:
            if config.steward_group != self._group:
                self._group, self._members = config.steward_group or "", frozenset()
                self._members_until = 0.0
            if self._group and self._now() >= self._members_until:
                self._members = await self._ask_for_members()
                self._members_until = self._now() + CACHED_SECONDS
        return Stewards(config, self._members, self._departed)

    async def with_departed(self) -> Stewards:
        """Return the stewards after a look at who of them has left Slack; for jobs, not presses."""
        stewards = await self.current()
        async with self._asking:
            if self._now() >= self._departed_until:
                self._departed = await self._ask_who_left(stewards.named)
                self._departed_until = self._now() + CACHED_SECONDS
        return await self.current()

    async def _ask_for_members(self) -> frozenset[str]:
        try:
            answer = await self._client.usergroups_users_list(usergroup=self._group)
        except SlackApiError as error:
            self._tell_once(reason_of(error), "usergroups:read", self._group)
            return self._members
        except _UNREACHABLE as error:
            log.warning("the stewards' user group cannot be asked for", error=repr(error))
            return self._members
        return frozenset(answer["users"])

    async def _ask_who_left(self, user_ids: frozenset[str]) -> frozenset[str]:
        departed = set()
        for user_id in sorted(user_ids):
            try:
                person = (await self._client.users_info(user=user_id))["user"]
            except SlackApiError as error:
                reason = reason_of(error)
                if reason != "user_not_found":
                    self._tell_once(reason, "users:read", user_id)
                    return self._departed
                departed.add(user_id)
            except _UNREACHABLE as error:
                log.warning("the stewards' accounts cannot be asked for", error=repr(error))
                return self._departed
            else:
                if person.get("deleted"):
                    departed.add(user_id)
        return frozenset(departed)

    def _tell_once(self, reason: str, scope: str, of: str) -> None:
        """Log why Slack does not say; what stays so is not logged every few minutes."""
        if reason in self._told:
            return
        self._told.add(reason)
        if reason == "missing_scope":
            log.info("Slack does not say who is a steward without an optional scope", scope=scope)
        else:
            log.warning("Slack does not say who is a steward", reason=reason, of=of)
