"""The Bolt app, with its services, commands and listeners."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.command_name import DEFINE, define_command, set_define_command
from bot.drain import Drain
from bot.services.viewer import Viewer
from bot.slack.client import SlackClient
from bot.slack.errors import SLACK_HAS_TROUBLE
from bot.slack.external_users import is_external_user
from bot.slack.reply import Respond
from bot.slack.retries import Retries
from handlers import AFTER_COMMANDS, COMMANDS, OPTIONS, register
from handlers.external_users import refuse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import ClientSession
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.services.services import Services
    from bot.settings import Settings
    from bot.slack.retries import Wait


def build_app(
    settings: Settings,
    services: Services,
    *,
    session: ClientSession | None = None,
    drain: Drain | None = None,
    wait: Wait | None = None,
) -> AsyncApp:
    """Return the app, ready to be connected; ``session`` keeps connections to Slack open.

    ``wait`` is how time passes before a call is tried again; by itself, until ``drain`` drains.
    """
    set_define_command(settings.define_command)
    drain = drain or Drain()
    retries = Retries(wait or drain.wait)
    client = SlackClient(
        _secret(settings.slack_bot_token),
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=[retries],
    )
    app = AsyncApp(
        name="parlance",
        # Bolt's loggers take over its level; at INFO they write whole requests, tokens included.
        logger=logging.getLogger("slack_bolt"),
        client=client,
        signing_secret=_secret(settings.slack_signing_secret),
        request_verification_enabled=settings.slack_signing_secret is not None,
        # Our error handler logs requests without a listener, instead of a 404.
        raise_error_for_unhandled_request=True,
        # Bolt would ask people to install the app again if Slack fails to answer once.
        user_facing_authorize_error_message=SLACK_HAS_TROUBLE,
    )
    app.use(_Services(services, client, retries))
    if not settings.serve_other_organizations:
        app.use(_OwnPeople(services, client, drain))
    app.use(_Answers(services, client, drain))
    app.listener_runner.listener_start_handler = _ListenerStarts(drain)
    app.listener_runner.listener_completion_handler = _ListenerEnds(drain)
    register(app)
    return app


def _secret(value: Any) -> str | None:  # noqa: ANN401 -- a SecretStr, without importing pydantic for it
    return value.get_secret_value() if value else None


def _viewer_of(context: AsyncBoltContext) -> Viewer:
    return Viewer(context.team_id or "", context.user_id or "")


class _Services(AsyncMiddleware):
    """Put the services and the viewer onto Bolt's context, where listeners get them by name.

    All rows belong to the installation's workspace. A press or a form may name another
    one as its own: the person's, if they belong to another workspace than the bot.
    """

    def __init__(self, services: Services, client: SlackClient, retries: Retries) -> None:
        self._services = services
        self._client = client
        self._retries = retries

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 -- Bolt's name
    ) -> BoltResponse:
        # A command is answered in its ack; to make its response_url usable costs 20 µs.
        if "command" not in req.body and req.context.response_url and req.context.respond:
            req.context["respond"] = Respond(req.context.respond, self._retries)
        installation = req.context.authorize_result
        if installation is not None and installation.team_id:
            req.context["team_id"] = installation.team_id
        # Bolt makes a client for each request, and it raises what slack_sdk raises.
        req.context.update(
            client=self._client, services=self._services, viewer=_viewer_of(req.context)
        )
        await next()
        return resp


class _OwnPeople(AsyncMiddleware):
    """Answer people of other organizations with a polite refusal only."""

    def __init__(self, services: Services, client: SlackClient, drain: Drain) -> None:
        self._services = services
        self._client = client
        self._drain = drain

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 -- Bolt's name
    ) -> BoltResponse:
        if is_external_user(req.body, req.context):
            return refuse(req.body, req.context, self._client, self._services, self._drain.begin)
        await next()
        return resp


class _Answers(AsyncMiddleware):
    """Answer a command or a type-ahead from its table, in the ack itself.

    Bolt would try all earlier listeners first, and would only notice the ack at the next tick of a
    10 ms poll.
    """

    def __init__(self, services: Services, client: SlackClient, drain: Drain) -> None:
        self._services = services
        self._client = client
        self._drain = drain

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 -- Bolt's name
    ) -> BoltResponse:
        command = req.body.get("command", "")
        if req.body.get("type") == "block_suggestion":
            answer = OPTIONS.get(req.body.get("action_id", ""))
        else:
            answer = COMMANDS.get(DEFINE if command == define_command() else command)
        if answer is None:
            await next()
            return resp
        viewer = _viewer_of(req.context)
        body = await answer(req.body, self._services, viewer)
        if follow_up := AFTER_COMMANDS.get(command):
            self._drain.begin(partial(follow_up, req.body, self._services, viewer, self._client))
        return BoltResponse(status=200, body=body)


class _ListenerStarts(AsyncListenerStartHandler):
    def __init__(self, drain: Drain) -> None:
        self._drain = drain

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 -- Bolt's signature
        self._drain.start()


class _ListenerEnds(AsyncListenerCompletionHandler):
    def __init__(self, drain: Drain) -> None:
        self._drain = drain

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 -- Bolt's signature
        self._drain.finish()
