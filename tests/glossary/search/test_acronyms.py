"""An acronym that the glossary lacks is never answered with another one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.search.acronyms import is_in_capitals, is_typed_as_acronym, stem_of
from bot.glossary.search.result import Found, Nearest, Several
from tests.acronym_lists import absent_acronyms, acronym_terms, write_acronyms
from tests.builders import a_term
from tests.shared import CASES, NASA, VA, needs

if TYPE_CHECKING:
    from pathlib import Path

ASKED = 2000
MOST_WRONG = 2
MOST_NEAREST = 0.02

LIST = """acronym,expansion
USG,United States Government
PAVs,Powered Air Vehicles
MADCAP,Mosaic Array Data Compression
B&D,Bath and Dressing
RAG,Retrieval-Augmented Generation
PAS,Patient Access System
C & P,Compensation and Pension
BVA,Board of Appeals
BVA,Blind Association
SNOMED CT,Systematized Nomenclature of Medicine
"""


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory):
    directory = tmp_path_factory.mktemp("list")
    (directory / "list.csv").write_text(LIST, encoding="utf-8")
    write_acronyms(directory / "list.csv", directory / "terms")
    loaded = Loader(directory).load()
    words = ("made", "dine", "full and final settlement", "diffusion model", "PyTorch")
    return Glossary(DEFAULT_CONFIG, [*loaded.terms.values(), *map(a_term, words)])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("USG", "USG"), ("usg", "USG"), ("U.S.G.", "USG"), ("U S G", "USG"), ("USGs", "USG"),
        ("PAV", "PAVs"), ("pav", "PAVs"), ("PAVs", "PAVs"), ("RAGs", "RAG"), ("b&d", "B&D"),
        ("B and D", "B&D"), ("c&p", "C & P"), ("snomed ct", "SNOMED CT"), ("SNOMEDCT", "SNOMED CT"),
        ("what's a R.A.G.?", "RAG"), ("MADE", "made"), ("DIFFUSION MODELS", "diffusion model"),
        ("pytroch", "PyTorch"),
    ],
)  # fmt: skip
def test_an_acronym_is_found_by_its_letters(glossary: Glossary, typed: str, name: str):
    """In any dotting, spacing or case, and with a plural's small s; a shouted word is a word."""
    found = glossary.find(typed)

    assert isinstance(found, Found)
    assert name == found.term.name


@pytest.mark.parametrize(
    "typed",
    [
        "USGS", "usgs", "RAGS", "PAs", "MAD", "DIN", "NADCAP", "nadcap", "band", "BD", "FAF", "FFS",
        "USB", "SCT", "CTS", "SNOMED", "PYTORCHS", "ARG",
    ],
)  # fmt: skip
def test_another_acronym_is_at_most_suggested(glossary: Glossary, typed: str):
    """Not with a capital S, nor with another letter; nor for a word's or unlisted first letters."""
    assert glossary.find(typed) is None


def test_first_letters_that_nobody_listed_are_the_nearest(glossary: Glossary):
    """They lead to the term, and are never shown as if they were sure."""
    nearest = glossary.look_up("FAFS")

    assert isinstance(nearest, Nearest)
    assert "full and final settlement" == nearest.term.name


@pytest.mark.parametrize("typed", ["llms", "LLMs", "gpus"])
def test_a_well_known_acronym_has_its_plural_in_small_letters_too(typed: str):
    """In small letters nothing tells a plural from an acronym that ends in S."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("LLM"), a_term("graphics card", aliases=("GPU",))])

    assert isinstance(glossary.find(typed), Found)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("RDS", "rdss"), ("IHS", "ihss"), ("GPS", "gpss"), ("AWS", "awss"),
        ("RadLex", "radex"), ("Cmprsr", "cprs-r"), ("CalDAV", "caldv"), ("softmx", "sftmx"),
    ],
)  # fmt: skip
def test_a_short_unknown_token_is_no_plural_of_an_s_and_no_typing_error(name: str, typed: str):
    """It may be an acronym that is absent: only a word can have lost a letter."""
    assert Glossary(DEFAULT_CONFIG, [a_term(name)]).find(typed) is None


@pytest.mark.parametrize(("name", "typed"), [("RDS", "RDSs"), ("kernel", "kernl"), ("I/O", "io")])
def test_a_short_token_still_finds_what_it_surely_means(name: str, typed: str):
    """A small s behind capitals is a plural; a word may lack a letter; signs may join letters."""
    assert isinstance(Glossary(DEFAULT_CONFIG, [a_term(name)]).find(typed), Found)


def test_what_is_an_acronym():
    """By capitals and length, or by being short and no word."""
    assert ["rag", "usgs", "r&d", "band", "pav"] == [
        stem_of(text) for text in ("R.A.G.", "USGS", "R & D", "band", "PAVs")
    ]
    typed = {"MAD": True, "made": False, "HALLUCINATION": False, "srb": True, "kNN": True}
    assert typed == {text: is_typed_as_acronym(text) for text in typed}
    written = {"NIST AI RMF": True, "PAVs": True, "LoRA": False, "TERMINOLOGY": False}
    assert written == {text: is_in_capitals(text) for text in written}


@needs(CASES / "21-absent-acronyms")
@needs(VA)
@pytest.mark.parametrize("listing", ["name", "alias", "expansion"])
def test_absent_acronyms_of_a_real_list(listing: str):
    """Of 2,000 that another list has, two at most are answered or offered; no known one is lost."""
    terms = list(acronym_terms(VA, listing))
    glossary = Glossary(DEFAULT_CONFIG, terms)
    answers = {typed: glossary.look_up(typed) for typed in absent_acronyms(NASA, terms, ASKED)}

    wrong = [typed for typed, answer in answers.items() if isinstance(answer, Found | Several)]
    nearest = [typed for typed, answer in answers.items() if isinstance(answer, Nearest)]

    assert len(wrong) <= MOST_WRONG, wrong
    assert len(nearest) <= MOST_NEAREST * ASKED, nearest
    assert [] == lost(glossary)
    with (CASES / "21-absent-acronyms" / "absent.csv").open(encoding="utf-8") as file:
        answered = {row["typed"] for row in csv.DictReader(file) if glossary.find(row["typed"])}
    assert {"PAV"} == answered  # the list has PAVs, which is its plural


def lost(glossary: Glossary):
    """Return the labels that do not lead to their term when they are typed as written."""
    missing = []
    for term in glossary.terms.values():
        for label in term.labels:
            match glossary.find(label):
                case Found(term=answer, also=also):
                    offered = (answer, *also)
                case Several(terms=offered):
                    pass
                case _:
                    offered = ()
            if term not in offered:
                missing.append(label)
    return missing


def test_a_list_becomes_a_directory_of_terms(tmp_path: Path):
    """Every row is a file, also where an acronym has several meanings."""
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")

    assert 10 == write_acronyms(path, tmp_path / "terms") == len(Loader(tmp_path).load().terms)
    assert (tmp_path / "terms" / "bva-2.yml").is_file()
