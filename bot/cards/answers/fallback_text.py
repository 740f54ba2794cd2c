"""An answer as running text: what a screen reader reads and a notification shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import (
    deprecation_words,
    fact_words,
    heading,
    takeaway_label,
    wording_label,
)
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer

_LIMIT = 3500


def spoken(answer: Answer) -> str:
    """Return all that the definition card says, in its order, as escaped text."""
    term, wording, takeaway = answer.term, answer.wording, answer.takeaway
    sentences = [f"{heading(term)} ({', '.join(fact_words(answer))})."]
    if answer.is_deprecated:
        sentences.append(deprecation_words(answer.replaced_by))
    if wording.source is not WordingSource.GENERAL or not answer.has_wordings:
        sentences.append(plain_words(term.definition))
    if answer.has_wordings:
        label = wording_label(wording, answer.role, answer.config)
        sentences.append(_labelled(*label, plain_words(wording.text)))
    if takeaway:
        label = takeaway_label(takeaway, answer.role)
        sentences.append(_labelled(*label, plain_words(takeaway.text)))
    sentences += [f"Do: {plain_words(item)}" for item in answer.do]
    sentences += [f"Don't: {plain_words(item)}" for item in answer.dont]
    return literal(" ".join(sentences), _LIMIT)


def _labelled(title: str, remark: str, text: str) -> str:
    return f"{title} ({remark}): {text}" if remark else f"{title}: {text}"
