"""The titles in people's profiles, asked for behind an answer and never waited for."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

import structlog

from bot.slack.errors import SlackCallError, calling_slack

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

CACHED_SECONDS = 24 * 3600
# After a refusal, as without the optional scope ``users:read``, or while Slack has trouble.
AGAIN_SECONDS = 600
CACHED_PEOPLE = 10_000


class JobTitles:
    """What people write in their profiles as what they do; each is asked for once a day."""

    def __init__(self, client: SlackClient, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._now = now
        self._titles: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._asking: set[asyncio.Task[None]] = set()
        self._ask_at = 0.0

    def known(self, user_id: str) -> str:
        """Return a person's title as far as it's known; what isn't will be the next time."""
        ends, title = self._titles.get(user_id, (0.0, ""))
        now = self._now()
        if now >= ends and now >= self._ask_at:
            self._keep(user_id, now + AGAIN_SECONDS, title)  # nobody is asked for twice at once
            task = asyncio.get_running_loop().create_task(self._ask(user_id))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        return title

    async def _ask(self, user_id: str) -> None:
        try:
            with calling_slack():
                person = (await self._client.users_info(user=user_id)).get("user") or {}
        except SlackCallError as error:
            self._ask_at = self._now() + AGAIN_SECONDS
            log.info("Slack does not say what people's titles are", reason=error.reason)
            return
        title = str((person.get("profile") or {}).get("title") or "")
        self._keep(user_id, self._now() + CACHED_SECONDS, title)

    def _keep(self, user_id: str, until: float, title: str) -> None:
        self._titles[user_id] = (until, title)
        self._titles.move_to_end(user_id)
        if len(self._titles) > CACHED_PEOPLE:
            self._titles.popitem(last=False)
