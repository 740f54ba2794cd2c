"""What is said when something cannot be done, or went wrong."""

from __future__ import annotations

from bot.cards.card import Card
from bot.cards.mrkdwn import literal
from bot.cards.rich_text import paragraph

_LIMIT = 1500


def refusal_card(sentence: str) -> Card:
    """Return a refusal in the words of whoever raised it."""
    return Card(literal(sentence, _LIMIT), [paragraph(sentence, _LIMIT)])


def failure_card(reference: str) -> Card:
    """Return that something went wrong here, with the reference under which it was logged."""
    return refusal_card(
        "Something went wrong here, and it is not your doing. Please try again; if it stays, "
        f"tell whoever runs this glossary: reference {reference}."
    )
