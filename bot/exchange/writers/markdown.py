"""The glossary as one Markdown page to read: a heading a term, its meaning, its particulars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.exchange.selection import Selection
    from bot.glossary.model import Term

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")  # what could be markup in a text that is none
_CODE = re.compile(r"(`+)(?:.(?!\1)|\n)*?.\1(?!`)|```[\s\S]*?```")
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://)")
_HEADING = re.compile(r"^(\s{0,3})(#|=+\s*$|-+\s*$)", re.MULTILINE)


def write_markdown(selection: Selection) -> bytes:
    """Return the page. Labels are escaped; of a definition's Markdown, headings and HTML are."""
    parts = [f"# {_plain(selection.config.name)}"]
    if selection.licenses:
        parts.append(f"License: {_plain('; '.join(selection.licenses))}")
    for term in selection.terms:
        parts += _entry(term, selection)
    return ("\n\n".join(parts) + "\n").encode()


def _entry(term: Term, selection: Selection) -> Iterator[str]:
    yield f"## {_plain(term.title)}"
    for text in (term.short_def, term.long_def):
        if text:
            yield _meant(text)
    particulars = "\n".join(
        f"- **{name}:** {fact}" for name, fact in _particulars(term, selection) if fact
    )
    if particulars:
        yield particulars


def _particulars(term: Term, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield what else is said of the term: a name, and the text for it, empty where none is."""
    yield "Also called", _listed(term.aliases)
    yield "Avoid", _listed([one.name for one in term.avoid])
    yield "Categories", _listed(term.categories)
    for title, examples in (("Do", term.do), ("Don't", term.dont)):
        for example in examples:
            yield title, _meant(" ".join(example.text.split()))
    yield "Broader", _listed(term.broader)
    yield "Narrower", _listed(term.narrower)
    yield "Related", _listed(term.related)
    yield "Use instead", _plain(term.replaced_by or "")
    yield "Sources", "; ".join(_linked(*selection.cited(one)) for one in term.citations)
    yield "License", _plain(term.license or "")
    reviewed = f", last reviewed {term.last_reviewed_on}" if term.last_reviewed_on else ""
    yield "Status", f"{term.status}{reviewed}"


def _listed(labels: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return "; ".join(map(_plain, labels))


def _linked(title: str, url: str) -> str:
    return f"[{_plain(title)}](<{url}>)" if url else _plain(title)


def _plain(text: str) -> str:
    """Return plain text as Markdown that reads the same."""
    return _SIGNS.sub(r"\\\1", text)


def _meant(text: str) -> str:
    """Return a text in Markdown that stays in its place: no heading, and no HTML but in code."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_tamed(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _tamed(text[end:])])


def _tamed(text: str) -> str:
    return _HEADING.sub(r"\1\\\2", _TAG.sub(r"\<", text))
