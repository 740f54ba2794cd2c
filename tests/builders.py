"""Valid objects for tests; a test states only what matters to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.model import Citation, Example, GlossaryConfig, PartOfSpeech, Status, Term
from bot.glossary.slugs import slugify

LONG = "A long definition says what a thing is, how it works, and why it matters. " * 8


def a_term(name: str = "diffusion model", **fields: Any) -> Term:
    """Return a complete, approved term; any field can be given by its name in the model."""
    values: dict[str, Any] = {
        "slug": slugify(name, fields.get("context")),
        "name": name,
        "short_def": f"What {name} means, in one plain sentence.",
        "long_def": LONG.strip(),
        "status": Status.APPROVED,
        "last_reviewed_on": date(2026, 9, 1),
        "part_of_speech": PartOfSpeech.NOUN,
        "license": "CC BY-SA 4.0",
        "categories": ("Foundations",),
        "roles": ("product", "engineering", "legal"),
        "audiences": {
            "exec": f"{name}, said for a decision maker.",
            "engineer": f"{name}, said for an engineer.",
        },
        "do": ("Do this one thing.",),
        "dont": ("Do not do that thing.",),
        "citations": (Citation("A source", "https://example.org/source"),),
    }
    values |= fields
    for key in ("do", "dont"):
        values[key] = tuple(
            one if isinstance(one, Example) else Example(one) for one in values[key]
        )
    values.setdefault("path", Path(f"terms/{values['slug']}.yml"))
    return Term(**values)


def a_term_file(term: str = "diffusion model", **fields: Any) -> str:
    """Return a complete file of the format, without any problem; None drops a field."""
    values: dict[str, Any] = {
        "term": term,
        "aliases": [],
        "categories": ["Foundations"],
        "roles": ["product", "legal"],
        "part_of_speech": "noun",
        "short_def": f"What {term} means, in one plain sentence.",
        "long_def": LONG.strip(),
        "audiences": {"exec": "Said for a decision maker.", "engineer": "Said for an engineer."},
        "examples": {"do": ["Do this one thing."], "dont": ["Do not do that thing."]},
        "relationships": {},
        "citations": [{"source": "A source", "url": "https://example.org/source"}],
        "license": "CC BY-SA 4.0",
        "status": "approved",
        "last_reviewed": "2026-09-01",
    }
    kept = {key: value for key, value in (values | fields).items() if value is not None}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)


def a_glossary(*terms: Term, config: GlossaryConfig = DEFAULT_CONFIG) -> Glossary:
    """Return a glossary of these terms, with the built-in roles unless told otherwise."""
    return Glossary(config, terms)
