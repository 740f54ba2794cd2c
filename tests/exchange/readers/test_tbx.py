from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.entry import Entry, Joined, Label, LabelKind, Link, Options, Unreadable
from bot.exchange.readers.tbx import read, recognises
from tests.shared import LISTS, needs

if TYPE_CHECKING:
    from pathlib import Path

ASTRONOMY = LISTS / "astronomy-dca.tbx"
DCA = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body><conceptEntry id="c1">
<descrip type="subjectField">Access</descrip>
<ref type="crossReference" target="c2">credential</ref>
<langSec xml:lang="en">
<descripGrp><descrip type="definition">A <hi>secret</hi>
that stands for somebody.</descrip><admin type="source">A book</admin></descripGrp>
<termSec><term>key</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
<termSec><term>token</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>password</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec>
<langSec xml:lang="de"><termSec><term>Marke</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1">
<min:subjectField>Access</min:subjectField>
<basic:crossReference target="c2">credential</basic:crossReference>
<langSec xml:lang="en">
<descripGrp><basic:definition>A secret
that stands for somebody.</basic:definition><basic:source>A book</basic:source></descripGrp>
<termSec><term>key</term>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>token</term><min:partOfSpeech>noun</min:partOfSpeech>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>password</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
</langSec>
<langSec xml:lang="de"><termSec><term>Marke</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
OLD = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
<descrip type="subjectField">Access</descrip>
<ref type="crossReference" target="c2">credential</ref>
<langSet xml:lang="en">
<descripGrp><descrip type="definition">A secret that stands for somebody.</descrip>
<admin type="source">A book</admin></descripGrp>
<ntig><termGrp><term>key</term></termGrp>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></ntig>
<tig><term>token</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>password</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
</langSet>
<langSet xml:lang="de"><tig><term>Marke</term></tig></langSet>
</termEntry></body></text></martif>"""


def items(path: Path, language: str | None = None) -> list[Any]:
    return list(read(path, Options(language)))


@pytest.mark.parametrize("text", [DCA, DCT, OLD], ids=["DCA", "DCT", "TBX 2"])
def test_both_styles_and_the_edition_before_say_the_same(tmp_path: Path, text: str) -> None:
    """Names with their status, the definition and its source, what it is related to."""
    path = tmp_path / "words.tbx"
    path.write_text(text, encoding="utf-8")
    _, entry = items(path)

    assert recognises(path, path.read_bytes())
    assert ("token", "c1", "noun") == (entry.name, entry.id, entry.part_of_speech)
    assert "A secret that stands for somebody." == entry.definitions[0].text
    assert (Label("key"), Label("password", LabelKind.AVOID)) == entry.labels
    assert ("Access",) == entry.categories
    assert (Link("credential", "c2"),) == entry.related
    assert "A book" == entry.citations[0].source
    assert [("de", "Marke")] == [(one.language, one.name) for one in entry.foreign_names]


@needs(ASTRONOMY)
@pytest.mark.parametrize(("language", "name"), [(None, "open cluster"), ("es", "cúmulo abierto")])
def test_a_real_term_base(language: str | None, name: str) -> None:
    """Its 39 concepts; six records in it are of books, which the others name by a key."""
    look, first, *others = items(ASTRONOMY, language)

    assert "en, es, zu" in look.notes[0]
    assert (name, 44) == (first.name, len(others))
    books = [one for one in others if isinstance(one, Joined)]
    assert 6 == len(books)
    assert {"the source of other entries"} == {one.how for one in books}
    concepts = [one for one in (first, *others) if isinstance(one, Entry)]
    sources = {cited.source for one in concepts for cited in one.citations}
    assert language or any("Dictionary of Astronomy" in str(source) for source in sources)
    assert not sources & {one.name for one in books}


def test_a_source_may_be_an_object_at_the_end(tmp_path: Path) -> None:
    """TBX's own place for a bibliography."""
    path = tmp_path / "words.tbx"
    objects = (
        '<back><refObjectSec type="bibl"><refObject id="Book1"><item type="title">The Book</item>'
        '<item type="author">A. Person</item></refObject></refObjectSec></back></text>'
    )
    path.write_text(DCA.replace("A book", "Book1").replace("</text>", objects), encoding="utf-8")
    _, entry = items(path)

    assert "A. Person: The Book" == entry.citations[0].source


@needs(ASTRONOMY)
def test_a_concept_without_a_definition_says_how_it_is_used() -> None:
    """The only meaning it has isn't lost."""
    (cycle,) = [one for one in items(ASTRONOMY)[1:] if one.name == "CNO cycle"]

    assert cycle.definitions[0].text.startswith("In use: “For stars heavier than the sun")


@pytest.mark.parametrize(
    "text", ["<tbx/>", "no XML", DCA.replace("<tbx", '<!DOCTYPE tbx [<!ENTITY a "&b;">]><tbx')]
)
def test_what_is_no_term_base_is_refused(tmp_path: Path, text: str) -> None:
    """Neither XML of another kind nor entities made of entities."""
    path = tmp_path / "x.tbx"
    path.write_text(text)

    with pytest.raises(Unreadable):
        items(path)
