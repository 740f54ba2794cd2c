"""A page of the site, and the addresses of all pages, relative to the site's root."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zlib import crc32

from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.glossary.model import Category, Role, Term

_NOT_SAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
OTHER_LETTERS = "other"
DIGITS = "0-9"
_LETTER_NAMES = {DIGITS: "digits"}


@dataclass(frozen=True, slots=True)
class Page:
    """What one file of the site says: ``template`` draws ``values``; ``path`` is where it lies."""

    path: str
    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""

    @property
    def root(self) -> str:
        """The way from this page back to the site's root: empty, or ``../`` a folder."""
        return "../" * self.path.count("/")


def term_path(term: Term) -> str:
    """Return where a term's page lies. A slug is the name of a file, and so is its page's."""
    return f"terms/{term.slug}.html"


def category_path(category: Category | str) -> str:
    """Return where a category's page lies."""
    name = category if isinstance(category, str) else category.name
    return f"categories/{safe_name(name)}.html"


def role_path(role: Role) -> str:
    """Return where a role's page lies."""
    return f"roles/{safe_name(role.id)}.html"


def letter_path(letter: str) -> str:
    """Return where the terms under a letter are listed."""
    return f"a-z/{_LETTER_NAMES.get(letter, letter.lower())}.html"


def address(path: str) -> str:
    """Return a path as an address: signs that mean something in an address are escaped."""
    return quote(path, safe="/#-_.~")


def safe_name(text: str) -> str:
    """Return a name that is safe as a file and as an address, and another for each text.

    >>> safe_name("Governance and law")
    'governance-and-law'
    >>> safe_name("../../x") == safe_name("x")
    False
    """
    folded = fold_label(text)
    plain = _NOT_SAFE.sub("-", folded).strip("-")
    is_plain = "-" not in folded and plain == folded.replace(" ", "-")
    if plain and is_plain and len(plain) <= _LONGEST_NAME:
        return plain
    return f"{plain[:_LONGEST_NAME]}-{crc32(folded.encode()):08x}".lstrip("-")


def letter_of(term: Term) -> str:
    """Return the letter under which a term stands: A to Z, ``0-9``, or ``other``."""
    first = unicodedata.normalize("NFKD", fold_label(term.name))[:1]
    if "a" <= first <= "z":
        return first.upper()
    return DIGITS if first.isdigit() and first.isascii() else OTHER_LETTERS
