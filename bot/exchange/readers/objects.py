"""Makes entries of data as JSON and YAML have it: lists of objects, maps of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Item, Look, Options, Refusal, Unreadable
from bot.exchange.limits import LARGEST_CELL
from bot.exchange.readers.own_entries import own_entry
from bot.exchange.readers.records import Cell, Record, items_of
from bot.glossary.files.editor import KEY_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Under which keys a document has its list of terms, and what an object within a value is called.
_LISTS = ("terms", "entries", "glossary", "items", "data", "concepts", "words", "results")
_NAMES = ("name", "term", "title", "label", "prefLabel", "text", "value")
# What each term of our own exports has, and what it may have.
_NEEDED = {"slug", "term", "status"}
_OURS = {"slug", *KEY_ORDER[()]}
_MAPS = ("entries", "terms", "glossary")
_KEY = "term"
_CATEGORY = "category"
_DEEPEST_LIST = 3
Found = tuple[str, Any]  # where people find it, and what it says


def items_of_data(data: object, options: Options, unit: str = "entry") -> Iterator[Item]:
    """Yield what was seen, then an entry for each object of the list or map in the data.

    Raises Unreadable where there is neither.
    """
    found = _terms_in(data, unit)
    if not found:
        raise Unreadable("It has no list of terms. Write a list of objects, or a map of names.")
    yield from items_of_objects(found, options)


def items_of_objects(found: Iterable[Found], options: Options) -> Iterator[Item]:
    """Yield what was seen, then an entry for each object."""
    found = list(found)
    objects = [(at, one) for at, one in found if isinstance(one, dict)]
    is_own = all(_NEEDED <= one.keys() <= _OURS for _, one in objects)
    if objects and is_own and not options.columns:
        yield Look(notes=("It is an export of Parlance.",))
        for at, one in objects:
            fields = dict(one)
            yield own_entry(at, str(fields.pop("slug")), fields)
        return
    flat = [(at, _flat(one)) for at, one in objects]
    header = list(dict.fromkeys(key for _, record in flat for key in record))
    if objects:
        yield from items_of(header, _records(flat, header), options)
    else:
        yield Look()
    for at, one in found:
        if not isinstance(one, dict):
            yield Refusal(at, _label(one), "it isn't an object with fields")


def _records(flat: Iterable[tuple[str, Mapping[str, Cell]]], header: list[str]) -> Iterator[Record]:
    for at, record in flat:
        yield at, [record.get(key, "") for key in header]


def _terms_in(data: object, unit: str, depth: int = 0) -> list[Found]:
    """Return the objects of a list; of a map, each with its key as the name, if it has none."""
    if isinstance(data, list):
        return [(f"{unit} {number}", one) for number, one in enumerate(data, 1)]
    if not isinstance(data, dict) or depth > _DEEPEST_LIST:
        return []
    lists = {key: one for key, one in data.items() if _is_of_objects(one)}
    inner = next((data[key] for key in _LISTS if key in lists or _holds_terms(key, data)), None)
    if inner is None and len(lists) == 1:
        (inner,) = lists.values()
    if inner is not None:
        return _terms_in(inner, unit, depth + 1)
    if lists and len(lists) == len(data):  # by letter, or by subject
        return [
            (f"{unit} {number} of “{key}”", _of_group(str(key), one))
            for key, ones in lists.items()
            for number, one in enumerate(ones, 1)
        ]
    return [(f"entry “{key}”", _of_name(str(key), value)) for key, value in data.items()]


def _is_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _holds_terms(key: str, data: Mapping[Any, Any]) -> bool:
    """Tell whether a document has its terms under this key: as a map, deeper, or some in a list."""
    inner = data.get(key)
    if isinstance(inner, dict):
        return key in _MAPS or any(one in inner for one in _LISTS)
    return isinstance(inner, list) and any(isinstance(one, dict) for one in inner)


def _of_group(group: str, value: dict[Any, Any]) -> dict[Any, Any]:
    """Return an object of a group with the group as its category, unless that is a letter."""
    return value if len(group) == 1 or _CATEGORY in value else {**value, _CATEGORY: group}


def _of_name(name: str, value: object) -> object:
    """Return the object under a name of a map: with the name, and with a text as its meaning."""
    if isinstance(value, dict):
        named = {key for key in value if str(key).lower() in ("term", "name")}
        return value if named else {_KEY: name, **value}
    if isinstance(value, str):
        return {_KEY: name, "definition": value}
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return {_KEY: name, "definition": value}
    return value


def _flat(data: Mapping[Any, Any], within: str = "") -> dict[str, Cell]:
    """Return an object's fields as cells, those of inner objects with both names."""
    flat: dict[str, Cell] = {}
    for key, value in data.items():
        name = f"{within}{key}"
        if isinstance(value, dict):
            label = _label(value)
            if label and not within:
                flat[name] = label
            elif not within:
                flat |= _flat(value, f"{name}.")
        elif isinstance(value, list):
            flat[name] = tuple(filter(None, map(_label, value)))
        else:
            flat[name] = _label(value)
    return flat


def _label(value: object) -> str:
    """Return a value as a text; of an object, what it is called."""
    if value is None or isinstance(value, list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return next((text for key in _NAMES if (text := _label(value.get(key)))), "")
    text = str(value).strip()
    if len(text) > LARGEST_CELL:
        raise Unreadable("It has a text of more than a million characters. Shorten it.")
    return text
