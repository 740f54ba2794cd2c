"""HTTP: the endpoint that Slack calls, and whether the bot is well."""

from __future__ import annotations

import contextlib
import re
import socket
from typing import TYPE_CHECKING

import structlog
import uvicorn
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from slack_bolt.async_app import AsyncApp
    from starlette.requests import Request

    # What must be well for the bot to answer, by name: whether it is.
    Checks = Callable[[], Awaitable[Mapping[str, bool]]]

log = structlog.get_logger(__name__)

# A view with all its state stays far below; whoever sends more is not Slack.
LARGEST_BODY = 2 * 1024 * 1024
SECONDS_TO_FINISH = 3

_PAYLOAD_FIELD = re.compile(r"(?:^|&)payload=")


def build_server_app(checks: Checks, app: AsyncApp | None) -> Starlette:
    """Return the HTTP endpoints; without an app (Socket Mode) only those for health."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_request: Request) -> Response:
        states = await checks()
        is_ready = all(states.values())
        return JSONResponse({"ok": is_ready, **states}, status_code=200 if is_ready else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if app is not None:
        routes.insert(0, Route("/slack/events", _slack_endpoint(app), methods=["POST"]))
    return Starlette(routes=routes)


def _slack_endpoint(app: AsyncApp) -> Callable[[Request], Awaitable[Response]]:
    async def slack_events(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response("Too large", status_code=413)
        if not _could_be_signed(request.headers):
            return Response("Not signed by Slack", status_code=401)
        try:
            bolt_request = to_bolt_request(body, request.headers)
        except ValueError:  # neither a form nor JSON, or not UTF-8
            return Response("Malformed", status_code=400)
        bolt_response = await app.async_dispatch(bolt_request)
        if bolt_response.status == 401:  # noqa: PLR2004 -- Unauthorized
            log.warning("a request was refused: its signature does not fit SLACK_SIGNING_SECRET")
        return to_starlette_response(bolt_response)

    return slack_events


async def _read(request: Request) -> bytes | None:
    """Return the body, or None as soon as it is larger than any of Slack's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _could_be_signed(headers: Mapping[str, str]) -> bool:
    """Whether the verifier can read the headers: it raises on a stamp that is no number."""
    stamp = headers.get("x-slack-request-timestamp", "")
    return stamp.isascii() and stamp.isdecimal() and headers.get("x-slack-signature", "").isascii()


def to_bolt_request(body: bytes, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """Return Slack's request as Bolt reads it.

    Bolt takes any form that has the word "payload" anywhere for an interaction
    and then finds it empty, so that ``/define payload`` would never arrive. An
    interaction has a field of that name; in any other form the word is written
    in another way, which means the same once decoded.
    """
    text = body.decode()
    readable = text
    if "payload" in text and text[:1] != "{" and not _PAYLOAD_FIELD.search(text):
        readable = text.replace("payload", "%70ayload")
    request = AsyncBoltRequest(body=readable, headers=headers)  # type: ignore[arg-type]  # any mapping does
    request.raw_body = text  # what Slack signed
    return request


class HttpServer:
    """A uvicorn server that leaves signals alone and says when its port is taken."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._socket = _listen(host, port)
        config = uvicorn.Config(
            app,
            access_log=False,
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            ws="none",
        )
        self._server = _Server(config)

    @property
    def address(self) -> str:
        """Where it listens, as people type it."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def serve(self) -> None:
        """Answer requests until told to stop; return when the last one is answered."""
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        """Take no new requests; ``serve`` returns once those in hand are answered."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process: it has more to finish than HTTP."""
        yield


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise OperatorError(
            f"Cannot listen on {host}:{port}: {error.strerror}.\n"
            "Stop what listens there, or choose another address"
            " (--host, --port; PARLANCE_HOST, PARLANCE_PORT)."
        ) from error
    return listener
