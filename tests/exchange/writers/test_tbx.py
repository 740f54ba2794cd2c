from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from bot.exchange.selection import select
from bot.exchange.writers.tbx import write_tbx
from bot.glossary.model import AvoidedName, Citation, Term
from tests.builders import a_term
from tests.exchange.random_terms import glossaries
from tests.exchange.selections import a_selection
from tests.shared import LISTS, needs

ROOT = Path(__file__).parents[3]
RULES = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "tbx-basic-dca.rng"))
PUBLIC = LISTS / "astronomy-dca.tbx"


@given(glossaries)
def test_entries_keep_the_rules_of_tbx_basic(terms: list[Term]) -> None:
    """Each kind of data stands where it may, with a value that it may have."""
    RULES.assertValid(etree.fromstring(write_tbx(a_selection(*terms), "en")))


def test_the_shipped_glossary_keeps_the_rules_of_tbx_basic() -> None:
    """All its terms do."""
    RULES.assertValid(etree.fromstring(write_tbx(select(ROOT / "data"), "en")))


@needs(PUBLIC)
def test_the_rules_let_in_a_public_example() -> None:
    """It is the dialect's own."""
    RULES.assertValid(etree.parse(PUBLIC))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('style="dca"', 'style="dct"'),
        ('type="definition"', 'type="explanation"'),
        ("preferredTerm-admn-sts", "preferred"),
        (">noun<", ">noun_phrase<"),
        ("<note>status: approved</note>", '<termNote type="partOfSpeech">noun</termNote>'),
        ('target="https://', 'target="'),
        ('<conceptEntry id="term-a">', '<conceptEntry id="term a">'),
    ],
)
def test_the_rules_find_faults(right: str, wrong: str) -> None:
    """A rule that finds nothing would hold anything for sound."""
    sound = write_tbx(a_selection(a_term("a")), "en").decode()

    assert right in sound
    assert not RULES.validate(etree.fromstring(sound.replace(right, wrong, 1).encode()))


def test_names_say_which_is_to_be_used() -> None:
    """The preferred one, the admitted ones, the deprecated ones; what TBX lacks is a note."""
    term = a_term(
        "token",
        context="Security",
        aliases=("access token",),
        avoid=(AvoidedName("key", "too vague"),),
        citations=(Citation("A source", "https://example.org/a"),),
    )
    content = write_tbx(a_selection(term), "en").decode()

    assert content.index("preferredTerm") < content.index("access token")
    assert content.index("access token") < content.index("admittedTerm")
    assert content.index(">key<") < content.index("deprecatedTerm")
    assert "<note>context: Security</note>" in content
    assert "<note>avoid: key | too vague</note>" in content
    assert 'target="https://example.org/a">A source</xref>' in content


def test_licences_and_origins_stand_in_the_header() -> None:
    """The reader of the file learns on what terms it may be used."""
    content = write_tbx(a_selection(a_term(license="CC BY 4.0"), name="Our words"), "en").decode()

    assert "<title>Our words</title>" in content
    assert "<p>License: CC BY 4.0</p>" in content
