"""Names that differ by case, signs or letters only are terms of their own."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Several
from tests.builders import a_term, a_term_file
from tests.shared import CASES, needs
from tests.slugs import slug_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.glossary.search.result import Result

NAMES = CASES / "20-names-that-must-coexist"
LANGUAGES = CASES / "06-c-cpp-csharp"
OUR_NAMES = (
    "C", "C++", "C#", "c", "C&D", "C/D", "CD", ".NET", "Net", "R&D", "RD", "mW", "MW", "pH", "PH",
    "+1", "-1", "1", "IT", "it", "Σ", "Ω", "&", "+", "🚀", "🐛", "A*", "A", "1.0", "10", "m²", "m2",
    "naïve", "naive", "ملف", "कि", "का", "N/A", "NA", "Café", "cafe", "%", "5 %", "5", "@", "#",
    "NUL",
)  # fmt: skip


def terms_of(names: Iterable[str]):
    slugs: set[str] = set()
    for name in names:
        slug = slug_for(name, None, slugs)
        slugs.add(slug)
        yield a_term(name, slug=slug)


def names_in(answer: Result | None):
    match answer:
        case Found():
            return [answer.term.name]
        case Several():
            return [term.name for term in answer.terms]
    return []


@pytest.fixture(scope="module", params=["ours", pytest.param("shared", marks=needs(NAMES))])
def names(request: pytest.FixtureRequest):
    if request.param == "ours":
        return OUR_NAMES
    with (NAMES / "names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["term"] for row in csv.DictReader(file))


@pytest.fixture(scope="module")
def glossary(names: tuple[str, ...]):
    return Glossary(DEFAULT_CONFIG, terms_of(names))


def test_each_has_a_file_and_is_served(names: tuple[str, ...], tmp_path: Path):
    """No name is an error beside another."""
    for term in terms_of(names):
        (tmp_path / f"{term.slug}.yml").write_text(a_term_file(term.name), encoding="utf-8")

    loaded = Loader(tmp_path).load()

    assert sorted(names) == sorted(term.name for term in loaded.terms.values())
    assert [] == errors_in(loaded.problems)


@pytest.mark.parametrize(
    "asked",
    ["{}", " {} ", "what is {}?", "define {}", "“{}”", "{} :pray:", "hey @bot what is {}? cc @Bob"],
)
def test_each_is_found_by_its_own_spelling(glossary: Glossary, names: tuple[str, ...], asked: str):
    """Alone or in a question."""
    assert {} == {
        name: found
        for name in names
        if (found := names_in(glossary.find(asked.format(name)))) != [name]
    }


def test_a_folded_spelling_of_several_offers_all(glossary: Glossary, names: tuple[str, ...]):
    """Where none is spelled so, nobody can know which was meant."""
    folded = defaultdict(set)
    for name in names:
        folded[name.casefold()].add(name)

    for form, sharing in folded.items():
        for typed in {form, form.title(), form.upper()} - set(names):
            if len(sharing) > 1 and typed.casefold() == form:
                assert sharing <= set(names_in(glossary.find(typed))), typed


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("C", "C++"), ("C", "C#"), ("C", "c #"), ("C#", "C"), ("Net", ".NET"), (".NET", "net"),
        ("C&D", "C/D"), ("R&D", "RD"), ("B&D", "band"), ("H&PE", "HPE"), ("+1", "-1"), ("1", "-1"),
        ("A", "A*"), ("A+", "a"), ("1.0", "10"), ("5 %", "5"), ("24/7", "247"), ("कि", "का"),
        ("°C", "C"), ("precision", "precision @k"), ("recall", "recall@5"),
    ],
)  # fmt: skip
def test_another_name_is_never_the_answer(there: str, asked: str):
    """Where only one of two such names is there, asking for the other is no question for it."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term(there)])

    assert [there] == names_in(glossary.find(there))
    assert glossary.find(asked) is None


@needs(LANGUAGES)
def test_the_languages_are_three_terms():
    """Served by their own files, without a problem, each found under its own name."""
    loaded = Loader(LANGUAGES).load()
    glossary = Glossary(loaded.config, loaded.terms.values())

    assert {"c", "c-plus-plus", "c-sharp"} == loaded.terms.keys()
    assert [] == loaded.problems
    assert 0 == CliRunner().invoke(app, ["check", str(LANGUAGES)]).exit_code
    for asked, name in (
        ("C", "C"),
        ("C++", "C++"),
        ("C#", "C#"),
        ("what is C++?", "C++"),
        ("define c#", "C#"),
    ):
        assert [name] == names_in(glossary.find(asked))


def test_a_relation_names_the_term_that_is_spelled_so():
    """Typed as “MW” it is the megawatt, “mw” leaves its meaning open."""
    small, great = terms_of(("mW", "MW"))
    glossary = Glossary(DEFAULT_CONFIG, [small, great])

    assert (great,) == glossary.resolve("MW")
    assert (small, great) == glossary.resolve("mw")


def test_a_name_that_is_spelled_otherwise_is_named_beside_the_answer():
    """If people type “polish” and mean Polish, they see where that is."""
    small, great = terms_of(("polish", "Polish"))

    found = Glossary(DEFAULT_CONFIG, [small, great]).find("polish")

    assert isinstance(found, Found)
    assert (small, (great,)) == (found.term, found.also)


def test_one_name_with_several_meanings_is_a_choice_however_it_is_typed():
    """Without a context as well as with one; and two aliases are two meanings."""
    terms = [
        a_term("BVA", slug="bva"),
        a_term("BVA", slug="bva-2"),
        a_term("BVA", slug="bva-vision", context="Vision", aliases=("acuity test",)),
        a_term("eye chart", aliases=("acuity test",)),
    ]
    glossary = Glossary(DEFAULT_CONFIG, terms)

    for asked in ("BVA", "bva", "B.V.A.", "what's a BVA?", "BVAs"):
        assert ["bva", "bva-2", "bva-vision"] == [t.slug for t in glossary.find(asked).terms]
    for asked in ("acuity test", "acuity tests", "acuitytest"):
        assert ["bva-vision", "eye-chart"] == [t.slug for t in glossary.find(asked).terms]
    assert "bva-vision" == glossary.find("BVA (Vision)").term.slug


def test_a_meaning_whose_file_is_broken_counts():
    """The other one is no answer as if it were the only one, until the file is mended."""
    glossary = Glossary(
        DEFAULT_CONFIG,
        [a_term("BVA", aliases=("board",)), a_term("acuity")],
        {"bva-2.yml": ("BVA", "acuity")},
    )

    several = glossary.find("bva")

    assert isinstance(several, Several)
    assert (["BVA"], 1) == (names_in(several), several.left_out)
    assert isinstance(glossary.find("board"), Found)
    assert isinstance(glossary.find("acuity"), Found)  # a name, while the other one is an alias
    glossary.leave_out({})
    assert isinstance(glossary.find("bva"), Found)


@pytest.mark.parametrize(
    ("name", "aliases", "file", "labels", "asked"),
    [
        ("rag", (), "rag2.yml", ("retrieval augmented", "RAG"), "RAG"),
        ("rag", (), "rag2.yml", ("retrieval augmented", "RAG"), "what is RAG?"),
        ("boards", (), "b.yml", ("board",), "board"),
        ("review", ("board",), "b.yml", ("Board",), "board"),
        ("rag", (), "RAG.yml", ("RAG",), "RAG"),
        ("RAG", (), "rag-2.yml", ("rag-2",), "RAG"),
        ("loss function", (), "loss-function-2.yml", ("loss-function-2",), "Loss Function"),
    ],
)
def test_a_broken_file_counts_where_it_would_have_been_the_answer(
    name: str, aliases: tuple[str, ...], file: str, labels: tuple[str, ...], asked: str
):
    """By the rules that hold for a sound one; what could not be read is known by its file."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term(name, aliases=aliases)], {file: labels})

    assert not isinstance(glossary.find(asked), Found)
    assert all(term.name == name for term in glossary.complete(name, 5))


def test_a_broken_file_takes_nothing_from_another_name():
    """A name still wins over its alias, and it is never shown."""
    terms = [a_term("rag"), a_term("alignment")]
    glossary = Glossary(DEFAULT_CONFIG, terms, {"x.yml": ("other", "rag", "Alignment")})

    for asked in ("rag", "alignment", "rag"):
        found = glossary.find(asked)
        assert isinstance(found, Found)
        assert () == found.also
    assert glossary.find("other") is None
