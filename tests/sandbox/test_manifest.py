from __future__ import annotations

from pathlib import Path

import yaml

from bot.sandbox.manifest import read_manifest

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


def test_the_shipped_manifest_asks_for_no_more_than_it_needs() -> None:
    """Two scopes are required; the optional ones only read, for `parlance doctor`."""
    scopes = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]

    assert scopes["bot"] == ["commands", "chat:write"]
    assert all(scope.endswith(":read") for scope in scopes["bot_optional"])
    assert not any("history" in scope for scope in [*scopes["bot"], *scopes["bot_optional"]])


def test_the_manifest_is_read_as_slack_would_apply_it() -> None:
    """Commands with their hints, interactivity, and the union of granted scopes."""
    manifest = read_manifest(MANIFEST)

    assert manifest.display_name == "Parlance"
    assert [(c.name, c.usage_hint) for c in manifest.commands] == [("/define", "[term] as [role]")]
    assert manifest.is_interactive
    assert {"commands", "chat:write", "users:read"} <= manifest.scopes
    assert manifest.command("/other") is None
