"""Reads a folder with a page a term, as site generators have it: front matter, then a text.

Where the folder has one folder a language, one language is read, and the same page's title in
another is a foreign name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.exchange.entry import Link, Look
from bot.exchange.readers.front_matter import MEANINGS, TITLES, field_of, fields_of, parted
from bot.exchange.readers.languages import chosen_language, in_language
from bot.exchange.readers.markdown_text import SUFFIXES, blocks_of, named, source_of, text_in
from bot.exchange.readers.own_fields import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.exchange.entry import Entry, Item, Options

_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?")
_NO_PAGES = ("readme", "index", "_index", "contributing", "license", "changelog", "code_of_conduct")
_GLOSSARY = re.compile(
    r"\b(glossar\w*|terminolog\w*|vocabular\w*|lexi[ck]on\w*|dictionar\w*|jargon|lingo|acronyms?"
    r"|abbreviations?|definitions|terms|words|begriffe|abkürzungen|glosario|lexique)\b",
    re.IGNORECASE,
)
# Headings that a page about one term has.
_PART = re.compile(
    r"(what|how|why|when|where|who|problem|examples?|see also|usage|uses?|definition|background"
    r"|related|notes?|history|types?|kinds?|benefits|advantages|disadvantages|further|references?"
    r"|links|sources|overview|introduction|context|description|details|synonyms|key)\b",
    re.IGNORECASE,
)
_MOST_OF_ONE = 2  # terms that a page of one may seem to have
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:)([^)]*)\)")


def is_page_of_a_term(text: str, terms: Sequence[Entry]) -> bool:
    """Tell whether a file is a page of one term, and not of the ``terms`` that it seems to have.

    It has a front matter that names it. A page of many may have a title too: it then speaks of a
    glossary, or begins with a term, and its headings are no parts of one text.
    """
    front, body = parted(text)
    title = next((str(front[key]) for key in TITLES if front.get(key)), "")
    if not title:
        return False
    if "term" in front or len(terms) == 0:
        return True
    if _GLOSSARY.search(title):
        return False
    if len(terms) <= _MOST_OF_ONE or 2 * sum(bool(_PART.match(one.name)) for one in terms) > len(
        terms
    ):
        return True
    first = next((block for block in blocks_of(body) if block.kind != "hr"), None)
    return bool(
        first
        and first.kind == "paragraph"
        and (title.casefold() in first.inline.casefold() or any(map(front.get, MEANINGS)))
    )


def read_folder(folder: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then the term of each page."""
    by_language = _languages(folder)
    notes: tuple[str, ...] = ()
    chosen, others = folder, {}
    if by_language:
        pages = [name for name, inner in by_language.items() for _ in _pages(inner)]
        language, notes = chosen_language(pages, options.language)
        chosen = in_language(by_language, language) or folder
        others = {key: inner for key, inner in by_language.items() if inner != chosen}
    files = [file for file in _pages(chosen) if file.stem.lower() not in _NO_PAGES]
    texts = {file: text_in(file) for file in files}
    yield Look(_fields_in(texts.values()), notes)
    known = {file.stem.lower() for file in files}
    for file in files:
        foreign = {
            key: [title]
            for key, inner in others.items()
            if (title := _title(inner / file.relative_to(chosen)))
        }
        yield _entry(str(file.relative_to(folder)), file, texts[file], known, foreign)


def read_page(path: Path, text: str) -> Iterator[Item]:
    """Yield what the reader saw, then the term of a single page."""
    yield Look(_fields_in([text]), ("The file is a page of one term.",))
    yield _entry(path.name, path, text, {path.stem.lower()}, {})


def _pages(folder: Path) -> list[Path]:
    return sorted(file for suffix in SUFFIXES for file in folder.rglob(f"*{suffix}"))


def _languages(folder: Path) -> dict[str, Path]:
    """Return the folders of languages by code, where there is nothing else."""
    inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and _pages(one)]
    pages = [one for one in _pages(folder) if one.parent == folder]
    pages = [one for one in pages if one.stem.lower() not in _NO_PAGES]
    if pages or not inner or not all(_LANGUAGE.fullmatch(one.name) for one in inner):
        return {}
    return {one.name.replace("_", "-").lower(): one for one in inner}


def _fields_in(texts: Iterable[str]) -> tuple[tuple[str, str | None], ...]:
    """Pair what the pages' front matter has, and their text, with the fields that they become."""
    fronts = [front for front, _ in map(parted, texts)]
    keys = dict.fromkeys(key for front in fronts for key in front)
    has_name = any(front.get(key) for front in fronts for key in TITLES)
    pairs = [(key, field_of(key)) for key in keys]
    pairs += [] if has_name else [("the first heading, or the file's name", "term")]
    return (*pairs, ("the text", "short_def, long_def"))


def _entry(
    at: str, file: Path, text: str, known: set[str], foreign: Mapping[str, list[str]]
) -> Entry:
    front, body = parted(text)
    blocks = [*blocks_of(body)]
    title = next((str(front[key]) for key in TITLES if front.get(key)), "")
    if not title and blocks and blocks[0].kind == "heading":
        title = blocks[0].inline
        blocks = blocks[1:]
    meaning = next((str(front[key]) for key in MEANINGS if front.get(key)), "")
    written = source_of(body.split("\n"), [block for block in blocks if block.kind != "hr"])
    name = named(title or file.stem.replace("-", " "))
    fields = fields_of(front)
    fields["aliases"] = list(dict.fromkeys([*name.aliases, *fields.get("aliases", ())]))
    fields.setdefault("context", name.context)
    targets = (_target(address) for _, address in _LINK.findall(written))
    linked = dict.fromkeys(one for one in targets if one in known and one != file.stem.lower())
    return entry_of(
        at,
        name.name,
        fields,
        text="\n\n".join(dict.fromkeys(filter(None, (meaning, _LINK.sub(r"\1", written))))),
        entry_id=file.stem.lower(),
        links={"related": [Link(id=one) for one in linked]},
        foreign_names=foreign,
        left_out=[key for key in front if not field_of(key)],
    )


def _target(address: str) -> str:
    """Return the id of the page that a link inside the site leads to."""
    path = address.partition("#")[0].partition(" ")[0].rstrip("/")
    return path.rpartition("/")[2].removesuffix(".md").removesuffix(".mdx").lower()


def _title(file: Path) -> str:
    """Return what a page in another language calls the term."""
    if not file.is_file():
        return ""
    front, _ = parted(text_in(file))
    return named(next((str(front[key]) for key in TITLES if front.get(key)), "")).name
