"""The stewards' card of a suggestion: its author, term, before and after, and outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.clarifications.clarification_labels import headline
from bot.cards.clarifications.undelivered import undelivered_blocks
from bot.cards.kit.blocks import actions, button, header, small, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.dates import reader_day, reader_moment
from bot.cards.kit.difference import marked
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import link, literal, mention, shown
from bot.cards.kit.phrases import day
from bot.cards.kit.rich_text import (
    headed_links,
    headed_list,
    headed_paragraph,
    headed_pieces,
    headed_quote,
    paragraph,
)
from bot.clarifications.model import State
from bot.clarifications.proposal import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from slack_sdk.models.blocks import Block

    from bot.clarifications.proposal import Proposal
    from bot.clarifications.records import Clarification
    from bot.decisions.outbox import OutboxItem
    from bot.glossary.model import GlossaryConfig

_TEXT_LIMIT = 3000
_SPOKEN_LIMIT = 3000
_WHY_LIMIT = 1500
_WHYS, _JOINED_WHY_LIMIT = 3, 500  # the latest of them; the audit trail has all
_WORDS_LIMIT = 900
_NAME_LIMIT = 100
_WHOLE = "“Edit and accept” shows the whole text."


@dataclass(frozen=True, slots=True)
class StewardsView:
    """A clarification as the stewards see it; without a right to write, nothing is accepted.

    With ``is_own`` its only reader suggested it and may not accept it. ``undelivered`` are the
    messages about it that could not be delivered.
    """

    clarification: Clarification
    title: str
    config: GlossaryConfig
    is_writable: bool = True
    is_own: bool = False
    undelivered: tuple[OutboxItem, ...] = ()


def clarification_card(posted: StewardsView) -> Card:
    """Return the card as it is to look now."""
    clarification, config = posted.clarification, posted.config
    if clarification.is_learned:
        return _learned_card(posted)
    proposal = clarification.accepted_proposal
    head = f"{posted.title}: {headline(proposal, config)}"
    status = " ".join(_status(clarification))
    spoken = f"{head}. Suggested text: {proposal.text} {clarification.why}"
    return Card(
        literal(f"Suggestion for {spoken}", _SPOKEN_LIMIT),
        [
            header(head),
            small_mrkdwn(_who(clarification)),
            *difference_blocks(clarification.before, proposal),
            *_why(clarification),
            *_asked_back(clarification),
            *([small_mrkdwn(status)] if status else []),
            *_by_another(posted),
            *([] if clarification.state.is_decided else decision_blocks(posted)),
            *undelivered_blocks(posted.undelivered, clarification.id),
        ],
        whole="" if clarification.state.is_decided else _WHOLE,
    )


def _by_another(posted: StewardsView) -> list[Block]:
    """Return who can accept what a steward suggested, where there are others."""
    stewards, suggester = posted.config.stewards, posted.clarification.suggester_id
    others = sorted(name for name, user_id in stewards.items() if user_id != suggester)
    if posted.clarification.state.is_decided or suggester not in stewards.values() or not others:
        return []
    names = ", ".join(others)
    return [small(f"A steward suggested this, so another one accepts it: {names}.")]


def _learned_card(posted: StewardsView) -> Card:
    """Return the question whether what people asked for is the term that they opened."""
    clarification = posted.clarification
    head = f"{posted.title}: is “{clarification.proposal.text}” the same?"
    status = " ".join(_status(clarification))
    return Card(
        literal(f"{head} {clarification.why}", _SPOKEN_LIMIT),
        [
            header(head),
            paragraph(clarification.why, _WHY_LIMIT),
            *([small_mrkdwn(status)] if status else []),
            *([] if clarification.state.is_decided else decision_blocks(posted)),
            *undelivered_blocks(posted.undelivered, clarification.id),
        ],
    )


def difference_blocks(before: str, proposal: Proposal) -> Iterator[Block]:
    """Yield the change so that the difference is easy to see."""
    text = proposal.text
    match proposal.kind:
        case Kind.REWORD_SHORT_DEF | Kind.REWORD_FOR_ROLE:
            removed, added = marked(before, text, _TEXT_LIMIT)
            yield headed_pieces("Before", removed)
            yield headed_pieces("After", added)
        case Kind.ADD_SOURCE:
            yield headed_links("Adds the source", [(text, proposal.url or "")], _WORDS_LIMIT)
            yield small(f"Address: {proposal.url}")
        case Kind.OUT_OF_DATE:
            yield small("Once accepted, the term is a draft until it has been reviewed.")
        case Kind.SOMETHING_ELSE:
            yield headed_quote("What should change", text, _TEXT_LIMIT)
        case _:
            yield headed_list(_ADDS[proposal.kind], [text], _TEXT_LIMIT)
            there = ", ".join(filter(None, before.split("\n")))
            if there:
                yield small(f"There already: {there}")


_ADDS = {
    Kind.ADD_DO: "Adds to “Do”",
    Kind.ADD_DONT: "Adds to “Don't”",
    Kind.ADD_ALIAS: "Adds the name",
    Kind.ADD_HIDDEN_LABEL: "Adds the search phrase",
    Kind.ADD_RELATED: "Adds the related term",
}


def when(at: datetime) -> str:
    """Return a moment so that it is clear in any time zone."""
    return f"{day(at.date())} at {at:%H:%M} UTC"


def _who(clarification: Clarification) -> str:
    by = f"Suggested by {mention(clarification.suggester_id)}"
    on = f"on {reader_day(clarification.suggested_at.date())}"
    others = len(clarification.joined_ids)
    people = counted(others, "other person", "other people")
    also = f" · {people} asked too" if others else ""
    return f"{by} {on}{also}"


def _why(clarification: Clarification) -> Iterator[Block]:
    if clarification.why:
        yield headed_paragraph("Why", clarification.why, _WHY_LIMIT)
    if whys := clarification.joined_whys:
        yield headed_list("Others say", whys[-_WHYS:], _JOINED_WHY_LIMIT)


def _asked_back(clarification: Clarification) -> Iterator[Block]:
    if not clarification.question:
        return
    question = literal(clarification.question, _WORDS_LIMIT)
    yield small_mrkdwn(f"*Asked back* by {mention(clarification.asked_by)}: {question}")
    if clarification.answer:
        answer = literal(clarification.answer, _WORDS_LIMIT)
        yield small_mrkdwn(f"*Answer* by {mention(clarification.suggester_id)}: {answer}")
    elif clarification.state is State.ASKED_BACK:
        yield small("No answer yet. You can decide without one.")


def _status(clarification: Clarification) -> Iterator[str]:
    """Yield the outcome, in mrkdwn; mentions in an edited message notify nobody."""
    decision = clarification.decision
    if clarification.note:
        yield f"*Open again*: {literal(clarification.note, _WORDS_LIMIT)}"
        if clarification.edited and not clarification.state.is_decided:
            yield "“Edit and accept” starts from the last steward's edit."
    if decision is None or not clarification.state.is_decided:
        return
    by = f"by {mention(decision.steward_id)} on {reader_moment(decision.at)}"
    match clarification.state:
        case State.DECLINED:
            yield f"*Declined* {by}: {literal(decision.reason, _WORDS_LIMIT)}"
            return
        case State.AWAITING_MERGE:
            number = f"pull request {clarification.pull_request}"
            where = link(number, clarification.pull_request_url, _NAME_LIMIT)
            yield f"*Accepted* {by}. Awaiting merge: {where}. Until then the old text is served."
        case State.LIVE:
            yield f"*Accepted* {by}, and live."
        case _:
            yield f"*Accepted* {by}. The change is being written."
    if clarification.is_learned:
        yield f"{_ADDS[clarification.accepted_proposal.kind]}."
    elif decision.proposal:
        yield "Edited by the steward."
    if decision.reviewed_whole:
        yield "The whole term was reviewed."


def decision_blocks(posted: StewardsView) -> list[Block]:
    """Return what stewards can do about an undecided suggestion."""
    value = posted.clarification.id
    about = shown(posted.title, _NAME_LIMIT)
    if posted.clarification.is_learned:
        return _learning_blocks(posted)
    accepting = [
        button("Accept", ActionId.ACCEPT, value, label=f"Accept: {about}", primary=True),
        button("Edit and accept", ActionId.OPEN_EDIT, value),
    ]
    others = [
        button("Decline", ActionId.OPEN_DECLINE, value),
        button("Ask back", ActionId.OPEN_QUESTION, value),
    ]
    can_accept = posted.is_writable and not posted.is_own
    row = actions([*(accepting if can_accept else []), *others], f"decide|{value}")
    if not posted.is_writable:
        return [
            *row,
            small("The bot can't write to the glossary's files, so nothing can be accepted."),
        ]
    if posted.clarification.proposal.kind is Kind.SOMETHING_ELSE and can_accept:
        remark = "“Accept” marks it as done; “Edit and accept” turns it into a change."
        return [*row, small(remark)]
    return row


def _learning_blocks(posted: StewardsView) -> list[Block]:
    value = posted.clarification.id
    adding = [
        button("Add as another name", ActionId.LEARN_ALIAS, value),
        button("Add as a search phrase", ActionId.LEARN_PHRASE, value),
    ]
    other = button("Not the same", ActionId.NOT_THE_SAME, value)
    remark = (
        "Everybody sees another name. A search phrase only finds the term."
        if posted.is_writable
        else "The glossary's files can't be written from here, so nothing can be added."
    )
    row = actions([*(adding if posted.is_writable else []), other], f"decide|{value}")
    return [*row, small(remark)]


def said_of(clarification: Clarification) -> str:
    """Return a clarification's state, for people who come too late to act on it."""
    decision = clarification.decision
    if decision is None:
        return "it has been decided"
    verb = "declined" if clarification.state is State.DECLINED else "accepted"
    return f"{decision.steward_name} {verb} it on {when(decision.at)}"
