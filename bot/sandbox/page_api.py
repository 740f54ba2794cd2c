"""The API of the sandbox's page: ``/sandbox/*`` and its live stream."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from bot.sandbox.acts.table import act
from bot.sandbox.errors import ActError
from bot.sandbox.workspace.people import APP_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json

_POLICY_VIOLATION = 1008


class PageApi:
    """Serves one sandbox to any number of open pages."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._open_pages: Counter[str] = Counter()
        self.is_app_starting = False  # set by who starts it; once it has connected, it is not
        self.glossary: Json = {"directory": "", "copy": False, "terms": 0, "examples": []}

    def routes(self) -> list[BaseRoute]:
        """Return the addresses it answers at."""
        return [
            Route("/sandbox/workspace", self.workspace),
            Route("/sandbox/messages", self.messages),
            Route("/sandbox/act", self.act, methods=["POST"]),
            WebSocketRoute("/sandbox/live", self.live),
        ]

    async def workspace(self, _request: Request) -> Response:
        """Tell who and what there is."""
        sandbox = self._sandbox
        manifest = sandbox.manifest
        return JSONResponse(
            {
                "now": sandbox.workspace.clock().timestamp(),
                "team": {"id": TEAM_ID, "name": TEAM_NAME},
                "app": {
                    "id": APP_ID,
                    "name": manifest.display_name,
                    "bot_user_id": BOT_USER_ID,
                    "connected": sandbox.delivery.is_connected,
                    "starting": self.is_app_starting,
                    "description": manifest.description,
                    "home_tab": manifest.has_home_tab,
                    "color": manifest.color,
                },
                "people": _people(sandbox),
                "channels": _channels(sandbox),
                "commands": [
                    {
                        "command": command.name,
                        "description": command.description,
                        "usage_hint": command.usage_hint,
                    }
                    for command in manifest.commands
                ],
                "shortcuts": [
                    {
                        "name": shortcut.name,
                        "type": shortcut.type,
                        "callback_id": shortcut.callback_id,
                        "description": shortcut.description,
                    }
                    for shortcut in manifest.shortcuts
                ],
                "glossary": self.glossary,
                "actions": [
                    {"id": action.id, "title": action.title, "description": action.description}
                    for action in sandbox.actions.values()
                ],
            }
        )

    async def messages(self, request: Request) -> Response:
        """List the stored messages of a channel, or of one thread in it."""
        workspace = self._sandbox.workspace
        try:
            person = self._sandbox.person(request.query_params.get("user", ""))
            channel = self._sandbox.channel_for(person, request.query_params.get("channel", ""))
        except ActError as error:
            return _refused(error)
        messages = workspace.messages(channel.id)
        if thread_ts := request.query_params.get("thread_ts"):
            messages = [m for m in messages if thread_ts in (m.ts, m.thread_ts)]
        return JSONResponse({"messages": [workspace.to_page(message) for message in messages]})

    async def act(self, request: Request) -> Response:
        """Do something as a person."""
        if not _is_own_page(request):
            return JSONResponse({"ok": False, "error": "forbidden"}, 403)
        try:
            body = json.loads(await request.body())
        except ValueError:
            body = {}
        try:
            return JSONResponse(await act(self._sandbox, body if isinstance(body, dict) else {}))
        except ActError as error:
            return _refused(error)

    async def live(self, socket: WebSocket) -> None:
        """Stream everything that one person sees."""
        person = self._sandbox.workspace.person(socket.query_params.get("user", ""))
        if person is None or not _is_own_page(socket):
            await socket.close(_POLICY_VIOLATION)
            return
        await socket.accept()
        self._open_pages[person.id] += 1
        events: asyncio.Queue[Json] = asyncio.Queue()
        stop_listening = self._sandbox.workspace.listen(person.id, events.put_nowait)
        sender = asyncio.create_task(self._send_all(socket, events))
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            stop_listening()
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
            self._open_pages[person.id] -= 1
            if not self._open_pages[person.id]:  # a page that is loaded again shows no modals
                self._sandbox.modals.close_all(person.id)

    async def _send_all(self, socket: WebSocket, events: asyncio.Queue[Json]) -> None:
        """Send what happens, each with the sandbox's time: the browser has a clock of its own."""
        while True:
            event = await events.get()
            now = self._sandbox.workspace.clock().timestamp()
            await socket.send_json({**event, "now": now})


def _people(sandbox: Sandbox) -> list[Json]:
    people = [
        {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "title": person.title,
            "role": person.role,
            "initials": person.real_name[:1],
            "color": person.color,
            "is_bot": False,
            "is_guest": person.is_guest,
            "is_steward": person.is_steward,
        }
        for person in sandbox.workspace.people.values()
    ]
    name = sandbox.manifest.display_name
    app = {
        "id": BOT_USER_ID,
        "name": name.lower(),
        "real_name": name,
        "title": "App",
        "role": "",
        "initials": name[:1],
        "color": sandbox.manifest.color,
        "is_bot": True,
        "is_guest": False,
        "is_steward": False,
    }
    return [*people, app]


def _channels(sandbox: Sandbox) -> list[Json]:
    return [
        {
            "id": channel.id,
            "name": channel.name,
            "is_private": channel.is_private,
            "topic": channel.topic,
            "members": channel.members,
            "kind": "dm" if channel.is_dm else "channel",
            **({"with": channel.dm_with} if channel.is_dm else {}),
        }
        for channel in sandbox.workspace.channels
    ]


def _refused(error: ActError) -> Response:
    return JSONResponse({"ok": False, "error": error.code, "message": str(error)})


def _is_own_page(connection: HTTPConnection) -> bool:
    """Whether this comes from the sandbox's own page, not from some other site in the browser."""
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")
