from __future__ import annotations

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Role
from bot.glossary.wording import Takeaway, Wording, WordingSource, takeaway_for, wording_for
from tests.builders import a_term

LEGAL = Role("legal", "Legal", "Reads the law.", audience="exec", takeaway="Establish the duties.")


def test_a_role_reads_its_own_wording():
    """A wording written for the very role comes before its audience's."""
    term = a_term(audiences={"legal": "For lawyers.", "exec": "For executives."})

    assert Wording("For lawyers.", WordingSource.OWN) == wording_for(term, LEGAL)


def test_a_role_without_wording_reads_its_audiences():
    """The audience's wording serves, and says whose it is."""
    term = a_term(audiences={"exec": "For executives.", "engineer": "For engineers."})

    assert Wording("For executives.", WordingSource.AUDIENCE, "exec") == wording_for(term, LEGAL)


def test_without_any_wording_the_short_definition_serves():
    """The short definition is labelled general."""
    term = a_term(short_def="What it is.", audiences={"engineer": "For engineers."})

    assert Wording("What it is.", WordingSource.GENERAL) == wording_for(term, LEGAL)


def test_a_term_s_own_takeaway_comes_first():
    """What the term asks of the role is its own."""
    term = a_term(takeaways={"legal": "Check the licence."})

    assert Takeaway("Check the licence.", is_own=True) == takeaway_for(term, LEGAL)


def test_else_the_role_s_default_takeaway_is_marked_general():
    """What every term asks of the role is not the term's own."""
    assert Takeaway("Establish the duties.", is_own=False) == takeaway_for(a_term(), LEGAL)


def test_a_role_may_have_no_takeaway():
    """Nothing is made up where neither the term nor the role says anything."""
    role = Role("legal", "Legal", "", audience="exec", takeaway="")

    assert takeaway_for(a_term(), role) is None


def test_every_built_in_role_is_complete():
    """Each of the seven has a title, a summary, an audience and a takeaway."""
    incomplete = [
        role.id
        for role in DEFAULT_CONFIG.roles
        if not (role.title and role.summary and role.takeaway)
        or role.audience not in {"exec", "engineer"}
    ]

    assert [] == incomplete
    assert 7 == len(DEFAULT_CONFIG.roles)
