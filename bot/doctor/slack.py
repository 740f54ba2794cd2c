"""The doctor's checks in Slack: the tokens, their scopes, the bot's channels."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import yaml
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.finding import fail, ok, warn
from bot.doctor.schedule import ScheduleSeen, look_at_channel, look_at_schedule
from bot.doctor.stewards import look_at_steward_accounts
from bot.slack.client import SlackClient
from bot.slack.clock import REMEDY, TOO_FAR, ahead_of_slack, words
from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.model import GlossaryConfig
    from bot.settings import Settings

APP_PAGE = "your app's page at api.slack.com/apps"
CLOCK_WARNS_AT = timedelta(seconds=30)
MOST_PAGES = 10
_SCOPES = {"public_channel": "channels:read", "private_channel": "groups:read"}


async def look_at_slack(
    settings: Settings,
    config: GlossaryConfig | None,
    schedule: Sequence[ScheduleEntry],
    manifest: Path,
    clock: Clock,
) -> AsyncIterator[Finding]:
    """Check the bot's token, and then everything that the token lets it ask."""
    yield _command(settings, manifest)
    if settings.slack_bot_token is None:
        yield warn(
            "tokens",
            "none are set: `parlance run` opens the sandbox",
            "To join your Slack, follow README.md, Connect it to your Slack.",
        )
        return
    token = settings.slack_bot_token.get_secret_value()
    client = SlackClient(token, base_url=settings.slack_api_url, timeout=10)
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


async def _test_token(client: SlackClient) -> AsyncSlackResponse | Finding:
    try:
        return await client.auth_test()
    except SlackCallError as error:
        if error.is_refused:
            return fail(
                "bot token",
                f"Slack refuses SLACK_BOT_TOKEN: {error.reason}",
                f"Copy the Bot User OAuth Token again (OAuth & Permissions, on {APP_PAGE}),"
                " or install the app to the workspace again.",
            )
        return fail(
            "bot token",
            f"{client.base_url} can't be reached: {error.reason}",
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
            f"not granted: {', '.join(sorted(missing))}; docs/operator.md says what each is for",
            reinstall,
        )
    if surplus := granted - needed - optional:
        yield warn(
            "scopes",
            f"granted but never used: {', '.join(sorted(surplus))}",
            f"Remove them under OAuth & Permissions on {APP_PAGE}.",
        )


def command_fault(command: str, manifest: Path) -> str:
    """Return what is wrong if the manifest names the command otherwise than the setting."""
    declared = yaml.safe_load(manifest.read_text(encoding="utf-8"))["features"]["slash_commands"]
    names = [one["command"] for one in declared]
    if command in names:
        return ""
    return (
        f"PARLANCE_DEFINE_COMMAND is {command}, and manifest.yml declares {', '.join(names)}. "
        "Write the same name into both."
    )


def _command(settings: Settings, manifest: Path) -> Finding:
    if fault := command_fault(settings.define_command, manifest):
        return fail("command", fault, f"Then paste manifest.yml under App Manifest on {APP_PAGE}.")
    return ok("command", f"{settings.define_command} looks a term up")


def _granted(answer: AsyncSlackResponse) -> set[str]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    listed: str = headers.get("x-oauth-scopes", "")
    return {scope.strip() for scope in listed.split(",") if scope.strip()}


def _clock(answer: AsyncSlackResponse, now: datetime) -> Iterator[Finding]:
    ahead = ahead_of_slack(answer.headers, now)
    if ahead is None:
        return
    told = words(ahead)
    if abs(ahead) >= TOO_FAR:
        wrong = f"{told}: the bot makes no scheduled posts, and refuses every request over HTTP"
        yield fail("clock", wrong, REMEDY)
    elif abs(ahead) >= CLOCK_WARNS_AT:
        yield warn("clock", told, REMEDY)
    else:
        yield ok("clock", "agrees with Slack's")


async def _app_token(client: SlackClient, settings: Settings) -> AsyncIterator[Finding]:
    if settings.slack_app_token is None:
        return
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackCallError as error:
        if error.is_refused:
            yield fail(
                "app-level token",
                f"Slack refuses SLACK_APP_TOKEN: {error.reason}",
                "Under Basic Information > App-Level Tokens generate one with the scope"
                f" connections:write, and see that Socket Mode is on ({APP_PAGE}).",
            )
        else:
            told = f"Socket Mode can't be asked for: {error.reason}"
            yield fail("app-level token", told, "Try again.")
    else:
        yield ok("app-level token", "Socket Mode may be opened")


async def _where_it_is(
    client: SlackClient, config: GlossaryConfig | None, schedule: Sequence[ScheduleEntry]
) -> AsyncIterator[Finding]:
    try:
        seen = await _channels(client)
    except SlackCallError as error:
        yield warn("channels", f"can't be seen: {error.reason}", "Try again later.")
        return
    joined = [f"#{one['name']}" for one in seen.channels if one.get("is_member")]
    if seen.missing:
        yield warn(
            "channels",
            f"seeing all of them needs the optional scopes {' and '.join(seen.missing)}",
            "Grant them if the doctor is to look.",
        )
    if joined:
        yield ok("channels", f"a member of {', '.join(sorted(joined))}")
    elif not seen.missing:
        yield warn(
            "channels",
            "the bot is a member of none: what people share it posts without a thread of its own",
            "Invite it where it is to post: /invite @Parlance",
        )
    if config and config.stewards_channel:
        name = config.stewards_channel.removeprefix("#")
        where = name if name.isupper() else f"#{name}"
        file = "glossary.yml (stewards_channel)"
        for finding in look_at_channel("stewards' channel", where, name, seen, file):
            yield finding
    for finding in look_at_schedule(schedule, seen):
        yield finding


async def _channels(client: SlackClient) -> ScheduleSeen:
    """Return all the channels that Slack lists, kind by kind: each needs a scope of its own."""
    found: list[dict[str, Any]] = []
    missing = []
    for kind, scope in _SCOPES.items():
        try:
            found += await _channels_of(client, kind)
        except SlackCallError as error:
            if error.reason != "missing_scope":
                raise
            missing.append(scope)
    return ScheduleSeen(found, missing)


async def _channels_of(client: SlackClient, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.conversations_list(types=kind, limit=1000, cursor=cursor or None)
        found += page.get("channels") or ()
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
