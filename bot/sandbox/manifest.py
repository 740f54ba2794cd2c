"""What an app's manifest declares; the sandbox gives the app this and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
import yaml

from bot.sandbox.delivery.events import EVENT_SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = structlog.get_logger(__name__)

_UNKNOWN = (
    "the sandbox doesn't know something in the manifest (docs/sandbox.md lists what it knows)"
)


# Keys of a manifest that get no warning although the sandbox ignores them, in the form of
# ``keys_of``. Most of it decides something here; the rest has nothing to do in a sandbox.
KNOWN_KEYS = frozenset(
    {
        "_metadata.major_version",
        "_metadata.minor_version",
        "_metadata.schema_version",
        "display_information.background_color",
        "display_information.description",
        "display_information.long_description",
        "display_information.name",
        "features.app_home.home_tab_enabled",
        "features.app_home.messages_tab_enabled",
        "features.app_home.messages_tab_read_only_enabled",
        "features.bot_user.always_online",
        "features.bot_user.display_name",
        "features.shortcuts[].callback_id",
        "features.shortcuts[].description",
        "features.shortcuts[].name",
        "features.shortcuts[].type",
        "features.slash_commands[].command",
        "features.slash_commands[].description",
        "features.slash_commands[].should_escape",
        "features.slash_commands[].url",
        "features.slash_commands[].usage_hint",
        "features.unfurl_domains",
        "oauth_config.scopes.bot",
        "oauth_config.scopes.bot_optional",
        "settings.event_subscriptions.bot_events",
        "settings.event_subscriptions.request_url",
        "settings.interactivity.is_enabled",
        "settings.interactivity.message_menu_options_url",
        "settings.interactivity.request_url",
        "settings.org_deploy_enabled",
        "settings.socket_mode_enabled",
        "settings.token_rotation_enabled",
    }
)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; ``should_escape`` asks Slack to send mentions as ids."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the shortcuts menu (``global``) or in a message's menu (``message``)."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of a manifest that decide what works."""

    name: str
    display_name: str
    description: str
    color: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    unfurl_domains: frozenset[str]
    scopes: frozenset[str]
    is_interactive: bool
    has_home_tab: bool
    has_messages_tab: bool

    def command(self, name: str) -> Command | None:
        """Return the declared command of this name (with its slash), or None."""
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        """Return the declared shortcut of this kind, or None."""
        matches = (s for s in self.shortcuts if s.callback_id == callback_id and s.type == kind)
        return next(matches, None)

    def unfurl_domain(self, url: str) -> str | None:
        """Return the declared domain of this address, or None."""
        host = f".{urlsplit(url).hostname or ''}"
        return next((d for d in self.unfurl_domains if host.endswith(f".{d}")), None)


def keys_of(data: object, place: str = "") -> Iterator[str]:
    """Yield every key of a manifest that holds a value, as in ``features.shortcuts[].name``."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from keys_of(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list) and any(isinstance(item, dict) for item in data):
        for item in data:
            yield from keys_of(item, f"{place}[]")
    else:
        yield place


def read_manifest(path: Path) -> Manifest:
    """Read ``manifest.yml``; optional scopes count as granted, as when everything is approved.

    Unknown parts have no effect; the log names them.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    display = data["display_information"]
    features = data.get("features", {})
    home = features.get("app_home", {})
    scopes = data.get("oauth_config", {}).get("scopes", {})
    settings = data.get("settings", {})
    events = frozenset(settings.get("event_subscriptions", {}).get("bot_events", []))
    for name in sorted({*keys_of(data)} - KNOWN_KEYS | events - EVENT_SCOPES.keys()):
        log.warning(_UNKNOWN, name=name)
    return Manifest(
        name=display["name"],
        display_name=features.get("bot_user", {}).get("display_name", display["name"]),
        description=display.get("description", ""),
        color=display.get("background_color", "#4a4a4a"),
        commands=tuple(
            Command(
                name=command["command"],
                description=command["description"],
                usage_hint=command.get("usage_hint", ""),
                should_escape=command.get("should_escape", False),
            )
            for command in features.get("slash_commands", [])
        ),
        shortcuts=tuple(Shortcut(**shortcut) for shortcut in features.get("shortcuts", [])),
        unfurl_domains=frozenset(features.get("unfurl_domains", [])),
        events=events,
        scopes=frozenset(scopes.get("bot", [])),
        is_interactive=settings.get("interactivity", {}).get("is_enabled", False),
        has_home_tab=home.get("home_tab_enabled", False),
        has_messages_tab=home.get("messages_tab_enabled", False),
    )
