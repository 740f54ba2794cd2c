"""One of a kind is not "1 things", and one thing to choose is not "one of these"."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cards.answers.choices import several_card, suggestions_card
from bot.cards.answers.mentions import mentions_modal
from bot.cards.clarifications.suggestion import too_many_words
from bot.cards.kit.counting import counted
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.mentions.detection import Mention
from bot.glossary.search.result import Several, Suggestions
from tests.builders import a_term
from tests.reading import texts

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ROLE = DEFAULT_CONFIG.roles[0]


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1234, "1,234 people")]
)
def test_a_number_goes_with_what_it_counts(count: int, said: str):
    """Zero is many."""
    assert said == counted(count, "person", "people")


@pytest.mark.parametrize(("count", "said"), [(1, "Did you mean this one?"), (2, "one of these?")])
def test_near_hits_are_offered_by_their_number(count: int, said: str):
    """In the card and in its text for screen readers."""
    terms = tuple(a_term(f"term {number}") for number in range(count))
    card = suggestions_card(Suggestions("terms", terms), ROLE).to_message()

    assert said in card["text"]
    assert said in texts(card)[0]


@pytest.mark.parametrize(("count", "said"), [(11, "1 more meaning"), (12, "2 more meanings")])
def test_meanings_without_a_button_are_counted(count: int, said: str):
    """Ten have one."""
    terms = tuple(a_term("bank", context=f"place {number}") for number in range(count))
    card = several_card(Several("bank", "bank", terms), ROLE)

    assert said in [
        element["placeholder"]["text"]
        for block in card.to_message()["blocks"]
        for element in block.get("elements", [])
        if "placeholder" in element
    ]


@pytest.mark.parametrize(("count", "said"), [(41, "1 more is not"), (42, "2 more are not")])
def test_terms_of_a_message_without_a_row_are_counted(count: int, said: str):
    """Forty have one."""
    mentions = [Mention(f"t{n}", (a_term(f"t{n}"),)) for n in range(count)]

    assert said in str(mentions_modal(mentions).to_dict())


@pytest.mark.parametrize(
    ("limit", "said"), [(1, "of 1 suggestion or request."), (2, "of 2 suggestions and requests.")]
)
def test_todays_limit_is_counted(limit: int, said: str):
    """An operator may set it to one."""
    assert said in too_many_words(limit, NOW)
