from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cards.answers.answer import build_answer
from bot.cards.reviews.confirmation import Confirming, confirmation_modal, not_confirmed_modal
from bot.cards.reviews.review import given_card, review_card
from bot.cards.reviews.review_ref import ReviewRef
from bot.cards.reviews.reviews_due import ReviewsDue, build_reviews_due
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.stewards import Stewards
from bot.reviews.pace import CARD_SIZE
from bot.reviews.queue import SUMMARY_SIZE, ReviewOutcome, ReviewRequest, review_of
from bot.sandbox.rules.messages import (
    faults_in_message,
    faults_in_view,
    is_blocks_too_long,
    is_view_too_large,
)
from tests.builders import a_glossary, a_term
from tests.cards.test_limits import WORDS, terms
from tests.reading import words as words_in

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.glossary.model import Term

TODAY = date(2026, 11, 23)
REVIEWED = date(2025, 11, 1)
WEI, AMARA, KIM = "U0WEI00004", "U0AMARA003", "U0KIM00000"
CONFIG = replace(DEFAULT_CONFIG, stewards={"Wei": WEI, "Amara": AMARA}, fallback_steward="Wei")
CARD = "review-reminders/2026-W48"


def a_request(term: Term, **fields: Any) -> ReviewRequest:
    values = {"slug": term.slug, "last_reviewed_on": term.last_reviewed_on, "asked_on": TODAY}
    return ReviewRequest(**values | fields)


def reviews(*items: Term, **options: Any) -> ReviewsDue:
    requests = options.pop("requests", [a_request(term) for term in items])
    values: dict[str, Any] = {
        "card": CARD,
        "requests": requests,
        "history": requests,
        "today": TODAY,
        "lookups": {},
        "writable": {term.slug: True for term in items},
    }
    stewards = options.pop("stewards", Stewards(CONFIG))
    return build_reviews_due(a_glossary(*items, config=CONFIG), stewards, **values | options)


def words_of_card(card: Card) -> str:
    return words_in(card.to_message())


def an_overdue(name: str = "token", **fields: Any) -> Term:
    return a_term(name, last_reviewed_on=REVIEWED, **fields)


def test_the_card_says_what_is_due_and_why_it_presses() -> None:
    """In the blocks and in the text that stands for them."""
    card = review_card(reviews(an_overdue(), lookups={"token": 3}))
    words = words_in(card.to_message())

    assert "1 term is due for review." in words
    assert (
        "Overdue by 22 days, looked up 3 times in a month, last reviewed 1 November 2025." in words
    )
    assert "token (overdue by 22 days" in card.text


def test_every_day_on_the_card_stands_in_one_style() -> None:
    """In each reader's own format, both in the facts and in the answers."""
    given_term, waiting = an_overdue("given"), an_overdue("waiting")
    given_request = a_request(
        given_term, outcome=ReviewOutcome.GIVEN, actor_id=WEI, given_to=AMARA, outcome_on=TODAY
    )
    requests = [given_request, a_request(waiting)]
    drawn = json.dumps(
        review_card(reviews(given_term, waiting, requests=requests)).to_message()["blocks"]
    )

    assert "2025" in drawn
    assert "2026" in drawn
    assert not re.search(r"(?<!\|)\b\d{1,2} November 20", drawn)


def test_who_was_forgotten_is_no_mention() -> None:
    """Stored rows have a pseudonym for them, which isn't a Slack account."""
    term = an_overdue("given")
    request = a_request(
        term,
        outcome=ReviewOutcome.GIVEN,
        actor_id="forgotten-0123456789abcdef",
        given_to=AMARA,
        outcome_on=TODAY,
    )
    drawn = json.dumps(review_card(reviews(term, requests=[request])).to_message()["blocks"])

    assert f"<@{AMARA}>" in drawn
    assert "by forgotten-0123456789abcdef" in drawn


def test_what_is_snoozed_is_not_counted_as_due() -> None:
    """Neither the terms on this card nor the snoozed ones."""
    waiting, now, before = an_overdue("waiting"), an_overdue("now"), an_overdue("before")
    until = TODAY + timedelta(days=14)
    snoozed = {"outcome": ReviewOutcome.SNOOZED, "actor_id": WEI, "snoozed_until_on": until}
    shown = [a_request(waiting), a_request(now, **snoozed)]
    history = [*shown, a_request(before, **snoozed)]
    words = words_of_card(
        review_card(reviews(waiting, now, before, requests=shown, history=history))
    )

    assert "1 term is due for review. 2 are snoozed." in words


def test_terms_stand_under_their_steward() -> None:
    """By name, without a notification; those without a steward are together."""
    alone, hers = an_overdue("alone"), an_overdue("hers", steward="Amara")
    requests = [a_request(alone), a_request(hers, steward_id=AMARA)]
    words = words_of_card(review_card(reviews(alone, hers, requests=requests)))

    assert words.index("*Without a steward*") < words.index("alone") < words.index("*Amara*")
    assert words.index("*Amara*") < words.index("hers")


def test_a_steward_known_by_id_alone_is_mentioned() -> None:
    """A member of the user group has no name here."""
    term = an_overdue()
    words = words_of_card(review_card(reviews(term, requests=[a_request(term, steward_id=KIM)])))

    assert f"*<@{KIM}>*" in words


def test_who_has_left_slack_is_said() -> None:
    """The term is without steward, and the card says why."""
    term = an_overdue(steward="Amara")
    stewards = Stewards(CONFIG, departed=frozenset({AMARA}))
    words = words_of_card(review_card(reviews(term, stewards=stewards)))

    assert "*Without a steward*" in words
    assert "Amara has left Slack" in words


def test_a_term_that_was_reviewed_otherwise_offers_nothing() -> None:
    """Somebody edited the file: there is nothing left to press."""
    term = an_overdue()
    request = a_request(term)
    reviewed = replace(term, last_reviewed_on=TODAY)
    words = words_of_card(review_card(reviews(reviewed, requests=[request])))

    assert "*token*: reviewed on 23 November 2026." in words
    assert "Still correct" not in words
    assert "All of these are answered. Thank you." in words


def test_a_removed_term_is_said_to_be_gone() -> None:
    """A card may be older than the glossary."""
    request = a_request(an_overdue())
    words = words_of_card(review_card(reviews(requests=[request])))

    assert "token: no longer in the glossary" in words


def test_the_card_says_who_was_asked_in_place_of_silent_stewards() -> None:
    """Escalation is no secret."""
    silent, asked = an_overdue("silent", steward="Amara"), an_overdue("asked")
    escalated = a_request(silent, escalated_on=TODAY, steward_id=AMARA)
    shown = [a_request(asked)]
    words = words_of_card(
        review_card(reviews(silent, asked, requests=shown, history=[*shown, escalated]))
    )

    assert "Wei was asked about 1 term and didn't answer in four weeks." in words


def test_a_summary_counts_the_readers_terms_alone() -> None:
    """Others' terms are on the channel's card."""
    mine, hers = an_overdue("mine"), an_overdue("hers", steward="Amara")
    requests = [a_request(mine)]
    words = words_of_card(review_card(reviews(mine, hers, requests=requests, reader=WEI)))

    assert "Your reviews this week" in words
    assert "1 term waits for your review." in words
    assert "hers" not in words


def test_a_press_finds_its_card_and_term_again() -> None:
    """Also where the slug is too long for a block's id."""
    term = an_overdue("long " * 60)
    block_id = ReviewRef.of(CARD, term.slug).to_block_id(KIM)
    ref = ReviewRef.parse(block_id)

    assert len(block_id) <= 255
    assert (CARD, term.slug) == (ref.card, ref.slug_in(a_glossary(term)))


@pytest.mark.parametrize(("count", "reader"), [(CARD_SIZE, None), (SUMMARY_SIZE, WEI)])
def test_what_does_not_fit_is_said_to_be_there(count: int, reader: str | None) -> None:
    """All that a week asks of ordinary terms is on the channel's card; a summary may be fuller."""
    definition = "It makes text from a prompt, piece by piece, by what is likely to follow. " * 3
    many = [
        an_overdue(f"language model no {number}", short_def=definition) for number in range(count)
    ]
    requests = [a_request(one) for one in many]
    card = review_card(
        reviews(*many, requests=requests, reader=reader, lookups={one.slug: 12 for one in many})
    )
    message = card.to_message()
    shown = sum(block["type"] == "actions" for block in message["blocks"])

    assert not is_blocks_too_long(message["blocks"])
    assert shown >= (CARD_SIZE - 1 if reader else CARD_SIZE)
    assert (f"{count - shown} more terms don't fit" in words_in(message)) is (shown < count)
    assert "This app's Home tab lists everything" in words_in(message) or shown == count


def test_once_some_are_answered_the_others_come_up() -> None:
    """If not all of it fits, open reviews come before answered ones."""
    many = [an_overdue(f"{'long name ' * 7}{number}", short_def="x " * 300) for number in range(14)]
    requests = [
        a_request(one, outcome=ReviewOutcome.CONFIRMED, actor_id=WEI, outcome_on=TODAY)
        if number < 7
        else a_request(one)
        for number, one in enumerate(many)
    ]
    message = review_card(reviews(*many, requests=requests, reader=WEI)).to_message()

    assert 7 == sum(block["type"] == "actions" for block in message["blocks"])


def test_the_fullest_summary_of_the_longest_terms_is_taken() -> None:
    """As many as it holds, whose every part is as long as is shown of it."""
    words = "longest " * 100
    many = [
        an_overdue(f"{words}{number}", slug=f"{'s' * 240}{number}", short_def=words)
        for number in range(SUMMARY_SIZE)
    ]
    requests = [
        a_request(one, outcome=ReviewOutcome.GIVEN, actor_id=WEI, given_to=AMARA, outcome_on=TODAY)
        for one in many
    ]
    lookups = {one.slug: 1000 for one in many}
    drawn = review_card(reviews(*many, requests=requests, reader=WEI, lookups=lookups))

    assert faults_in_message(drawn.to_message()) == []
    assert not is_blocks_too_long(drawn.to_message()["blocks"])


REQUESTS = st.fixed_dictionaries(
    {
        "steward_id": st.sampled_from((None, WEI, AMARA, KIM)),
        "outcome": st.none() | st.sampled_from(ReviewOutcome),
        "escalated_on": st.sampled_from((None, TODAY)),
    }
)


@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    terms(),
    st.lists(REQUESTS, min_size=1, max_size=SUMMARY_SIZE),
    st.sets(st.integers(0, SUMMARY_SIZE)),
    WORDS,
)
def test_any_card_and_modal_keep_slacks_limits(
    term: Term,
    states: list[dict[str, Any]],
    writes: set[int],
    sentence: str,
) -> None:
    """Of any term in any state, on the channel's card and in a summary."""
    many = [replace(term, slug=f"{term.slug}-{number}") for number in range(len(states))]
    requests = [
        a_request(
            one,
            actor_id=WEI,
            given_to=AMARA,
            outcome_on=TODAY,
            snoozed_until_on=TODAY + timedelta(days=14),
            **state,
        )
        for one, state in zip(many, states, strict=True)
    ]
    writable = {one.slug: number in writes for number, one in enumerate(many)}
    for reader, shown in ((None, requests[:10]), (WEI, requests)):
        card = review_card(
            reviews(*many, requests=shown, history=requests, writable=writable, reader=reader)
        )
        message = card.to_message()
        assert faults_in_message(message) == []
        assert not is_blocks_too_long(message["blocks"])
        assert 0 < len(message["text"]) <= 4000

    glossary = a_glossary(term, config=CONFIG)
    answer = build_answer(glossary, term, CONFIG.roles[0], TODAY)
    confirming = Confirming(CARD, term.slug, "f" * 16, "C0STEWARD6", "1795395681.944155")
    for view in (confirmation_modal(answer, confirming), not_confirmed_modal(sentence)):
        drawn = view.to_dict()
        assert faults_in_view(drawn) == []
        assert not is_view_too_large(drawn)
    assert faults_in_message(given_card(term, WEI).to_message()) == []
    assert Confirming.parse(confirming.to_private_metadata()) == confirming


def test_what_is_asked_early_says_so() -> None:
    """And when it's due; a term that was never reviewed says that alone."""
    soon = a_term("soon", last_reviewed_on=TODAY - timedelta(days=300), review_every_days=365)
    new = a_term("new", last_reviewed_on=None)
    requests = [a_request(soon), a_request(new, last_reviewed_on=review_of(new))]
    words = words_in(review_card(reviews(soon, new, requests=requests)).to_message())

    assert "Reviews of this week" in words
    assert "Nothing is due yet. 2 are asked early, so that reviews don't pile up." in words
    assert "Due in 65 days, last reviewed" in words
    assert "Never reviewed." in words
