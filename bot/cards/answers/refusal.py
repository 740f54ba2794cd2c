"""Cards for things that can't be done, or that went wrong."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.rich_text import paragraph

_LIMIT = 1500
_FOR_EXTERNAL_USERS = (
    "This glossary only answers people of its own organization. Someone there can look a term up "
    "and share it with you."
)


def refusal_card(sentence: str) -> Card:
    """Return a refusal in the words of the code that raised it."""
    return Card(literal(sentence, _LIMIT), [paragraph(sentence, _LIMIT)])


def failure_words(reference: str) -> str:
    """Return an apology for an error, with the reference of its log entry."""
    return (
        "Something went wrong on our side. Please try again. If it keeps happening, tell the "
        f"person who runs this glossary: reference {reference}."
    )


def external_user_card() -> Card:
    """Return the answer to people of other organizations."""
    return refusal_card(_FOR_EXTERNAL_USERS)


def external_user_modal() -> View:
    """Return the same as a modal, where there is no message to say it in."""
    return View(
        type="modal",
        title="Glossary",
        close="Close",
        blocks=[paragraph(_FOR_EXTERNAL_USERS, _LIMIT)],
    )


def external_user_home() -> View:
    """Return the same as a Home tab."""
    return View(type="home", blocks=[paragraph(_FOR_EXTERNAL_USERS, _LIMIT)])
