"""An answer as running text: what a screen reader reads and a notification shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import (
    deprecation_words,
    fact_words,
    heading,
    how_found,
    nearest_words,
    reader_words,
    source_words,
    takeaway_label,
    wording_label,
)
from bot.glossary.search.result import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.cards.answers.answer import Answer
    from bot.cards.answers.glance import Glance

SOURCES = 2
_LIMIT = 3500


def spoken(glance: Glance, notice: str = "") -> str:
    """Return all that the definition card says, in its order, as escaped text."""
    answer = glance.answer
    reader = reader_words(answer)
    proposed = f"{answer.proposed_role.title}?" if reader and answer.proposed_role else ""
    sentences = [notice, *_found(answer), *_read(glance), *_trust(answer), reader, proposed]
    return literal(" ".join(map(_ended, filter(None, sentences))), _LIMIT)


def _ended(sentence: str) -> str:
    """Return a sentence with an end that can be heard."""
    return sentence if sentence[-1] in ".?!:…" else f"{sentence}."


def _found(answer: Answer) -> Iterator[str]:
    nearest = answer.found if isinstance(answer.found, Nearest) else None
    yield f"{nearest_words(nearest) if nearest else heading(answer.term)}."
    if answer.is_deprecated:
        yield f"Deprecated. {deprecation_words(answer.replaced_by)}"
    yield from how_found(answer)
    if nearest and nearest.others:
        yield f"Also near: {', '.join(term.title for term in nearest.others)}."


def _read(glance: Glance) -> Iterator[str]:
    answer, takeaway = glance.answer, glance.answer.takeaway
    yield plain_words(answer.term.definition)
    if answer.has_wordings:
        heading_, remark = wording_label(answer.wording, answer.role, answer.config)
        if glance.has_wording:
            label = f"{heading_}, {remark}" if remark else heading_
            yield f"{label}: {plain_words(answer.wording.text)}"
        else:
            yield f"{heading_}: {remark}."
    if takeaway and glance.has_takeaway:
        yield f"{takeaway_label(takeaway)}: {plain_words(takeaway.text)}"
    yield from (f"Do: {plain_words(item)}" for item in glance.do)
    yield from (f"Don't: {plain_words(item)}" for item in glance.dont)


def _trust(answer: Answer) -> Iterator[str]:
    yield f"{', '.join(fact_words(answer))}."
    sources = ", ".join(source_words(title) for title, _ in answer.sources[:SOURCES])
    if sources:
        yield f"Sources: {sources}."
