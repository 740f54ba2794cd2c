"""Names as lists write them, with a bracket or turned round, are found by what they say."""

from __future__ import annotations

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, MatchedBy, Several
from bot.glossary.search.written_names import abbreviates, names_in
from tests.builders import a_term


@pytest.mark.parametrize(
    ("label", "found_by", "not_by"),
    [
        ("Application Programming Interface (API)", ("api", "application programming interface"),
         ()),
        ("KYC (Know your customer)", ("KYC", "know your customer"), ()),
        ("API (application programming interfaces)", ("API",), ()),
        ("LoRA (low-rank adaptation)", ("lora", "low rank adaptation"), ()),
        ("CMP (Labs)", ("CMP", "cmp (labs)", "CMP in labs"), ("labs",)),
        ("feature (in software)", ("feature", "features", "feature in software"), ("software",)),
        ("stakeholder (external)", ("stakeholder",), ("external",)),
        ("Meadow, Wet", ("wet meadow", "Meadow, Wet", "wet meadows"), ("meadow", "wet")),
        ("Car, or automobile", ("car", "automobile"), ()),
        ("Soda (also called pop)", ("soda", "pop"), ()),
        ("Cloud, also the sky", ("cloud", "the sky"), ()),
    ],
)  # fmt: skip
def test_what_a_written_name_is_found_by(
    label: str, found_by: tuple[str, ...], not_by: tuple[str, ...]
):
    """Its bracket is another name only if one stands for the other; else it is the context."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term(label)])

    assert {} == {q: glossary.find(q) for q in found_by if glossary.find(q) is None}
    assert {} == {q: a for q in not_by if (a := glossary.find(q))}


def test_names_that_differ_in_their_brackets_are_a_choice():
    """Asked without its bracket, each is meant; asked with it, one is."""
    labs, money, _ = terms = (
        a_term("CMP (Labs)"),
        a_term("CMP (Budget)"),
        a_term("CMP", slug="cmp-2"),
    )
    glossary = Glossary(DEFAULT_CONFIG, terms)

    several = glossary.find("CMP")

    assert isinstance(several, Several)
    assert ["cmp-2", "cmp-budget", "cmp-labs"] == sorted(term.slug for term in several.terms)
    assert labs == glossary.find("CMP (Labs)").term
    assert money == glossary.find("cmp in budget").term


def test_an_acronym_in_brackets_is_an_alias():
    """A term of that name comes before it, and the answer names the other."""
    api = a_term("API")
    glossary = Glossary(DEFAULT_CONFIG, [api, a_term("active pharma ingredient (API)")])

    found = glossary.find("api")

    assert isinstance(found, Found)
    assert (api, MatchedBy.NAME, 1) == (found.term, found.by, len(found.also))


def test_an_alias_is_read_in_the_same_way():
    """It stays an alias."""
    found = Glossary(
        DEFAULT_CONFIG, [a_term("gateway", aliases=("application programming interface (API)",))]
    ).find("API")

    assert isinstance(found, Found)
    assert MatchedBy.ALIAS is found.by


@pytest.mark.parametrize(
    "label", ["risk, cost and time", "a, b, c", "RAG", "Paris, old town of it"]
)
def test_other_names_say_nothing_more(label: str):
    """A list is not a heading turned round."""
    assert () == names_in(label)


@pytest.mark.parametrize(
    ("short", "long", "does"),
    [
        ("RLHF", "reinforcement learning from human feedback", True),
        ("MoE", "mixture of experts", True), ("PAVs", "Powered Air Vehicles", True),
        ("R&D", "research and development", True), ("Labs", "CMP", False),
        ("in software", "feature", False), ("external", "stakeholder", False), ("A", "a b", False),
        ("MAC", "Moderate Resolution", False),
    ],
)  # fmt: skip
def test_what_abbreviates(short: str, long: str, *, does: bool):
    """Its letters are the beginnings of the words, little words aside."""
    assert does == abbreviates(short, long)
