"""Material next to this repository, for its developers; tests that need it skip without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("PARLANCE_SHARED", Path(__file__).parents[1].parent / "shared"))
CASES = SHARED / "cases"
LISTS = SHARED / "glossaries" / "foreign"
VA, NASA = LISTS / "va-acronyms.csv", LISTS / "nasa-acronyms.csv"


def needs(path: Path) -> pytest.MarkDecorator:
    """Return the mark of a test that reads this file or folder."""
    reason = f"{path.name} is not next to this repository (PARLANCE_SHARED)"
    return pytest.mark.skipif(not path.exists(), reason=reason)
