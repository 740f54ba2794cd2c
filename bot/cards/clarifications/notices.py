"""Direct messages about clarifications, and the lines in the thread of the stewards' card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.clarifications.clarification_labels import headline
from bot.cards.kit.blocks import actions, button, said_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import link, literal, mention, shown
from bot.cards.kit.rich_text import headed_quote
from bot.cards.kit.term_buttons import term_button
from bot.clarifications.proposal import edits_of
from bot.decisions.outbox import Notice
from bot.glossary.pages import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.clarifications.records import Clarification, TermRequest
    from bot.decisions.outbox import OutboxItem
    from bot.glossary.model import GlossaryConfig, Term

_NAME_LIMIT = 100
_WORDS_LIMIT = 1500
_TEXT_LIMIT = 3000
_WORDED = 2500  # all that a form takes, with room for what has to be escaped in it


def clarification_notice(  # noqa: PLR0911 -- one for each notice
    item: OutboxItem, clarification: Clarification, term: Term | None, config: GlossaryConfig
) -> Card:
    """Return the message of an outbox item about a clarification."""
    name = literal(term.title if term else clarification.slug, _NAME_LIMIT)
    what = literal(headline(clarification.proposal, config), _NAME_LIMIT)
    words = literal(item.words, _WORDED) if item.words else ""
    said = f"Your suggestion for “{name}” ({what})"
    proposed = clarification.proposal.text
    open_term = _open(term)
    match item.notice:
        case Notice.NOBODY_APPOINTED:
            return _card(
                f"{said} is stored. This glossary has no stewards yet. You'll get a message when "
                "there are some and they decide."
            )
        case Notice.QUESTION:
            asker = mention(clarification.asked_by)
            answer = button("Answer", ActionId.OPEN_ANSWER, clarification.id, primary=True)
            return _card(
                f"{asker} asks about your suggestion for “{name}” ({what}): {words}",
                quoted=("You suggested", proposed),
                buttons=[answer],
            )
        case Notice.ANSWER:
            return _card(f"*Answer* by {mention(clarification.suggester_id)}: {words}")
        case Notice.OPEN_AGAIN:
            why = literal(clarification.note or item.words, _WORDED)
            return _card(f"*Open again*: {why}")
        case Notice.DELAYED:
            return _card(f"*Not written yet*; the bot keeps trying. {words}")
        case Notice.DECLINED:
            return _card(
                f"{said} was declined{_by(clarification)}. The reason: {words} "
                "Thank you for the thought.",
                quoted=("You suggested", proposed),
                buttons=open_term,
            )
        case Notice.AWAITING_MERGE:
            pull_request = link("the pull request", clarification.pull_request_url, _NAME_LIMIT)
            return _card(
                f"{said} was accepted{_by(clarification)}. It is live as soon as {pull_request} "
                "is merged. You'll get a message then."
            )
        case _:
            new = clarification.accepted_proposal
            edited = "" if new == clarification.proposal else ", with changes"
            accepted = f"{said} was accepted{_by(clarification)}{edited}"
            is_written = bool(edits_of(new))
            live = ", and is live" if is_written else ""
            title = "It says now" if new.kind.rewords else "Added"
            return _card(
                f"{accepted}{live}. Thank you!{_page(term, config)}",
                quoted=(title, new.text) if is_written else None,
                buttons=open_term,
            )


def answered_card(clarification: Clarification, term: Term | None, config: GlossaryConfig) -> Card:
    """Return a question with what the suggester answered, in place of the question's button."""
    name = literal(term.title if term else clarification.slug, _NAME_LIMIT)
    what = literal(headline(clarification.proposal, config), _NAME_LIMIT)
    asker, question = mention(clarification.asked_by), literal(clarification.question, _WORDED)
    return _card(
        f"{asker} asked about your suggestion for “{name}” ({what}): {question}",
        quoted=("You answered", clarification.answer),
    )


def request_notice(
    item: OutboxItem, request: TermRequest, term: Term | None, config: GlossaryConfig
) -> Card:
    """Return the message for a person who requested a term."""
    label = literal(request.label, _NAME_LIMIT)
    if item.notice is Notice.REQUEST_DECLINED:
        by = f" by {mention(request.decision.steward_id)}" if request.decision else ""
        reason = literal(item.words, _WORDED)
        return _card(
            f"The term “{label}” that you asked for was declined{by}. The reason: {reason}"
        )
    return _card(
        f"The term “{label}” that you asked for is in the glossary now.{_page(term, config)}",
        buttons=_open(term),
    )


def _card(
    said: str,
    *,
    quoted: tuple[str, str] | None = None,
    buttons: Sequence[ButtonElement] = (),
) -> Card:
    quote: list[Block] = [headed_quote(*quoted, _TEXT_LIMIT)] if quoted and quoted[1] else []
    return Card(said, [said_mrkdwn(said), *quote, *actions(list(buttons))])


def _open(term: Term | None) -> list[ButtonElement]:
    if term is None:
        return []
    return [term_button(term, None, 0, text=f"Open {shown(term.title, _NAME_LIMIT)}")]


def _by(clarification: Clarification) -> str:
    decision = clarification.decision
    return f" by {mention(decision.steward_id)}" if decision else ""


def _page(term: Term | None, config: GlossaryConfig) -> str:
    """Return where the term is to be read in a browser, if the glossary's pages are published."""
    address = page_of(term, config) if term else None
    return f" {link('Its page', address, _NAME_LIMIT)}." if address else ""
