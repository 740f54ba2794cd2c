from __future__ import annotations

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
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
