"""The load generator: a process of its own that asks over a fixed number of kept connections.

Reads one JSON line per order from standard input, ``{"port", "concurrency", "texts"}``,
and answers each with one of what it measured. Each text is looked up once.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from urllib.parse import urlencode

import uvloop

from bot.clock import now

SECRET = "not-a-secret"


def signed_request(text: str) -> bytes:
    """Return the whole request that Slack would send for this command, signed now."""
    body = urlencode(
        {
            "token": "unused",
            "team_id": "T0BENCH",
            "team_domain": "bench",
            "channel_id": "C0BENCH",
            "channel_name": "general",
            "user_id": "U0BENCH",
            "user_name": "asker",
            "command": "/define",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T0BENCH/1/x",
            "trigger_id": "1.2.3",
        }
    ).encode()
    stamp = str(int(now().timestamp()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0\r\n"
        "Accept-Encoding: gzip,deflate\r\nAccept: application/json,*/*\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signed.hexdigest()}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Asker(asyncio.Protocol):
    """One connection: sends a request, waits for its answer, sends the next."""

    def __init__(self, requests: list[bytes], seconds: list[float], done: asyncio.Future) -> None:
        self.requests, self.seconds, self.done = requests, seconds, done
        self.received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        if not self.requests:
            self.transport.close()
            if not self.done.done():
                self.done.set_result(None)
            return
        self.received.clear()
        self.asked_at = time.perf_counter()
        self.transport.write(self.requests.pop())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end]).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.received) < end + 4 + length:
            return
        self.seconds.append(time.perf_counter() - self.asked_at)
        if not head.startswith(b"http/1.1 200") or length == 0:
            self.done.set_exception(RuntimeError(self.received.decode()))
            return
        self._ask()


async def ask_all(port: int, concurrency: int, texts: list[str]) -> dict[str, float]:
    """Ask every text once; return requests per second and latencies in milliseconds."""
    requests = [signed_request(text) for text in texts]
    seconds: list[float] = []
    loop = asyncio.get_running_loop()
    done = [loop.create_future() for _ in range(concurrency)]
    started = time.perf_counter()
    for future in done:
        await loop.create_connection(
            lambda future=future: _Asker(requests, seconds, future), "127.0.0.1", port
        )
    await asyncio.gather(*done)
    elapsed = time.perf_counter() - started
    seconds.sort()
    return {
        "per_second": len(seconds) / elapsed,
        "p50": seconds[len(seconds) // 2] * 1000,
        "p99": seconds[len(seconds) * 99 // 100] * 1000,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(uvloop.run(ask_all(**json.loads(line)))), flush=True)
