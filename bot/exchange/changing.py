"""Writes changed fields into the file of a term that is there already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.exchange.layout import laid_out
from bot.glossary.files.document import read_data
from bot.glossary.files.editor import (
    AddItem,
    EditRefusedError,
    RemoveField,
    ReplaceField,
    SetField,
    edit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.glossary.files.editor import AnyEdit


def changed(source: bytes, changes: Mapping[str, Any]) -> bytes:
    """Return a file's bytes with these fields changed, and all others as they are.

    A field that becomes None goes. A file that is as an import lays it out is laid out again;
    in any other, only the bytes of the fields change. Raises EditRefusedError where that can't
    be done.
    """
    data = read_data(source)
    if not isinstance(data, dict):
        raise EditRefusedError("The file holds no term. `parlance check` says more.")
    if laid_out(data) == source:
        after = {**data, **changes}
        return laid_out({key: value for key, value in after.items() if value is not None})
    for name, value in changes.items():
        for one in _edits((name,), data.get(name), value):
            source = edit(source, one)
    return source


def _edits(path: tuple[str, ...], old: Any, new: Any) -> Iterator[AnyEdit]:  # noqa: ANN401 - YAML
    """Yield the smallest edits that make the one value of the other."""
    if new is None:
        yield RemoveField(path)
    elif isinstance(new, dict) and isinstance(old, dict) and len(path) == 1:
        for key, value in new.items():
            if old.get(key) != value:
                yield from _edits((*path, key), old.get(key), value)
        yield from (RemoveField((*path, key)) for key in old if key not in new)
    elif isinstance(new, list) and isinstance(old, list) and old and _continues(old, new):
        yield from (AddItem(path, item) for item in new[len(old) :])
    elif isinstance(new, list | dict) or isinstance(old, list | dict):
        yield ReplaceField(path, new)
    elif path[-1] == "last_reviewed" and isinstance(new, str):
        yield SetField(path, date.fromisoformat(new))
    else:
        yield SetField(path, new)


def _continues(old: list[Any], new: list[Any]) -> bool:
    """Tell whether a list only gained items, of a kind that can be added one by one."""
    return new[: len(old)] == old and all(
        isinstance(item, str) or all(isinstance(value, str) for value in item.values())
        for item in new[len(old) :]
    )
