"""The suggestions and requests that wait for a steward, as the governance report lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.governance.report import Waiting, WaitingKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.clarifications.records import Clarification, TermRequest
    from bot.glossary.glossary import Glossary


def waiting_items(
    clarifications: Iterable[Clarification], requests: Iterable[TermRequest], glossary: Glossary
) -> list[Waiting]:
    """Return what waits, the oldest first, without the names of the people who asked."""
    waiting = []
    for clarification in clarifications:
        term = glossary.get(clarification.slug)
        waiting.append(
            Waiting(
                WaitingKind.SUGGESTION,
                term.title if term else clarification.slug,
                clarification.suggested_at.date(),
                len(clarification.asked_for_by),
            )
        )
    waiting += [
        Waiting(
            WaitingKind.REQUEST,
            request.label,
            min(asking.at for asking in request.asked).date(),
            len(request.asked),
        )
        for request in requests
    ]
    return sorted(waiting, key=lambda one: (one.since, one.about))
