"""Reading what was drawn: the words and the buttons of a message or a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.workspace.elements import as_read

if TYPE_CHECKING:
    from collections.abc import Iterator


def parts(drawn: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in what was drawn, outermost first."""
    match drawn:
        case dict():
            yield drawn
            for value in drawn.values():
                yield from parts(value)
        case list():
            for value in drawn:
                yield from parts(value)


def texts(drawn: Any) -> list[str]:
    """Return every text in the blocks, in the order in which it is shown."""
    blocks = drawn["blocks"]
    found = (part["text"] for part in parts(blocks) if isinstance(part.get("text"), str))
    return [as_read(text) for text in found]


def words(drawn: Any) -> str:
    """Return all that the blocks say, a text a line."""
    return "\n".join(texts(drawn))


def buttons(drawn: Any) -> dict[str, dict[str, Any]]:
    """Return the buttons by their text."""
    found = (part for part in parts(drawn["blocks"]) if part.get("type") == "button")
    return {button["text"]["text"]: button for button in found}


def select(drawn: Any, action_id: str) -> dict[str, Any]:
    """Return the select with this id."""
    return next(part for part in parts(drawn["blocks"]) if part.get("action_id") == action_id)


def options(drawn: Any, action_id: str) -> dict[str, str]:
    """Return a select's values by their text."""
    menu = select(drawn, action_id)
    groups = menu.get("option_groups") or [menu]
    offered = [option for group in groups for option in group["options"]]
    return {option["text"]["text"]: option["value"] for option in offered}
