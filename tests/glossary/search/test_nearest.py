"""The nearest term is shown at once where it is far ahead, and only there."""

from __future__ import annotations

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Nearest, Nothing, Suggestions
from tests.builders import a_term

NAMES = {
    "grounding": (),
    "regularization": (),
    "quantization": (),
    "interpretability": ("model interpretability",),
    "multimodal model": (),
    "NIST AI RMF": (),
    "context window": (),
    "vector store": ("vector database",),
    "model card": (),
    "evaluation harness": (),
    "safety review board": (),
    "privacy impact assessment": ("data protection impact assessment", "PIA"),
    "model drift": (),
    "reinforcement learning from human feedback": ("RLHF",),
    "gradient descent": (),
    "loss function": (),
    "recall": ("true positive rate",),
    "alignment": (),
    "embedding": (),
    "test set": (),
    "HIRS": (),
    "RAG": ("retrieval-augmented generation",),
    "token": (),
    "attention": (),
    "impact mitigation plan": (),
    "impact log": (),
    "LoRA": (),
    "data protection officer": ("data privacy officer",),
}


@pytest.fixture(scope="module")
def glossary():
    return Glossary(DEFAULT_CONFIG, [a_term(name, aliases=also) for name, also in NAMES.items()])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        # words of one family
        ("groundedness", "grounding"), ("regularizer", "regularization"),
        ("quantizers", "quantization"), ("interpretable", "interpretability"),
        ("embedder", "embedding"),
        # the only term with this word, or with these words
        ("multimodal", "multimodal model"), ("review board", "safety review board"),
        ("impact mitigation", "impact mitigation plan"), ("drift of the model", "model drift"),
        # usual short forms and beginnings
        ("ctx window", "context window"), ("vector db", "vector store"),
        ("eval harness", "evaluation harness"), ("interpretabil", "interpretability"),
        # typing errors that are no word's as much
        ("tokne", "token"), ("recal", "recall"), ("modle crad", "model card"),
        # what is said of a whole name
        ("DPIA process", "privacy impact assessment"), ("AI alignment", "alignment"),
        ("attention technique", "attention"), ("model card template", "model card"),
        # acronyms: well known, first letters, and a name's beginning
        ("TPR", "recall"), ("SGD", "gradient descent"), ("DPIA", "privacy impact assessment"),
        ("LoRAs", "LoRA"), ("SRB", "safety review board"),
        ("NIST", "NIST AI RMF"), ("nist", "NIST AI RMF"),
    ],
)  # fmt: skip
def test_one_that_is_far_ahead_is_shown(glossary: Glossary, typed: str, name: str):
    """As the nearest, never as if it were sure."""
    assert glossary.find(typed) is None
    nearest = glossary.suggest(typed)

    assert isinstance(nearest, Nearest)
    assert (typed, name) == (nearest.query, nearest.term.name)
    assert nearest.term not in nearest.others


@pytest.mark.parametrize(
    "typed",
    [
        # things of their own, by everyday words or by the field's
        "precise", "hire", "reinforcement learning", "data model", "feature store", "rags",
        "asignment", "test settings", "loss of function", "attention deficit", "token ring",
        "model car", "vector graphics", "gradient background", "embedded systems",
        # as near to two
        "impact",
        # an alias without its last word
        "data privacy",
        # acronyms that mean something else, or nothing
        "GPU", "SQL", "USGS", "TST", "LS", "xkcd",
    ],
)  # fmt: skip
def test_what_may_be_another_thing_has_no_nearest(glossary: Glossary, typed: str):
    """Suggestions are offered as before."""
    assert isinstance(glossary.look_up(typed), Suggestions | Nothing)


def test_an_acronym_that_a_term_lists_stands_for_its_name():
    """Then other first letters of that name are nobody's, in any list of acronyms."""
    glossary = Glossary(
        DEFAULT_CONFIG,
        [
            a_term("OVAL", aliases=("Orbital Vehicle Assembly Line",)),
            a_term("fleet safety program", aliases=("FSP", "crew habitat quota")),
        ],
    )

    assert not isinstance(glossary.look_up("OVA"), Nearest)
    assert not isinstance(glossary.look_up("OVALI"), Nearest)
    nearest = glossary.look_up("CHQ")  # FSP is said of the other name
    assert isinstance(nearest, Nearest)
    assert "fleet safety program" == nearest.term.name


def test_a_term_whose_file_is_broken_is_no_nearest():
    """Nothing can be shown of it."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("alignment")], {"x.yml": ("grounding",)})

    assert not isinstance(glossary.look_up("groundedness"), Nearest)


def test_others_come_with_it():
    """Best first, at most four."""
    terms = [a_term(f"grounding of {word}") for word in ("maps", "wires", "ships", "jets", "pets")]
    nearest = Glossary(DEFAULT_CONFIG, [a_term("grounding"), *terms]).suggest("groundedness")

    assert isinstance(nearest, Nearest)
    assert "grounding" == nearest.term.name
    assert 4 == len(nearest.others)
