from __future__ import annotations

import io
from datetime import date

from rich.console import Console

from bot.cards.answers.answer import build_answer
from bot.cards.answers.terminal import lookup_drawing
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.search.result import Found, MatchedBy, Nothing, Several
from tests.builders import a_glossary, a_term

TOKENS = (a_term("token", context="Security"), a_term("token", context="Finance"))


def printed(drawing: object) -> str:
    """Return what a terminal of 200 columns shows, without the spaces at the ends of lines."""
    console = Console(file=io.StringIO(), width=200)
    console.print(drawing)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_the_terminal_says_what_the_card_says() -> None:
    """The same parts in the same order."""
    role = DEFAULT_CONFIG.role("legal")
    assert role
    term = a_term(takeaways={"legal": "Ask [bold]twice[/bold]."}, related=("sampler",))
    found = Found("difusion model", term, MatchedBy.TYPO, "diffusion model")
    answer = build_answer(a_glossary(term), term, role, date(2026, 11, 23), found=found)

    assert printed(lookup_drawing(found, answer)) == (
        "diffusion model\n"
        "Showing “diffusion model”.\n"
        "\n"
        "What diffusion model means, in one plain sentence.\n"
        "\n"
        "For legal · in the words for executives\n"
        "diffusion model, said for a decision maker.\n"
        "\n"
        "Takeaway for legal\n"
        "Ask [bold]twice[/bold].\n"
        "\n"
        "Do\n"
        "- Do this one thing.\n"
        "\n"
        "Don't\n"
        "- Do not do that thing.\n"
        "\n"
        "Approved · reviewed 1 September 2026\n"
        "\n"
        "Sources\n"
        "- A source  https://example.org/source\n"
        "\n"
        "Related\n"
        "- sampler"
    )


def test_several_meanings_are_listed_with_their_definitions() -> None:
    """The person who asks can type the right one next."""
    assert printed(lookup_drawing(Several("token", "token", TOKENS), None)) == (
        "“token” has 2 meanings here. Which one?\n"
        "\n"
        "token (Security)\n"
        "  What token means, in one plain sentence.\n"
        "\n"
        "token (Finance)\n"
        "  What token means, in one plain sentence."
    )


def test_nothing_says_so_and_what_to_try() -> None:
    """A dead end says what to try."""
    assert printed(lookup_drawing(Nothing("zzyzx"), None)).startswith(
        "Nothing in this glossary comes near “zzyzx”.\nTry "
    )


def test_a_file_cannot_steer_the_terminal() -> None:
    """Escape sequences in a term are not passed on."""
    term = a_term(name="x\x1b[2Jy", slug="xy")

    assert "\x1b" not in printed(lookup_drawing(Several("x", "x", (term, term)), None))


def test_people_without_a_role_are_told() -> None:
    """Above a choice as in an answer."""
    term, role = a_term(), DEFAULT_CONFIG.roles[0]
    found = Found("diffusion model", term, MatchedBy.NAME, "diffusion model")
    day = date(2026, 11, 23)
    answer = build_answer(a_glossary(term), term, role, day, found=found, unknown_role="boss")
    told = "There's no role “boss” here. Shown for product."

    assert told in printed(lookup_drawing(found, answer))
    assert printed(lookup_drawing(Several("token", "token", TOKENS), None, told)).startswith(told)
