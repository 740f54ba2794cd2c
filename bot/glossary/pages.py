"""The glossary's pages on the web: a term's address, and the term at an address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig, Term

_SAFE = "-_.~"
_ENDINGS = (".html", ".htm", "/index.html", "/")


def page_of(term: Term, config: GlossaryConfig) -> str | None:
    """Return where the term can be read in a browser; None where no pages are published."""
    if not config.pages_url:
        return None
    return f"{config.pages_url.rstrip('/')}/{quote(term.slug, safe=_SAFE)}"


def term_at(address: str, glossary: Glossary) -> Term | None:
    """Return the term whose page this is, however its address is ended, or None."""
    pages_url = glossary.config.pages_url
    if not pages_url:
        return None
    try:
        pages, asked = urlsplit(pages_url), urlsplit(address)
    except ValueError:
        return None
    folder = f"{pages.path.rstrip('/')}/"
    if pages.netloc.lower() != asked.netloc.lower() or not asked.path.startswith(folder):
        return None
    slug = unquote(asked.path.removeprefix(folder))
    for ending in _ENDINGS:
        slug = slug.removesuffix(ending)
    return glossary.get(slug)
