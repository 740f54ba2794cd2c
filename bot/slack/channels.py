"""Channels by the names that people write: Slack's own ids are what the ledger knows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.slack.client import SlackClient

# Somebody may give a name to another channel; it is noticed after this long.
_KEPT = timedelta(hours=1)
_LOOK_AGAIN_AFTER = timedelta(minutes=5)
_PAGE = 1000
_MOST_PAGES = 50
# Names are in lower case.
_ID = re.compile(r"[CGDUW][A-Z0-9]{2,}")


class UnresolvedChannelError(Exception):
    """No id is known for the name; ``reason`` is Slack's word for why."""

    def __init__(self, reason: str, *, is_passing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_passing = is_passing  # Slack gave no answer; it can be soon


class Channels:
    """The ids of channels by name, as Slack told them within the hour."""

    def __init__(self, client: SlackClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._ids: dict[str, tuple[str, datetime]] = {}
        self._unknown: dict[str, tuple[str, datetime]] = {}

    async def id_of(self, name: str) -> str:
        """Return the id of a channel; raise UnresolvedChannelError where Slack names none."""
        name = name.removeprefix("#")
        if _ID.fullmatch(name):
            return name
        now = self._clock()
        channel_id, until = self._ids.get(name, ("", now))
        if now < until:
            return channel_id
        reason, until = self._unknown.get(name, ("", now))
        if now < until:
            raise UnresolvedChannelError(reason)
        try:
            return await self._look_for(name)
        except UnresolvedChannelError as error:
            if not error.is_passing:
                self._unknown[name] = (error.reason, now + _LOOK_AGAIN_AFTER)
            raise

    async def _look_for(self, name: str) -> str:
        """Return the id, and keep those of all the channels that are listed before.

        A name counts for the channel that is in use: an archived one may bear it as well.
        """
        reason = "channel_not_found"
        for kind in ("public_channel", "private_channel"):
            try:
                found = await self._look_among(kind, name)
            except SlackCallError as error:
                reason = error.reason
                if reason != "missing_scope":
                    raise UnresolvedChannelError(reason, is_passing=True) from error
            else:
                if found:
                    return found
        raise UnresolvedChannelError(reason)

    async def _look_among(self, kind: str, name: str) -> str | None:
        until = self._clock() + _KEPT
        cursor, archived = "", {}
        for _ in range(_MOST_PAGES):
            page = await self._client.conversations_list(
                types=kind, limit=_PAGE, cursor=cursor or None
            )
            for channel in page.get("channels") or ():
                if channel.get("is_archived"):
                    archived[channel["name"]] = channel["id"]
                else:
                    self._ids[channel["name"]] = (channel["id"], until)
            if name in self._ids and self._ids[name][1] == until:
                return self._ids[name][0]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return archived.get(name)
