"""Asks Slack at the start whether it takes the tokens, so that a wrong one shows at once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import structlog

from bot.errors import OperatorError
from bot.slack.errors import SlackCallError, calling_slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import SecretStr

    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

# A Slack that answers at all does so sooner; the start, and a stop during it, wait no longer.
SECONDS_TO_ANSWER = 3
_REMEDIES = {
    "SLACK_BOT_TOKEN": (
        "Copy the Bot User OAuth Token again (OAuth & Permissions, on your app's page at"
        " api.slack.com/apps), or install the app to the workspace again."
    ),
    "SLACK_APP_TOKEN": (
        "Generate one with the scope connections:write (Basic Information > App-Level Tokens, on"
        " your app's page at api.slack.com/apps), and see that Socket Mode is on there."
    ),
}


async def check_tokens(client: SlackClient, app_token: SecretStr | None) -> str | None:
    """Raise OperatorError where Slack refuses a token; return where Socket Mode is to connect.

    Where Slack is only out of reach nothing is known yet, and nothing is waited for.
    """
    try:
        with calling_slack():
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                with _refusal_of("SLACK_BOT_TOKEN"):
                    answer = await client.auth_test()
                log.info("joined the workspace", workspace=answer["team"], bot=answer["user"])
                if app_token is None:
                    return None
                with _refusal_of("SLACK_APP_TOKEN"):
                    opened = await client.apps_connections_open(
                        app_token=app_token.get_secret_value()
                    )
                address: str = opened["url"]
                return address
    except SlackCallError as error:
        log.warning("Slack cannot be reached yet; going on trying", reason=error.reason)
        return None


@contextlib.contextmanager
def _refusal_of(variable: str) -> Iterator[None]:
    try:
        with calling_slack():
            yield
    except SlackCallError as error:
        if not error.is_refused:
            raise
        raise OperatorError(
            f"Slack refuses {variable}: {error.reason}.\n{_REMEDIES[variable]}"
        ) from error
