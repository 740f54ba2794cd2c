"""Takes typed values out of a YAML mapping and reports each that is not what it should be."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from bot.glossary.files.problems import quoted
from bot.glossary.files.scalars import (
    FLAG,
    INTEGER,
    MISREAD,
    NULL,
    QUOTE_IT,
    has_control,
    is_meant,
    quoting,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bot.glossary.files.problems import Report

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_TEXT = 1000  # characters; fields that say otherwise have limits of their own


def _is_text(node: yaml.Node, text: str) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == text


class Fields:
    """One mapping of a file. Reading a field reports its problems at its line.

    A wrong type is an error, since the bot would have to guess; an unquoted
    number or a single text in place of a list is only a warning, since there is
    nothing to guess. An empty value is the same as none.
    """

    def __init__(
        self,
        node: yaml.MappingNode,
        report: Report,
        known: Collection[str] | None = None,
        *,
        within: str = "",
    ) -> None:
        """``known`` names the fields allowed here; None leaves the keys free."""
        self.report = report
        self.line = node.start_mark.line + 1
        self._within = f"{within}." if within else ""
        self._lines: dict[str, int] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._add(key, value, known)

    def _add(self, key: yaml.Node, value: yaml.Node, known: Collection[str] | None) -> None:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            self.report.error(line, "a field's name is not a text", "write `field: value`")
            return
        name = key.value
        if has_control(name, line, self.report):
            return
        if name in self._lines:
            self.report.error(
                line,
                f"{self.named(name)} is here twice (first on line {self._lines[name]})",
                "keep one of them",
            )
            return
        self._lines[name] = line
        if known is None or name in known:
            self._values[name] = value
            return
        near = get_close_matches(name.lower(), known, n=1)
        remedy = f"did you mean `{near[0]}`?" if near else "delete it; the bot does not read it"
        add = self._heavier if near else self.report.warning
        add(line, f"unknown field {quoted(self._within + name)}", remedy)

    @property
    def _heavier(self) -> Callable[[int, str, str], None]:
        """Reports a value that was meant but can't be read."""
        return self.report.error if self.report.is_strict else self.report.warning

    def named(self, key: str) -> str:
        """Return the field's name for messages, with its mapping."""
        return f"`{self._within}{key}`"

    def keys(self) -> list[str]:
        """Return the names of the present fields that are allowed here."""
        return list(self._values)

    def line_of(self, key: str) -> int:
        """Return the line of a field, or that of its mapping where it is missing."""
        return self._lines.get(key, self.line)

    def mentions(self, key: str) -> bool:
        """Tell whether a field has a value, be it one that YAML takes for a comment."""
        value = self._values.get(key)
        return value is not None and (self.has(key) or self.report.comment_at(value) is not None)

    def _find_null(self, key: str) -> bool:
        """Report a word that YAML takes for nothing, such as null; tell whether there is one."""
        value = self._values.get(key)
        if value is None or value.tag != NULL or value.value in {"", "~"}:
            return False
        what = f"YAML reads {quoted(value.value)} in {self.named(key)} as nothing"
        self.report.error(self.line_of(key), what, f"{QUOTE_IT}, or delete it")
        return True

    def has(self, key: str) -> bool:
        """Tell whether a field has a value."""
        value = self._values.get(key)
        return value is not None and value.tag != NULL

    def text(self, key: str, *, needed: str = "", most: int = LONGEST_TEXT) -> str | None:
        """Return a text without the space around it; None where it is missing or empty.

        If it must not be empty, ``needed`` says what to do about it. One of more than ``most``
        characters is reported, and returned all the same.
        """
        if not self.has(key):
            if needed and self._find_null(key):
                return None
            if not self._is_commented_out(key, is_needed=bool(needed)) and needed:
                self._miss(key, "is missing", needed)
            return None
        text = read_text(self._values[key], self.line_of(key), self.named(key), most, self.report)
        if text == "" and needed:
            self._miss(key, "is empty", needed)
        elif text == "":
            what = f"{self.named(key)} is empty"
            self._heavier(self.line_of(key), what, "fill it in or delete it")
        return text or None

    def scalar(self, key: str) -> str | None:
        """Return a text that may as well be a number or a date: an edition, a year."""
        value = self._values.get(key)
        if isinstance(value, yaml.ScalarNode) and value.tag in MISREAD:
            return str(value.value)
        return self.text(key)

    def is_list(self, key: str) -> bool:
        """Tell whether a field is a list."""
        return isinstance(self._values.get(key), yaml.SequenceNode)

    def is_empty_list(self, key: str) -> bool:
        """Tell whether a field is a list that holds nothing: ``[]``."""
        value = self._values.get(key)
        return isinstance(value, yaml.SequenceNode) and not value.value

    def texts(
        self, key: str, *, most: int = LONGEST_TEXT
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return a list of texts and the line of each."""
        texts, lines = [], []
        for item in self._items(key):
            if text := self._item_text(key, item, most):
                texts.append(text)
                lines.append(item.start_mark.line + 1)
        return tuple(texts), tuple(lines)

    def entries(
        self, key: str, text_key: str, further: Collection[str], *, most: int = LONGEST_TEXT
    ) -> Iterator[tuple[str, Fields | None, int]]:
        """Yield the items of a list of texts or mappings: the text, the mapping, and the line.

        In a mapping the text is under ``text_key``, next to the ``further`` fields.
        """
        for item in self._items(key):
            line = item.start_mark.line + 1
            if not isinstance(item, yaml.MappingNode):
                if text := self._item_text(key, item, most):
                    yield text, None, line
                continue
            if not any(_is_text(name, text_key) for name, _ in item.value):
                self.report.error(
                    line,
                    f"an item of {self.named(key)} is a mapping without `{text_key}`",
                    f"write `{text_key}: …`; a text with `: ` in it needs quotes",
                )
                continue
            inner = Fields(item, self.report, (text_key, *further), within=f"{self._within}{key}")
            text = inner.text(text_key, needed="fill it in or delete the item", most=most)
            if text:
                yield text, inner, inner.line_of(text_key)

    def _item_text(self, key: str, item: yaml.Node, most: int) -> str | None:
        line = item.start_mark.line + 1
        text = read_text(item, line, f"an item of {self.named(key)}", most, self.report)
        if text == "":
            comment = self.report.comment_at(item)
            if isinstance(item, yaml.ScalarNode) and item.tag == NULL and item.value:
                what = f"YAML reads {quoted(item.value)} in an item of {self.named(key)} as nothing"
                self.report.warning(line, what, f"{QUOTE_IT}, or delete it")
                return None
            remedy = quoting(comment) if comment is not None else "fill it in or delete it"
            self._heavier(line, f"an item of {self.named(key)} is empty", remedy)
        return text

    def text_map(self, key: str) -> tuple[dict[str, str], tuple[int, ...]]:
        """Return a mapping of free keys to texts, and the line of each."""
        inner = self.section(key, None)
        if inner is None:
            return {}, ()
        texts = {name: text for name in inner.keys() if (text := inner.text(name))}  # noqa: SIM118 - a method of ours
        return texts, tuple(inner.line_of(name) for name in texts)

    def section(self, key: str, known: Collection[str] | None) -> Fields | None:
        """Return the mapping under a field; None where there is none."""
        if not self.has(key):
            return None
        value = self._values[key]
        if isinstance(value, yaml.MappingNode):
            return Fields(value, self.report, known, within=f"{self._within}{key}")
        self._refuse(key, "a mapping (lines of `name: value`, indented)")
        return None

    def sections(self, key: str, known: Collection[str]) -> Iterator[Fields]:
        """Yield the mappings of a list, each with a report that counts its own errors."""
        for item in self._items(key, single_texts=False):
            if isinstance(item, yaml.MappingNode):
                yield Fields(item, self.report.part(), known, within=f"{self._within}{key}")
            else:
                expected = ", ".join(f"`{name}`" for name in known)
                self.report.error(
                    item.start_mark.line + 1,
                    f"an item of {self.named(key)} is not a mapping",
                    f"give it the fields {expected}",
                )

    def past_date(self, key: str, today: date, of: str) -> date | None:
        """Return the day of an event; ``of`` says what."""
        day = self.date(key)
        if day and day > today:
            self.report.warning(
                self.line_of(key),
                f"{self.named(key)} lies in the future ({day})",
                f"write the day of {of}",
            )
        return day

    def date(self, key: str) -> date | None:
        """Return a date, quoted or not; None where it is missing, or is reported to be none."""
        if not self.has(key):
            self._find_meant(key)
            return None
        value = self._values[key]
        if isinstance(value, yaml.ScalarNode) and _ISO_DATE.fullmatch(value.value.strip()):
            try:
                return date.fromisoformat(value.value.strip())
            except ValueError:
                pass  # the calendar has no such day; reported like every other non-date
        said = f" ({quoted(value.value)})" if isinstance(value, yaml.ScalarNode) else ""
        self.report.error(
            self.line_of(key), f"{self.named(key)} is not a date{said}", "write it as 2026-09-01"
        )
        return None

    def whole_number(self, key: str, lowest: int, highest: int) -> int | None:
        """Return a whole number within bounds; None where it is missing or none."""
        if not self.has(key):
            self._find_meant(key)
            return None
        value = self._values[key]
        if value.tag == INTEGER and value.value.isdecimal():
            number = int(value.value[: len(str(highest)) + 1])
            if lowest <= number <= highest:
                return number
        self._refuse(key, f"a whole number from {lowest} to {highest}")
        return None

    def flag(self, key: str) -> bool:
        """Return whether a switch is on; off where it is missing, or neither true nor false."""
        if not self.has(key):
            self._find_meant(key)
            return False
        value = self._values[key]
        if value.tag == FLAG:
            return value.value.lower() in {"true", "yes", "on"}
        self._refuse(key, "true or false")
        return False

    def _items(self, key: str, *, single_texts: bool = True) -> list[yaml.Node]:
        if not self.has(key):
            self._find_meant(key)
            return []
        value = self._values[key]
        if isinstance(value, yaml.SequenceNode):
            return list(value.value)
        if single_texts and isinstance(value, yaml.ScalarNode):
            self.report.warning(
                self.line_of(key),
                f"{self.named(key)} is a single text, not a list",
                "write each item on a line of its own, after `- `",
            )
            return [value]
        self._refuse(key, "a list (each item on a line of its own, after `- `)")
        return []

    def _is_commented_out(self, key: str, *, is_needed: bool) -> bool:
        """Report a value that YAML takes for a comment; tell whether there is one."""
        value = self._values.get(key)
        comment = None if value is None or value.value else self.report.comment_at(value)
        if comment is None:
            return False
        is_error = is_needed or (self.report.is_strict and is_meant(comment))
        add = self.report.error if is_error else self.report.warning
        add(self.line_of(key), f"{self.named(key)} has no value", quoting(comment))
        return True

    def _find_meant(self, key: str) -> None:
        """Report a comment that was meant as the value, where an explaining one is usual."""
        value = self._values.get(key)
        comment = self.report.comment_at(value) if value is not None else None
        if comment is not None and is_meant(comment):
            self._is_commented_out(key, is_needed=False)

    def refuse(self, key: str, value: str, remedy: str) -> None:
        """Report a value that this field cannot have."""
        what = f"{self.named(key)} cannot be {quoted(value)}"
        self.report.error(self.line_of(key), what, remedy)

    def _miss(self, key: str, fault: str, remedy: str) -> None:
        self.report.error(self.line_of(key), f"{self.named(key)} {fault}", remedy)

    def _refuse(self, key: str, expected: str) -> None:
        self.report.error(
            self.line_of(key), f"{self.named(key)} has the wrong type", f"write {expected}"
        )
