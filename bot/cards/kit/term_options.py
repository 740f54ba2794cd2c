"""Terms as the choices of a type-ahead, the same in every form."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shown
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Term

OPTIONS_LIMIT = 100
_OPTION_TEXT_LIMIT = 75


def term_options(terms: Iterable[Term]) -> list[dict[str, Any]]:
    """Return the type-ahead's choices, as the glossary ranks them."""
    return [term_option(term) for term in islice(terms, OPTIONS_LIMIT)]


def term_option(term: Term) -> dict[str, Any]:
    """Return a term as one choice, without the SDK: a hundred of its take 5 ms at every letter."""
    return {
        "text": _plain(term.title),
        "description": _plain(plain_words(term.definition)),
        "value": TermRef.of(term).to_value(),
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": shown(text, _OPTION_TEXT_LIMIT), "emoji": False}
