from __future__ import annotations

import json
from datetime import date

from bot.cards.answers.answer import build_answer
from bot.cards.answers.data import lookup_data
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.search.result import Found, MatchedBy, Nothing, Several, Suggestions
from tests.builders import a_glossary, a_term

TERM = a_term(related=("sampler", "unheard of"), takeaways={"legal": "Ask for the licence."})
SAMPLER = a_term("sampler")


def test_a_found_term_is_data_with_the_wording_of_the_role() -> None:
    """A program reads what a person reads, and whose words they are."""
    role = DEFAULT_CONFIG.role("legal")
    assert role
    found = Found("ddpm", TERM, MatchedBy.ALIAS, "DDPM", also=(SAMPLER,))
    answer = build_answer(a_glossary(TERM, SAMPLER), TERM, role, date(2026, 11, 23), found=found)
    data = json.loads(json.dumps(lookup_data(found, answer)))

    assert data["match"] == "found"
    assert data["matched_by"] == "alias"
    assert data["term"] == "diffusion model"
    assert data["role"] == "legal"
    assert data["wording"] == {
        "text": "diffusion model, said for a decision maker.",
        "source": "audience",
        "audience": "exec",
    }
    assert data["takeaway"] == {"text": "Ask for the licence.", "is_own": True}
    assert data["related"] == [
        {"label": "sampler", "slugs": ["sampler"]},
        {"label": "unheard of", "slugs": []},
    ]
    assert [other["slug"] for other in data["also"]] == ["sampler"]


def test_what_is_not_sure_is_told_apart() -> None:
    """Several meanings, guesses and nothing differ in one field."""
    terms = (TERM, SAMPLER)
    outcomes = (Several("x", "X", terms), Suggestions("x", terms), Nothing("x"))

    assert [
        (data["match"], [term["slug"] for term in data["terms"]])
        for data in (lookup_data(outcome, None) for outcome in outcomes)
    ] == [
        ("several", ["diffusion-model", "sampler"]),
        ("suggestions", ["diffusion-model", "sampler"]),
        ("nothing", []),
    ]
