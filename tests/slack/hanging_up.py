"""A stand-in for Slack that answers every call with a lost connection, or as a test says."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


class Calls:
    """Where it listens, and how many calls came."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.count = 0


@contextlib.asynccontextmanager
async def answering(*answers: str) -> AsyncIterator[Calls]:
    """Give each call the next of these raw answers, and hang up on those behind them."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-l")]
        await reader.readexactly(int(lengths[0].split(b":")[1]))
        left: Sequence[str] = answers[calls.count : calls.count + 1]
        calls.count += 1
        writer.write("".join(left).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        calls = Calls(server.sockets[0].getsockname()[1])
        yield calls


def an_answer(status: str, body: str, kind: str = "application/json", **headers: str) -> str:
    """Return an HTTP answer as it goes over the wire; ``retry_after`` is a header's name."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", body])
