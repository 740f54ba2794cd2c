from __future__ import annotations

from bot.glossary.search.full_text import TextIndex
from tests.builders import a_term


def test_a_word_repeated_hundreds_of_times_counts_for_its_own_term_alone():
    """However often a text has it, neither its neighbour is found by it nor is the order lost."""
    often = a_term("gradient", long_def="entropy " * 300)
    once = a_term("entropy")
    index = TextIndex([often, a_term("token"), once])

    assert ["entropy", "gradient"] == sorted(slug for slug, _ in index.search(["entropy"], 5))


def test_what_is_made_up_is_found_as_invented():
    """The words of "making things up" are each too common to be searched for."""
    index = TextIndex([a_term("hallucination", short_def="It is making things up."), a_term("a b")])

    assert ["hallucination"] == [slug for slug, _ in index.search(["invents"], 5)]
    assert ["hallucination"] == [slug for slug, _ in index.search("it made it up".split(), 5)]
