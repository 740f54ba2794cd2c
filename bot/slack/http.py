"""HTTP: the endpoint that Slack calls, and whether the bot is well."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.errors import OperatorError
from bot.slack.payload import MalformedPayloadError, read_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from slack_bolt.async_app import AsyncApp
    from slack_bolt.request.async_request import AsyncBoltRequest
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    # The parts that the bot needs to answer, by name: whether each is well.
    Checks = Callable[[], Awaitable[Mapping[str, bool]]]
    Counts = Callable[[], Mapping[str, int]]

log = structlog.get_logger(__name__)

# A view with all its state stays far below; anything larger is not from Slack.
LARGEST_BODY = 2 * 1024 * 1024
LONGEST_STAMP = 20
SECONDS_TO_FINISH = 3  # of the five that there are after SIGTERM


def build_server_app(
    checks: Checks, app: AsyncApp | None, counts: Counts = dict[str, int]
) -> Starlette:
    """Return the HTTP endpoints; without an app (Socket Mode) only those for health.

    ``/readyz`` shows the ``counts`` too; they don't decide whether the bot is ready.
    """

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_request: Request) -> Response:
        states = await checks()
        is_ready = all(states.values())
        said = {"ok": is_ready, **states, **counts()}
        return JSONResponse(said, status_code=200 if is_ready else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if app is not None:
        routes.insert(0, Route("/slack/events", SlackEndpoint(app), methods=["POST"]))
    return Starlette(routes=routes)


class SlackEndpoint:
    """Where Slack sends what people do. Plain ASGI: a request object costs a tenth of an answer."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check that the request can be Slack's, let Bolt answer it, and send the answer."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        body = await _read(receive)
        if body is None:
            await _send(send, 413, b"Too large")
        elif not _could_be_signed(headers):
            await _send(send, 401, b"Not signed by Slack")
        else:
            try:
                request = to_bolt_request(body, headers)
            except MalformedPayloadError as error:
                error.log()
                await _send(send, 400, b"Malformed")
                return
            answer = await self._app.async_dispatch(request)
            if answer.status == 401:  # noqa: PLR2004 -- Unauthorized
                log.warning("a request was refused: it is not signed with SLACK_SIGNING_SECRET")
            await _send(send, answer.status, answer.body.encode(), answer.first_headers())


async def _send(
    send: Send, status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> None:
    headers = {**(headers or {"content-type": "text/plain"}), "content-length": str(len(body))}
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


async def _read(receive: Receive) -> bytes | None:
    """Return the body, or None as soon as it is larger than any of Slack's."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body"):
            return body


def _could_be_signed(headers: Mapping[str, str]) -> bool:
    """Whether the verifier can read the headers: it raises on a stamp that is no number."""
    stamp = headers.get("x-slack-request-timestamp", "")
    is_number = stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST_STAMP
    return is_number and headers.get("x-slack-signature", "").isascii()


def to_bolt_request(body: bytes, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """Return Slack's request as Bolt takes it, read by us; raise MalformedPayloadError.

    Bolt's own reader takes any form that has the word "payload" anywhere for an
    interaction, and then finds it empty: ``/define payload`` would never arrive.
    It also spends a sixth of the time of a whole answer. So this builds the request from the parsed
    values, as Socket Mode does, and then marks it as HTTP again, so that Bolt checks its signature.
    """
    try:
        text = body.decode()
        fields = _fields(text)
    except (ValueError, RecursionError) as error:  # neither form nor JSON, or nested without end
        raise MalformedPayloadError("unknown", "body") from error
    request = read_request(fields, headers)
    request.raw_body = text
    request.mode = "http"
    return request


def _fields(text: str) -> Any:  # noqa: ANN401 -- JSON
    """Return the fields of a form (a command) or of JSON (an event), or of JSON within a form."""
    if text.startswith("{"):
        return json.loads(text)
    form = {}
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        form[name] = unquote_plus(value) if "%" in value or "+" in value else value
    return json.loads(form["payload"]) if "payload" in form else form


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
        self._server = _UvicornServer(config)

    @property
    def address(self) -> str:
        """The address it listens on, as people type it."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Begin to answer requests; returns when the address answers."""
        self._serving = asyncio.create_task(
            self._server.serve(sockets=[self._socket]), name="http server"
        )
        await self._server.is_ready.wait()

    async def stop(self) -> None:
        """Take no new requests, and return when those in hand are answered."""
        self._server.should_exit = True
        await self._serving


class _UvicornServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process: it has more to finish than HTTP."""
        yield


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with contextlib.ExitStack() as stack:
            listener = stack.enter_context(socket.socket(family, kind, protocol))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            stack.pop_all()  # bound: from here on it is the server's to close
            return listener
    except OSError as error:
        raise OperatorError(
            f"Cannot listen on {host}:{port}: {error.strerror}.\n"
            "Stop what listens there, or choose another address"
            " (--host, --port; PARLANCE_HOST, PARLANCE_PORT)."
        ) from error
