"""Finding an element as a person finds it, by what it says, and making a choice in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.workspace.elements import VALUE_FIELDS, elements_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.records import Message, View


def find(
    where: Message | View,
    what: str,
    *,
    kinds: AbstractSet[str] = frozenset(),
    besides: AbstractSet[str] = frozenset(),
    value: str | None = None,
) -> tuple[Json, Json]:
    """Return the block and the element with this label, placeholder or id.

    If a test looks for something that is missing or ambiguous, the error lists the choices.
    """
    offered = [
        (block, element)
        for block, element in elements_of(where.blocks)
        if (not kinds or element["type"] in kinds) and element["type"] not in besides
    ]
    matches = [
        (block, element)
        for block, element in offered
        if what in names_of(block, element) and value in (None, element.get("value"))
    ]
    if len(matches) == 1:
        return matches[0]
    choices = sorted({name for block, element in offered for name in names_of(block, element)})
    problem = "nothing is" if not matches else f"{len(matches)} elements are"
    raise AssertionError(f"{problem} called {what!r}; there are: {choices}")


def present(where: Message | View | None, what: str) -> Message | View:
    """Return the message or view to search; there must be one."""
    if where is None:
        raise AssertionError(f"there is no message or view to find it in: {what!r}")
    return where


def names_of(block: Json, element: Json) -> set[str]:
    """Return all names of an element."""
    texts = [element.get("text"), element.get("placeholder"), block.get("label")]
    names = {text["text"] for text in texts if text}
    ids = {element["action_id"], element.get("accessibility_label"), block["block_id"]}
    return {name for name in names | ids if name}


def option_of(options: Sequence[Json], wanted: str) -> Json:
    """Return the option with this text or value."""
    for option in options:
        if wanted in (option["text"]["text"], option["value"]):
            return option
    texts = [option["text"]["text"] for option in options]
    raise AssertionError(f"there is no option {wanted!r}; there are: {texts}")


def value_for(element: Json, value: object) -> Json:
    """Return what an action or a state holds when this is chosen or typed in an element."""
    options = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        options += group["options"]
    if element["type"] == "overflow":
        return {"selected_option": option_of(options, str(value))}
    field = VALUE_FIELDS[element["type"]]
    if field == "selected_option":
        return {field: option_of(options, str(value))}
    if field == "selected_options":
        wanted = value if isinstance(value, list) else [value]
        return {field: [option_of(options, str(each)) for each in wanted]}
    return {field: value}
