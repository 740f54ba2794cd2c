"""Home and every list keep Slack's limits, however large the glossary and odd its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.cards.browse.browse import Row, ShelfPage, page_card, shelves_card
from bot.cards.browse.glossary_command import role_card, unknown_card, unknown_role_card
from bot.cards.home.home import Due, Home, home_page_view, home_view
from bot.cards.stats.stats import stats_card
from bot.glossary.browse.catalogue import Catalogue
from bot.glossary.browse.shelves import Shelf, ShelfKind, due_shelf
from bot.glossary.due import next_reviews
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Category, Role
from bot.glossary.statistics import Missing, build_statistics
from bot.glossary.stewards import Stewards
from bot.reviews.queue import due_reviews
from bot.services.browsing import shelves_of
from tests.builders import a_glossary, a_term
from tests.cards.test_limits import (
    TODAY,
    WORDS,
    assert_slack_opens,
    assert_slack_takes,
    glossaries,
)

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

# A view holds a hundred blocks, and in them at most this many characters in all.
BLOCKS_IN_A_VIEW = 100


def home_of(glossary: Glossary, role: Role, term: Term, words: str) -> Home:
    """Return a Home with everything on it that there can be."""
    due = due_reviews(
        next_reviews(glossary.terms.values(), glossary.config),
        Stewards(glossary.config),
        TODAY,
        {},
    )
    return Home(
        config=glossary.config,
        role=role,
        shelves=shelves_of(Catalogue(glossary)),
        revised=tuple(list(glossary.terms.values())[:5]),
        term_of_the_week=(term, TODAY),
        requested=(),
        suggested=(),
        missing=tuple(Missing(f"{words}{number}", number) for number in range(5)),
        due=Due(due_shelf(99), tuple(due[:5]), frozenset(glossary.terms)),
        searched=term,
        notice=words,
    )


# A term is big, and drawing it in many ways takes a while: no search for the smallest one.
@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(glossaries(), WORDS)
def test_every_list_of_any_terms_keeps_slacks_limits(
    world: tuple[Term, list[Term], Role, Any], words: str
) -> None:
    """One fault would fail the whole message, or the whole tab."""
    term, others, role, glossary = world
    shelf = Shelf(ShelfKind.CATEGORY, words, words, 99, words)
    rows = tuple(Row(one, words) for one in (term, *others))
    page = ShelfPage(shelf, (rows * 25)[:25], 1, 9)
    statistics = build_statistics(
        glossary,
        since=TODAY.replace(month=10),
        today=TODAY,
        lookups=dict.fromkeys(glossary.terms, 7),
        missed={words: 3},
        most=10,
    )

    assert_slack_opens(home_view(home_of(glossary, role, term, words)).to_dict())
    assert_slack_opens(home_page_view(page).to_dict())
    assert_slack_takes(page_card(replace(page, rows=page.rows[:10])).to_message())
    assert_slack_takes(shelves_card(shelves_of(Catalogue(glossary)), words).to_message())
    assert_slack_takes(
        role_card(role, glossary.config, [replace(shelf, key=role.id)], notice=words).to_message()
    )
    assert_slack_takes(unknown_role_card(words, role, glossary.config).to_message())
    assert_slack_takes(unknown_card(words, "", rows[0]).to_message())
    assert_slack_takes(stats_card(statistics, 7).to_message())


@pytest.mark.parametrize("many", [0, 1, 20, 150, 1000])
def test_home_stays_within_a_view_for_any_number_of_categories_and_roles(many: int) -> None:
    """The card mentions what doesn't fit, and how to get to it."""
    names = [f"Category {number}" for number in range(many)]
    roles = tuple(Role(f"r{number}", f"Role {number}", "", "exec", "") for number in range(many))
    config = replace(
        DEFAULT_CONFIG,
        categories=tuple(map(Category, names)),
        roles=(*DEFAULT_CONFIG.roles, *roles),
    )
    terms = [
        a_term(f"term {number}", categories=(name,), roles=(f"r{number}",))
        for number, name in enumerate(names)
    ]
    glossary = a_glossary(*terms, config=config)
    view = home_view(home_of(glossary, config.roles[0], a_term(), "words")).to_dict()

    assert len(view["blocks"]) <= BLOCKS_IN_A_VIEW
    assert_slack_opens(view)
    assert ("More categories" in str(view)) is (many > 60)
