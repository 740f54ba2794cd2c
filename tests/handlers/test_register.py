from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.cards.kit.ids import ActionId, FieldId
from handlers import COMMANDS, OPTIONS, register

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text("utf-8"))
# Selects whose choices are asked for while somebody types.
ASKS_FOR_OPTIONS = {
    ActionId.SEARCH_TERM,
    ActionId.FIND_TERM,
    ActionId.CHOOSE_TERM,
    FieldId.RELATED_TERM,
    ActionId.GIVE_TERM,
}


class Registered:
    """An app that records its listeners."""

    def __init__(self) -> None:
        self.listeners: list[tuple[str, Any, Callable[..., Any]]] = []

    def __getattr__(self, kind: str) -> Any:
        """Take any way of registering."""

        def constraint(wanted: Any) -> Any:
            if kind == "error":
                self.listeners.append((kind, None, wanted))
                return wanted
            return lambda listener: self.listeners.append((kind, wanted, listener))

        return constraint


def registered() -> Registered:
    app = Registered()
    register(app)  # type: ignore[arg-type]
    return app


def matches(wanted: Any, action_id: str) -> bool:
    """Return whether Bolt would take this id to this listener."""
    return bool(wanted.search(action_id)) if isinstance(wanted, re.Pattern) else wanted == action_id


def test_every_action_has_exactly_one_listener() -> None:
    """No button does nothing, and none does two things."""
    wanted = [constraint for kind, constraint, _ in registered().listeners if kind == "action"]

    assert {id_: sum(matches(one, id_) for one in wanted) for id_ in ActionId} == dict.fromkeys(
        ActionId, 1
    )


def test_every_type_ahead_is_answered() -> None:
    """A select that asks for options gets them."""
    assert set(OPTIONS) == ASKS_FOR_OPTIONS


def test_every_listener_asks_for_what_exists() -> None:
    """Bolt fills parameters by name, and an unknown name silently with None."""
    known = {"services", "viewer"} | set(AsyncArgs.__annotations__)
    asked = {
        listener.__name__: set(inspect.signature(listener).parameters) - known
        for kind, _, listener in registered().listeners
        if kind != "error"
    }

    assert {name: unknown for name, unknown in asked.items() if unknown} == {}


def test_errors_are_handled() -> None:
    """There is one place where failures become words."""
    assert [kind for kind, *_ in registered().listeners].count("error") == 1


def test_shortcuts_and_events_are_those_of_the_manifest() -> None:
    """Slack sends what is declared, and something listens to all of it."""
    heard = {(kind, str(constraint)) for kind, constraint, _ in registered().listeners}
    declared = {("shortcut", one["callback_id"]) for one in MANIFEST["features"]["shortcuts"]}
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    declared |= {("event", name.partition(".")[0]) for name in events}  # message.im

    assert {one for one in heard if one[0] in {"shortcut", "event"}} >= declared


def test_commands_are_those_of_the_manifest() -> None:
    """Everything declared to Slack has an answer."""
    declared = {command["command"] for command in MANIFEST["features"]["slash_commands"]}

    assert declared == set(COMMANDS)


def test_nothing_is_taken_from_bolts_context_by_a_string() -> None:
    """Services are typed, and who asks is a value."""
    root = Path(__file__).parents[2]
    taking = [
        f"{path.relative_to(root)}: {line.strip()}"
        for room in ("handlers", "bot/services", "bot/slack")
        for path in sorted((root / room).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bcontext(\[|\.get\()", line)
    ]

    assert [] == taking
