"""Reads a folder with a page a term, as site generators have it: front matter, then a text.

Where the folder has one folder a language, one language is read, and the same page's title in
another is a foreign name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from bot.exchange.entry import Link, Look, Refusal, Unreadable
from bot.exchange.readers.languages import language_notes, main_language
from bot.exchange.readers.markdown_text import blocks_of, named, source_of
from bot.exchange.readers.own_fields import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.exchange.entry import Entry, Item, Options

_FRONT = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?")
_NO_PAGES = ("readme", "index", "_index", "contributing", "license", "changelog", "code_of_conduct")
_TITLES = ("term", "title", "name", "word")
_MEANINGS = ("definition", "short_def", "description", "summary", "excerpt")
_LISTS = {
    "aliases": ("aliases", "alias", "synonyms", "also_known_as", "aka", "abbreviation", "acronym"),
    "categories": ("category", "categories", "tags"),
    "related": ("related", "related_terms", "see_also"),
}
_TEXTS = {"license": ("license", "licence"), "context": ("context",), "notation": ("notation",)}
_STATUSES = ("draft", "reviewed", "approved", "deprecated")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:)([^)]*)\)")


def is_page_of_a_term(text: str) -> bool:
    """Tell whether a file is a page of one term: it has a front matter that names it."""
    front, _ = _parted(text)
    return any(front.get(key) for key in ("term", "title"))


def read_folder(folder: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then the term of each page."""
    by_language = _languages(folder)
    notes: tuple[str, ...] = ()
    chosen, others = folder, {}
    if by_language:
        pages = [name for name, inner in by_language.items() for _ in inner.rglob("*.md")]
        language = main_language(pages, options.language)
        if language.lower() not in by_language:
            there = ", ".join(by_language)
            raise Unreadable(f"There is no folder for “{language}”, only for {there}.")
        chosen = by_language[language.lower()]
        others = {key: inner for key, inner in by_language.items() if inner != chosen}
        notes = language_notes(pages, language)
    yield Look(_fields(), notes)
    files = [file for file in sorted(chosen.rglob("*.md")) if file.stem.lower() not in _NO_PAGES]
    known = {file.stem.lower() for file in files}
    for file in files:
        foreign = {
            key: [title]
            for key, inner in others.items()
            if (title := _title(inner / file.relative_to(chosen)))
        }
        yield _entry(str(file.relative_to(folder)), file, _text(file), known, foreign)


def read_page(path: Path, text: str) -> Entry | Refusal:
    """Return the term of a single page."""
    return _entry(path.name, path, text, {path.stem.lower()}, {})


def _languages(folder: Path) -> dict[str, Path]:
    """Return the folders of languages by code, where there is nothing else."""
    inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and any(one.rglob("*.md"))]
    pages = [one for one in folder.glob("*.md") if one.stem.lower() not in _NO_PAGES]
    if pages or not inner or not all(_LANGUAGE.fullmatch(one.name) for one in inner):
        return {}
    return {one.name.replace("_", "-").lower(): one for one in inner}


def _fields() -> tuple[tuple[str, str | None], ...]:
    pairs = [(key, "term") for key in _TITLES]
    pairs += [(key, "short_def, long_def") for key in (*_MEANINGS, "the text")]
    pairs += [(key, name) for name, keys in (_LISTS | _TEXTS).items() for key in keys]
    return tuple(pairs)


def _entry(
    at: str, file: Path, text: str, known: set[str], foreign: Mapping[str, list[str]]
) -> Entry | Refusal:
    front, body = _parted(text)
    blocks = [*blocks_of(body)]
    title = next((str(front[key]) for key in _TITLES if front.get(key)), "")
    if not title and blocks and blocks[0].kind == "heading":
        title = blocks[0].inline
        blocks = blocks[1:]
    meaning = next((str(front[key]) for key in _MEANINGS if front.get(key)), "")
    written = source_of(body.split("\n"), [block for block in blocks if block.kind != "hr"])
    name = named(title or file.stem.replace("-", " "))
    fields = _front_fields(front)
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
        left_out=[key for key in front if not _is_known(key)],
    )


def _front_fields(front: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, keys in _LISTS.items():
        labels = [label for key in keys for label in _listed(front.get(key))]
        if labels:
            holder = fields.setdefault("relationships", {}) if name == "related" else fields
            holder[name] = list(dict.fromkeys(labels))
    for name, keys in _TEXTS.items():
        if text := next((str(front[key]) for key in keys if front.get(key)), ""):
            fields[name] = text
    status = str(front.get("status") or "").lower()
    if status in _STATUSES:
        fields["status"] = status
    return fields


def _is_known(key: str) -> bool:
    names = (
        *_TITLES,
        *_MEANINGS,
        "status",
        *(k for keys in (_LISTS | _TEXTS).values() for k in keys),
    )
    return key in names


def _listed(value: Any) -> list[str]:  # noqa: ANN401 - YAML
    values = value if isinstance(value, list) else str(value).split(",") if value else []
    return [text for one in values if one is not None and (text := str(one).strip())]


def _parted(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the text behind it."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        front = yaml.load(found[1], yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}, text[found.end() :]
    return (front if isinstance(front, dict) else {}), text[found.end() :]


def _target(address: str) -> str:
    """Return the id of the page that a link inside the site leads to."""
    path = address.partition("#")[0].partition(" ")[0].rstrip("/")
    return path.rpartition("/")[2].removesuffix(".md").lower()


def _title(file: Path) -> str:
    """Return what a page in another language calls the term."""
    if not file.is_file():
        return ""
    front, _ = _parted(_text(file))
    return named(next((str(front[key]) for key in _TITLES if front.get(key)), "")).name


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{file.name} is not in UTF-8. Save it as UTF-8.") from error
