from __future__ import annotations

from bot.exchange.writers.markdown import write_markdown
from bot.glossary.model import AvoidedName, Citation
from tests.builders import a_term
from tests.exchange.selections import a_selection


def _page(*terms: object, **config: object) -> str:
    return write_markdown(a_selection(*terms, **config)).decode()


def test_a_term_reads_from_its_name_to_its_sources() -> None:
    """The meaning comes first, the particulars after it."""
    term = a_term(
        "token",
        context="Security",
        long_def="",
        aliases=("access token", "bearer token"),
        avoid=(AvoidedName("key"),),
        related=("credential",),
        citations=(Citation("A source", "https://example.org/a"),),
    )

    assert _page(term, name="Our words") == (
        "# Our words\n"
        "\n"
        "License: CC BY-SA 4.0\n"
        "\n"
        "## token (Security)\n"
        "\n"
        "What token means, in one plain sentence.\n"
        "\n"
        "- **Also called:** access token; bearer token\n"
        "- **Avoid:** key\n"
        "- **Categories:** Foundations\n"
        "- **Do:** Do this one thing.\n"
        "- **Don't:** Do not do that thing.\n"
        "- **Related:** credential\n"
        "- **Sources:** [A source](<https://example.org/a>)\n"
        "- **License:** CC BY-SA 4.0\n"
        "- **Status:** approved, last reviewed 2026-09-01\n"
    )


def test_labels_are_no_markup() -> None:
    """A name is written as it is said, whatever its signs."""
    page = _page(a_term("C# <b>", aliases=("*args", "a_b")))

    assert "## C\\# \\<b\\>\n" in page
    assert "**Also called:** \\*args; a\\_b\n" in page


def test_a_definition_keeps_its_markdown_and_its_place() -> None:
    """Bold stays bold; a heading would begin another term, HTML could be a script."""
    page = _page(
        a_term(short_def="A **bold** `<tag>`.\n\n# Not a term\n\nRule\n---\n<script>x</script>")
    )

    assert "A **bold** `<tag>`." in page
    assert "\n\\# Not a term\n" in page
    assert "\n\\---\n" in page
    assert "\\<script>x\\</script>" in page
