"""Offering terms to choose from: several meanings of one label, or near hits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.cards.clarifications.request import request_button
from bot.cards.kit.blocks import BUTTON_TEXT_LIMIT, actions, button, plain, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.ids import ActionId, asked_block, numbered
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import (
    is_repeated,
    nothing_words,
    several_words,
    suggestions_words,
    unknown_role_words,
)
from bot.cards.kit.rich_text import paragraph
from bot.cards.kit.term_buttons import term_button
from bot.cards.kit.term_ref import TermRef
from bot.glossary.search.result import Nothing, Several, Suggestions

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.glossary.model import Role, Term
    from bot.glossary.search.query import Query

_MEANINGS = 10
_OPTIONS = 100
OPTION_TEXT_LIMIT = 75
_SPOKEN_LIMIT = 1500
_TEXT_LIMIT = 1000


def _choices(
    terms: Sequence[Term], role: Role, shared: Container[str] = (), *, asked: str = ""
) -> list[Block]:
    """Return each term's name to press, and under it what tells it from the others.

    Of terms whose titles are ``shared``, the button itself has the first words of that. What
    was ``asked`` goes with a press, if the terms are only near.
    """
    blocks: list[Block] = []
    for number, term in enumerate(terms):
        words = plain_words(term.definition)
        text = words if term.title in shared else ""
        row = asked_block(asked, number) if asked else None
        blocks += actions([term_button(term, role, number, text=text)], row)
        in_button = text or term.context or ""
        is_said = is_repeated(words, in_button) and len(in_button) <= BUTTON_TEXT_LIMIT
        if not is_said:
            blocks.append(small(words))
    return blocks


def _further(terms: Sequence[Term], role: Role, shared: Container[str]) -> list[Block]:
    """Return a select over the meanings that have no button; typing narrows it down."""
    options = [
        Option(
            text=plain(
                plain_words(term.definition) if term.title in shared else term.title,
                OPTION_TEXT_LIMIT,
            ),
            value=TermRef.of(term, role).to_value(),
        )
        for term in terms[:_OPTIONS]
    ]
    select = StaticSelectElement(
        action_id=numbered(ActionId.OPEN_TERM, _MEANINGS),
        placeholder=counted(len(terms), "more meaning"),
        options=options,
    )
    left_out = len(terms) - len(options)
    more = [small(f"{left_out} more under the search."), *actions([search_button()])]
    return [*actions([select]), *(more if left_out else [])]


def _likeliest_first(several: Several) -> list[Term]:
    """Return the meanings that people look up most first.

    Of the others those of one category stand together, the category with the most of them first.
    """
    shelves = Counter(term.categories[0] for term in several.terms if term.categories)

    def place(term: Term) -> tuple[int, int, str]:
        shelf = term.categories[0] if term.categories else ""
        return -several.lookups.get(term.slug, 0), -shelves[shelf], shelf

    return sorted(several.terms, key=place)


def _spoken(title: str, terms: Sequence[Term]) -> str:
    return literal(f"{title} {', '.join(term.title for term in terms)}", _SPOKEN_LIMIT)


def search_button() -> ButtonElement:
    """Return the button that opens the search form."""
    return button("Search the glossary", ActionId.OPEN_SEARCH, "search")


def _meanings(several: Several, role: Role) -> list[Block]:
    terms = _likeliest_first(several)
    titles = Counter(term.title for term in terms)
    shared = {title for title, count in titles.items() if count > 1}
    further = terms[_MEANINGS:]
    return [
        paragraph(several_words(several), _TEXT_LIMIT),
        *_choices(terms[:_MEANINGS], role, shared),
        *(_further(further, role, shared) if further else []),
    ]


def several_card(several: Several, role: Role, unknown_role: str = "") -> Card:
    """Return the choice between the meanings of one label."""
    words = several_words(several)
    remark = unknown_role_words(unknown_role, role) if unknown_role else ""
    blocks = [*([small(remark)] if remark else []), *_meanings(several, role)]
    return Card(_spoken(f"{remark} {words}".strip(), several.terms), blocks)


def several_modal(several: Several, role: Role, callback_id: str) -> View:
    """Return the same choice in a modal; the chosen term looks as that modal shows terms."""
    return View(
        type="modal",
        callback_id=callback_id,
        title="Which meaning?",
        close="Close",
        blocks=_meanings(several, role),
    )


def suggestions_card(suggestions: Suggestions, role: Role) -> Card:
    """Return near hits; none is certain."""
    title = suggestions_words(suggestions)
    return Card(
        _spoken(title, suggestions.terms),
        [
            paragraph(title, _TEXT_LIMIT),
            *_choices(suggestions.terms, role, asked=suggestions.query),
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


def requested_card(sentence: str) -> Card:
    """Return what a request came to, in place of the button that it used up."""
    return Card(
        literal(sentence, _SPOKEN_LIMIT),
        [paragraph(sentence, _TEXT_LIMIT), *actions([search_button()])],
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
