"""What an app's manifest declares; the sandbox gives the app this and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

if TYPE_CHECKING:
    from pathlib import Path


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
        """Return the declared domain to which this address belongs, or None."""
        host = f".{urlsplit(url).hostname or ''}"
        return next((d for d in self.unfurl_domains if host.endswith(f".{d}")), None)


def read_manifest(path: Path) -> Manifest:
    """Read ``manifest.yml``; optional scopes count as granted, as when everything is approved."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    display = data["display_information"]
    features = data.get("features", {})
    home = features.get("app_home", {})
    scopes = data.get("oauth_config", {}).get("scopes", {})
    settings = data.get("settings", {})
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
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        scopes=frozenset(scopes.get("bot", [])),
        is_interactive=settings.get("interactivity", {}).get("is_enabled", False),
        has_home_tab=home.get("home_tab_enabled", False),
        has_messages_tab=home.get("messages_tab_enabled", False),
    )
