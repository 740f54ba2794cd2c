"""How written labels are made comparable: for identity, for files, and for lookup."""

from __future__ import annotations

import re
import unicodedata

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def fold_label(label: str) -> str:
    """Return the form in which two labels are the same label: NFKC, case folded, one space."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def slugify(name: str, context: str | None = None) -> str:
    """Return the slug of a term: lower case, all but letters and digits folded to single hyphens.

    >>> slugify("token", "Security")
    'token-security'
    """
    text = unicodedata.normalize("NFKC", f"{name} {context or ''}").lower()
    return _NOT_ALPHANUMERIC.sub("-", text).strip("-")
