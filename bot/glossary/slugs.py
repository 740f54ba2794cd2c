"""Makes the file name of a new term."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

from bot.glossary.normalize import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Signs that tell names apart, as people say them. All others only part words.
_SAID = {
    "+": "plus",
    "&": "and",
    "@": "at",
    "*": "star",
    "%": "percent",
    "=": "equals",
    "°": "degree",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
}
_SHARP = re.compile(r"(?<=[^\W_])#(?!\w)")
_DOT = re.compile(r"^\.(?=[^\W_])")
_MINUS = re.compile(r"^[-−](?=\d)")  # noqa: RUF001 - a minus is meant
_BETWEEN = re.compile(rf"(?:[^\w{MARKS}]|_)+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_NUMBERED = re.compile(r"-\d+$")
# Windows takes these for devices, whatever their ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_MOST_BYTES = 200  # file systems take 255, and some tools add endings of their own


def slugify(name: str, context: str | None = None) -> str:
    """Return the slug of a term: lower case, signs said where they tell names apart, hyphens.

    Empty for a name of nothing that can be seen.

    >>> slugify("token", "Security"), slugify("C++"), slugify("R&D"), slugify("🚀")
    ('token-security', 'c-plus-plus', 'r-and-d', 'rocket')
    """
    return _shortened("-".join(part for part in (_said(name), _said(context or "")) if part))


def slugs_for(name: str, context: str | None) -> Iterator[str]:
    """Yield the slugs that a new term may have, best first: "mw", then "mw-2" and so on."""
    slug = slugify(name, context)
    if slug not in _DEVICES:
        yield slug
    for number in count(2):
        yield f"{slug}-{number}"


def is_slug_of(slug: str, name: str, context: str | None) -> bool:
    """Tell whether a file of this name is where people look for the term."""
    usual = slugify(name, context)
    return slug == usual or _NUMBERED.sub("", slug) == usual


def _said(text: str) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    text = _ACCENTS.sub("", text)
    text = _MINUS.sub("minus ", _DOT.sub("dot ", _SHARP.sub(" sharp ", text)))
    for sign, word in _SAID.items():
        text = text.replace(sign, f" {word} ")
    return _BETWEEN.sub("-", text).strip("-") or "-".join(filter(None, map(_name_of, text.strip())))


def _name_of(sign: str) -> str:
    """Return what a sign that stands for itself is called: an emoji, "#"."""
    known = unicodedata.name(sign, "").lower()
    is_seen = unicodedata.category(sign)[0] not in "CZM"
    return _BETWEEN.sub("-", known) if is_seen else ""


def _shortened(slug: str) -> str:
    cut = slug.encode()[:_MOST_BYTES].decode(errors="ignore")
    return cut if cut == slug else cut.rstrip("-")
