"""One call, once: what each way in which it can end says of the message."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from bot.cards.kit.card import Card
from bot.slack import sending
from bot.slack.sending import NotSent, Posted, PostRefused, PostUnanswered, Sender

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.server import SandboxServer

CARD = Card("words", [])
NOTHING = object()  # the connection is closed without an answer


class Peer:
    """Something at the other end that gives every request the same bytes, and counts them."""

    def __init__(self, answer: str | object) -> None:
        self.answer = answer
        self.requests = 0
        self.url = ""
        self.is_over = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read a request and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        await reader.readexactly(int(head.split("content-length:")[1].split()[0]))
        self.requests += 1
        if isinstance(self.answer, str):
            writer.write(self.answer.encode())
            await writer.drain()
        await close(writer)
        self.is_over.set()


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def peer(answer: str | object) -> AsyncIterator[Peer]:
    one = Peer(answer)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"
    yield one
    await one.is_over.wait()
    server.close()
    await server.wait_closed()


def http(status: str, body: str, *headers: str, kind: str = "application/json") -> str:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines) + "\r\n\r\n" + body


async def test_slack_takes_it(sandbox: SandboxServer):
    """The message is where the answer says."""
    result = await Sender(sandbox.bot_token, sandbox.api_url).send("C0GENERAL1", CARD)

    (message,) = sandbox.person("maya").messages("general")
    assert Posted("C0GENERAL1", message.ts) == result


async def test_a_direct_message_stands_in_a_conversation_of_its_own(sandbox: SandboxServer):
    """A person's id leads there, and the answer names it."""
    result = await Sender(sandbox.bot_token, sandbox.api_url).send("U0WEI00004", CARD)

    assert isinstance(result, Posted)
    assert result.channel_id.startswith("D")


@pytest.mark.parametrize("reason", ["channel_not_found", "not_in_channel", "is_archived"])
async def test_a_refusal_is_final(sandbox: SandboxServer, reason: str):
    """Slack says that it has not taken the message, and why."""
    sandbox.refuse_next("chat.postMessage", reason)

    result = await Sender(sandbox.bot_token, sandbox.api_url).send("C0GENERAL1", CARD)

    assert PostRefused(reason) == result


async def test_a_limit_says_how_long_to_wait(sandbox: SandboxServer):
    """Nothing was taken, and it may be sent again after that time."""
    sandbox.refuse_next("chat.postMessage", "ratelimited", retry_after=7)

    result = await Sender(sandbox.bot_token, sandbox.api_url).send("C0GENERAL1", CARD)

    assert NotSent("ratelimited", 7) == result


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", '{"ok": false, "error": "internal_error"}'),
        http("200 OK", '{"ok": false, "error": "fatal_error"}'),
        http("500 Internal Server Error", '{"ok": false, "error": "something"}'),
        http("503 Service Unavailable", "busy", kind="text/plain"),
        http("502 Bad Gateway", "<html>", kind="text/html"),
        http("200 OK", "{broken"),
        NOTHING,
    ],
)
async def test_what_says_nothing_sensible_leaves_it_open_and_is_not_asked_twice(
    answer: str | object,
):
    """Above all a connection that is lost: slack_sdk's own client would repeat the call."""
    async with peer(answer) as one:
        result = await Sender("xoxb-x", one.url).send("C0GENERAL1", CARD)

    assert (True, 1) == (isinstance(result, PostUnanswered), one.requests)


async def test_an_answer_that_does_not_come_in_time_leaves_it_open(
    monkeypatch: pytest.MonkeyPatch,
):
    """Slack may be at it still."""
    monkeypatch.setattr(sending, "CALL_SECONDS", 0.5)
    is_over = asyncio.Event()

    async def keep_waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the other side gives up
        await close(writer)
        is_over.set()

    server = await asyncio.start_server(keep_waiting, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    result = await Sender("xoxb-x", f"http://127.0.0.1:{port}/").send("C0GENERAL1", CARD)
    await is_over.wait()
    server.close()
    await server.wait_closed()

    assert isinstance(result, PostUnanswered)


async def test_what_cannot_be_reached_has_got_nothing():
    """No connection, no request: it is simply sent again."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

        result = await Sender("xoxb-x", f"http://127.0.0.1:{port}/").send("C0GENERAL1", CARD)

    assert isinstance(result, NotSent)
    assert 0 == result.wait_seconds
