"""Changed fields in files that people laid out themselves."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.exchange.changing import changed
from bot.glossary.files.editor import EditRefusedError

BY_HAND = b"""# our own words
term: kit   # short
aliases: [set]
short_def: "A set."
governance:
  risk_notes: Old.
  nist_rmf_tags: [safe]
categories:
- Tools
status: draft
last_reviewed: 2026-01-01
"""


@pytest.mark.parametrize(
    "changes",
    [
        {"short_def": "A set of things."},
        {"aliases": ["set", "box"]},
        {"aliases": ["box"]},
        {"categories": None},
        {"governance": {"risk_notes": "New."}},
        {"governance": {"risk_notes": "Old.", "nist_rmf_tags": ["safe", "fair"]}},
        {"last_reviewed": "2026-12-01"},
        {"long_def": "A set of things that belong together."},
        {"status": "reviewed", "license": "CC0-1.0"},
    ],
    ids=",".join,
)
def test_what_changes_is_the_field_alone(changes: dict[str, Any]) -> None:
    """Comments, quotes and order stay as they are."""
    before, after = yaml.safe_load(BY_HAND), changed(BY_HAND, changes)
    wanted = {**before, **changes}
    got = yaml.safe_load(after)

    assert {name: str(value) for name, value in wanted.items() if value is not None} == {
        name: str(value) for name, value in got.items()
    }
    lines = [line for line in BY_HAND.splitlines() if line not in after.splitlines()]
    assert len(lines) <= 3
    assert b"# our own words" in after
    assert b"term: kit   # short" in after


def test_a_file_without_a_term_is_refused() -> None:
    """Nothing is written over what nobody can read."""
    with pytest.raises(EditRefusedError, match="holds no term"):
        changed(b"- kit\n", {"short_def": "A set."})
