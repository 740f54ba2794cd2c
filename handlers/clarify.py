"""Suggesting a clarification: three ways to one form, and the form's result."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.clarification_form import draw_edit, edited_form, errors_in
from bot.cards.clarifications.decision import DecisionRef
from bot.cards.clarifications.faults import fault_words
from bot.cards.clarifications.proposal_form import Filled, ProposalForm
from bot.cards.clarifications.suggestion import (
    OFFER_BLOCK,
    offer_card,
    said_card,
    said_modal,
    suggestion_modal,
    too_many_words,
    which_term_modal,
)
from bot.cards.kit.counting import counted
from bot.cards.kit.form_ref import NOWHERE, FormRef
from bot.cards.kit.ids import ActionId, CallbackId, FieldId
from bot.cards.kit.mrkdwn import shown
from bot.cards.kit.term_ref import TermRef
from bot.cards.reviews.review_ref import ReviewRef
from bot.clarifications.outcomes import (
    AlreadySuggested,
    Faulty,
    Joined,
    Suggested,
    TermGone,
    TooMany,
)
from bot.clarifications.records import Suggestion
from bot.decisions.outbox import MessageRef
from bot.services.review_decisions import NoSuchRequestError, ReviewAct, SettledError
from bot.slack.actor import name_of, person_acting
from bot.slack.external_users import may_be_external_user
from bot.slack.message_text import text_of
from bot.slack.press import Press, TermGoneError, place_of
from bot.slack.reply import open_above, use_up

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.models.views import View

    from bot.clarifications.outcomes import SuggestOutcome
    from bot.clarifications.proposal import Proposal
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

_NAME_LIMIT = 100


async def open_suggestion(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the form from a card's button; on top of the button's modal, if there is one."""
    await ack()
    press = Press.read(body)
    term = press.term_in(services.glossary)
    role = press.ref.role_in(services.glossary.config) or await services.viewers.role_of(viewer)
    form = ProposalForm(term, services.glossary.config, role=role)
    await open_above(press, suggestion_modal(form, _opened(body)), client)


async def answer_reaction(
    event: dict[str, Any],
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Offer the form to a person who reacts to a post of the bot's with one of its reactions.

    The bot ignores reactions from external users.
    """
    name = event["reaction"].partition("::")[0]  # the skin tone follows it
    item = event["item"]
    if name not in services.settings.reactions or event["user"] == context.bot_user_id:
        return
    if item["type"] != "message":
        return
    slug = await services.message_terms.slug_of(
        viewer.workspace_id, item["channel"], item["ts"], reader_id=event["user"]
    )
    term = services.glossary.get(slug) if slug else None
    if term is None or await may_be_external_user(body, context, services.settings):
        return
    if not await services.idempotency_keys.record(body["event_id"]):
        return
    offer = offer_card(term).to_message()
    await client.chat_postEphemeral(channel=item["channel"], user=event["user"], **offer)


async def open_suggestion_for_message(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the form from a message's menu, for the term that the bot showed there.

    For other messages, propose the first term in it; ask which one where there is none.
    """
    await ack()
    channel_id, ts = body["channel"]["id"], body["message"].get("ts") or ""
    slug = await services.message_terms.slug_of(
        viewer.workspace_id, channel_id, ts, reader_id=viewer.user_id
    )
    shown_term = services.glossary.get(slug) if slug else None
    said = () if shown_term else await _terms_in(body["message"], services.glossary)
    term = shown_term or next(iter(said), None)
    view = which_term_modal()
    if term:
        role = await services.viewers.role_of(viewer)
        form = ProposalForm(term, services.glossary.config, role=role)
        view = suggestion_modal(form, asks_term=bool(said), others=said[1:])
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def redraw_form(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show the inputs for the kind, the role or the term that was chosen."""
    await ack()
    view = body["view"]
    if view["callback_id"] == CallbackId.EDIT_AND_ACCEPT:
        deciding = DecisionRef.parse(view["private_metadata"])
        found = await services.clarifications.store.get(
            viewer.workspace_id, deciding.clarification_id
        )
        term = services.glossary.get(found.slug) if found else None
        if found is None or term is None:
            raise TermGoneError
        drawn = draw_edit(
            edited_form(view, found, term, services.glossary.config), found, deciding.card
        )
    else:
        drawn = await _drawn(view, services, viewer)
    await client.views_update(view_id=view["id"], view=drawn)


async def submit_suggestion(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Store the suggestion, and say so in place of the form and of the offer."""
    view = body["view"]
    filled = Filled.read(view)
    form = await _form_of(view, services, viewer)
    proposal = filled.proposal(services.glossary)
    if proposal is None or not _is_drawn(filled, proposal, form.term, services.glossary):
        await ack(response_action="update", view=await _drawn(view, services, viewer))
        return
    person = await person_acting(body, context, services.stewards)
    anyone = (await services.stewards.current()).anyone_appointed
    outcome = await services.clarifications.suggest(
        person,
        Suggestion(view["id"], form.term.slug, proposal, filled.value(FieldId.WHY)),
        is_anyone_appointed=anyone,
    )
    if isinstance(outcome, Faulty):
        await ack(response_action="errors", errors=errors_in(view, outcome.faults))
        return
    title, sentence = _said(outcome, form.term, anyone_appointed=anyone)
    await ack(response_action="update", view=said_modal(title, sentence))
    if isinstance(outcome, Suggested | Joined | AlreadySuggested):
        opened = FormRef.parse(view["private_metadata"])
        await use_up(opened, said_card(sentence), client)
        await _answer_review(opened, form.term, name_of(body, context), services, viewer)


def _opened(body: dict[str, Any]) -> FormRef:
    """Return what sending the form will use up: an offer to react, or a review."""
    block_id = body["actions"][0].get("block_id") or ""
    if block_id == OFFER_BLOCK:
        return FormRef(response_url=body.get("response_url") or "")
    if ReviewRef.is_of(block_id):
        channel_id, ts = place_of(body)
        return FormRef(review=block_id, channel_id=channel_id, message_ts=ts)
    return NOWHERE


async def _answer_review(
    opened: FormRef, term: Term, name: str, services: Services, viewer: Viewer
) -> None:
    """Let the card of the reviews say that a steward suggested a change in answer to one."""
    if not opened.review or not await services.stewards.may_decide(viewer.user_id):
        return
    card = ReviewRef.parse(opened.review).card
    pressed = MessageRef(opened.channel_id, opened.message_ts).to_words()
    answered = ReviewAct(viewer.workspace_id, viewer.user_id, card, term.slug, name, pressed)
    with contextlib.suppress(NoSuchRequestError, SettledError):  # the suggestion is stored anyway
        await services.review_decisions.note_suggestion(answered)


async def _terms_in(message: dict[str, Any], glossary: Glossary) -> tuple[Term, ...]:
    mentions = await asyncio.to_thread(glossary.mentions, text_of(message))
    terms = {term.slug: term for mention in mentions for term in mention.terms}
    return tuple(terms.values())


async def _drawn(view: dict[str, Any], services: Services, viewer: Viewer) -> View:
    form = await _form_of(view, services, viewer)
    opened = FormRef.parse(view["private_metadata"])
    asks_term = ActionId.CHOOSE_TERM in Filled.read(view).block_ids
    return suggestion_modal(form, opened, asks_term=asks_term)


async def _form_of(view: dict[str, Any], services: Services, viewer: Viewer) -> ProposalForm:
    """Return the form as far as it is filled in; the term may have been chosen in it."""
    glossary = services.glossary
    filled = Filled.read(view)
    about = TermRef.parse(FormRef.parse(view["private_metadata"]).about)
    chosen = TermRef.parse(filled.value(ActionId.CHOOSE_TERM))
    term = (about if about.term else chosen).term_in(glossary)
    if term is None:
        raise TermGoneError
    begun = about.role_in(glossary.config) or await services.viewers.role_of(viewer)
    role = filled.role(glossary.config) or begun
    return ProposalForm(term, glossary.config, filled.kind, role)


def _is_drawn(filled: Filled, proposal: Proposal, term: Term, glossary: Glossary) -> bool:
    """Whether the form that was sent had the inputs of the kind that is chosen in it."""
    if not proposal.kind.has_text and FieldId.WHY not in filled.block_ids:
        return False
    return filled.is_drawn_for(proposal, term, glossary.config)


def _said(  # noqa: PLR0911 -- one for each outcome
    outcome: SuggestOutcome, term: Term, *, anyone_appointed: bool
) -> tuple[str, str]:
    """Return the confirmation of a sent suggestion: a title and a sentence."""
    name = f"“{shown(term.title, _NAME_LIMIT)}”"
    match outcome:
        case Suggested() if anyone_appointed:
            return "Thank you", (
                f"Your suggestion for {name} is with the stewards. "
                "You'll get a message when they decide."
            )
        case Suggested():
            return "Thank you", (
                f"Your suggestion for {name} is stored. This glossary has no stewards yet. "
                "You'll get a message when there are some and they decide."
            )
        case Joined(clarification):
            others = len(clarification.joined_ids)
            who = counted(others, "other person", "other people")
            return "Thank you", (
                f"{who} asked for the same change of {name}, so yours is counted with it. "
                "You'll get a message when the stewards decide."
            )
        case AlreadySuggested():
            return "Already suggested", (
                f"You suggested this for {name} before. The stewards haven't decided yet, so "
                "nothing more was stored."
            )
        case TooMany(limit, again_at):
            return "Enough for today", too_many_words(limit, again_at)
        case TermGone():
            return "Not stored", str(TermGoneError())
        case Faulty(faults):
            return "Not stored", fault_words(faults)
