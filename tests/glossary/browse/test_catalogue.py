from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.browse.catalogue import Catalogue
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Category, Status
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from bot.glossary.model import Term

TODAY = date(2026, 11, 23)

some_terms = st.lists(
    st.builds(
        lambda name, categories, roles, age: a_term(
            name,
            categories=tuple(categories),
            roles=tuple(roles),
            last_reviewed_on=TODAY - timedelta(days=age),
        ),
        st.sampled_from(["api", "rag", "token", "vector"]),
        st.lists(st.sampled_from(["Foundations", "Agents", "Ours"]), max_size=3),
        st.lists(st.sampled_from(["legal", "product"]), max_size=3),
        st.integers(0, 800),
    ),
    max_size=3,
)


def seen(catalogue: Catalogue) -> tuple[object, ...]:
    return (
        list(catalogue.categories),
        list(catalogue.roles),
        list(catalogue.terms_on(catalogue.all_terms)),
        sorted(review.term.slug for review in catalogue.due(TODAY)),
        sorted(term.slug for term in catalogue.recently_revised(9)),
    )


@given(st.lists(st.tuples(some_terms, st.sets(st.sampled_from(["api", "token"])))))
def test_what_is_kept_is_what_would_be_made_anew(
    changes: list[tuple[list[Term], set[str]]],
) -> None:
    """Whatever was added, changed and removed since, nothing of it is left behind."""
    glossary = a_glossary(a_term("api"), a_term("token"))
    catalogue = Catalogue(glossary)
    for upserts, removals in changes:
        glossary.apply(upserts, removals)

        assert seen(Catalogue(glossary)) == seen(catalogue)


def test_a_changed_config_is_followed() -> None:
    """Roles, the order of categories and the cadence of reviews are those of glossary.yml."""
    glossary = a_glossary(a_term("token", last_reviewed_on=TODAY - timedelta(days=40)))
    catalogue = Catalogue(glossary)

    assert [] == list(catalogue.due(TODAY))

    often = (Category("Foundations", "First things.", review_every_days=30),)
    glossary.apply(config=replace(DEFAULT_CONFIG, categories=often))

    assert ["token"] == [review.term.slug for review in catalogue.due(TODAY)]
    assert ["First things."] == [shelf.description for shelf in catalogue.categories]


def test_each_day_has_its_own_due_reviews() -> None:
    """A term due tomorrow isn't due today, though nothing changes in between."""
    cadence = DEFAULT_CONFIG.review_every_days[Status.APPROVED]
    term = a_term("token", last_reviewed_on=TODAY - timedelta(days=cadence - 1))
    catalogue = Catalogue(a_glossary(term))

    assert [] == list(catalogue.due(TODAY))
    assert [term] == [review.term for review in catalogue.due(TODAY + timedelta(days=1))]


def test_a_shelf_lists_in_alphabetical_order_whatever_the_case() -> None:
    """As one looks a word up in a book."""
    glossary = a_glossary(a_term("token"), a_term("Vector"), a_term("API"))
    catalogue = Catalogue(glossary)
    terms = catalogue.terms_on(catalogue.all_terms)

    assert ["API", "token", "Vector"] == [term.name for term in terms]


def test_a_term_that_names_a_category_twice_is_counted_once() -> None:
    """A slip of the pen does not make two terms of one."""
    catalogue = Catalogue(a_glossary(a_term("token", categories=("Agents", "Agents"))))

    assert [("Agents", 1)] == [(shelf.title, shelf.count) for shelf in catalogue.categories]
