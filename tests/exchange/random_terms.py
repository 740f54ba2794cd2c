"""Random terms with every field, as a property test draws them: what a file may say at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from bot.glossary.files.parser import parse_term
from bot.glossary.model import PartOfSpeech, Status, Term
from tests.slugs import slug_for

TODAY = date(2026, 12, 1)
# Signs that some form gives a meaning of its own, among letters of several scripts.
_SIGNS = "abcxyzABC019 éßñжあ語अ🚀=+-@'\"`;|,.:\\/(){}[]<>&#*_%!?"
_WORD = st.text(st.sampled_from(_SIGNS), min_size=1, max_size=12)


def _cleaned(text: str) -> str:
    return " ".join(text.split())


labels = (
    _WORD.map(_cleaned)
    .filter(lambda label: any(sign.isalnum() for sign in label))
    .filter(lambda label: label == label.strip())
)
texts = (
    st.lists(labels, min_size=1, max_size=4)
    .flatmap(
        lambda words: st.sampled_from([" ", "\n", "\n\n", "; ", " | "]).map(lambda s: s.join(words))
    )
    .map(str.strip)
)
days = st.dates(date(2020, 1, 1), TODAY).map(date.isoformat)


def _some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, max_size=3, unique_by=str)


def _mapping(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


_readers = st.dictionaries(
    st.sampled_from(["exec", "engineer", "legal", "data_science"]), texts, max_size=2
)
_examples = _some(
    st.one_of(
        texts, _mapping({"text": texts, "roles": st.lists(labels, min_size=1, max_size=2)}, {})
    )
)
_citations = _some(
    _mapping(
        {"source": texts.map(_cleaned)},
        {
            "url": labels.map(
                lambda text: f"https://example.org/{''.join(filter(str.isalnum, text))}"
            ),
            "locator": texts.map(_cleaned),
            "quote": texts,
            "checked_on": days,
            "checked_by": labels,
            "source_id": labels,
        },
    )
)
_files = _mapping(
    {"term": labels, "status": st.sampled_from([status.value for status in Status])},
    {
        "short_def": texts,
        "long_def": texts,
        "context": labels,
        "notation": labels,
        "aliases": _some(labels),
        "hidden_labels": _some(labels),
        "avoid": _some(st.one_of(labels, _mapping({"name": labels, "because": texts}, {}))),
        "categories": _some(labels),
        "roles": _some(labels),
        "part_of_speech": st.sampled_from([one.value for one in PartOfSpeech]),
        "audiences": _readers,
        "takeaways": _readers,
        "examples": _mapping({}, {"do": _examples, "dont": _examples}),
        "governance": _mapping({}, {"nist_rmf_tags": _some(labels), "risk_notes": texts}),
        "relationships": _mapping(
            {}, {"broader": _some(labels), "narrower": _some(labels), "related": _some(labels)}
        ),
        "citations": _citations,
        "license": labels,
        "last_reviewed": days,
        "reviewed_by": labels,
        "steward": labels,
        "review_every_days": st.integers(1, 3650),
        "review_on": _some(_mapping({"on": days}, {"because": texts})),
        "replaced_by": labels,
        "imported_from": _mapping({"source": labels}, {"id": labels}),
    },
)


def _parsed(files: list[dict[str, Any]]) -> list[Term]:
    terms: dict[str, Term] = {}
    for file in files:
        if not (file.get("short_def") or file.get("long_def")):
            file["short_def"] = "What it means."
        slug = slug_for(file["term"], file.get("context"), terms)
        source = yaml.safe_dump(file, allow_unicode=True).encode()
        parsed = parse_term(Path(f"terms/{slug}.yml"), source, TODAY)
        assert parsed.term, parsed.problems
        terms[slug] = parsed.term
    return list(terms.values())


# A few terms of one glossary, whose relations may name one another.
glossaries = st.lists(_files, min_size=1, max_size=4).map(_parsed)
terms = st.lists(_files, min_size=1, max_size=1).map(lambda files: _parsed(files)[0])
