"""The inputs of forms, each within Slack's limits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import InputBlock, Option, PlainTextInputElement, StaticSelectElement

from bot.cards.kit.blocks import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slack_sdk.models.blocks import InputInteractiveElement

TEXT_LIMIT = 3000
_LABEL_LIMIT = 150
_OPTION_TEXT_LIMIT = 75


def input_block(  # noqa: PLR0913 - what an input may say
    label: str,
    element: InputInteractiveElement,
    block_id: str,
    *,
    hint: str = "",
    optional: bool = False,
    dispatches: bool = False,
) -> InputBlock:
    """Return an input under its label; one that ``dispatches`` is heard of at once."""
    return InputBlock(
        label=plain(label, _LABEL_LIMIT),
        element=element,
        block_id=block_id,
        hint=plain(hint, _LABEL_LIMIT) if hint else None,
        optional=optional,
        dispatch_action=dispatches or None,
    )


def text_input(
    action_id: str, initial: str = "", *, lines: bool = False, limit: int = TEXT_LIMIT
) -> PlainTextInputElement:
    """Return a text field; a text that is too long for it is not filled in."""
    return PlainTextInputElement(
        action_id=action_id,
        initial_value=initial if 0 < len(initial) <= limit else None,
        multiline=lines or None,
        max_length=limit,
    )


def choice(
    action_id: str, options: Iterable[tuple[str, str]], chosen: str = ""
) -> StaticSelectElement:
    """Return a select over these (text, value), with the one of this value chosen."""
    offered = [Option(text=plain(text, _OPTION_TEXT_LIMIT), value=value) for text, value in options]
    return StaticSelectElement(
        action_id=action_id,
        options=offered,
        initial_option=next((one for one in offered if one.value == chosen), None),
    )
