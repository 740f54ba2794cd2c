"""The sandbox's parts, put together: what the app's calls and the people's acts work on."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from bot.sandbox.errors import ActError
from bot.sandbox.workspace.files import Files
from bot.sandbox.workspace.grants import Grants
from bot.sandbox.workspace.links import Links
from bot.sandbox.workspace.modals import Modals
from bot.sandbox.workspace.people import APP_ID, Channel, Member
from bot.sandbox.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import datetime

    from bot.sandbox.acts.host_actions import HostAction
    from bot.sandbox.delivery.delivery import Delivery
    from bot.sandbox.manifest import Manifest
    from bot.sandbox.workspace.elements import Json

_EVENTS_KEPT = 100
VERIFICATION_TOKEN = "sandbox"  # noqa: S105 - Slack's long deprecated field; nobody checks it


class Sandbox:
    """One workspace with one app installed from its manifest, and the way to reach that app."""

    def __init__(
        self,
        manifest: Manifest,
        people: Sequence[Member],
        clock: Callable[[], datetime],
        delivery: Delivery,
    ) -> None:
        self.manifest = manifest
        self.scopes = set(manifest.scopes)
        self.delivery = delivery
        self.workspace = Workspace(people, clock)
        self.grants = Grants(clock)
        self.modals = Modals(self.workspace)
        self.links = Links()
        self.files = Files()
        self.base_url = ""
        self.tickets: set[str] = set()
        self.actions: dict[str, HostAction] = {}
        self.sent_events: deque[Json] = deque(maxlen=_EVENTS_KEPT)
        self._tasks: set[asyncio.Task[None]] = set()

    def person(self, user: str) -> Member:
        """Return a person by id or handle; refuse an act without a person."""
        person = self.workspace.person(user)
        if person is None:
            raise ActError("user_not_found", f"Nobody here is called {user!r}.")
        return person

    def channel_for(self, person: Member, wanted: str) -> Channel:
        """Return a channel that this person can see; refuse any other."""
        channel = self.workspace.channel(wanted)
        if channel is None or not self.workspace.can_see(person.id, channel):
            raise ActError("channel_not_found", f"{person.real_name} sees no channel {wanted!r}.")
        return channel

    def response_url(self, path: str) -> str:
        """Return the whole address of a response_url's path."""
        return f"{self.base_url}{path}"

    def envelope(self, person: Member) -> Json:
        """Return what every interaction's payload says about who, where and which app."""
        return {
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team_id,
            },
            "api_app_id": APP_ID,
            "token": VERIFICATION_TOKEN,
            "team": {"id": person.team_id, "domain": person.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def notice(
        self, person: Member, text: str, level: str = "error", channel: Channel | None = None
    ) -> None:
        """Tell one person something that no app says: a failure, and its reason for a developer."""
        event: Json = {"type": "notice", "level": level, "text": text}
        if channel:
            event["channel"] = channel.id
        self.workspace.tell(person.id, event)

    def start(self, work: Coroutine[None, None, None], name: str) -> None:
        """Let something go on by itself until it is done or the sandbox stops."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait until nothing goes on any more that was started here."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Stop whatever still goes on and let go of the app."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.delivery.close()
