"""Real lists of acronyms, a name and a meaning in each file, are served whole."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.glossary.files.loader import Loader
from tests.shared import NASA, VA, needs
from tests.slugs import slug_for

if TYPE_CHECKING:
    from pathlib import Path


def write_thin_terms(path: Path, terms: Path) -> None:
    """Write a file with a name and a meaning for each row, whatever columns the list has."""
    slugs: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, *meanings in rows:
            slug = slug_for(" ".join(name.split()), None, slugs)
            slugs.add(slug)
            meaning = next((text for text in meanings if text.strip()), None)
            fields = {"term": name} | ({"short_def": meaning} if meaning else {})
            text = yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True)
            (terms / f"{slug}.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "served", "left_out"),
    [
        pytest.param(VA, 5793, 0, marks=needs(VA)),
        pytest.param(NASA, 44_238, 23, marks=needs(NASA)),
    ],
)
def test_every_row_with_a_meaning_is_a_term(
    path: Path, served: int, left_out: int, tmp_path: Path
) -> None:
    """What is left out has neither definition; nothing is said of each term by itself."""
    write_thin_terms(path, tmp_path)

    loaded = Loader(tmp_path).load()

    assert served == len(loaded.terms)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert left_out == len(errors)
    assert served == len(loaded.absent["long_def"])
