"""What Slack has and the sandbox doesn't know: it says so, and docs/sandbox.md names it."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import basic_components, block_elements, blocks
from structlog.testing import capture_logs

from bot.sandbox.delivery.events import EVENT_SCOPES
from bot.sandbox.errors import ActError, UnknownToSandboxError
from bot.sandbox.manifest import KNOWN_KEYS, keys_of, read_manifest
from bot.sandbox.rules.blocks import BLOCKS, Surface, faults_in_blocks
from bot.sandbox.rules.elements import ELEMENTS
from bot.sandbox.rules.shapes import KNOWN_TYPES, Shape
from bot.sandbox.web_api.endpoint import METHODS, WITH_EVERY_CALL
from tests.sandbox.calls import GENERAL
from tests.sandbox.drawings import a_menu, a_modal, a_section, an_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer

Json = dict[str, Any]

PROJECT = Path(__file__).parents[2]
REFERENCE = PROJECT.parent / "shared" / "slack"
DOCUMENT = (PROJECT / "docs" / "sandbox.md").read_text(encoding="utf-8")
UNKNOWN = DOCUMENT.partition("## What it doesn't know")[2]
NAMED = frozenset(re.findall(r"`([^`]+)`", UNKNOWN))

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="Slack's reference does not lie in ../shared/slack"
)


def reference(name: str) -> Json:
    loaded: Json = json.loads((REFERENCE / name).read_text(encoding="utf-8"))
    return loaded


# What the list names


def drawn_by_the_library() -> Iterator[tuple[str, set[str]]]:
    """Yield every type of block, element and text that slack_sdk draws, with its fields."""
    parts = block_elements.RichTextElementParts
    for place in (blocks, block_elements, basic_components, parts):
        for _, drawn in inspect.getmembers(place, inspect.isclass):
            kind = getattr(drawn, "type", None)
            if isinstance(kind, str):
                fields = getattr(drawn, "attributes", set())
                is_property = isinstance(fields, property)
                yield kind, set(fields.fget(object.__new__(drawn)) if is_property else fields)


def test_every_block_and_element_of_the_library_is_known_or_named() -> None:
    """The library follows Slack; whatever it adds is noticed here."""
    kinds = {kind for kind, _ in drawn_by_the_library()}

    assert "container" in kinds
    assert kinds - KNOWN_TYPES - NAMED == set()


def test_every_field_of_a_known_block_or_element_is_known_or_named() -> None:
    """Written in the list as `button.alt_text`."""
    unknown = set()
    for kind, fields in drawn_by_the_library():
        shapes = [s for s in (*(t.get(kind) for t in BLOCKS.values()), ELEMENTS.get(kind)) if s]
        known = {f for s in shapes if isinstance(s, Shape) for f in (*s.required, *s.optional)}
        if known:
            unknown |= {f"{kind}.{field}" for field in fields - known - {"type"}}

    assert unknown - NAMED == set()


@pytest.mark.parametrize(
    "name",
    [
        # https://docs.slack.dev/reference/block-kit/blocks and /block-elements, without the library
        *("data_table", "data_visualization", "attachment_mention", "canvas", "citation"),
        *("canvas_message_unfurl", "canvas_user_mention", "list_record", "message_mention"),
        *("salesforce_data_field", "tag", "work_object_mention", "workflow_mention"),
    ],
)
def test_what_the_library_does_not_draw_yet_is_known_or_named(name: str) -> None:
    """Slack's pages are ahead of its library."""
    assert name in KNOWN_TYPES | NAMED


@needs_reference
def test_every_method_is_known_or_named() -> None:
    """Each by its whole name."""
    assert reference("methods.json").keys() - METHODS.keys() - NAMED == set()


@needs_reference
@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_argument_of_a_known_method_is_known_or_named(name: str) -> None:
    """Named in the method's own line of the table."""
    method = METHODS[name]
    line = next((li for li in UNKNOWN.splitlines() if li.startswith(f"| `{name}` |")), "")
    named = re.findall(r"`([^`]+)`", line)
    published = reference("methods.json")[name]["args"] or []

    known = {*method.required, *method.optional, *WITH_EVERY_CALL}
    assert set(published) - known - set(named) == set()
    assert known.isdisjoint(named)


@needs_reference
def test_every_event_is_known_or_named() -> None:
    """Those of the old RTM API too."""
    assert reference("events.json").keys() - EVENT_SCOPES.keys() - NAMED == set()


def keys_of_schema(schema: Json, root: Json, place: str = "") -> Iterator[str]:
    """Yield every key of a manifest's schema that holds a value, as ``keys_of`` names them."""
    while "$ref" in schema:
        schema = root["definitions"][schema["$ref"].rpartition("/")[2]]
    items = schema.get("items", {})
    if properties := schema.get("properties"):
        for key, value in properties.items():
            yield from keys_of_schema(value, root, f"{place}.{key}" if place else key)
    elif "properties" in items or "$ref" in items:
        yield from keys_of_schema(items, root, f"{place}[]")
    else:
        yield place


@needs_reference
@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_every_key_of_the_manifest_is_known_or_named(version: str) -> None:
    """A name stands for everything below it."""
    schema = reference(f"schemas/manifest.schema.{version}.json")
    unknown = [
        key
        for key in keys_of_schema(schema, schema)
        if key not in KNOWN_KEYS
        and not any(f"{key}.".startswith((f"{name}.", f"{name}[]")) for name in NAMED)
    ]

    assert unknown == []


def test_nothing_that_is_known_is_named_as_unknown() -> None:
    """The list is mended when the sandbox learns something."""
    lists = UNKNOWN.partition("### Methods")[2]
    methods = re.findall(r"^- (.*)", lists, re.MULTILINE)
    names = set(re.findall(r"`([^`]+)`", "\n".join(methods)))

    assert names & (METHODS.keys() | EVENT_SCOPES.keys() | KNOWN_KEYS) == set()
    assert {"container", "alert", "file_input"} & KNOWN_TYPES == set()


# What the sandbox says

TAGGED = {"type": "rich_text_section", "elements": [{"type": "tag"}]}


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ({"type": "container", "child_blocks": []}, "the type `container` at /blocks/0"),
        ({"type": "banner"}, "the type `banner` at /blocks/0"),
        (a_section(texts="x"), "the field `texts` at /blocks/0"),
        (
            a_section(accessory={"type": "icon_button"}),
            "the type `icon_button` at /blocks/0/accessory",
        ),
        (
            {"type": "actions", "elements": [a_menu("x", "a", size=1)]},
            "the field `size` at /blocks/0/elements/0",
        ),
        (
            {"type": "rich_text", "elements": [TAGGED]},
            "the type `tag` at /blocks/0/elements/0/elements/0",
        ),
    ],
)  # fmt: skip
def test_an_unknown_block_element_or_field_is_said_to_be_unknown(block: Json, what: str) -> None:
    """Slack may well take it: the sandbox doesn't pretend that Slack refuses it."""
    with pytest.raises(UnknownToSandboxError) as error:
        faults_in_blocks([block], Surface.MESSAGE)

    sentence = f"The sandbox doesn't know {what}. docs/sandbox.md lists what it knows."
    assert error.value.reason == f"unknown_to_sandbox; {sentence}"


WORK_OBJECT = {"event_type": "x", "event_payload": {}, "entities": []}


@pytest.mark.parametrize(
    ("method", "args", "what"),
    [
        ("chat.shout", {}, "the method `chat.shout`"),
        ("blocks.validate", {"blocks": []}, "the method `blocks.validate`"),
        ("chat.postMessage", {"channel": GENERAL, "markdown_text": "x"},
         "the argument `markdown_text` of `chat.postMessage`"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "attachments": [{"text": "x"}]},
         "the argument `attachments` of `chat.postMessage`"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "metadata": WORK_OBJECT},
         "the field `entities` of `metadata` (work objects)"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "blocks": [{"type": "card"}]},
         "the type `card` at /blocks/0"),
        ("chat.unfurl", {"channel": GENERAL, "ts": "1.2", "metadata": {"entities": []}},
         "the argument `metadata` of `chat.unfurl`"),
        ("views.open", {"trigger_id": "x", "view": a_modal({"type": "alert"})},
         "the type `alert` at /view/blocks/0"),
    ],
)  # fmt: skip
async def test_a_call_with_something_unknown_says_what(
    client: AsyncWebClient, method: str, args: Json, what: str
) -> None:
    """Slack has no such code; the sentence is where Slack puts its own."""
    with pytest.raises(SlackApiError) as error:
        await client.api_call(method, json=args)

    sentence = f"The sandbox doesn't know {what}. docs/sandbox.md lists what it knows."
    answer = error.value.response
    assert (answer["error"], answer["errors"]) == ("unknown_to_sandbox", [sentence])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {sentence}"]


@pytest.mark.parametrize(
    "reply", [{"text": "x", "attachments": [{"text": "x"}]}, {"blocks": [{"type": "plan"}]}]
)
async def test_an_answer_to_a_command_with_something_unknown_says_so(
    app: AsyncApp, slack: SandboxServer, reply: Json
) -> None:
    """The page tells the developer; nothing is shown."""

    @app.command("/try")
    async def answer(ack: Callable[..., Any]) -> None:
        await ack(**reply)

    maya = slack.person("maya")
    heard: list[Json] = []
    slack.sandbox.workspace.listen(maya.id, heard.append)
    with pytest.raises(ActError):
        await maya.command("/try")

    assert "The sandbox doesn't know" in heard[-1]["text"]
    assert maya.ephemerals() == []


async def test_options_with_something_unknown_say_so(app: AsyncApp, slack: SandboxServer) -> None:
    """A menu's answer is looked at like everything else."""

    @app.options("find")
    async def offer(ack: Callable[..., Any]) -> None:
        await ack(options=[{**an_option("a"), "icon": "x"}])

    maya = slack.person("maya")
    menu = {"type": "external_select", "action_id": "find", "min_query_length": 0}
    blocks_ = [{"type": "actions", "elements": [menu]}]
    post = slack.sandbox.workspace.post(slack.channel("general"), "U0SANDBOX", "x", blocks_)
    heard: list[Json] = []
    slack.sandbox.workspace.listen(maya.id, heard.append)
    with pytest.raises(ActError, match="options that cannot be shown"):
        await maya.suggest_options(post, "find", "a")

    assert "the field `icon` at /options/0" in heard[-1]["text"]


def test_an_unknown_key_of_the_manifest_is_named_in_the_log(tmp_path: Path) -> None:
    """So is an event that the sandbox never sends; the rest of the manifest works."""
    data = yaml.safe_load((PROJECT / "manifest.yml").read_text(encoding="utf-8"))
    data["features"]["agent_view"] = {"agent_description": "Answers"}
    data["settings"]["event_subscriptions"]["bot_events"].append("team_join")
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with capture_logs() as logs:
        manifest = read_manifest(path)

    assert manifest.command("/define")
    assert [log["name"] for log in logs] == ["features.agent_view.agent_description", "team_join"]
    assert "docs/sandbox.md" in logs[0]["event"]


def test_the_shipped_manifest_holds_nothing_unknown() -> None:
    """What is declared works in the sandbox as in Slack."""
    data = yaml.safe_load((PROJECT / "manifest.yml").read_text(encoding="utf-8"))

    assert set(keys_of(data)) - KNOWN_KEYS == set()
    assert read_manifest(PROJECT / "manifest.yml").events <= EVENT_SCOPES.keys()
