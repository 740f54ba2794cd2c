"""Offering terms to choose from: several meanings of one label, or near hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.clarifications.request import request_button
from bot.cards.kit.blocks import actions, button, small
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import (
    nothing_words,
    several_words,
    suggestions_words,
    unknown_role_words,
)
from bot.cards.kit.rich_text import paragraph
from bot.cards.kit.term_buttons import term_button
from bot.glossary.search.result import Nothing, Several, Suggestions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.glossary.model import Role, Term
    from bot.glossary.search.query import Query

_MEANINGS = 10
_SPOKEN_LIMIT = 1500
_TEXT_LIMIT = 1000


def _choices(terms: Sequence[Term], role: Role) -> list[Block]:
    """Return each term's name to press, and under it what tells it from the others."""
    return [
        block
        for number, term in enumerate(terms)
        for block in (*actions([term_button(term, role, number)]), small(term.short_def))
    ]


def _spoken(title: str, terms: Sequence[Term]) -> str:
    return literal(f"{title} {', '.join(term.title for term in terms)}", _SPOKEN_LIMIT)


def search_button() -> ButtonElement:
    """Return the button that opens the search form."""
    return button("Search the glossary", ActionId.OPEN_SEARCH, "search")


def _meanings(several: Several, role: Role) -> list[Block]:
    left_out = len(several.terms) - _MEANINGS
    more = [small(f"{left_out} more under the search."), *actions([search_button()])]
    return [
        paragraph(several_words(several), _TEXT_LIMIT),
        *_choices(several.terms[:_MEANINGS], role),
        *(more if left_out > 0 else []),
    ]


def several_card(several: Several, role: Role, unknown_role: str = "") -> Card:
    """Return the choice between the meanings of one label."""
    words = several_words(several)
    remark = unknown_role_words(unknown_role, role) if unknown_role else ""
    blocks = [*([small(remark)] if remark else []), *_meanings(several, role)]
    return Card(_spoken(f"{remark} {words}".strip(), several.terms), blocks)


def several_modal(several: Several, role: Role, callback_id: str) -> View:
    """Return the same choice in a modal; what is chosen shows as that modal shows a term."""
    return View(
        type="modal",
        callback_id=callback_id,
        title="Which meaning?",
        close="Close",
        blocks=_meanings(several, role),
    )


def suggestions_card(suggestions: Suggestions, role: Role) -> Card:
    """Return near hits, none of which is sure."""
    title = suggestions_words(suggestions)
    return Card(
        _spoken(title, suggestions.terms),
        [
            paragraph(title, _TEXT_LIMIT),
            *_choices(suggestions.terms, role),
            *actions([search_button(), request_button(suggestions.query)]),
        ],
    )


def nothing_card(query: str) -> Card:
    """Return that nothing comes near, and what to try."""
    title, advice = nothing_words(query)
    return Card(
        literal(f"{title} {advice}", _SPOKEN_LIMIT),
        [
            paragraph(title, _TEXT_LIMIT),
            small(advice),
            *actions([search_button(), request_button(query)]),
        ],
    )


def not_found_card(result: Several | Suggestions | Nothing, role: Role, query: Query) -> Card:
    """Return the choice between what may be meant, or that nothing comes near the text."""
    match result:
        case Several():
            return several_card(result, role, query.unknown_role)
        case Suggestions():
            return suggestions_card(result, role)
        case Nothing():
            return nothing_card(result.query or query.text)
