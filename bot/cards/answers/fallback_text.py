"""An answer as running text: what a screen reader reads and a notification shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import (
    deprecation_words,
    part_of_speech_words,
    takeaway_label,
    trust_words,
    wording_label,
)
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer

_LIMIT = 3500


def spoken(answer: Answer) -> str:
    """Return all that the definition card says, in its order, as escaped text."""
    term, wording, takeaway = answer.term, answer.wording, answer.takeaway
    trust = trust_words(term.status, term.last_reviewed_on, answer.days_overdue)
    facts = ", ".join([part_of_speech_words(term.part_of_speech), *trust])
    sentences = [f"{term.title} ({facts})."]
    if answer.is_deprecated:
        sentences.append(deprecation_words(answer.replaced_by))
    if wording.source is not WordingSource.GENERAL:
        sentences.append(term.short_def)
    sentences.append(_labelled(*wording_label(wording, answer.role, answer.config), wording.text))
    if takeaway:
        sentences.append(_labelled(*takeaway_label(takeaway, answer.role), takeaway.text))
    sentences += [f"Do: {item}" for item in term.do]
    sentences += [f"Don't: {item}" for item in term.dont]
    return literal(" ".join(sentences), _LIMIT)


def _labelled(title: str, remark: str, text: str) -> str:
    return f"{title} ({remark}): {text}" if remark else f"{title}: {text}"
