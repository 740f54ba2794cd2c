"""Bringing a payload to the app, and its acknowledgement back within three seconds."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

import aiohttp
from starlette.websockets import WebSocketDisconnect

from bot.clock import now
from bot.sandbox.errors import NotDelivered

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from bot.clock import Clock
    from bot.sandbox.workspace.elements import Json

DEADLINE = 3.0  # seconds that Slack waits for an acknowledgement
_HTTP_OK = 200

Ack = Any  # a dict, a text, or None: whatever the app answered with


@dataclass(frozen=True, slots=True)
class Retry:
    """That an event comes again: the how-manieth time, and why."""

    number: int
    reason: str


class Delivery(Protocol):
    """One of Slack's two ways to reach an app."""

    @property
    def is_connected(self) -> bool:
        """Whether the app can be reached."""

    async def send(self, kind: str, payload: Json, retry: Retry | None = None) -> Ack:
        """Deliver one payload of a kind that Socket Mode names, and return its ack."""

    async def close(self) -> None:
        """Let go of the app."""


class SocketModeDelivery:
    """Envelopes over the WebSockets that the app has opened."""

    def __init__(self) -> None:
        self._connections: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Ack]] = {}
        self._sent = 0

    @property
    def is_connected(self) -> bool:
        """Whether at least one WebSocket is open."""
        return bool(self._connections)

    def join(self, connection: WebSocket) -> int:
        """Count a WebSocket in; returns how many there are."""
        self._connections.append(connection)
        return len(self._connections)

    def leave(self, connection: WebSocket) -> None:
        """Count a WebSocket out."""
        if connection in self._connections:
            self._connections.remove(connection)

    def receive(self, text: str) -> None:
        """Take an acknowledgement from the app."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload"))

    async def send(self, kind: str, payload: Json, retry: Retry | None = None) -> Ack:
        """Send one envelope through one of the connections, in turn, and wait for its ack."""
        if not self._connections:
            raise NotDelivered("dispatch_failed", "no app is connected")
        connection = self._connections[self._sent % len(self._connections)]
        self._sent += 1
        envelope_id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope["retry_attempt"] = retry.number if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await connection.send_json(envelope)
            async with asyncio.timeout(DEADLINE):
                return await self._waiting[envelope_id]
        except (WebSocketDisconnect, RuntimeError):  # closed a moment ago
            raise NotDelivered("dispatch_failed", "the app has just gone") from None
        except TimeoutError:
            raise NotDelivered(
                "operation_timeout", "the app did not acknowledge within three seconds"
            ) from None
        finally:
            del self._waiting[envelope_id]

    async def refresh(self) -> None:
        """Tell every connection to come back on a new one, as Slack does every few hours."""
        for connection in list(self._connections):
            await connection.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        """Close every connection."""
        for connection in list(self._connections):
            with contextlib.suppress(RuntimeError):  # the app closes it at the same moment
                await connection.close()


class HttpDelivery:
    """Signed POST requests to the app's request URL."""

    def __init__(self, url: str, signing_secret: str, clock: Clock = now) -> None:
        self.url = url
        self.clock = clock
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_connected(self) -> bool:
        """Always true: only a request shows whether the server answers."""
        return True

    async def verify(self) -> bool:
        """Whether the app echoes the challenge that verifies a request URL."""
        challenge = secrets.token_hex(16)
        payload = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        answer = await self.send("events_api", payload)
        return challenge in (answer if isinstance(answer, str) else json.dumps(answer))

    async def send(self, kind: str, payload: Json, retry: Retry | None = None) -> Ack:
        """Post one payload in the form Slack gives its kind, and return what the body says."""
        body, content_type = _encode(kind, payload)
        stamp = str(int(self.clock().timestamp()))
        signed = hmac.new(self._secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }
        if retry:
            headers |= {
                "X-Slack-Retry-Num": str(retry.number),
                "X-Slack-Retry-Reason": retry.reason,
            }
        self._session = self._session or aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=DEADLINE)
        try:
            async with self._session.post(
                self.url, data=body, headers=headers, timeout=limit
            ) as answer:
                text = await answer.text()
                if answer.status != _HTTP_OK:
                    raise NotDelivered("dispatch_failed", f"the app answered {answer.status}")
                return json.loads(text) if answer.content_type == "application/json" else text
        except TimeoutError:
            raise NotDelivered(
                "operation_timeout", "the app did not answer within three seconds"
            ) from None
        except aiohttp.ClientError as error:
            raise NotDelivered("dispatch_failed", f"the app cannot be reached: {error}") from None

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session:
            await self._session.close()


def _encode(kind: str, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"
