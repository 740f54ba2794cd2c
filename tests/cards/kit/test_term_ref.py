from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.kit.term_ref import TermRef, reference
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Role
from tests.builders import a_glossary, a_term


def test_a_target_names_its_term_and_role() -> None:
    """A button's value leads back to its subject."""
    term, role = a_term(), DEFAULT_CONFIG.roles[2]
    carried = TermRef.parse(TermRef.of(term, role).to_value())

    assert term == carried.term_in(a_glossary(term))
    assert role == carried.role_in(DEFAULT_CONFIG)


def test_short_names_are_carried_as_they_are() -> None:
    """A value can be read in Slack's payload."""
    assert TermRef.of(a_term(), DEFAULT_CONFIG.role("legal")).to_value() == "legal|diffusion-model"


def test_a_slug_of_any_length_is_found_again() -> None:
    """Names that begin alike differ in their digest."""
    first, second = (a_term(slug="x" * 400 + end) for end in ("-one", "-two"))
    glossary = a_glossary(first, second)

    for term in (first, second):
        value = TermRef.of(term, DEFAULT_CONFIG.roles[0]).to_value()
        assert len(value) <= 150
        assert term == TermRef.parse(value).term_in(glossary)


@pytest.mark.parametrize("slug", ["a|b", "a~b", "~", "diffusion model", "Σ", "mw-2"])
def test_a_file_of_any_name_is_found_again(slug: str) -> None:
    """A slug is a file's name, and people name files as they like."""
    term = a_term(slug=slug)

    assert term == TermRef.parse(TermRef.of(term).to_value()).term_in(a_glossary(a_term(), term))


def test_a_role_id_of_any_form_is_found_again() -> None:
    """Neither a long id nor one with the separator in it leads astray."""
    for id_ in ("r" * 200, "a|b"):
        role = Role(id_, "Odd", "", "exec", "")
        config = replace(DEFAULT_CONFIG, roles=(role,))
        value = TermRef.of(a_term(), role).to_value()

        assert len(value) <= 150
        assert role == TermRef.parse(value).role_in(config)


def test_a_term_that_has_gone_is_none() -> None:
    """A card may be older than the glossary."""
    glossary = a_glossary(a_term("another"))

    assert TermRef.of(a_term()).term_in(glossary) is None
    assert TermRef.of(a_term("x" * 400)).term_in(glossary) is None


@given(st.text(max_size=300))
def test_any_value_can_be_read(value: str) -> None:
    """A value that no card of ours carries names nothing, and raises nothing."""
    ref = TermRef.parse(value)

    assert ref.term_in(a_glossary()) is None


@given(st.text(max_size=300))
def test_a_reference_keeps_to_its_limit(name: str) -> None:
    """Whatever the name, what stands for it fits."""
    assert len(reference(name, 40)) <= 40
