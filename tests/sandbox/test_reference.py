"""The sandbox against Slack's published reference, where a copy of it lies beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.events import EVENT_SCOPES
from bot.sandbox.web_api import METHODS

REFERENCE = Path(__file__).parents[3] / "shared" / "slack"

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="Slack's reference does not lie in ../shared/slack"
)


def reference(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((REFERENCE / name).read_text())
    return loaded


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_asks_for_what_slack_asks_for(name: str) -> None:
    """Scopes are Slack's; every argument that Slack requires is required, and all exist."""
    method, published = METHODS[name], reference("methods.json")[name]

    assert set(method.scopes) == set(published["scopes"])
    assert set(published["required"]) <= set(method.required)
    assert set(method.required) <= set(published["args"] or [])


def test_events_ask_for_the_scopes_that_slack_asks_for() -> None:
    """A subscription without its scope brings nothing, in Slack as here."""
    published = reference("events.json")
    for event, scope in EVENT_SCOPES.items():
        assert scope is None or scope in published[event]["scopes"], event
