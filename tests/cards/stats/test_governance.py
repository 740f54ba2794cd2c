from __future__ import annotations

from datetime import date

from bot.cards.stats.governance import governance_card
from bot.glossary.governance.report import Waiting, WaitingKind, build_report
from bot.glossary.model import Status
from tests.builders import a_glossary, a_term

TODAY = date(2026, 9, 2)


def test_the_card_says_what_is_covered_and_what_is_not() -> None:
    """Its text says the same."""
    glossary = a_glossary(
        a_term("a", nist_rmf_tags=("govern",)),
        a_term("b", nist_rmf_tags=("safe",), status=Status.DRAFT),
    )
    card = governance_card(build_report(glossary, TODAY))

    assert "2 terms. No review is overdue." in card.text
    assert "Govern, 1 term, 1 approved" in card.text
    assert "Safe: 1 term, none approved" in card.text


def test_without_tags_the_card_shows_the_categories() -> None:
    """Of an acronym list nothing is said about a framework."""
    card = governance_card(build_report(a_glossary(a_term("a")), TODAY))

    assert "Foundations, 1 term, 1 approved" in card.text
    assert "Govern" not in card.text


def test_a_long_list_of_gaps_is_cut_and_said_to_be() -> None:
    """The rest is in the terminal and on the page."""
    terms = [a_term(str(n), categories=(f"c{n}",), status=Status.DRAFT) for n in range(30)]
    card = governance_card(build_report(a_glossary(*terms, a_term("z", categories=())), TODAY))

    assert "more." in card.text


def test_the_card_says_how_long_somebody_waits() -> None:
    """Nobody is named."""
    waiting = [
        Waiting(WaitingKind.REQUEST, "kpi", date(2026, 8, 1), 3),
        Waiting(WaitingKind.SUGGESTION, "a", date(2026, 9, 1), 1),
    ]
    card = governance_card(build_report(a_glossary(a_term("a")), TODAY, waiting))
    assert "2 suggestions and requests wait, the oldest for 32 days." in card.text

    card = governance_card(build_report(a_glossary(a_term("a")), TODAY, waiting[:1]))
    assert "1 suggestion or request has waited for 32 days." in card.text
