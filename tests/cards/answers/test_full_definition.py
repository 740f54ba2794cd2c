from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cards.answers.answer import build_answer
from bot.cards.answers.full_definition import full_definition_modal
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Category, Citation
from tests.builders import a_glossary, a_term
from tests.reading import buttons, texts, words

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig, Term


def drawn(term: Term, *others: Term, config: GlossaryConfig = DEFAULT_CONFIG) -> dict[str, Any]:
    """Return the modal of a term as legal reads it."""
    role = config.role("legal")
    assert role
    answer = build_answer(a_glossary(term, *others, config=config), term, role, date(2026, 11, 23))
    return full_definition_modal(answer).to_dict()


def test_everything_the_file_says_is_there() -> None:
    """Nothing of a term stays hidden from who asks for all of it."""
    term = a_term(
        aliases=("DDPM", "score-based model"),
        audiences={"exec": "For the board.", "engineer": "For builders.", "legal": "For lawyers."},
        takeaways={"security": "Sign the seeds."},
        nist_rmf_tags=("risk_management", "transparency"),
        risk_notes="Looks real.",
        citations=(Citation("A paper", "https://example.org/paper"),),
        path=Path("/somewhere/terms/diffusion-model.yml"),
    )
    said = words(drawn(term))

    for part in (
        "Also known as DDPM, score-based model",
        term.short_def,
        term.long_def,
        "For executives: \nFor the board.",
        "For engineers: \nFor builders.",
        "For lawyers.",
        "Security: \nSign the seeds.",
        "Looks real.",
        "NIST AI RMF: risk management, transparency",
        "A paper",
        "In Foundations · licence CC BY-SA 4.0 · file terms/diffusion-model.yml",
        *(example.text for example in (*term.do, *term.dont)),
    ):
        assert part in said


def test_takeaways_that_are_general_are_marked() -> None:
    """Each other role has its line, and one that every term has says so."""
    said = texts(drawn(a_term(takeaways={"security": "Sign the seeds."})))

    assert "Security: " in said
    assert "Policy (general): " in said


def test_what_the_reader_has_read_is_not_said_again() -> None:
    """Their role's words and takeaway are at the top, and only there."""
    term = a_term(
        audiences={"exec": "For the board.", "legal": "For lawyers."},
        takeaways={"legal": "Ask for the license."},
    )
    said = words(drawn(term))

    assert (1, 1) == (said.count("For lawyers."), said.count("Ask for the license."))


def test_a_categorys_advice_is_given() -> None:
    """A category's advice is on each of its terms."""
    shelf = Category("Foundations", advice=("Name the kind of model.",))
    config = replace(DEFAULT_CONFIG, categories=(shelf,))

    assert "Foundations: \nName the kind of model." in words(drawn(a_term(), config=config))


def test_relations_open_from_here_and_absent_ones_are_named() -> None:
    """What the glossary has is a button; words say what it lacks."""
    term = a_term(broader=("generative ai",), narrower=("sampler", "unheard of"), related=("gone",))
    modal = drawn(term, a_term("generative ai"), a_term("sampler"))

    assert list(buttons(modal)) == ["generative ai", "sampler", "Suggest a clarification"]
    assert "Narrower, not in this glossary: unheard of" in texts(modal)
    assert "Related, not in this glossary: gone" in texts(modal)


def test_paragraphs_of_a_long_definition_stay_paragraphs() -> None:
    """A blank line in the file separates paragraphs here."""
    said = texts(drawn(a_term(long_def="First\nstill first.\n\nSecond.")))

    assert said[said.index("In full") + 1 :][:2] == ["\nFirst still first.", "Second."]
