"""Suggesting a clarification: what offers the form, the form itself, and what follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import ExternalDataSelectElement, Option
from slack_sdk.models.views import View

from bot.cards.clarifications.clarification import when
from bot.cards.clarifications.proposal_form import proposal_blocks
from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.form_ref import NOWHERE, FormRef
from bot.cards.kit.ids import ActionId, CallbackId, FieldId
from bot.cards.kit.inputs import input_block, text_input
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.rich_text import definition, paragraph
from bot.cards.kit.term_options import term_option
from bot.cards.kit.term_ref import TermRef
from bot.clarifications.proposal import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_sdk.models.blocks import Block, ButtonElement, InputBlock

    from bot.cards.clarifications.proposal_form import ProposalForm
    from bot.glossary.model import Role, Term

TITLE = "Suggest a clarification"
WHY_LIMIT = 1500
WHY_BLOCK = "why"
TERM_BLOCK = "term"
OFFER_BLOCK = "offer"
_LIMIT = 1500
_NAME_LIMIT = 100


def suggest_button(term: Term, role: Role | None = None) -> ButtonElement:
    """Return the button that is on every card of a term."""
    return button(TITLE, ActionId.OPEN_SUGGESTION, TermRef.of(term, role).to_value())


def offer_card(term: Term) -> Card:
    """Return what answers a reaction: it cannot open a form by itself."""
    said = f"Would you like to suggest a clarification of “{shown(term.title, _NAME_LIMIT)}”?"
    offer = actions([suggest_button(term)], block_id=OFFER_BLOCK)
    return Card(literal(said, _LIMIT), [paragraph(said, _LIMIT), *offer])


def said_card(sentence: str) -> Card:
    """Return the result, in place of the offer that it used up."""
    return Card(literal(sentence, _LIMIT), [paragraph(sentence, _LIMIT)])


def suggestion_modal(
    form: ProposalForm,
    opened: FormRef = NOWHERE,
    *,
    asks_term: bool = False,
    others: Sequence[Term] = (),
) -> View:
    """Return the form for a term, as far as it is filled in; ``opened`` says from where.

    With ``asks_term`` the term is only proposed and can be changed; ``others`` may be meant too.
    """
    term = form.term
    about = TermRef.of(None if asks_term else term, form.role)
    top = _term_select(term, others) if asks_term else header(term.title)
    blocks: list[Block] = [top, *proposal_blocks(form)]
    if form.kind is None:
        blocks += [
            definition(term.definition, _LIMIT),
            small("Choose what you would change. The glossary's stewards decide on it."),
        ]
    else:
        is_asked = form.kind is Kind.OUT_OF_DATE
        label = "What has changed?" if is_asked else "Why?"
        why = text_input(FieldId.WHY, lines=True, limit=WHY_LIMIT)
        blocks.append(input_block(label, why, WHY_BLOCK, optional=not is_asked))
    return View(
        type="modal",
        callback_id=CallbackId.SUGGEST,
        title=TITLE,
        submit="Suggest",
        close="Cancel",
        private_metadata=replace(opened, about=about.to_value()).to_private_metadata(),
        blocks=blocks,
    )


def which_term_modal() -> View:
    """Return the form for a message whose term is unknown."""
    return View(
        type="modal",
        callback_id=CallbackId.SUGGEST,
        title=TITLE,
        submit="Suggest",
        close="Cancel",
        private_metadata=NOWHERE.to_private_metadata(),
        blocks=[_term_select()],
    )


def _term_select(chosen: Term | None = None, others: Sequence[Term] = ()) -> InputBlock:
    select = ExternalDataSelectElement(
        action_id=ActionId.CHOOSE_TERM,
        placeholder="Type a term or an abbreviation",
        min_query_length=0,
        initial_option=Option(**term_option(chosen)) if chosen else None,
        focus_on_load=not chosen or None,
    )
    also = ", ".join(other.title for other in others)
    hint = f"Also in this message: {also}" if also else ""
    return input_block("Which term?", select, TERM_BLOCK, hint=hint, dispatches=True)


def too_many_words(limit: int, again_at: datetime) -> str:
    """Return the message that a person has reached today's limit."""
    of = counted(limit, "suggestion or request", "suggestions and requests")
    return (
        f"You've reached today's limit of {of}. "
        f"Nothing was stored; please send it again from {when(again_at)} on."
    )


def said_modal(title: str, sentence: str) -> View:
    """Return a form's result, in its place."""
    return View(type="modal", title=title, close="Close", blocks=[paragraph(sentence, _LIMIT)])
