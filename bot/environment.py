"""The values of environment variables, without what slipped in around them."""

from __future__ import annotations

import re

# Invisible characters: control characters, every blank that is not the plain one,
# characters without a width, the byte order mark.
_INVISIBLE = "\x00-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_AROUND = re.compile(f"^[ {_INVISIBLE}]+|[ {_INVISIBLE}]+$")
_INSIDE = re.compile(f"[{_INVISIBLE}]")
_QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)


def trimmed(value: str) -> str:
    """Return the value as it was meant.

    A secret made with ``echo`` ends in a line break, a file from Windows in a carriage return;
    some editors begin a file with a mark, and ``docker run --env-file`` keeps the quotes.
    """
    value = _AROUND.sub("", value)
    quoted = _QUOTED.fullmatch(value)
    return _AROUND.sub("", quoted[2]) if quoted else value


def has_invisible(value: str) -> bool:
    """Return whether a line break or another character that can't be seen is in it."""
    return bool(_INSIDE.search(value))
