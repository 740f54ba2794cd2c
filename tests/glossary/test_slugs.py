import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.slugs import is_slug_of, slugify
from tests.slugs import slug_for


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Fine-tuning", "fine-tuning"),
        ("A/B test", "a-b-test"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        ("C/C++", "c-c-plus-plus"),
        (".NET", "dot-net"),
        ("NET", "net"),
        ("Node.js", "node-js"),
        ("R&D", "r-and-d"),
        ("C/D", "c-d"),
        ("+1", "plus-1"),
        ("-1", "minus-1"),
        ("A*", "a-star"),
        ("5 %", "5-percent"),
        ("🚀", "rocket"),
        ("&", "and"),
        ("#", "number-sign"),
        ("???", "question-mark-question-mark-question-mark"),
        ("हिन्दी", "हिन्दी"),
        ("Straße", "straße"),
        ("m²", "m2"),
        ("\u200b", ""),
    ],
)
def test_signs_that_tell_names_apart_are_said(name: str, slug: str):
    """All else but letters and digits parts words."""
    assert slug == slugify(name)


def test_a_slug_that_is_taken_gets_a_number():
    """So does one that Windows takes for a device."""
    taken: set[str] = set()
    for name in ("mW", "MW", "Mw", "CON"):
        taken.add(slug_for(name, None, taken))

    assert {"mw", "mw-2", "mw-3", "con-2"} == taken
    assert "token-security-2" == slug_for("Token", "Security", {"token-security"})


@pytest.mark.parametrize(
    ("slug", "is_usual"), [("mw", True), ("mw-2", True), ("megawatt", False), ("mw-x", False)]
)
def test_a_numbered_file_is_where_people_look(slug: str, *, is_usual: bool):
    """The number says that another term has the name."""
    assert is_usual == is_slug_of(slug, "MW", None)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_any_slug_is_a_files_name(name: str):
    """No separator of paths, no blank, no dot before it, and short enough for any file system."""
    slug = slugify(name)

    assert not set(slug) & set('/\\\\:*?"<>| .\0')
    assert len(slug.encode()) <= 200
    assert slug == slugify(slug)
