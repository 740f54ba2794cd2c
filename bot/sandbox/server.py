"""The sandbox's server: Slack's Web API, Socket Mode and the page, on one port of this machine."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.clock import now
from bot.sandbox.core import Sandbox
from bot.sandbox.delivery.delivery import SocketModeDelivery
from bot.sandbox.delivery.replies import answer_through
from bot.sandbox.doors import Doors
from bot.sandbox.errors import ApiError, FileNotShownError, SandboxError
from bot.sandbox.manifest import read_manifest
from bot.sandbox.page_api import PageApi
from bot.sandbox.web_api.endpoint import WebApi
from bot.sandbox.workspace.people import APP_ID, PEOPLE, Member

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request

    from bot.clock import Clock
    from bot.sandbox.delivery.delivery import Delivery
    from bot.sandbox.workspace.elements import Json

PAGE = Path(__file__).parent / "page"
# Nothing that a message or a glossary says can make the browser ask another machine.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_POLICY_VIOLATION = 1008


class SandboxServer(Doors):
    """A workspace with the app of ``manifest`` installed; ``await start()``, then ``await stop()``.

    The app reaches it with ``api_url``, ``bot_token`` and ``app_token``, over
    Socket Mode unless another ``delivery`` is given. ``port`` 0 takes any free one.
    """

    bot_token = "xoxb-sandbox"  # noqa: S105 - opens nothing but the sandbox
    app_token = "xapp-sandbox"  # noqa: S105 - opens nothing but the sandbox

    def __init__(  # noqa: PLR0913 - each is a choice of the caller
        self,
        manifest: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        people: Sequence[Member] = PEOPLE,
        clock: Clock = now,
        delivery: Delivery | None = None,
    ) -> None:
        self.delivery = delivery or SocketModeDelivery()
        self.sandbox = Sandbox(read_manifest(manifest), people, clock, self.delivery)
        self.page = PageApi(self.sandbox)
        self._web_api = WebApi(self.sandbox, bot_token=self.bot_token, app_token=self.app_token)
        self._host, self._port = host, port
        self._server: _PageServer | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """The page's address, without a slash at its end."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` must say."""
        return f"{self.base_url}/api/"

    async def start(self) -> None:
        """Listen; returns when the address answers."""
        listener = self._bind()
        self._port = listener.getsockname()[1]
        self.sandbox.base_url = self.base_url
        config = uvicorn.Config(
            self._app(),
            lifespan="off",
            ws="websockets-sansio",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _PageServer(config)
        self._serving = asyncio.create_task(
            self._server.serve(sockets=[listener]), name="sandbox: server"
        )
        await self._server.is_ready.wait()

    async def stop(self) -> None:
        """Close every connection and let the port go."""
        await self.sandbox.stop()
        if self._server and self._serving:
            self._server.should_exit = True
            await self._serving

    def _bind(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self._port))
        except OSError as error:
            listener.close()
            raise SandboxError(
                f"The sandbox cannot listen on {self._host}:{self._port}: {error.strerror}. "
                "Is another one running? Stop it, or choose another port with --port."
            ) from error
        return listener

    def _app(self) -> Starlette:
        routes = [
            Route("/api/{method:path}", self._web_api.answer, methods=["GET", "POST"]),
            WebSocketRoute("/link", self._link),
            Route("/response/{key}", self._respond, methods=["POST"]),
            Route("/upload/v1/{key}", self._receive, methods=["POST"]),
            Route("/files/{id}", self._show_file),
            *self.page.routes(),
            Route("/", _show_page),
            Route("/archives/{path:path}", _show_page),
            Mount("/", StaticFiles(directory=PAGE, check_dir=False)),
        ]
        # A site that a name leads here by a trick (DNS rebinding) is turned away.
        local = ["127.0.0.1", "localhost"] if self._host in ("127.0.0.1", "localhost") else ["*"]
        return Starlette(
            routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=local)]
        )

    async def _link(self, connection: WebSocket) -> None:
        ticket = connection.query_params.get("ticket", "")
        if ticket not in self.sandbox.tickets or not isinstance(self.delivery, SocketModeDelivery):
            await connection.close(_POLICY_VIOLATION)
            return
        self.sandbox.tickets.discard(ticket)
        await connection.accept()
        await connection.send_json(
            {
                "type": "hello",
                "num_connections": self.delivery.join(connection),
                "connection_info": {"app_id": APP_ID},
                "debug_info": {"host": "sandbox", "approximate_connection_time": 3600},
            }
        )
        self._tell_connected()
        try:
            while True:
                self.delivery.receive(await connection.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self.delivery.leave(connection)
            self._tell_connected()

    def _tell_connected(self) -> None:
        self.page.is_app_starting &= not self.delivery.is_connected
        event = {"type": "connection", "connected": self.delivery.is_connected}
        self.sandbox.workspace.tell_everybody(event)

    async def _respond(self, request: Request) -> Response:
        try:
            body: Json = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        try:
            grant = self.sandbox.grants.use_response(request.path_params["key"])
        except ApiError as error:
            return JSONResponse(error.to_answer(), 404)
        try:
            answer_through(self.sandbox, grant, body)
        except FileNotShownError as error:
            return JSONResponse(error.to_answer(), 404)  # as Slack; the app tries again
        except ApiError as error:
            person = self.sandbox.person(grant.user)
            self.sandbox.notice(person, f"An answer of the app cannot be shown: {error.reason}")
            return JSONResponse(error.to_answer(), 400)
        return PlainTextResponse("ok")

    async def _receive(self, request: Request) -> Response:
        if self.sandbox.files.receive(request.path_params["key"], await request.body()):
            return PlainTextResponse("OK")
        return PlainTextResponse("Not found, or not as many bytes as announced", 400)

    async def _show_file(self, request: Request) -> Response:
        file = self.sandbox.files.find(request.path_params["id"])
        if file is None:
            return PlainTextResponse("This file was deleted.", 404)
        # Sent as what it is or not at all: a file can't be a page of the sandbox's.
        return Response(
            file.data, media_type="image/png", headers={"X-Content-Type-Options": "nosniff"}
        )


class _PageServer(uvicorn.Server):
    """uvicorn inside a process that handles its own signals and waits until it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


async def _show_page(_request: Request) -> Response:
    index = PAGE / "index.html"
    if not index.exists():
        return PlainTextResponse("The sandbox's page is not built: run `make page`.", 503)
    return FileResponse(index, headers={"Content-Security-Policy": CONTENT_POLICY})
