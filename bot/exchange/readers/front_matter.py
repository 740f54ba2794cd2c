"""Front matter: what site generators write above a page's text, in YAML or TOML."""

from __future__ import annotations

import contextlib
import re
import tomllib
from typing import Any

import yaml

TITLES = ("term", "title", "name", "word")
MEANINGS = ("definition", "short_def", "description", "summary", "excerpt")
LISTS = {
    "aliases": (
        *("aliases", "alias", "synonyms", "synonym", "also_known_as", "aka", "abbreviation"),
        *("abbreviations", "acronym", "acronyms", "synonyme", "synonymes", "sinonimos"),
    ),
    "categories": ("category", "categories", "tags", "tag"),
    "related": ("related", "related_terms", "see_also"),
}
TEXTS = {"license": ("license", "licence"), "context": ("context",), "notation": ("notation",)}
_FRONT = re.compile(
    r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\n(?P<front>.*?)(?:\n|(?<=\n))(?:(?P=mark)|\.\.\.)"
    r"[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_STATUSES = ("draft", "reviewed", "approved", "deprecated")


def parted(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter, and the text behind it.

    Keys are in small letters. One that can't be read is as good as none.
    """
    found = _FRONT.match(text)
    if not found:
        return {}, text
    front: Any = None
    with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError):
        front = (
            tomllib.loads(found["front"])
            if found["mark"] == "+++"
            else yaml.load(found["front"], yaml.CSafeLoader)
        )
    keyed = _keyed(front)
    for inner in ("params", "extra"):  # below these, Hugo and Zola have what a site adds
        if isinstance(keyed.get(inner), dict):
            keyed = {**_keyed(keyed.pop(inner)), **keyed}
    return keyed, text[found.end() :]


def blanked(text: str) -> str:
    """Return the text with blank lines for the front matter, so that lines keep their numbers."""
    _, body = parted(text)
    return "\n" * text[: len(text) - len(body)].count("\n") + body


def fields_of(front: dict[str, Any]) -> dict[str, Any]:
    """Return what the front matter says of a term, without its name and meaning."""
    fields: dict[str, Any] = {}
    for name, keys in LISTS.items():
        labels = [label for key in keys for label in _listed(front.get(key))]
        if labels:
            holder = fields.setdefault("relationships", {}) if name == "related" else fields
            holder[name] = list(dict.fromkeys(labels))
    for name, keys in TEXTS.items():
        if text := next((str(front[key]) for key in keys if front.get(key)), ""):
            fields[name] = text
    status = str(front.get("status") or "").lower()
    if status in _STATUSES:
        fields["status"] = status
    return fields


def field_of(key: str) -> str | None:
    """Return which field of ours a key holds; None where it has no place."""
    if key in TITLES:
        return "term"
    if key in MEANINGS:
        return "short_def, long_def"
    if key == "status":
        return key
    return next((name for name, keys in (LISTS | TEXTS).items() if key in keys), None)


def _keyed(front: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML or TOML
    return {str(key).lower(): one for key, one in front.items()} if isinstance(front, dict) else {}


def _listed(value: Any) -> list[str]:  # noqa: ANN401 - YAML or TOML
    values = value if isinstance(value, list) else str(value).split(",") if value else []
    return [text for one in values if one is not None and (text := str(one).strip())]
