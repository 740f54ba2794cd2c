"""Turns one file's bytes into a term, or reports the lines that keep it from being one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.glossary.files.citations import read_citations
from bot.glossary.files.config import LONGEST_CADENCE, SHORTEST_CADENCE
from bot.glossary.files.document import read_mapping
from bot.glossary.files.fields import Fields
from bot.glossary.files.labels import labels_in, slug_of_file
from bot.glossary.files.problems import Report, errors_in, quoted
from bot.glossary.files.term_format import (
    FEWEST_WORDS_IN_LONG_DEF,
    KNOWN,
    LONGEST_EXAMPLE,
    LONGEST_LABEL,
    LONGEST_LONG_DEF,
    LONGEST_SHORT_DEF,
    MOST_WORDS_IN_LONG_DEF,
    MOST_WORDS_IN_SHORT_DEF,
    USUAL,
)
from bot.glossary.model import (
    AvoidedName,
    Example,
    Origin,
    PartOfSpeech,
    ReviewDate,
    Status,
    Term,
)
from bot.glossary.slugs import is_slug_of, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from bot.glossary.files.problems import Problem
    from bot.glossary.model import Citation

_NEEDED = "write it; the bot can't show the term without it"


@dataclass(frozen=True, slots=True)
class Parsed:
    """One parsed file. ``lines`` holds, by field of the term, the line of each value.

    ``absent`` names the usual fields that a term in service lacks.

    ``labels`` are those of a term that cannot be used, as far as they can be read: it still counts
    as one meaning of its name. A draft without a definition has none yet.
    """

    path: Path
    term: Term | None
    problems: list[Problem]
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def parse_term(path: Path, data: bytes, today: date) -> Parsed:
    """Return the file's term, or None where an error keeps the bot from using it."""
    report = Report(path)
    node = read_mapping(data, report)
    if node is None:
        return Parsed(path, None, report.problems, labels=labels_in(path, data))
    reading = _Reading(Fields(node, report, KNOWN), report, today)
    # Every field is read even after an error, so that all problems appear at once.
    term = reading.term()
    if errors_in(report.problems):
        labels = term.every_label if term.name else labels_in(path, data)
        is_draft = not (term.short_def or term.long_def)
        return Parsed(path, None, report.problems, labels=() if is_draft else labels)
    return Parsed(path, term, report.problems, reading.lines, absent=reading.absent())


class _Reading:
    """One pass over one file's fields. After an error it returns an unused stand-in."""

    def __init__(self, fields: Fields, report: Report, today: date) -> None:
        self.fields = fields
        self.report = report
        self.today = today
        self.lines: dict[str, tuple[int, ...]] = {}

    def term(self) -> Term:
        fields = self.fields
        name, context = self._label("term", needed=_NEEDED) or "", self._label("context")
        short_def, long_def = self._definitions()
        examples = fields.section("examples", ("do", "dont"))
        governance = fields.section("governance", ("nist_rmf_tags", "risk_notes"))
        relations = fields.section("relationships", ("broader", "narrower", "related"))
        return Term(
            slug=self._slug(name, context),
            name=name,
            context=context,
            notation=self._label("notation"),
            aliases=self._labels(fields, "aliases"),
            hidden_labels=self._labels(fields, "hidden_labels"),
            avoid=self._avoid(),
            categories=self._labels(fields, "categories"),
            roles=self._labels(fields, "roles"),
            part_of_speech=self._part_of_speech(),
            short_def=short_def or "",
            long_def=long_def or "",
            audiences=self._by_reader("audiences"),
            takeaways=self._by_reader("takeaways"),
            do=self._examples(examples, "do"),
            dont=self._examples(examples, "dont"),
            nist_rmf_tags=governance.texts("nist_rmf_tags")[0] if governance else (),
            risk_notes=governance.text("risk_notes") if governance else None,
            broader=self._labels(relations, "broader"),
            narrower=self._labels(relations, "narrower"),
            related=self._labels(relations, "related"),
            citations=self._citations(),
            license=fields.text("license"),
            status=self._status(),
            last_reviewed_on=fields.past_date("last_reviewed", self.today, "the last review"),
            reviewed_by=self._label("reviewed_by"),
            steward=self._label("steward"),
            review_every_days=fields.whole_number(
                "review_every_days", SHORTEST_CADENCE, LONGEST_CADENCE
            ),
            review_on=self._review_dates(),
            replaced_by=self._label("replaced_by"),
            imported_from=self._origin(),
            path=self.report.path,
        )

    def absent(self) -> tuple[str, ...]:
        """Return the usual fields that have no value."""
        return tuple(key for key in USUAL if not self.fields.has(key))

    def _definitions(self) -> tuple[str | None, str | None]:
        fields, found_before = self.fields, self.report.error_count
        short_def = fields.text("short_def", most=LONGEST_SHORT_DEF)
        long_def = fields.text("long_def", most=LONGEST_LONG_DEF)
        self._count_words("short_def", short_def, 1, MOST_WORDS_IN_SHORT_DEF)
        self._count_words("long_def", long_def, FEWEST_WORDS_IN_LONG_DEF, MOST_WORDS_IN_LONG_DEF)
        if not (short_def or long_def) and self.report.error_count == found_before:
            line = fields.line_of("short_def" if "short_def" in fields.keys() else "long_def")  # noqa: SIM118 - a method of ours
            what = "`short_def` and `long_def` are both missing"
            self.report.error(line, what, "write one; the bot can't show the term without it")
        return short_def, long_def

    def _label(self, key: str, *, needed: str = "") -> str | None:
        """Return a text that names something: on one line, whatever the file's line breaks."""
        text = self.fields.text(key, needed=needed, most=LONGEST_LABEL)
        self.lines[key] = (self.fields.line_of(key),)
        return " ".join(text.split()) if text else None

    def _labels(self, fields: Fields | None, key: str) -> tuple[str, ...]:
        if fields is None:
            return ()
        texts, self.lines[key] = fields.texts(key, most=LONGEST_LABEL)
        return tuple(" ".join(text.split()) for text in texts)

    def _by_reader(self, key: str) -> dict[str, str]:
        texts, self.lines[key] = self.fields.text_map(key)
        return texts

    def _slug(self, name: str, context: str | None) -> str:
        """Return the file's name, which is the term's identity whatever the term is called."""
        slug = slug_of_file(self.report.path)
        usual = slugify(name, context)
        line = self.fields.line_of("term")
        if name and not usual:
            self.report.error(
                line,
                f"{quoted(name)} has only invisible characters",
                "write a name that people can read",
            )
        elif name and not is_slug_of(slug, name, context):
            self.report.warning(
                line,
                f"the file of {quoted(name)} is not named {usual}.yml",
                "check that `term` is right; what people do with a term is kept under its file's "
                "name, so rename only a new file",
            )
        return slug

    def _count_words(self, key: str, text: str | None, fewest: int, most: int) -> None:
        count = len(text.split()) if text else fewest
        if not fewest <= count <= most:
            wanted = f"at most {most}" if count > most else f"at least {fewest}"
            self.report.warning(
                self.fields.line_of(key),
                f"{self.fields.named(key)} has {count} {'word' if count == 1 else 'words'}",
                f"{'shorten' if count > most else 'extend'} it to {wanted}",
            )

    def _part_of_speech(self) -> PartOfSpeech | None:
        text = self.fields.text("part_of_speech")
        if text is None:
            return None
        try:
            return PartOfSpeech(text)
        except ValueError:
            self.report.warning(
                self.fields.line_of("part_of_speech"),
                f"unknown part of speech {quoted(text)}, read as `{PartOfSpeech.CONCEPT}`",
                f"write one of {', '.join(PartOfSpeech)}",
            )
            return PartOfSpeech.CONCEPT

    def _status(self) -> Status:
        text = self.fields.text("status")
        if text is None:
            return Status.DRAFT
        try:
            return Status(text)
        except ValueError:
            self.report.error(
                self.fields.line_of("status"),
                f"unknown status {quoted(text)}",
                f"write one of {', '.join(Status)}",
            )
            return Status.DRAFT

    def _examples(self, examples: Fields | None, key: str) -> tuple[Example, ...]:
        if examples is None:
            return ()
        found_before = len(self.report.problems)
        found: list[Example] = []
        lines: list[int] = []
        for text, inner, _ in examples.entries(key, "text", ("roles",), most=LONGEST_EXAMPLE):
            roles, at = inner.texts("roles", most=LONGEST_LABEL) if inner else ((), ())
            found.append(Example(text, roles))
            lines += at
        self.lines[f"examples.{key}"] = tuple(lines)
        if not found and len(self.report.problems) == found_before:  # else a problem says why
            self.report.warning(
                examples.line_of(key), f"{examples.named(key)} has no item", "add at least one"
            )
        return tuple(found)

    def _avoid(self) -> tuple[AvoidedName, ...]:
        names, lines = [], []
        for text, inner, line in self.fields.entries(
            "avoid", "name", ("because",), most=LONGEST_LABEL
        ):
            because = inner.text("because") if inner else None
            names.append(AvoidedName(" ".join(text.split()), because))
            lines.append(line)
        self.lines["avoid"] = tuple(lines)
        return tuple(names)

    def _review_dates(self) -> tuple[ReviewDate, ...]:
        dates = []
        for item in self.fields.sections("review_on", ("on", "because")):
            day = item.date("on")
            if day:
                dates.append(ReviewDate(day, item.text("because")))
            elif not item.has("on"):
                self.report.error(item.line, "an item of `review_on` has no `on`", "add the day")
        return tuple(dates)

    def _origin(self) -> Origin | None:
        origin = self.fields.section("imported_from", ("source", "id"))
        if origin is None:
            return None
        source = origin.text("source", needed="name what the term was imported from")
        return Origin(source, origin.text("id")) if source else None

    def _citations(self) -> tuple[Citation, ...]:
        citations, self.lines["citations"] = read_citations(self.fields, self.today)
        return citations
