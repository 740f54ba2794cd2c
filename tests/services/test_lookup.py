from __future__ import annotations

import ast
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Nothing, Suggestions
from bot.services.lookup import LookupService
from bot.services.viewer import ANONYMOUS, Viewer, Viewers
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from bot.glossary.search.result import Result

ROOT = Path(__file__).parents[2]
MAYA = Viewer("T1", "UMAYA")
LEGAL = DEFAULT_CONFIG.role("legal")


class Counted:
    """Keeps what is counted: the outcome, the term or what was asked, the role, and who asked."""

    def __init__(self) -> None:
        self.lookups: list[tuple[str, str, str, str]] = []

    def record(self, **lookup: Any) -> None:
        """Keep one lookup."""
        what = lookup["slug"] or lookup["label"]
        self.lookups.append((lookup["outcome"].value, what, lookup["role"], lookup["user_id"]))


def lookup_over(*names: str, counts: Any = None) -> LookupService:
    """Return what looks up among terms of these names."""
    glossary = a_glossary(*map(a_term, names))
    return LookupService(
        glossary, Viewers(glossary), counts, lambda: datetime(2026, 11, 23, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("token", ("found", "token", "product", "UMAYA")),
        ("token as legal", ("found", "token", "legal", "UMAYA")),
        ("quux", ("nothing", "quux", "product", "UMAYA")),
    ],
)
async def test_what_is_asked_in_words_is_counted_once(
    text: str, counted: tuple[str, str, str, str]
) -> None:
    """Whatever a lookup comes to counts, in the role in whose words it is answered."""
    counts = Counted()

    await lookup_over("token", counts=counts).look_up(text, MAYA)

    assert [counted] == counts.lookups


async def test_a_term_that_is_opened_counts_and_one_that_is_drawn_again_does_not() -> None:
    """A press that leads to a term is a lookup; another drawing of the same answer is none."""
    counts, term = Counted(), a_term("token")
    lookup = lookup_over("token", counts=counts)

    opened = await lookup.open(term, MAYA)
    drawn = await lookup.answer(term, MAYA, LEGAL)

    assert [("found", "token", "product", "UMAYA")] == counts.lookups
    assert ("product", False) == (opened.role.id, opened.offers_role)
    assert ("legal", True) == (drawn.role.id, drawn.offers_role)


async def test_a_role_chosen_apart_from_the_text_comes_before_the_one_in_it() -> None:
    """As with `parlance define --role`."""
    looked_up = await lookup_over("token").look_up("token for engineers", ANONYMOUS, role=LEGAL)

    assert isinstance(looked_up.result, Found)
    assert looked_up.role == LEGAL


async def test_a_text_may_be_taken_literally() -> None:
    """Another program asks for a name, not for a name and a role."""
    lookup = lookup_over("token")

    read = await lookup.look_up("token for engineers", ANONYMOUS)
    literal = await lookup.look_up("token for engineers", ANONYMOUS, reads_role=False)

    assert isinstance(read.result, Found)
    assert isinstance(literal.result, Suggestions | Nothing)
    assert literal.role.id == DEFAULT_CONFIG.default_role


async def test_near_hits_are_looked_for_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take long enough to hold up everybody else's answer."""
    threads: list[threading.Thread] = []
    suggest = Glossary.suggest

    def watched(glossary: Glossary, query: str, *more: Any) -> Result:
        threads.append(threading.current_thread())
        return suggest(glossary, query, *more)

    monkeypatch.setattr(Glossary, "suggest", watched)

    await lookup_over("diffusion model").look_up("quux", MAYA)

    assert [False] == [one is threading.main_thread() for one in threads]


def test_nothing_else_counts_lookups() -> None:
    """Whichever way people ask, it is counted in one place; two others read what was counted."""
    counting = [
        str(path.relative_to(ROOT))
        for room in ("bot", "handlers")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "LookupOutcome" in _names_used(path)
    ]

    assert [
        "bot/glossary/questions.py",
        "bot/glossary/search/result.py",
        "bot/services/lookup.py",
        "bot/storage/lookup_counts.py",
        "bot/storage/lookup_stats.py",
    ] == counting


def _names_used(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return defined | imported
