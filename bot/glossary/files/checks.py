"""Checks a whole directory and writes out what it has to mend, what matters most first.

In a long list one fault may come a thousand times, so each kind gets a few examples and a number;
with ``list_all`` each problem has its line.
"""

from __future__ import annotations

import json
import os
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.characters import for_terminal
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import Problem, Severity, errors_in, printable, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from bot.glossary.files.loader import Loaded

MOST_TOLD = 10  # problems of one kind, each by itself; of more, a few stand for all
EXAMPLES = 3
# The differing parts of two problems of one kind: a file's text, its name, a number.
_PARTICULAR = re.compile(
    r'"[^"]*"|“[^”]*”|U\+[0-9A-F]+( [A-Z -]+)?|\([^)]*\)|\d[\d,]*|[\w.-]+\.ya?ml'
)


class ProblemFormat(StrEnum):
    """How problems are written out."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"  # workflow commands, shown beside the lines of a pull request


def run_check(directory: Path, form: ProblemFormat, out: TextIO, *, list_all: bool = False) -> int:
    """Write the problems to ``out``; return 1 where one is an error, else 0.

    Raises GlossaryError where there is no such directory.
    """
    loaded = Loader(directory).load()
    out.writelines(
        for_terminal(part) for part in written_out(loaded, form, list_all=list_all)
    )  # the files supply much of it
    return 1 if errors_in(loaded.problems) else 0


def written_out(loaded: Loaded, form: ProblemFormat, *, list_all: bool = False) -> Iterator[str]:
    """Yield the problems in the wanted form, with the number of terms in service."""
    match form:
        case ProblemFormat.JSON:
            yield from _as_json(loaded, list_all=list_all)
        case ProblemFormat.GITHUB:
            yield from (f"{_as_workflow_command(problem)}\n" for problem in loaded.problems)
            yield f"{summary(loaded.problems, len(loaded.terms))}\n"
        case ProblemFormat.TEXT:
            yield from (f"{line}\n" for line in _as_text(loaded, list_all=list_all))


def _as_text(loaded: Loaded, *, list_all: bool) -> Iterator[str]:
    for severity in Severity:
        problems = [one for one in loaded.problems if one.severity is severity]
        yield from map(str, problems) if list_all else _by_kind(problems)
    for key, names in loaded.absent.items():
        if list_all:
            yield from (f"{printable(name)}: note: it has no `{key}`" for name in names)
        else:
            yield _absent_words(key, names)
    yield summary(loaded.problems, len(loaded.terms))


def _by_kind(problems: Iterable[Problem]) -> Iterator[str]:
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind_of(problem), []).append(problem)
    for alike in kinds.values():
        told = alike if len(alike) <= MOST_TOLD else alike[:EXAMPLES]
        yield from map(str, told)
        if more := len(alike) - len(told):
            yield f"  … and {more:,} more like these; --all lists each"


def _kind_of(problem: Problem) -> str:
    general = _PARTICULAR.sub("", problem.message)
    return " ".join(general.replace(",", "").removesuffix(" and  more").split())


def _absent_words(key: str, names: list[str]) -> str:
    """Return how many terms lack a field that is optional, and a few of them."""
    count, shown = len(names), ", ".join(map(printable, names[:EXAMPLES]))
    terms = "1 term has" if count == 1 else f"{count:,} terms have"
    listed = shown if count <= EXAMPLES else f"{EXAMPLES} examples: {shown}"
    return f"note: {terms} no `{key}`{'; ' if count > EXAMPLES else ': '}{listed}"


def _as_json(loaded: Loaded, *, list_all: bool) -> Iterator[str]:
    """Yield one object, a problem at a time: of a long list it is long."""
    errors = len(errors_in(loaded.problems))
    counts = {
        "terms": len(loaded.terms),
        "errors": errors,
        "warnings": len(loaded.problems) - errors,
        "absent": {
            key: {"terms": len(names), "files": names if list_all else names[:EXAMPLES]}
            for key, names in loaded.absent.items()
        },
    }
    yield json.dumps(counts, ensure_ascii=False, indent=2).removesuffix("\n}")
    yield ',\n  "problems": ['
    for number, problem in enumerate(loaded.problems):
        yield ",\n    " if number else "\n    "
        yield json.dumps(
            {
                "file": str(problem.path),
                "line": problem.line,
                "severity": problem.severity,
                "message": problem.message,
                "remedy": problem.remedy,
            },
            ensure_ascii=False,
        )
    yield "\n  ]\n}\n" if loaded.problems else "]\n}\n"


def _as_workflow_command(problem: Problem) -> str:
    # GitHub finds the line in a pull request by a path relative to the checkout,
    # where its jobs run.
    path = _escaped(os.path.relpath(problem.path)).replace(":", "%3A").replace(",", "%2C")
    words = _escaped(f"{problem.message}; {problem.remedy}")
    return f"::{problem.severity} file={path},line={problem.line}::{words}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
