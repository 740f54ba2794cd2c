from __future__ import annotations

from datetime import date

from bot.cards.answers.answer import build_answer
from bot.cards.answers.search import search_modal
from bot.cards.kit.term_options import term_options
from bot.glossary.files.config import DEFAULT_CONFIG
from tests.builders import a_glossary, a_term
from tests.reading import buttons, select, texts

ANSWER = build_answer(a_glossary(a_term()), a_term(), DEFAULT_CONFIG.roles[0], date(2026, 11, 23))


def test_the_empty_form_offers_terms_before_a_letter_is_typed() -> None:
    """People who don't know the word can look through the list."""
    search = select(search_modal().to_dict(), "search_term")

    assert search["min_query_length"] == 0
    assert search["focus_on_load"] is True


def test_a_chosen_term_is_read_below_the_search() -> None:
    """The form stays, with the choice in it, so that the next word is one step away."""
    view = search_modal(ANSWER).to_dict()

    assert select(view, "search_term")["initial_option"]["value"] == "|diffusion-model"
    assert a_term().short_def in texts(view)
    assert "More" in buttons(view)


def test_nothing_is_shared_from_a_form() -> None:
    """A form belongs to no channel."""
    assert "Share" not in buttons(search_modal(ANSWER).to_dict())


def test_another_choice_is_another_block() -> None:
    """Slack keeps the contents of a block with the same id, so a new choice changes the id."""
    empty, chosen = search_modal().to_dict(), search_modal(ANSWER).to_dict()

    assert empty["blocks"][0]["block_id"] != chosen["blocks"][0]["block_id"]


def test_an_option_tells_terms_apart() -> None:
    """Name with context, the beginning of the definition, and what it stands for."""
    (option,) = term_options([a_term("token", context="Security")])

    assert option == {
        "text": {"type": "plain_text", "text": "token (Security)", "emoji": False},
        "description": {
            "type": "plain_text",
            "text": "What token means, in one plain sentence.",
            "emoji": False,
        },
        "value": "|token-security",
    }
