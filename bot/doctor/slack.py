"""What the doctor asks Slack: whether the tokens hold, what they allow, where the bot is."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.finding import fail, ok, warn
from bot.doctor.schedule import look_at_schedule
from bot.doctor.stewards import look_at_steward_accounts
from bot.interactions.slack_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.glossary.model import GlossaryConfig
    from bot.glossary.schedule import ScheduleEntry
    from bot.settings import Settings

APP_PAGE = "your app's page at api.slack.com/apps"
# Slack's requests are refused when they are this old by our clock; warn well before.
CLOCK_FAILS_AT, CLOCK_WARNS_AT = 300, 30
MOST_PAGES = 10
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


async def look_at_slack(
    settings: Settings,
    config: GlossaryConfig | None,
    schedule: Sequence[ScheduleEntry],
    manifest: Path,
    clock: Clock,
) -> AsyncIterator[Finding]:
    """Find whether the bot's token holds, and then all that can be asked with it."""
    if settings.slack_bot_token is None:
        yield warn(
            "tokens",
            "none are set: `parlance run` opens the sandbox",
            "To join your Slack, follow README.md, Connect it to your Slack.",
        )
        return
    token = settings.slack_bot_token.get_secret_value()
    client = AsyncWebClient(token, base_url=settings.slack_api_url, timeout=10)
    answer = await _test_token(client)
    if not isinstance(answer, AsyncSlackResponse):
        yield answer
        return
    yield ok("bot token", f"{answer['user']} in the workspace {answer['team']}")
    for finding in (*_scopes(answer, manifest), *_clock(answer, clock())):
        yield finding
    async for finding in _app_token(client, settings):
        yield finding
    async for finding in _where_it_is(client, config, schedule):
        yield finding
    if config:
        async for finding in look_at_steward_accounts(client, config):
            yield finding


async def _test_token(client: AsyncWebClient) -> AsyncSlackResponse | Finding:
    try:
        return await client.auth_test()
    except SlackApiError as error:
        return fail(
            "bot token",
            f"Slack refuses SLACK_BOT_TOKEN: {reason_of(error)}",
            f"Copy the Bot User OAuth Token again (OAuth & Permissions, on {APP_PAGE}),"
            " or install the app to the workspace anew.",
        )
    except UNREACHABLE as error:
        return fail(
            "bot token",
            f"{client.base_url} cannot be reached: {error or type(error).__name__}",
            "Check the network, HTTPS_PROXY, and SLACK_API_URL if you set it.",
        )


def _scopes(answer: AsyncSlackResponse, manifest: Path) -> Iterator[Finding]:
    granted = _granted(answer)
    declared = yaml.safe_load(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    optional = set(declared.get("bot_optional", []))
    needed = set(declared["bot"]) - optional
    reinstall = f"Paste manifest.yml under App Manifest on {APP_PAGE}, and reinstall the app."
    if missing := needed - granted:
        yield fail("scopes", f"not granted: {', '.join(sorted(missing))}", reinstall)
    else:
        yield ok("scopes", f"all that are needed: {', '.join(sorted(needed))}")
    if missing := optional - granted:
        yield warn(
            "optional scopes",
            f"not granted: {', '.join(sorted(missing))}; the doctor sees less without them",
            reinstall,
        )
    if surplus := granted - needed - optional:
        yield warn(
            "scopes",
            f"granted but never used: {', '.join(sorted(surplus))}",
            f"Remove them under OAuth & Permissions on {APP_PAGE}.",
        )


def _granted(answer: AsyncSlackResponse) -> set[str]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    listed: str = headers.get("x-oauth-scopes", "")
    return {scope.strip() for scope in listed.split(",") if scope.strip()}


def _clock(answer: AsyncSlackResponse, now: datetime) -> Iterator[Finding]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if "date" not in headers:
        return
    theirs = parsedate_to_datetime(headers["date"])
    seconds = round((now - theirs.replace(tzinfo=theirs.tzinfo or UTC)).total_seconds())
    told = f"{abs(seconds)} seconds {'ahead of' if seconds > 0 else 'behind'} Slack's"
    remedy = "Let the machine keep its time by NTP (timedatectl set-ntp true)."
    if abs(seconds) >= CLOCK_FAILS_AT:
        yield fail("clock", f"{told}: over HTTP every request would be refused", remedy)
    elif abs(seconds) >= CLOCK_WARNS_AT:
        yield warn("clock", told, remedy)
    else:
        yield ok("clock", "agrees with Slack's")


async def _app_token(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    if settings.slack_app_token is None:
        return
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as error:
        yield fail(
            "app-level token",
            f"Slack refuses SLACK_APP_TOKEN: {reason_of(error)}",
            "Under Basic Information > App-Level Tokens generate one with the scope"
            f" connections:write, and see that Socket Mode is on ({APP_PAGE}).",
        )
    except UNREACHABLE as error:
        yield fail("app-level token", f"Socket Mode cannot be asked for: {error!r}", "Try again.")
    else:
        yield ok("app-level token", "Socket Mode may be opened")


async def _where_it_is(
    client: AsyncWebClient, config: GlossaryConfig | None, schedule: Sequence[ScheduleEntry]
) -> AsyncIterator[Finding]:
    try:
        channels = await _channels(client)
    except SlackApiError as error:
        reason = reason_of(error)
        if reason == "missing_scope":
            yield warn(
                "channels",
                "cannot be seen without the optional scopes channels:read and groups:read",
                "Grant them if the doctor is to look.",
            )
            for finding in look_at_schedule(schedule, None):
                yield finding
        else:
            yield warn("channels", f"cannot be seen: {reason}", "Try again later.")
        return
    except UNREACHABLE as error:
        yield warn("channels", f"cannot be seen: {error!r}", "Try again later.")
        return
    joined = [f"#{channel['name']}" for channel in channels if channel.get("is_member")]
    if joined:
        yield ok("channels", f"a member of {', '.join(sorted(joined))}")
    else:
        yield warn(
            "channels",
            "the bot is a member of none: what people share it posts without a thread of its own",
            "Invite it where it is to post: /invite @Parlance",
        )
    if config and config.stewards_channel:
        yield _stewards_channel(config.stewards_channel.removeprefix("#"), channels)
    for finding in look_at_schedule(schedule, channels):
        yield finding


def _stewards_channel(name: str, channels: list[dict[str, Any]]) -> Finding:
    found = [channel for channel in channels if name in {channel["id"], channel["name"]}]
    if any(channel.get("is_member") for channel in found):
        return ok("stewards' channel", f"#{name}")
    return fail(
        "stewards' channel",
        f"#{name} does not exist, is archived, or the bot is no member of it",
        "Invite the bot there (/invite @Parlance), or correct stewards_channel in glossary.yml.",
    )


async def _channels(client: AsyncWebClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.conversations_list(
            types="public_channel,private_channel",
            exclude_archived=True,
            limit=200,
            **({"cursor": cursor} if cursor else {}),
        )
        found += page["channels"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
