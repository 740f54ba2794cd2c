"""Problems in a glossary's files: the place, the severity, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.characters import odd_letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from yaml import Node

LONGEST_QUOTE = 80


class Severity(StrEnum):
    """Whether the bot can use what the file says."""

    ERROR = "error"  # it cannot: the term is left out, or its last good version stays
    WARNING = "warning"  # it can


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, at one line of one file."""

    path: Path
    line: int
    severity: Severity
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return ``file:line: severity: what is wrong; how to mend it``."""
        return f"{printable(self.path)}:{self.line}: {self.severity}: {self.message}; {self.remedy}"


class Report:
    """Collects the problems of one file.

    ``is_strict`` makes it an error if a value was lost to a comment, a misspelled name or a missing
    value: such a file drives the bot, and no person reads its result.
    """

    def __init__(self, path: Path, *, is_strict: bool = False) -> None:
        self.path = path
        self.is_strict = is_strict
        self.problems: list[Problem] = []
        self.error_count = 0
        # By where a value begins: the comment that ends it, if YAML found one there.
        self.comments: dict[int, str] = {}

    def part(self) -> Report:
        """Return a report on a part of the file, which counts errors of its own."""
        part = Report(self.path, is_strict=self.is_strict)
        part.problems, part.comments = self.problems, self.comments
        return part

    def comment_at(self, node: Node) -> str | None:
        """Return the comment that YAML found where this value would begin, or that ends it."""
        return self.comments.get(node.start_mark.index)

    def error(self, line: int, message: str, remedy: str) -> None:
        """Add a problem that keeps the file's content out of service."""
        self.error_count += 1
        self.problems.append(Problem(self.path, line, Severity.ERROR, message, remedy))

    def warning(self, line: int, message: str, remedy: str) -> None:
        """Add a problem that the bot can live with."""
        self.problems.append(Problem(self.path, line, Severity.WARNING, message, remedy))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that keep something out of service."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def quoted(text: str) -> str:
    """Return what a file says, in quotes, on one line and not too long."""
    short = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    odd = odd_letters(short)  # advice that can be followed by eye
    return f'"{printable(short)}"' + (f" ({odd})" if odd else "")


def printable(text: str | Path) -> str:
    """Return the text with line breaks and control characters spelled out."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(text)
    )


def summary(problems: list[Problem], term_count: int) -> str:
    """Return one line that counts terms, errors and warnings."""
    errors = len(errors_in(problems))
    counts = ((term_count, "term"), (errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts)
