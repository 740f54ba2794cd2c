"""Examples come from the glossary in service, and each works as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.glossary.examples import example_for_role, example_names
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.model import EVERYBODY, Status
from bot.glossary.search.result import Found
from tests.builders import a_glossary, a_term
from tests.conftest import ROOT
from tests.shared import SHARED, needs

if TYPE_CHECKING:
    from pathlib import Path

PRODUCT = DEFAULT_CONFIG.roles[0]
PUBLIC = SHARED / "glossaries" / "ai-glossary"


@pytest.mark.parametrize("directory", [ROOT / "data", pytest.param(PUBLIC, marks=needs(PUBLIC))])
def test_every_example_finds_a_term(directory: Path):
    """In our glossary and in somebody else's."""
    loaded = Loader(directory).load()
    glossary = Glossary(loaded.config, loaded.terms.values())
    names = example_names(glossary)
    for_role = example_for_role(glossary, PRODUCT)

    assert len(names) == 2
    assert names[0].isupper()
    assert all(isinstance(glossary.find(name), Found) for name in names)
    assert for_role
    query = glossary.read_query(f"{for_role[0]} for {for_role[1].title}")
    assert for_role == (query.text, query.role)
    assert for_role[1] != PRODUCT


def test_an_abbreviation_of_another_language_is_no_example():
    """The letters are the initials of the name, so that people see what they stand for."""
    names = example_names(a_glossary(a_term("General Regulation", aliases=("DSGVO", "GR"))))

    assert names == ("GR",)


def test_a_name_of_several_terms_is_no_example():
    """Its answer would be a question."""
    bank = (a_term("bank", context="Money"), a_term("bank", context="River"))

    assert example_names(a_glossary(*bank, a_term("kv cache"))) == ("kv cache",)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_terms_have_few_examples(count: int):
    """None is made up."""
    terms = [a_term(f"thing {number}") for number in range(count)]

    assert len(example_names(a_glossary(*terms))) == count


def test_what_is_no_longer_used_is_no_example():
    """However many terms are related to it."""
    terms = (a_term("old", status=Status.DEPRECATED), a_term("sound", related=("old",)))

    assert example_names(a_glossary(*terms)) == ("sound",)


def test_what_others_are_related_to_comes_first():
    """People ask for what much else has to do with."""
    terms = (a_term("abc"), a_term("token"), a_term("kv cache", related=("token",)))

    assert example_names(a_glossary(*terms)) == ("token", "abc")


def test_a_role_of_its_own_words_comes_before_its_audience():
    """The example shows what the wording for a role is for."""
    glossary = a_glossary(
        a_term("kv cache"), a_term("token", audiences={"legal": "Token for counsel."})
    )

    assert example_for_role(glossary, PRODUCT) == ("token", DEFAULT_CONFIG.role("legal"))


def test_without_roles_or_wordings_nobody_is_sent_for_another_role():
    """There, everybody reads the same words."""
    plain = a_glossary(a_term("kv cache", audiences={}))
    without_roles = a_glossary(a_term("kv cache"), config=replace(DEFAULT_CONFIG, roles=()))

    assert example_for_role(plain, PRODUCT) is None
    assert example_for_role(without_roles, EVERYBODY) is None


def test_the_examples_follow_a_change_of_the_glossary():
    """What was removed is no example any more."""
    glossary = a_glossary(a_term("kv cache"))
    before = example_names(glossary)
    glossary.apply([a_term("token")], ["kv-cache"])

    assert (before, example_names(glossary)) == (("kv cache",), ("token",))


def test_a_single_letter_is_no_example() -> None:
    """A list of acronyms has many; people would type a longer one."""
    terms = [a_term(name, audiences={}, short_def="x.") for name in ("d", "Q", "NSSDC", "CERES")]

    assert {"NSSDC", "CERES"} == set(example_names(a_glossary(*terms)))
