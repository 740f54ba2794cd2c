from __future__ import annotations

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.label_index import LabelIndex
from bot.glossary.search.near_hits import near_labels
from bot.glossary.search.result import Found, Suggestions
from tests.builders import a_term

# So many labels have each of these words that by itself it says little of any.
MANY = [
    *(a_term(f"model of kind {number}") for number in range(400)),
    *(a_term(f"data of kind {number}") for number in range(500)),
]


def suggested(query: str, *more: str) -> list[str]:
    glossary = Glossary(DEFAULT_CONFIG, [*MANY, *map(a_term, more)])
    return [term.name for term in getattr(glossary.suggest(query), "terms", ())]


def test_a_label_with_both_of_two_common_words_comes_first():
    """It is found among hundreds that have one of them, however long it is."""
    label = "careful stewardship of the model and its data"

    assert label == suggested("data model", label)[0]


def test_of_labels_with_one_common_word_the_shortest_comes_first():
    """The query leaves out the label's other words."""
    assert ["model"] == suggested("quantum model", "model")


def test_a_rare_word_leads_to_its_label_among_those_of_common_words():
    """A common word beside it only confirms."""
    assert "quantized model" == suggested("quantised models data", "quantized model")[0]


def test_a_common_word_is_not_near_an_acronym() -> None:
    """In capitals a label is near by its letters alone, even as a guess."""
    names = LabelIndex((a_term("HIRS"), a_term("hiring")))

    assert [label.text for label, _ in near_labels(("hire",), names)] == ["hiring"]


def test_a_known_acronym_in_s_is_no_plural() -> None:
    """In small letters "umls" is as much another thing as in capitals."""
    glossary = Glossary(DEFAULT_CONFIG, (a_term("UML"), a_term("LLM"), a_term("USP")))

    assert not isinstance(glossary.look_up("umls"), Found)
    assert not isinstance(glossary.look_up("usps"), Found)
    assert isinstance(glossary.look_up("llms"), Found)


def test_what_people_opened_decides_between_equals() -> None:
    """It orders near-ties, and never makes anything sure."""
    terms = (a_term("model card"), a_term("model zoo"), a_term("model risk"))
    glossary = Glossary(DEFAULT_CONFIG, terms)
    query = "model things"
    before = [one.name for one in glossary.suggest(query).terms]
    last = before[-1]

    after = glossary.suggest(query, {last.replace(" ", "-"): 3})

    assert isinstance(after, Suggestions)
    assert after.terms[0].name == last
