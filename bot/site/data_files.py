"""The glossary for programs: whole, term by term, and in plain text for language models.

``llms.txt`` follows https://llmstxt.org: a heading, a sentence, then links with a line each.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from bot.cards.kit.markdown import plain_words
from bot.exchange.schema import schema_text
from bot.exchange.selection import Selection
from bot.exchange.term_data import term_data
from bot.exchange.writers.json_text import write_json
from bot.site.page import address, term_path
from bot.site.shelf_pages import sorted_terms

LANGUAGE = "en"

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term


def data_files(glossary: Glossary, url: str | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the path of each file of data and what makes its bytes, in an order that stays."""
    terms = tuple(sorted_terms(glossary.terms.values()))
    selection = Selection(glossary.config, terms, (), terms)
    yield "glossary.json", partial(write_json, selection)
    yield "skos.ttl", partial(_skos, selection)
    yield "schema.json", lambda: schema_text().encode()
    for term in terms:
        yield f"terms/{term.slug}.json", partial(_as_json, term)
    yield "llms.txt", lambda: _linked(glossary, terms, url).encode()
    yield "llms-full.txt", lambda: _written_out(glossary, terms).encode()


def _skos(selection: Selection) -> bytes:
    from bot.exchange.writers.rdf import write_skos  # noqa: PLC0415 -- it loads for half a second

    return write_skos(selection, LANGUAGE)


def _as_json(term: Term) -> bytes:
    data = {"slug": term.slug, **term_data(term)}
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _linked(glossary: Glossary, terms: tuple[Term, ...], url: str | None) -> str:
    lines = [f"# {glossary.config.name}", "", f"> {len(terms)} terms, each with its meaning.", ""]
    lines += ["## Terms", ""]
    lines += [
        f"- [{term.title}]({url or ''}{address(term_path(term))}): {plain_words(term.definition)}"
        for term in terms
    ]
    return "\n".join(lines) + "\n"


def _written_out(glossary: Glossary, terms: tuple[Term, ...]) -> str:
    parts = [f"# {glossary.config.name}"]
    for term in terms:
        lines = [f"## {term.title}", f"Status: {term.status}"]
        if term.aliases:
            lines.append(f"Also called: {', '.join(term.aliases)}")
        if term.avoid:
            lines.append(f"Avoid: {', '.join(one.name for one in term.avoid)}")
        lines += [plain_words(text) for text in (term.short_def, term.long_def) if text]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
