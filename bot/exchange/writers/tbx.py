"""The glossary as TBX-Basic, the form of ISO 30042:2019 that translation tools read.

It is written in DCA style: what kind of data an element holds stands in its ``type``. Of what
TBX-Basic has no kind for, each field is a note of the entry, ``column: cell`` as in our tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bot.exchange.columns import to_row
from bot.exchange.term_data import term_data
from bot.glossary.model import PartOfSpeech

if TYPE_CHECKING:
    from bot.exchange.selection import Selection
    from bot.glossary.model import Term

ID_PREFIX = "term-"
TBX = "urn:iso:std:iso:30042:ed-2"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PARTS_OF_SPEECH = {
    PartOfSpeech.NOUN: "noun",
    PartOfSpeech.NOUN_PHRASE: "noun",
    PartOfSpeech.VERB: "verb",
    PartOfSpeech.ADJECTIVE: "adjective",
    PartOfSpeech.PROCESS: "other",
    PartOfSpeech.CONCEPT: "other",
}
_EXACT = (PartOfSpeech.NOUN, PartOfSpeech.VERB, PartOfSpeech.ADJECTIVE)
# What TBX-Basic holds; of citations and relations a part, so that each is a note as well.
_HELD = {"slug", "term", "aliases", "categories", "short_def", "long_def"}
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9.-]")


def write_tbx(selection: Selection, language: str) -> bytes:
    """Return the document; the terms are all in this language."""
    ET.register_namespace("", TBX)
    root = ET.Element(f"{{{TBX}}}tbx", {"type": "TBX-Basic", "style": "dca", LANGUAGE: language})
    _head(root, selection)
    body = _child(_child(root, "text"), "body")
    for term in selection.terms:
        _concept(body, term, selection, language)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _head(root: ET.Element, selection: Selection) -> None:
    description = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(description, "titleStmt"), "title", selection.config.name)
    if selection.licenses:
        terms_of_use = _child(description, "publicationStmt")
        for license_name in selection.licenses:
            _child(terms_of_use, "p", f"License: {license_name}")
    origin = _child(description, "sourceDesc")
    _child(origin, "p", f"Written by Parlance from the glossary “{selection.config.name}”.")
    for source in selection.sources:
        _child(origin, "p", f"Imported from: {source}")


def _concept(body: ET.Element, term: Term, selection: Selection, language: str) -> None:
    entry = _child(body, "conceptEntry", id=_id_of(term))
    for category in term.categories:
        _child(entry, "descrip", category, type="subjectField")
    _references(entry, term, selection)
    for column, cell in to_row(term.slug, term_data(term)).items():
        is_exact = column == "part_of_speech" and term.part_of_speech in _EXACT
        if column not in _HELD and not is_exact:
            _child(entry, "note", f"{column}: {cell}")
    if not term.short_def:  # so that the only definition is known to be the long one
        _child(entry, "note", f"long_def: {term.long_def}")
    section = _child(entry, "langSec", **{LANGUAGE: language})
    for text in filter(None, (term.short_def, term.long_def)):
        _child(section, "descrip", text, type="definition")
    part_of_speech = PARTS_OF_SPEECH.get(term.part_of_speech) if term.part_of_speech else None
    _term(section, term.name, "preferredTerm", part_of_speech)
    for alias in term.aliases:
        _term(section, alias, "admittedTerm", part_of_speech)
    for avoided in term.avoid:
        _term(section, avoided.name, "deprecatedTerm", part_of_speech)


def _references(entry: ET.Element, term: Term, selection: Selection) -> None:
    for other in selection.named([*term.broader, *term.narrower, *term.related]):
        if other is not term:
            _child(entry, "ref", other.title, type="crossReference", target=_id_of(other))
    for title, url in map(selection.cited, term.citations):
        if url:
            _child(entry, "xref", title, type="externalCrossReference", target=url)


def _term(section: ET.Element, label: str, status: str, part_of_speech: str | None) -> None:
    entry = _child(section, "termSec")
    _child(entry, "term", label)
    if part_of_speech:
        _child(entry, "termNote", part_of_speech, type="partOfSpeech")
    _child(entry, "termNote", f"{status}-admn-sts", type="administrativeStatus")


def _child(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{TBX}}}{tag}", attributes)
    child.text = text or None
    return child


def _id_of(term: Term) -> str:
    """Return the entry's id: an XML name that is different for each slug."""
    return ID_PREFIX + _NOT_IN_AN_ID.sub(lambda sign: f"_{ord(sign[0]):x}_", term.slug)
