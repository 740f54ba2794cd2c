from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.bench.mentions import labelled_glossary, score
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary

RAG = a_term("retrieval-augmented generation", aliases=("RAG",), categories=("Retrieval",))
EMBEDDING = a_term("embedding", categories=("Retrieval",), related=("vector database",))
POLICY = a_term("policy", context="Organization", categories=("Governance",))
SUPERVISED = a_term("supervised learning")
LEARNING = a_term("machine learning", aliases=("ML",))
OPERATIONS = a_term("machine learning operations", aliases=("MLOps",))
POWERS = (a_term("mW", slug="mw"), a_term("MW", slug="mw-2"))
TERMS = (RAG, EMBEDDING, POLICY, SUPERVISED, LEARNING, OPERATIONS)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return a_glossary(*TERMS)


def found(glossary: Glossary, message: str) -> list[str]:
    return [term.title for one in glossary.mentions(message) for term in one.terms]


def test_labelled_messages_are_read_as_people_read_them() -> None:
    """Of the terms shown for fifty real-looking messages, at most one in twenty is wrong."""
    precision, recall, _ = score(labelled_glossary())

    assert precision >= 0.95
    assert recall >= 0.9


@pytest.mark.parametrize(
    "message",
    [
        "We use RAG here",
        "two RAGs, one index",
        "RAG's limits",
        "a RAG-based search",
        "(RAG)",
        "RAG@k, for the first k that are found",
        "*retrieval augmented generations*",
        "Retrieval-Augmented\u00a0Generation, again",
    ],
)
def test_names_aliases_and_plurals_are_found(glossary: Glossary, message: str) -> None:
    """However a label is joined, marked or cased, it is that label."""
    assert [RAG.title] == found(glossary, message)


@pytest.mark.parametrize(
    "message",
    [
        "a rag for the sink",
        "OLD RAG IN THE SINK",
        "`RAG` is a variable",
        "```\nRAG = 1\n```",
        "<https://example.org|RAG>",
        "<#C0RAG00001|RAG>",
        "see https://example.org/RAG or (http://localhost:8080/RAG)",
        "write to RAG@example.org",
        ":RAG: RAG_INDEX RAG.md /RAG --RAG RAG=1",
        "augmented generation. Retrieval",
        "retrieval, augmented generation",
        "semi-supervised learning",
        "400 ml of water",
    ],
)
def test_what_is_not_meant_is_not_found(glossary: Glossary, message: str) -> None:
    """Another word, another case, code, links, mentions and sentence ends are no mention."""
    assert [] == found(glossary, message)


def test_the_longest_label_is_meant(glossary: Glossary) -> None:
    """A longer name that begins with a term's name isn't that term."""
    assert [OPERATIONS.title] == found(glossary, "Our machine learning operations team")


def test_an_everyday_word_needs_a_reason(glossary: Glossary) -> None:
    """Alone it may mean anything; company, quotes or a plain question show that it is meant."""
    assert [] == found(glossary, "The embedding of the statue in concrete")
    assert [RAG.title, EMBEDDING.title] == found(glossary, "RAG needs an embedding")
    assert [EMBEDDING.title] == found(glossary, "Is embedding what the vector store does?")
    assert [EMBEDDING.title] == found(glossary, 'I mean "embedding" as in the paper')
    assert [EMBEDDING.title] == found(glossary, "What is an embedding?")


def test_an_everyday_word_said_twice_is_still_one() -> None:
    """Another word vouches for a word, never the same word again."""
    store = a_term("retrieval store", aliases=("memory",), related=("vector database",))
    message = "My memory is bad, and so is the memory of the intern"

    assert [] == found(a_glossary(store), message)
    assert [store.title] == found(a_glossary(store), f"{message}, or is it in the database")


def test_each_meaning_is_shown_once_in_the_order_of_the_text(glossary: Glossary) -> None:
    """A name and its abbreviation are one mention."""
    message = "Machine learning (ML) is older than RAG, and ML is still there"

    assert [LEARNING.title, RAG.title] == found(glossary, message)


def test_several_meanings_stay_together() -> None:
    """A label that two terms have is one mention with two meanings."""
    terms = (a_term("DPO", context="Privacy"), a_term("DPO", context="Training"))

    [mention] = a_glossary(*terms).mentions("Ask the DPO")

    assert terms == mention.terms
    assert "DPO" == mention.label


def test_changes_are_in_service_at_once() -> None:
    """A renamed term is found under its new name, and no longer under the old one."""
    glossary = a_glossary(RAG, LEARNING)
    renamed = a_term(RAG.name, aliases=("R.A.G.", "retrieval grounding"))
    glossary.apply([renamed], [LEARNING.slug])

    assert [RAG.title] == found(glossary, "retrieval grounding and machine learning")


def test_no_message_takes_long(glossary: Glossary) -> None:
    """A message of the greatest length without a space is read in a moment, whatever is in it."""
    for run in ("a", "a@", "<", "`", ":", "a.", "_a", "RAG-", "é"):
        started = time.thread_time()
        glossary.mentions(run * (40_000 // len(run)))

        assert time.thread_time() - started < 1


@pytest.mark.parametrize(
    ("message", "titles"),
    [
        ("A plant of 30 MW", ["MW"]),
        ("A laser of 30 mW", ["mW"]),
        ("Written in .NET, of course", [".NET"]),
        ("On the NET alone", ["NET"]),
        ("We moved from C++ to C#", ["C++", "C#"]),
    ],
)
def test_a_name_is_the_one_that_is_written_so(message: str, titles: list[str]) -> None:
    """Where names differ by case or signs, the message says which is meant."""
    glossary = a_glossary(*map(a_term, (".NET", "NET", "C++", "C#")), *POWERS)

    assert titles == found(glossary, message)


def test_all_meanings_of_one_name_are_shown() -> None:
    """A message does not say which of two terms of one name is meant."""
    glossary = a_glossary(a_term("BVA", slug="bva"), a_term("BVA", slug="bva-2"))

    assert ["BVA", "BVA"] == found(glossary, "Ask the BVA about it")
