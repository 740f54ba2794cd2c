from __future__ import annotations

from datetime import date

from bot.cards.answers.answer import build_answer
from bot.cards.answers.shared import shared_card
from bot.glossary.files.config import DEFAULT_CONFIG
from tests.builders import a_glossary, a_term
from tests.reading import buttons, texts


def test_a_shared_card_names_who_shared_it_and_serves_everybody() -> None:
    """The channel sees whose words these are, and can read its own."""
    glossary = a_glossary(a_term(), a_term("sampler"))
    answer = build_answer(glossary, a_term(), DEFAULT_CONFIG.roles[0], date(2026, 11, 23))
    card = shared_card(answer, "U0MAYA").to_message()

    assert texts(card)[0] == "<@U0MAYA> shared this definition"
    assert card["text"].startswith("<@U0MAYA> shared a definition. diffusion model. What")
    assert list(buttons(card)) == [
        "More",
        "In my role's words",
        "Suggest a clarification",
        "Take it back",
    ]
