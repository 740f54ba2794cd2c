"""Finds the beginning and end of a YAML node's text, and writes a value in its place."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Where nothing in the file says how wide its lines are.
DEFAULT_WIDTH = 88
_NULL = "tag:yaml.org,2002:null"


class Style(StrEnum):
    """Ways of writing a text, from the file's own to one that can hold anything."""

    KEPT = "kept"
    SINGLE_QUOTED = "'"
    DOUBLE_QUOTED = '"'


STYLES = tuple(Style)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes into one file's text by the habits it finds there, trying one style for new values.

    ``list_indent`` is the indent of lists from their key.
    """

    text: str
    style: Style
    line_break: str
    list_indent: int

    @classmethod
    def of(cls, text: str, root: yaml.MappingNode, style: Style) -> Writer:
        """Read the habits off the file."""
        first_line = re.search(r"\r?\n", text)
        return cls(
            text,
            style,
            line_break=first_line[0] if first_line else "\n",
            list_indent=next(_list_indents(root), 0),
        )

    def with_scalar(self, key: yaml.ScalarNode, node: yaml.Node, value: str | int | dt.date) -> str:
        """Return the text with this scalar replaced, in its own style if ``style`` is KEPT."""
        if not isinstance(node, yaml.ScalarNode):
            return self.text
        start, end = node.start_mark.index, _end(self.text, node)
        if start == end:  # `key:` with nothing behind it
            start = end = self.text.index(":", key.end_mark.index) + 1
            return f"{self.text[:start]} {_scalar(value, self.style)}{self.text[end:]}"
        old = self.text[start:end]
        indent = _continuation_indent(self.text, key)
        if self.style is not Style.KEPT:
            return self.text[:start] + _scalar(value, self.style) + self.text[end:]
        if node.style in ("|", ">"):
            return self.text[:start] + self._block_scalar(old, str(value)) + self.text[end:]
        written = _in_style(str(value), node.style)
        if "\n" in old or start - self.text.rfind("\n", 0, start) + len(written) > DEFAULT_WIDTH:
            lines = [len(line.rstrip("\r")) for line in old.split("\n")[1:]]
            first = start - self.text.rfind("\n", 0, start) - 1
            width = max([*lines, DEFAULT_WIDTH]) if "\n" in old else DEFAULT_WIDTH
            written = self._wrapped(written, indent, first, width)
        return self.text[:start] + written + self.text[end:]

    def with_new_item(
        self, key: yaml.ScalarNode, node: yaml.Node, item: str | dict[str, str]
    ) -> str:
        """Return the text with one more item at the end of this list."""
        if isinstance(node, yaml.SequenceNode) and node.value:
            end = _end(self.text, node.value[-1])
            if node.flow_style:
                return f"{self.text[:end]}, {self._flow(item)}{self.text[end:]}"
            indent = node.start_mark.column
            end = _line_end(self.text, end)
            return self.text[:end] + self._block_item(item, indent) + self.text[end:]
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.value and node.tag != _NULL:  # a single text
            end = _end(self.text, node)
            there = self._flow(node.value)
            return f"{self.text[:start]}[{there}, {self._flow(item)}]{self.text[end:]}"
        if start != end:  # `[]`, `~` or `null`
            return f"{self.text[:start]}[{self._flow(item)}]{self.text[end:]}"
        indent = key.start_mark.column + self.list_indent
        end = _line_end(self.text, self.text.index(":", key.end_mark.index) + 1)
        return self.text[:end] + self._block_item(item, indent) + self.text[end:]

    def with_new_key(
        self,
        mapping: yaml.MappingNode,
        key: str,
        value: Any,  # noqa: ANN401 - a scalar, a list of one item, or a mapping around either
        order: Sequence[str],
    ) -> str:
        """Return the text with a key added to this mapping: after its predecessor in the order."""
        if mapping.flow_style:
            end = (
                _end(self.text, mapping.value[-1][1])
                if mapping.value
                else mapping.start_mark.index + 1
            )
            comma = ", " if mapping.value else ""
            return f"{self.text[:end]}{comma}{key}: {self._flow(value)}{self.text[end:]}"
        indent = mapping.start_mark.column
        entry = self._block_entry(key, value, indent)
        predecessor = _predecessor(mapping, key, order)
        if predecessor is None:
            start = mapping.start_mark.index
            return self.text[:start] + entry + self.line_break + " " * indent + self.text[start:]
        key_node, value_node = predecessor
        end = _end(self.text, value_node)
        if end == value_node.start_mark.index:  # nothing behind the key
            end = self.text.index(":", key_node.end_mark.index) + 1
        end = _line_end(self.text, end)
        return self.text[:end] + self.line_break + " " * indent + entry + self.text[end:]

    def with_value(
        self,
        mapping: yaml.MappingNode,
        key: yaml.ScalarNode,
        node: yaml.Node,
        value: Any,  # noqa: ANN401 - a list or a mapping
    ) -> str:
        """Return the text with the whole value of this key replaced."""
        end = self._end_of_entry(key, node)
        if mapping.flow_style or (isinstance(node, yaml.CollectionNode) and node.flow_style):
            written = f": {self._flow(value)}"
        else:
            entry = self._block_entry(key.value, value, key.start_mark.column)
            written = entry.removeprefix(key.value)
        return self.text[: key.end_mark.index] + written + self.text[end:]

    def without_key(self, mapping: yaml.MappingNode, key: yaml.ScalarNode, node: yaml.Node) -> str:
        """Return the text without this key and its value; of a mapping in one line, with both."""
        start, end = key.start_mark.index, self._end_of_entry(key, node)
        if mapping.flow_style:
            behind = re.compile(r"\s*,\s*").match(self.text, end)
            if behind:
                return self.text[:start] + self.text[behind.end() :]
            comma = re.compile(r",\s*\Z").search(self.text[:start])
            return self.text[: comma.start() if comma else start] + self.text[end:]
        line = self.text.rfind("\n", 0, start) + 1
        rest = self.text[_line_end(self.text, end) :].removeprefix("\r").removeprefix("\n")
        before = self.text[:line] + self.text[line:start].rstrip(" ")  # a byte order mark stays
        if not rest and not self.text.endswith("\n"):
            before = before.removesuffix("\n").removesuffix("\r")
        return before + rest

    def _end_of_entry(self, key: yaml.ScalarNode, node: yaml.Node) -> int:
        """Return where the value of a key ends, or its colon where nothing is behind it."""
        end = max(_end(self.text, node), key.end_mark.index)
        return end if end > key.end_mark.index else self.text.index(":", end) + 1

    def with_filled_key(self, key: yaml.ScalarNode, node: yaml.Node, value: dict[str, Any]) -> str:
        """Return the text with a mapping of one key after this empty key."""
        start, end = node.start_mark.index, node.end_mark.index
        if start != end:  # `~` or `null`
            return f"{self.text[:start]}{self._flow(value)}{self.text[end:]}"
        indent = key.start_mark.column + 2
        end = _line_end(self.text, self.text.index(":", key.end_mark.index) + 1)
        ((inner, inner_value),) = value.items()
        entry = self._block_entry(inner, inner_value, indent)
        return self.text[:end] + self.line_break + " " * indent + entry + self.text[end:]

    def _wrapped(self, written: str, indent: int, first: int, width: int) -> str:
        """Return a plain or quoted scalar over several lines; they fold back into the same text."""
        lines = textwrap.wrap(
            written,
            width=width,
            initial_indent=" " * first,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return self.line_break.join(lines)[first:]

    def _block_scalar(self, old: str, value: str) -> str:
        """Return a ``|`` or ``>`` scalar with its old header and indent and a new text."""
        header, *lines = re.split(r"\r?\n", old)
        body = [line for line in lines if line.strip()]
        indent = min((len(line) - len(line.lstrip(" ")) for line in body), default=2)
        paragraphs = value.split("\n")
        if header.startswith(">"):
            width = max([*(len(line) for line in body), DEFAULT_WIDTH]) - indent
            folded = [
                textwrap.wrap(p, width, break_long_words=False, break_on_hyphens=False) or [""]
                for p in paragraphs
            ]
            paragraphs = [line for lines in folded for line in [*lines, ""]][:-1]
        new_lines = [" " * indent + line if line else "" for line in paragraphs]
        return self.line_break.join([header, *new_lines])

    def _flow(self, value: Any) -> str:  # noqa: ANN401 - a scalar, a list or a mapping
        if isinstance(value, dict):
            return "{" + ", ".join(f"{k}: {self._flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(item) for item in value) + "]"
        return _scalar(value, self.style)

    def _block_item(self, item: str | dict[str, str], indent: int) -> str:
        """Return a line break and the item behind its dash."""
        start = self.line_break + " " * indent + "- "
        if isinstance(item, dict):
            separator = self.line_break + " " * (indent + 2)
            return start + separator.join(
                self._block_entry(key, value, indent + 2) for key, value in item.items()
            )
        return start + self._long_scalar(item, indent + 2, indent + 2)

    def _block_entry(
        self,
        key: str,
        value: Any,  # noqa: ANN401 - a scalar, a list, or a mapping
        indent: int,
    ) -> str:
        """Return ``key: value`` in block style, without a line break before it."""
        if isinstance(value, list):
            items = (self._block_item(item, indent + self.list_indent) for item in value)
            return f"{key}:" + "".join(items)
        if isinstance(value, dict):
            separator = self.line_break + " " * (indent + 2)
            entries = (self._block_entry(k, v, indent + 2) for k, v in value.items())
            return f"{key}:" + "".join(separator + entry for entry in entries)
        first = indent + len(key) + 2
        return f"{key}: " + self._long_scalar(value, indent + 2, first)

    def _long_scalar(self, value: str | int | dt.date, indent: int, first: int) -> str:
        written = _scalar(value, self.style)
        if first + len(written) <= DEFAULT_WIDTH or self.style is Style.DOUBLE_QUOTED:
            return written
        return self._wrapped(written, indent, first, DEFAULT_WIDTH)


def _list_indents(node: yaml.Node) -> Iterator[int]:
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for key, value in node.value:
            if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
                yield value.start_mark.column - key.start_mark.column
            yield from _list_indents(value)


def _predecessor(
    mapping: yaml.MappingNode, key: str, order: Sequence[str]
) -> tuple[yaml.ScalarNode, yaml.Node] | None:
    """Return the entry that a new key follows; the last one for keys without an order."""
    if key not in order:
        return mapping.value[-1] if mapping.value else None
    before = set(order[: order.index(key)])
    earlier = [entry for entry in mapping.value if entry[0].value in before]
    return max(earlier, key=lambda entry: order.index(entry[0].value), default=None)


def _end(text: str, node: yaml.Node) -> int:
    """Return where the node's own text ends, without the blank lines and comments behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        if isinstance(node, yaml.MappingNode):
            key, value = last
            end = _end(text, value)
            return end if end > key.end_mark.index else text.index(":", key.end_mark.index) + 1
        return _end(text, last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return _block_scalar_end(text, node)
    return int(node.end_mark.index)


def _block_scalar_end(text: str, node: yaml.ScalarNode) -> int:
    """Return the end of the last line that belongs to a ``|`` or ``>`` scalar."""
    end = _line_end(text, node.start_mark.index)
    block_indent: int | None = None
    for match in re.compile(r"\r?\n([^\r\n]*)").finditer(text, end):
        line = match[1]
        if not line.strip(" "):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is None:
            block_indent = indent
        if indent < block_indent or match.start() >= node.end_mark.index:
            break
        end = match.end()
    return end


def _line_end(text: str, index: int) -> int:
    """Return the end of the line that holds this index, before its line break."""
    match = re.compile(r"\r?\n|\Z").search(text, index)
    return match.start() if match else len(text)


def _continuation_indent(text: str, key: yaml.ScalarNode) -> int:
    """Return the indent of the further lines of this key's value."""
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    line = text[start : key.start_mark.index].replace("\ufeff", "")
    return len(line) + 2


def _in_style(value: str, node_style: str | None) -> str:
    if node_style == "'":
        return _scalar(value, Style.SINGLE_QUOTED)
    if node_style == '"':
        return _scalar(value, Style.DOUBLE_QUOTED)
    return value


def _scalar(value: str | int | dt.date, style: Style) -> str:
    """Return the value on one line."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return f"'{value.isoformat()}'"
    if style is Style.KEPT:
        return value
    if style is Style.SINGLE_QUOTED:
        return "'" + value.replace("'", "''") + "'"
    dumped = yaml.safe_dump(value, default_style='"', width=float("inf"), allow_unicode=True)
    return dumped.rstrip("\n")
