"""The least that Bolt can be: one command, acked with a text. The measure for ours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def build() -> Starlette:
    """Return the app over HTTP, its token checked against SLACK_API_URL as ours is."""
    app = AsyncApp(
        token=os.environ["SLACK_BOT_TOKEN"],
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
    )
    app.client.base_url = os.environ["SLACK_API_URL"]

    @app.command("/define")
    async def define(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You asked for {command['text']}.")

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(
        build(),
        port=int(os.environ["PARLANCE_PORT"]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
