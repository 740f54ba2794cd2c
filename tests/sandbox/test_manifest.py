from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.sandbox.manifest import read_manifest

PROJECT = Path(__file__).parents[2]
MANIFEST = PROJECT / "manifest.yml"
SCHEMA = PROJECT.parent / "shared" / "slack" / "schemas" / "manifest.schema.1.0.0.json"


def test_the_shipped_manifest_asks_for_no_more_than_it_needs() -> None:
    """Few scopes are required; the optional ones only read, but for previews and a picture."""
    scopes = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]
    optional = scopes["bot_optional"]

    assert set(scopes["bot"]) - set(optional) == {"commands", "chat:write", "reactions:read"}
    writing = [scope for scope in optional if not scope.endswith((":read", ":history"))]
    assert writing == ["links:write", "files:write"]


def test_every_optional_scope_is_requested_too() -> None:
    """Slack takes a scope as optional only where it stands among the others as well.

    https://docs.slack.dev/authentication/installing-with-oauth, "Optional scopes".
    """
    scopes = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]

    assert [scope for scope in scopes["bot_optional"] if scope not in scopes["bot"]] == []


def test_the_manifest_is_read_as_slack_would_apply_it() -> None:
    """Commands with their hints, interactivity, and every requested scope."""
    manifest = read_manifest(MANIFEST)

    assert manifest.display_name == "Parlance"
    assert [c.name for c in manifest.commands] == ["/define", "/glossary"]
    assert manifest.commands[0].usage_hint == "a term or a question"
    assert manifest.is_interactive
    assert {"commands", "chat:write", "users:read"} <= manifest.scopes
    assert manifest.command("/other") is None


@pytest.mark.skipif(
    not SCHEMA.is_file(), reason="Slack's schema does not lie in ../shared/slack/schemas"
)
def test_slack_takes_the_manifest() -> None:
    """It keeps the schema by which Slack judges what is pasted into "create from manifest"."""
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
    faults = [
        f"{error.json_path}: {error.message}"
        for error in validator.iter_errors(yaml.safe_load(MANIFEST.read_text()))
    ]

    assert faults == []
