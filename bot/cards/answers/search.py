"""The search form: a type-ahead over the terms, and below it the definition of what was chosen."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import ActionsBlock, ExternalDataSelectElement, Option
from slack_sdk.models.views import View

from bot.cards.answers.definition import definition_blocks
from bot.cards.kit.blocks import small
from bot.cards.kit.ids import ActionId, CallbackId
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shown
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer
    from bot.glossary.model import Term

OPTIONS_LIMIT = 100
_OPTION_TEXT_LIMIT = 75


def term_options(terms: Iterable[Term]) -> list[dict[str, Any]]:
    """Return the type-ahead's choices, in the order in which the glossary ranks them."""
    return [_term_option(term) for term in islice(terms, OPTIONS_LIMIT)]


def _term_option(term: Term) -> dict[str, Any]:
    """Return a term as one choice, without the SDK: a hundred of its take 5 ms at every letter."""
    return {
        "text": _plain(term.title),
        "description": _plain(plain_words(term.definition)),
        "value": TermRef.of(term).to_value(),
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": shown(text, _OPTION_TEXT_LIMIT), "emoji": False}


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
    chosen = Option(**_term_option(answer.term)) if answer else None
    below: list[Block] = (
        definition_blocks(answer, can_share=False, notice=notice)
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
