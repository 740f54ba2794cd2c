"""What the structured exports hold comes back from their readers, for random glossaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from bot.exchange.entry import Entry, LabelKind, Options
from bot.exchange.readers import skos, tbx
from bot.exchange.term_data import term_data
from bot.exchange.writers.rdf import write_jsonld, write_skos
from bot.exchange.writers.tbx import write_tbx
from tests.exchange.random_terms import glossaries
from tests.exchange.selections import a_selection

if TYPE_CHECKING:
    from pathlib import Path

    from bot.exchange.selection import Selection
    from bot.glossary.model import Term

SCALARS = (
    "context",
    "notation",
    "short_def",
    "long_def",
    "license",
    "status",
    "part_of_speech",
    "last_reviewed",
    "reviewed_by",
    "steward",
    "review_every_days",
)


def read_back(entry: Entry, selection: Selection) -> dict[str, Any]:
    """Return the entry as a term's file says it, relations as the terms that they lead to."""
    labels = {kind: [one for one in entry.labels if one.kind is kind] for kind in LabelKind}
    links = {kind: getattr(entry, kind) for kind in ("broader", "narrower", "related")}
    links["replaced_by"] = [entry.replaced_by] if entry.replaced_by else []
    data = {
        "term": entry.name,
        **{key: getattr(entry, key) for key in SCALARS},
        "aliases": {one.name for one in labels[LabelKind.ALIAS]},
        "hidden_labels": {one.name for one in labels[LabelKind.HIDDEN]},
        "avoid": [(one.name, one.because) for one in labels[LabelKind.AVOID]],
        "categories": set(entry.categories),
        "roles": list(entry.roles),
        "audiences": dict(entry.audiences),
        "takeaways": dict(entry.takeaways),
        "do": [(one.text, one.roles) for one in entry.do],
        "dont": [(one.text, one.roles) for one in entry.dont],
        "tags": list(entry.nist_rmf_tags),
        "risk_notes": entry.risk_notes,
        "review_on": [(one.on, one.because) for one in entry.review_on],
        "origin": entry.origin,
        "citations": [
            (c.source, c.url, c.locator, c.quote, c.checked_on, c.checked_by, c.source_id)
            for c in entry.citations
        ],
    }
    for kind, ones in links.items():
        data[kind] = {_meant(link.name or "", selection) for link in ones}
    return {key: value or None for key, value in data.items()}


def said(term: Term, selection: Selection) -> dict[str, Any]:
    """Return what the forms hold of a term, in the same shape."""
    data = term_data(term)
    examples, governance = data.get("examples", {}), data.get("governance", {})
    origin = data.get("imported_from")
    avoided = [(one.name, one.because) for one in term.avoid]
    found = {
        "term": term.name,
        **{key: data.get(key) for key in SCALARS},
        "aliases": {alias for alias in term.aliases if alias not in (term.name, term.title)},
        "hidden_labels": set(term.hidden_labels)
        - {term.title, *term.aliases, *(name for name, _ in avoided)}
        - ({term.name} if term.context else set()),
        "avoid": avoided,
        "categories": set(term.categories),
        "roles": list(term.roles),
        "audiences": dict(term.audiences),
        "takeaways": dict(term.takeaways),
        "do": [_advice(one) for one in examples.get("do", ())],
        "dont": [_advice(one) for one in examples.get("dont", ())],
        "tags": governance.get("nist_rmf_tags"),
        "risk_notes": governance.get("risk_notes"),
        "review_on": [(one["on"], one.get("because")) for one in data.get("review_on", ())],
        "origin": (origin["source"], origin.get("id")) if origin else None,
        "citations": [
            tuple(
                one.get(key)
                for key in (
                    "source",
                    "url",
                    "locator",
                    "quote",
                    "checked_on",
                    "checked_by",
                    "source_id",
                )
            )
            for one in data.get("citations", ())
        ],
    }
    for kind, labels in (
        ("broader", term.broader),
        ("narrower", term.narrower),
        ("related", term.related),
        ("replaced_by", [term.replaced_by] if term.replaced_by else []),
    ):
        found[kind] = {_meant(label, selection) for label in labels}
    return {key: value or None for key, value in found.items()}


def _advice(one: str | dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    return (one, ()) if isinstance(one, str) else (one["text"], tuple(one["roles"]))


def _meant(label: str, selection: Selection) -> str:
    """Return the slug of the term that a label surely names, else the label."""
    found = selection.named([label])
    return found[0].slug if found else label


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@settings(max_examples=60)
@given(terms=glossaries)
@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_skos_holds_every_field(folder: Path, terms: list[Term], form: str) -> None:
    """Labels, categories and relations in whatever order; see docs/exchange.md."""
    selection = a_selection(*terms)
    path = folder / f"words.{form}"
    path.write_bytes((write_skos if form == "ttl" else write_jsonld)(selection, "en"))
    entries = {item.slug: item for item in skos.read(path, Options()) if isinstance(item, Entry)}

    assert {term.slug for term in terms} == set(entries)
    for term in terms:
        assert said(term, selection) == read_back(entries[term.slug], selection)


@settings(max_examples=60)
@given(terms=glossaries)
def test_tbx_holds_every_field(folder: Path, terms: list[Term]) -> None:
    """In the order of the glossary."""
    selection = a_selection(*terms)
    path = folder / "words.tbx"
    path.write_bytes(write_tbx(selection, "en"))
    entries = [item for item in tbx.read(path, Options()) if isinstance(item, Entry)]

    assert [term.slug for term in terms] == [entry.slug for entry in entries]
    for entry, term in zip(entries, terms, strict=True):
        expected = said(term, selection)
        expected["hidden_labels"] = set(term.hidden_labels) or None
        assert expected == read_back(entry, selection)
