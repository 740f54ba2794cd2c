"""Calls to Slack that go wrong as a test says: answers of an outage, and lost connections."""

from __future__ import annotations

import asyncio
import contextlib
import errno
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.slack.hanging_up import an_answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

_PAGE = "<html>Sorry</html>"
ANSWERS = {
    "429": an_answer("429 Too Many", '{"ok": false, "error": "ratelimited"}', retry_after="1"),
    "500": an_answer("500 Internal Server Error", "server_error", "text/plain"),
    "page": an_answer("200 OK", _PAGE, "text/html"),
    "bad gateway": an_answer("502 Bad Gateway", _PAGE, "text/html"),
    "internal_error": an_answer("200 OK", '{"ok": false, "error": "internal_error"}'),
}
LOST = {
    "reset before": aiohttp.ServerDisconnectedError,
    "reset after": lambda: aiohttp.ClientOSError(errno.ECONNRESET, "Connection reset by peer"),
    "timeout": TimeoutError,
}
FAULTS = (*ANSWERS, *LOST)
RESPONSE_URL = "response_url"


class Faults:
    """Faults for the calls of the bot's listeners, and a record of their calls.

    A call is known by its method, or as RESPONSE_URL. ``session`` is the one that listeners
    call over; of what is called over others, ``also`` names the methods that count too.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        self.session: aiohttp.ClientSession | None = None
        self.also: frozenset[str] = frozenset()
        self.calls: list[str] = []
        self._address = address
        self._fault, self._call, self._left = "", "", 0
        request = aiohttp.ClientSession._request

        async def faulty(
            session: aiohttp.ClientSession, method: str, url: Any, **given: Any
        ) -> Any:
            call = self._name(session, str(url))
            fault = self._next(call) if call else ""
            if fault in ANSWERS:
                url = f"{self._address}/{list(ANSWERS).index(fault)}"
            if fault not in LOST:
                return await request(session, method, url, **given)
            if fault == "reset after":
                (await request(session, method, url, **given)).close()
            error = LOST[fault]()
            raise error

        monkeypatch.setattr(aiohttp.ClientSession, "_request", faulty)

    def let(self, call: str, fault: str, times: int) -> None:
        """Let the next calls of this name go wrong in this way."""
        self.calls.clear()
        self._call, self._fault, self._left = call, fault, times

    def _name(self, session: aiohttp.ClientSession, url: str) -> str:
        if "/response/" in url:
            return RESPONSE_URL
        method = url.rpartition("/api/")[2] if "/api/" in url else ""
        return method if session is self.session or method in self.also else ""

    def _next(self, call: str) -> str:
        self.calls.append(call)
        if call != self._call or not self._left:
            return ""
        self._left -= 1
        return self._fault


@contextlib.asynccontextmanager
async def faults_of_slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Faults]:
    """Listen for the calls that get no answer of Slack's own."""
    answers = list(ANSWERS.values())

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        writer.write(answers[int(head.split()[1].lstrip("/"))].encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield Faults(monkeypatch, f"http://127.0.0.1:{port}")
