"""Changes one field of a term's YAML file and no other byte of it.

A round trip through a YAML library re-wraps lines, drops comments or moves quotes.
So the text of one node is replaced at the marks that PyYAML gives, in the style
the file already has; then the result is parsed again, and refused unless it
differs from the original in exactly the field that was meant to change.

Marks count characters. The pure Python loader is used for them: libyaml's are off
by one after a byte order mark. End marks of block lists and of ``|`` and ``>``
scalars swallow the blank lines and comments that follow, so ends are found here.
"""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

import yaml

from bot.errors import UserFacingError
from bot.glossary.files import yaml_text
from bot.glossary.files.document import plain_breaks

# The format's order of keys, which gives a missing key its place.
KEY_ORDER: dict[tuple[str, ...], tuple[str, ...]] = {
    (): (
        "term",
        "context",
        "notation",
        "aliases",
        "hidden_labels",
        "avoid",
        "categories",
        "roles",
        "part_of_speech",
        "short_def",
        "long_def",
        "audiences",
        "takeaways",
        "examples",
        "governance",
        "relationships",
        "citations",
        "license",
        "status",
        "replaced_by",
        "last_reviewed",
        "reviewed_by",
        "review_every_days",
        "review_on",
        "steward",
        "imported_from",
    ),
    ("examples",): ("do", "dont"),
    ("governance",): ("nist_rmf_tags", "risk_notes"),
    ("relationships",): ("broader", "narrower", "related"),
}

_UNSOUND = "The file isn't valid YAML at the moment. `parlance check` shows where."
_NULL, _TEXT = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str"

Scalar = str | int | dt.date
Item = str | dict[str, str]


class EditRefusedError(UserFacingError):
    """The edit can't be made without touching something else, so nothing was changed."""


@dataclass(frozen=True, slots=True)
class SetField:
    """Give the field at ``path`` (keys from the top) this value, adding it where it is missing."""

    path: tuple[str, ...]
    value: Scalar

    def apply_to(self, data: dict[str, Any]) -> None:
        """Make the same change in parsed data."""
        _parent(data, self.path)[self.path[-1]] = self.value


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add one item at the end of the list at ``path``, making the list where it is missing."""

    path: tuple[str, ...]
    item: Item

    def apply_to(self, data: dict[str, Any]) -> None:
        """Make the same change in parsed data."""
        parent = _parent(data, self.path)
        there = parent.get(self.path[-1]) or []
        items = there if isinstance(there, list) else [there]
        parent[self.path[-1]] = [*items, self.item]


@dataclass(frozen=True, slots=True)
class ReplaceField:
    """Give the field at ``path`` another list, or write any value that is not a scalar."""

    path: tuple[str, ...]
    value: Any

    def apply_to(self, data: dict[str, Any]) -> None:
        """Make the same change in parsed data."""
        _parent(data, self.path)[self.path[-1]] = self.value


@dataclass(frozen=True, slots=True)
class RemoveField:
    """Take the field at ``path`` out, with its key."""

    path: tuple[str, ...]

    def apply_to(self, data: dict[str, Any]) -> None:
        """Make the same change in parsed data."""
        *outer, last = self.path
        here: Any = data
        for key in outer:
            here = here.get(key) if isinstance(here, dict) else None
        if isinstance(here, dict):
            here.pop(last, None)


Edit = SetField | AddItem
AnyEdit = Edit | ReplaceField | RemoveField


def edit(source: bytes, change: AnyEdit) -> bytes:
    """Return the file's bytes with that one change made.

    Raises EditRefusedError when the file is no sound term file, or when no way of
    writing the value leaves everything else as it was.
    """
    text = _decoded(source)
    root = _root(text)
    before = _said(root)
    for style in yaml_text.STYLES:
        after_text = _spliced(text, root, change, style)
        if _differs_only_in(before, after_text, change):
            return after_text.encode()
    raise EditRefusedError(
        f"{'.'.join(change.path)} can't be changed without touching the rest of the file. "
        "Please change it by hand."
    )


def _decoded(source: bytes) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        raise EditRefusedError("The file is not UTF-8. Please save it as UTF-8 first.") from error


def _root(text: str) -> yaml.MappingNode:
    """Return the file's mapping with its marks."""
    try:
        node = yaml.compose(plain_breaks(text), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise EditRefusedError(_UNSOUND) from error
    if not isinstance(node, yaml.MappingNode):
        raise EditRefusedError("The file holds no term. `parlance check` says more.")
    return node


def _said(node: yaml.Node) -> Any:  # noqa: ANN401 -- YAML
    """Return what a node says: texts as such, any other scalar with the type YAML gives it.

    Nothing is made of a value: the 30th of February is a date to YAML, and stays as it is.
    """
    if isinstance(node, yaml.MappingNode):
        return {_key(key): _said(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_said(item) for item in node.value]
    if node.tag == _NULL:
        return None
    return node.value if node.tag == _TEXT else (node.tag, node.value)


def _key(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else repr(_said(node))


def _spliced(text: str, root: yaml.MappingNode, change: AnyEdit, style: yaml_text.Style) -> str:
    """Return the text with the change written in that style."""
    writer = yaml_text.Writer.of(text, root, style)
    parent = root
    for depth, key in enumerate(change.path):
        entry = _entry(parent, key)
        rest = change.path[depth + 1 :]
        if entry is None or (rest and entry[1].tag == _NULL):
            if isinstance(change, RemoveField):
                return text
            value = _nested(change, rest)
            if entry is not None:
                return writer.with_filled_key(*entry, value)
            return writer.with_new_key(parent, key, value, KEY_ORDER.get(change.path[:depth], ()))
        if not rest:
            return _changed(writer, parent, entry, change)
        if not isinstance(entry[1], yaml.MappingNode):
            break
        parent = entry[1]
    raise EditRefusedError(
        f"{'.'.join(change.path)} has no place in this file: {key} is not a mapping there. "
        "`parlance check` says where."
    )


def _changed(
    writer: yaml_text.Writer,
    parent: yaml.MappingNode,
    entry: tuple[yaml.ScalarNode, yaml.Node],
    change: AnyEdit,
) -> str:
    """Return the text with the change made at a key that is there."""
    match change:
        case AddItem():
            return writer.with_new_item(*entry, change.item)
        case ReplaceField():
            return writer.with_value(parent, *entry, change.value)
        case RemoveField():
            return writer.without_key(parent, *entry)
        case SetField():
            return writer.with_scalar(*entry, change.value)


def _nested(change: SetField | AddItem | ReplaceField, path: tuple[str, ...]) -> Any:  # noqa: ANN401 -- YAML
    """Return the new node for an empty place: the value within the mappings that lead to it."""
    value: Any = [change.item] if isinstance(change, AddItem) else change.value
    for key in reversed(path):
        value = {key: value}
    return value


def _entry(mapping: yaml.MappingNode, key: str) -> tuple[yaml.ScalarNode, yaml.Node] | None:
    for key_node, value_node in mapping.value:
        if key_node.value == key:
            return key_node, value_node
    return None


def _parent(data: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for key in path[:-1]:
        if data.get(key) is None:
            data[key] = {}
        data = data[key]
    return data


def _differs_only_in(before: Any, after_text: str, change: AnyEdit) -> bool:  # noqa: ANN401 - YAML
    """Whether the new text says what the old one said, but for the change."""
    try:
        after = _said(_root(after_text))
    except EditRefusedError:
        return False
    expected = copy.deepcopy(before)
    change.apply_to(expected)
    if isinstance(change, SetField):
        _settle_form(expected, after, change)
    return bool(expected == after)


def _settle_form(expected: dict[str, Any], after: dict[str, Any], change: SetField) -> None:
    """Let the expected value take the forms that a file may give the same value.

    A date may be quoted or not; a block scalar ends with the newline that its header keeps.
    """
    here: Any = after
    for key in change.path:
        here = here.get(key) if isinstance(here, dict) else None
    written = here[1] if isinstance(here, tuple) else here
    if isinstance(change.value, str):
        is_same = here == f"{change.value}\n"
    else:
        of_type = isinstance(change.value, dt.date) or isinstance(here, tuple)
        is_same = of_type and written == str(change.value)
    if is_same:
        _parent(expected, change.path)[change.path[-1]] = here
