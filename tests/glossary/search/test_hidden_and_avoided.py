"""Labels that find a term and are never shown, and names that a term should not have."""

import json
from datetime import date

import pytest

from bot.cards.answers.answer import build_answer
from bot.cards.answers.choices import several_card
from bot.cards.answers.data import lookup_data
from bot.cards.answers.definition import definition_card
from bot.cards.answers.mentions import mentions_modal
from bot.cards.kit.term_options import term_options
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.model import AvoidedName
from bot.glossary.search.result import Found, MatchedBy, Several, Suggestions
from tests.builders import a_term

TODAY = date(2026, 10, 9)

DEPLOYER = a_term(
    "deployer",
    aliases=("system owner",),
    avoid=(AvoidedName("operator", "The law means somebody else by it."), AvoidedName("user org")),
)
TERMS = (
    DEPLOYER,
    a_term("vector store", hidden_labels=("vektor databank", "embedding haystack"), long_def=""),
    a_term("vector index", hidden_labels=("embedding haystack", "search tree")),
    a_term("search tree"),
    a_term("provider", avoid=(AvoidedName("vendor"), AvoidedName("system owner"))),
    a_term("supplier", avoid=(AvoidedName("vendor"),)),
)


@pytest.fixture(scope="module")
def glossary():
    return Glossary(DEFAULT_CONFIG, TERMS)


@pytest.mark.parametrize(
    "query", ["vektor databank", "Vektor-Databank", "what is vektor databanks"]
)
def test_a_hidden_label_finds_its_term_and_is_not_shown(glossary: Glossary, query: str):
    """It's as sure as an alias, in any form, and no card or data has its spelling."""
    found = glossary.look_up(query)

    assert isinstance(found, Found)
    assert (found.term.name, found.by, found.label) == (
        "vector store",
        MatchedBy.HIDDEN,
        "vector store",
    )
    answer = build_answer(glossary, found.term, DEFAULT_CONFIG.usual_role, TODAY, found=found)
    drawn = json.dumps(definition_card(answer).to_message(), ensure_ascii=False)
    assert "Showing “vector store”." in drawn
    data = {**lookup_data(found, answer), "query": ""}
    assert "databank" not in (drawn + json.dumps(data)).casefold()


def test_a_hidden_label_is_completed_by_the_name(glossary: Glossary):
    """Type-ahead finds by it what it shows by its name."""
    options = term_options(glossary.complete("vektor d", 5))

    assert [option["text"]["text"] for option in options] == ["vector store"]
    assert "databank" not in json.dumps(options)


def test_a_hidden_label_of_two_terms_is_a_choice(glossary: Glossary):
    """As an alias of two would be."""
    several = glossary.look_up("Embedding Haystack")

    assert isinstance(several, Several)
    assert [term.name for term in several.terms] == ["vector store", "vector index"]
    assert several.label == "Embedding Haystack", "what was typed, not what is hidden"
    assert several_card(several, DEFAULT_CONFIG.usual_role)


def test_a_name_comes_before_a_hidden_label(glossary: Glossary):
    """And the other term isn't named, since its label is hidden."""
    found = glossary.look_up("search tree")

    assert isinstance(found, Found)
    assert (found.term.name, found.by, found.also) == ("search tree", MatchedBy.NAME, ())


@pytest.mark.parametrize("query", ["operator", "Operators", "what is an operator?"])
def test_a_name_to_avoid_leads_to_the_term_and_says_so(glossary: Glossary, query: str):
    """With the reason, as text and as data."""
    found = glossary.look_up(query)

    assert isinstance(found, Found)
    assert (found.term.name, found.by, found.label) == ("deployer", MatchedBy.AVOIDED, "operator")
    answer = build_answer(glossary, found.term, DEFAULT_CONFIG.usual_role, TODAY, found=found)
    words = "Say “deployer”, not “operator”. The law means somebody else by it."
    assert words in json.dumps(definition_card(answer).to_message(), ensure_ascii=False)
    assert lookup_data(found, answer)["because"] == "The law means somebody else by it."


def test_a_label_of_another_term_comes_before_a_name_to_avoid(glossary: Glossary):
    """Provider should not be called so, but the deployer is."""
    found = glossary.look_up("system owner")

    assert isinstance(found, Found)
    assert (found.term.name, found.by) == ("deployer", MatchedBy.ALIAS)


def test_a_name_to_avoid_of_two_terms_is_a_choice_of_better_ones(glossary: Glossary):
    """It isn't called one of their meanings."""
    several = glossary.look_up("vendor")

    assert isinstance(several, Several)
    assert several.is_avoided
    card = several_card(several, DEFAULT_CONFIG.usual_role)
    assert "isn't a name to use here" in card.text


def test_relations_name_neither(glossary: Glossary):
    """They are written for people to read."""
    assert glossary.resolve("operator") == glossary.resolve("vektor databank") == ()


def test_a_message_mentions_what_is_avoided_and_nothing_hidden(glossary: Glossary):
    """An everyday word still has to be meant."""
    mentions = glossary.mentions("The user org asked for a vektor databank. The operator left.")

    assert [(one.label, one.terms[0].name) for one in mentions] == [("user org", "deployer")]
    drawn = json.dumps(mentions_modal(mentions).to_dict(), ensure_ascii=False)
    assert "Say “deployer”, not “user org”." in drawn


def test_a_bracketed_name_is_mentioned_without_its_bracket():
    """X of "X (Y)" is its name; Y only if one abbreviates the other."""
    terms = (a_term("Launch Control Interface (LCI)"), a_term("CMPX (Labs)"))
    glossary = Glossary(DEFAULT_CONFIG, terms)

    mentions = glossary.mentions("The LCI talks to CMPX in our labs.")

    assert [one.terms[0].name for one in mentions] == [term.name for term in terms]


def test_definitions_are_searched_as_people_read_them():
    """No address, no tag and no name of a character is a word of a definition."""
    text = "A [place](https://zebra.example/quagga) for R&amp;D <b class='okapi'>results</b>."
    glossary = Glossary(DEFAULT_CONFIG, (a_term("archive", short_def=text, long_def=""),))

    for unseen in ("zebra quagga", "okapi class", "amp"):
        assert not isinstance(glossary.look_up(unseen), Suggestions), unseen
    assert isinstance(glossary.look_up("a place for results"), Suggestions)


@pytest.mark.parametrize("query", ["096630701", "096630701?", "QA-76.9"])
def test_a_notation_finds_its_term(query: str) -> None:
    """Catalogs and term bases name a concept by its code; the card shows its name."""
    glossary = Glossary(
        DEFAULT_CONFIG,
        (a_term("address book", notation="096630701"), a_term("data", notation="QA-76.9")),
    )
    found = glossary.look_up(query)

    assert isinstance(found, Found)
    assert query.rstrip("?") == found.term.notation


def test_another_notation_finds_nothing_for_sure() -> None:
    """One digit more or less is another code, not a typing error."""
    glossary = Glossary(DEFAULT_CONFIG, (a_term("address book", notation="096630701"),))

    assert not isinstance(glossary.look_up("096630702"), Found)
