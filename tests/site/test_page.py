from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.site.page import Page, address, letter_of, safe_name
from tests.builders import a_term


@given(st.text(min_size=1, max_size=80))
def test_a_name_is_safe_as_a_file_and_as_an_address(text: str) -> None:
    """Whatever a category is called, its page lies in its own folder."""
    name = safe_name(text)

    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("../../x", "x"),
        ("C", "C++"),
        ("R&D", "RD"),
        ("a b", "a-b"),
        ("é", "e"),
        ("x" * 70, "x" * 71),
    ],
)
def test_different_names_have_different_pages(one: str, other: str) -> None:
    """None may be written over another."""
    assert safe_name(one) != safe_name(other)


def test_an_address_escapes_what_means_something_there() -> None:
    """A slug is a file's name, and may hold a plus or a percent sign."""
    assert address("terms/c++ 100%.html") == "terms/c%2B%2B%20100%25.html"


def test_each_page_knows_its_way_to_the_root() -> None:
    """Pages open from a folder and below a path of a server alike."""
    assert [Page(path, "", "").root for path in ("index.html", "terms/rag.html")] == ["", "../"]


def test_a_term_stands_under_its_letter() -> None:
    """Accents make no difference; other scripts share one page."""
    names = ("RAG", "élan", "3D", "Ω", "モデル")

    assert [letter_of(a_term(name, slug="x")) for name in names] == [
        "R", "E", "0-9", "other", "other",
    ]  # fmt: skip
