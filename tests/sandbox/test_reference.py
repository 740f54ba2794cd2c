"""The sandbox against Slack's published reference, if a copy of it lies next to the project."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.delivery.events import EVENT_SCOPES
from bot.sandbox.web_api.endpoint import METHODS
from bot.sandbox.web_api.method import Call
from bot.sandbox.workspace.grants import Grants
from bot.sandbox.workspace.modals import Modals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


# Whatever method is called, Slack may answer these; the reference lists them only here and there.
ANY_METHOD = frozenset({"invalid_arguments"})
# What the reference lists for a sister method only: the limit of posting, and that of pushing,
# since a modal that is opened over another one goes on top of it here.
UNLISTED = {
    ("chat.postEphemeral", "msg_blocks_too_long"),
    ("chat.update", "msg_blocks_too_long"),
    ("views.open", "push_limit_reached"),
}
_OWNERS: dict[str, type] = {"call": Call, "grants": Grants, "modals": Modals}


def called_by(function: Callable[..., Any], tree: ast.AST) -> Iterator[Callable[..., Any]]:
    """Yield the sandbox's own functions that this one calls."""
    owner = function.__qualname__.partition(".")[0]
    owners = _OWNERS | {"self": next((o for o in _OWNERS.values() if o.__name__ == owner), Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        found = None
        match node.func:
            case ast.Name(name):
                found = function.__globals__.get(name)
            case ast.Attribute(ast.Name(name) | ast.Attribute(attr=name), method) if name in owners:
                found = getattr(owners[name], method, None)
        if inspect.isfunction(found) and found.__module__.startswith("bot.sandbox"):
            yield found


def codes_of(
    function: Callable[..., Any], every_code: set[str], seen: set[Callable[..., Any]]
) -> set[str]:
    """Return the error codes that stand in this function and in all that it calls."""
    if function in seen:
        return set()
    seen.add(function)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    keys = {key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    codes = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in keys and node.value in every_code:
            codes.add(str(node.value))
        match node:
            case ast.Call(ast.Name("ApiError"), [ast.Constant(code), *_]):
                codes.add(str(code))
    for other in called_by(function, tree):
        codes |= codes_of(other, every_code, seen)
    return codes


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_refuses_with_the_errors_that_slack_lists_for_it(name: str) -> None:
    """An error that Slack never gives would teach the bot a wrong lesson."""
    published = reference("methods.json")
    every_code = {code for method in published.values() for code in method["errors"]}
    codes = codes_of(METHODS[name].run, every_code, set())
    unlisted = {code for method, code in UNLISTED if method == name}

    assert codes - set(published[name]["errors"]) - ANY_METHOD - unlisted == set()


def test_the_errors_are_found_where_they_stand() -> None:
    """Across functions, classes and modules: else the test above would see nothing."""
    codes = codes_of(METHODS["views.push"].run, set(), set())

    assert {"not_found", "push_limit_reached", "expired_trigger_id", "view_too_large"} <= codes
    assert "cant_update_message" in codes_of(
        METHODS["chat.update"].run, {"cant_update_message"}, set()
    )
