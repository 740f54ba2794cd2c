"""The reviews that are due, as the stewards see them: the week's card, and each one's summary."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import ExternalDataSelectElement, Option, UserSelectElement

from bot.cards.kit.blocks import (
    CONTEXT_TEXT_LIMIT,
    actions,
    button,
    header,
    plain,
    small,
    small_mrkdwn,
)
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.dates import dated, reader_day
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import link, literal, mention, shown
from bot.cards.kit.phrases import days, reviewed_words
from bot.cards.kit.rich_text import definition, paragraph
from bot.cards.kit.size import MOST_BYTES, most_that_fit, size_of
from bot.cards.kit.term_ref import TermRef
from bot.cards.reviews.review_ref import ReviewRef
from bot.reviews.queue import ReviewOutcome

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block, InteractiveElement

    from bot.cards.reviews.reviews_due import ReviewItem, ReviewsDue
    from bot.glossary.model import Term
    from bot.glossary.stewards import Stewards
    from bot.reviews.decision import ReviewDecision
    from bot.reviews.queue import DueTerm

_TEXT_LIMIT = 3500
_INTRO_LIMIT = 600
_DEFINITION_LIMITS = (200, 120, 60, 45)  # the longest cut that makes all terms fit
_NAME_LIMIT = 80
_PLACEHOLDER_LIMIT = 150
_OPTION_LIMIT = 75
_MOST_OPTIONS = 100


def review_card(reviews: ReviewsDue) -> Card:
    """Return the card: the due reviews by steward, each with its buttons.

    If it doesn't all fit into a message, definitions are shortened first; then the last
    terms are left out until others have been answered.
    """
    count = len(reviews.items)
    for definition_limit in _DEFINITION_LIMITS:
        whole = _card(reviews, count, definition_limit)
        if size_of([block.to_dict() for block in whole.blocks]) < MOST_BYTES:
            return whole
    return most_that_fit(lambda some: _card(reviews, some, _DEFINITION_LIMITS[-1]), count)


def _card(reviews: ReviewsDue, count: int, definition_limit: int) -> Card:
    whole = "Reviews that are due" if reviews.due else "Reviews of this week"
    title = "Your reviews this week" if reviews.reader else whole
    intro = " ".join(_intro(reviews))
    spoken = [f"{_name(item)} ({', '.join(_facts(item))})" for item in reviews.items]
    return Card(
        literal(f"{title}. {intro} {'; '.join(spoken)}.", _TEXT_LIMIT),
        [
            header(title),
            paragraph(intro, _INTRO_LIMIT),
            *_groups(reviews, count, definition_limit),
            *_left_out(len(reviews.items) - count),
            *_how_to_do_it(reviews),
        ],
    )


def _intro(reviews: ReviewsDue) -> list[str]:
    """Return how much there is to do in all, and when the rest comes."""
    open_items = [item for item in reviews.items if item.is_open]
    early = sum(item.is_early for item in open_items)
    sentences = []
    if reviews.due or not early:
        one = reviews.due == 1
        subject = "1 term" if one else f"{reviews.due:,} terms" if reviews.due else "Nothing more"
        waits = "waits" if one or not reviews.due else "wait"
        is_due = f"{'is' if waits == 'waits' else 'are'} due for review."
        sentences.append(
            f"{subject} {waits} for your review." if reviews.reader else f"{subject} {is_due}"
        )
    if early:
        asked = "One is" if early == 1 else f"{early} are"
        opening = "" if reviews.due else "Nothing is due yet. "
        sentences.append(f"{opening}{asked} asked early, so that reviews don't pile up.")
    if open_items and reviews.later and not early:
        some = "This one is" if len(open_items) == 1 else f"These {len(open_items)} are"
        sentences.append(f"{some} the most pressing, by days overdue and how often people ask.")
    if reviews.later == 1:
        rest = "the other one is on an earlier card or comes with a later one"
    else:
        rest = f"the other {reviews.later:,} are on earlier cards or come with later ones"
    if reviews.later:
        sentences.append(f"Nothing needs doing all at once: {rest}.")
    if reviews.overload:
        sentences.append(reviews.overload)
    if reviews.snoozed:
        is_snoozed = "1 is" if reviews.snoozed == 1 else f"{reviews.snoozed:,} are"
        sentences.append(f"{is_snoozed} snoozed.")
    if reviews.escalated and not reviews.reader and reviews.stewards.fallback:
        fallback = reviews.stewards.written_as(reviews.stewards.fallback)
        name = "The fallback steward" if fallback == reviews.stewards.fallback else fallback
        asked = counted(reviews.escalated, "term")
        sentences.append(f"{name} was asked about {asked} and didn't answer in four weeks.")
    return sentences


def _left_out(count: int) -> list[Block]:
    """Return where the terms are to be found that don't fit into a message."""
    if not count:
        return []
    more = "1 more term doesn't" if count == 1 else f"{count} more terms don't"
    return [
        small(
            f"{more} fit into this message. They'll appear here as you answer others. This app's "
            "Home tab lists everything that is due."
        )
    ]


def _groups(reviews: ReviewsDue, count: int, definition_limit: int) -> list[Block]:
    blocks: list[Block] = []
    # Answered reviews take little room, and open ones come first, where they are easy to see.
    kept = sorted(reviews.items, key=lambda item: not item.is_open)[:count]
    listed = [item for item in reviews.items if item in kept]
    ordered = sorted(listed, key=lambda item: _group_order(item, reviews))
    for steward_id, items in groupby(ordered, key=lambda item: _group_of(item, reviews)):
        blocks.append(small_mrkdwn(steward_id))
        for item in items:
            blocks += _rows(item, reviews, definition_limit)
    return blocks


def _group_of(item: ReviewItem, reviews: ReviewsDue) -> str:
    """Return the term's heading; names rather than mentions, which ping."""
    if reviews.reader and item.request.escalated_on:
        return "*No answer in four weeks; now yours to decide*"
    steward_id = item.request.steward_id
    if steward_id is None:
        return "*Without a steward*"
    if steward_id == reviews.reader:
        return "*Yours*"
    name = reviews.stewards.written_as(steward_id)
    return f"*{mention(name) if name == steward_id else literal(name, _NAME_LIMIT)}*"


def _group_order(item: ReviewItem, reviews: ReviewsDue) -> int:
    """Return the place of the item's group: that of its most pressing term."""
    groups = [_group_of(other, reviews) for other in reviews.items]
    return groups.index(_group_of(item, reviews))


def _rows(item: ReviewItem, reviews: ReviewsDue, definition_limit: int) -> list[Block]:
    term = item.term
    if term is None:
        return [small(f"{_name(item)}: no longer in the glossary")]
    answered = _answered(item)
    if not item.is_open:
        return [small_mrkdwn(f"*{literal(term.title, _NAME_LIMIT)}*: {answered}")]
    block_id = ReviewRef.of(reviews.card, term.slug).to_block_id(item.request.given_to or "asked")
    return [
        definition(term.definition, definition_limit, term.title),
        small_mrkdwn(" ".join(_capitalized(one) for one in (answered, _dated(item, term)) if one)),
        *actions(_elements(item, reviews.stewards), block_id=block_id),
    ]


def _elements(item: ReviewItem, stewards: Stewards) -> list[InteractiveElement]:
    """Return what can be done; without a right to write, nothing that would have to write."""
    snooze = button(
        "Snooze 2 weeks", ActionId.SNOOZE_REVIEW, None, label=f"Snooze 2 weeks: {_name(item)}"
    )
    if not item.is_writable:
        return [snooze]
    confirm = button(
        "Still correct",
        ActionId.OPEN_CONFIRMATION,
        None,
        label=f"Still correct: {_name(item)}",
    )
    suggest = button(
        "Suggest a change",
        ActionId.OPEN_SUGGESTION,
        TermRef.of(item.term).to_value(),
        label=f"Suggest a change: {_name(item)}",
    )
    return [confirm, suggest, snooze, *_give(stewards)]


def _give(stewards: Stewards) -> list[InteractiveElement]:
    """Return the choice among the stewards; among everybody where some come by a user group.

    Its members' names are not known here. Where there is one steward, there is no choice.
    """
    placeholder = plain("Give to …", _PLACEHOLDER_LIMIT)
    if stewards.group_members:
        return [UserSelectElement(action_id=ActionId.GIVE_TERM, placeholder=placeholder)]
    if len(stewards.ids) == 1:
        return []
    return [
        ExternalDataSelectElement(
            action_id=ActionId.GIVE_TERM, placeholder=placeholder, min_query_length=0
        )
    ]


def steward_options(stewards: Stewards, typed: str) -> list[Option]:
    """Return the stewards whose names hold what was typed, by name."""
    named = sorted((stewards.written_as(user_id), user_id) for user_id in stewards.ids)
    return [
        Option(text=plain(shown(name, _OPTION_LIMIT), _OPTION_LIMIT), value=user_id)
        for name, user_id in named
        if typed.casefold() in name.casefold()
    ][:_MOST_OPTIONS]


def _facts(item: ReviewItem) -> list[str]:
    """Return why it presses."""
    if item.term is None:
        return ["no longer in the glossary"]
    facts = []
    if item.due:
        if item.term.last_reviewed_on or not item.is_early:
            facts.append(_due(item.due))
        if lookups := item.due.lookups:
            facts.append(f"looked up {'once' if lookups == 1 else f'{lookups:,} times'} in a month")
    facts.append(reviewed_words(item.term.last_reviewed_on))
    if item.left:
        facts.append(f"{item.left} has left Slack")
    return facts


def _due(due: DueTerm) -> str:
    if due.days_overdue > 0:
        return f"overdue by {days(due.days_overdue)}"
    return "due today" if not due.days_overdue else f"due in {days(-due.days_overdue)}"


def _dated(item: ReviewItem, term: Term) -> str:
    """Return the same as a sentence in mrkdwn, with days as each reader writes them."""
    facts = literal(", ".join(_facts(item)), CONTEXT_TEXT_LIMIT)
    return f"{dated(facts, term.last_reviewed_on)}."


def _capitalized(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}"


def _answered(item: ReviewItem) -> str:
    """Return the outcome, in mrkdwn: mentions in an edited message notify nobody."""
    request, term = item.request, item.term
    if request.under_way:
        return _under_way(request.under_way)
    if request.outcome is None:
        reviewed_on = term.last_reviewed_on if term else None
        is_new = reviewed_on and reviewed_on != request.last_reviewed_on
        return f"reviewed on {reader_day(reviewed_on)}." if reviewed_on and is_new else ""
    who = f"by {mention(request.actor_id or '')}"
    when = f"on {reader_day(request.outcome_on)}" if request.outcome_on else ""
    match request.outcome:
        case ReviewOutcome.CONFIRMED:
            return f"still correct, confirmed {who} {when}."
        case ReviewOutcome.SNOOZED:
            until = request.snoozed_until_on
            return f"snoozed{f' until {reader_day(until)}' if until else ''} {who}."
        case ReviewOutcome.GIVEN:
            return f"given to {mention(request.given_to or '')} {who} {when}."
        case ReviewOutcome.SUGGESTED:
            return f"a change was suggested {who} {when}."


def _under_way(decision: ReviewDecision) -> str:
    """Return a decision that isn't in the file yet, in mrkdwn."""
    who = f"by {mention(decision.actor_id)} on {reader_day(decision.decided_at.date())}"
    if decision.outcome is ReviewOutcome.GIVEN:
        said = f"given to {mention(decision.given_to or '')} {who}"
    else:
        said = f"still correct, confirmed {who}"
    if not decision.pull_request_url:
        return f"{said}. It's not saved yet; the bot keeps trying."
    where = link(f"pull request {decision.pull_request}", decision.pull_request_url, _NAME_LIMIT)
    counts = "That counts" if decision.outcome is ReviewOutcome.GIVEN else "It counts as reviewed"
    return f"{said}. {counts} when {where} is merged."


def _how_to_do_it(reviews: ReviewsDue) -> list[Block]:
    if not any(item.is_open for item in reviews.items):
        return [small("All of these are answered. Thank you.")]
    if not reviews.can_write:
        return [
            small(
                "The glossary's files can't be written from here: change `last_reviewed` in the "
                "file of a term to confirm it."
            )
        ]
    return []


def _name(item: ReviewItem) -> str:
    return item.term.title if item.term else item.request.slug


def given_card(term: Term, giver_id: str) -> Card:
    """Return what a steward reads who was given a term."""
    said = (
        f"{mention(giver_id)} gave you “{literal(term.title, _NAME_LIMIT)}”: you are its steward "
        "now. Its review is due; you'll see it in your next reminder."
    )
    return Card(said, [small_mrkdwn(said)])


def returned_card(term: Term, reason: str) -> Card:
    """Return what a steward reads whose answer to a review could not be saved."""
    said = (
        f"Your answer to the review of “{literal(term.title, _NAME_LIMIT)}” wasn't saved, so the "
        f"review is still due. {literal(reason, _INTRO_LIMIT)}"
    )
    return Card(said, [small_mrkdwn(said)])
