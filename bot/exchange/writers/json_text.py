"""The glossary as JSON: one document, or a term a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.exchange.term_data import term_data

if TYPE_CHECKING:
    from bot.exchange.selection import Selection
    from bot.glossary.model import Term


def write_json(selection: Selection) -> bytes:
    """Return one document: what the glossary is, then its terms as in their files."""
    document = {"glossary": _about(selection), "terms": [_entry(one) for one in selection.terms]}
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def write_jsonl(selection: Selection) -> bytes:
    """Return a term a line, as in its file, with its slug."""
    lines = (json.dumps(_entry(one), ensure_ascii=False) for one in selection.terms)
    return "".join(f"{line}\n" for line in lines).encode()


def _about(selection: Selection) -> dict[str, Any]:
    about = {
        "name": selection.config.name,
        "url": selection.config.pages_url,
        "licenses": selection.licenses,
        "imported_from": selection.sources,
    }
    return {key: value for key, value in about.items() if value}


def _entry(term: Term) -> dict[str, Any]:
    return {"slug": term.slug, **term_data(term)}
