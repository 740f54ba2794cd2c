"""The search form: a type-ahead over the terms, and the chosen term's definition below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import ActionsBlock, ExternalDataSelectElement, Option
from slack_sdk.models.views import View

from bot.cards.answers.definition import definition_blocks
from bot.cards.kit.blocks import small
from bot.cards.kit.ids import ActionId, CallbackId
from bot.cards.kit.term_options import term_option

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer


def search_select(chosen: Option | None = None, *, is_focused: bool = True) -> Block:
    """Return the type-ahead over the terms."""
    select = ExternalDataSelectElement(
        action_id=ActionId.SEARCH_TERM,
        placeholder="Type a term or an abbreviation",
        min_query_length=0,
        initial_option=chosen,
        focus_on_load=is_focused or None,
    )
    return ActionsBlock(elements=[select], block_id=f"search|{chosen.value if chosen else ''}")


def search_modal(answer: Answer | None = None, *, notice: str = "") -> View:
    """Return the form, empty or with an answer below the search."""
    chosen = Option(**term_option(answer.term)) if answer else None
    below: list[Block] = (
        definition_blocks(answer, notice=notice)
        if answer
        else [small("Choose a term to read it here. Only you see it.")]
    )
    return View(
        type="modal",
        callback_id=CallbackId.SEARCH,
        title="Search the glossary",
        close="Close",
        blocks=[search_select(chosen, is_focused=not answer), *below],
    )
