"""Reads YAML: a list of objects, a map of names, 18F's glossary, the Carpentries' Glosario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from bot.exchange.entry import (
    Definition,
    Entry,
    ForeignName,
    Item,
    Joined,
    Label,
    Link,
    Look,
    Markup,
    Options,
    Refusal,
    Unreadable,
)
from bot.exchange.readers.encoding import encoding_of
from bot.exchange.readers.languages import (
    chosen_language,
    in_language,
    lacks_language,
    others,
)
from bot.exchange.readers.objects import items_of_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SUFFIXES = (".yml", ".yaml")


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is called YAML."""
    return path.suffix.lower() in _SUFFIXES and bool(head.strip())


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then each entry. Raises Unreadable for what is no such YAML."""
    encoding, _ = encoding_of(path)
    text = path.read_text(encoding=encoding)
    if not text.strip():
        raise Unreadable(f"{path.name} is empty. Check that it is the right file.")
    try:
        data = yaml.load(text, Loader=_Texts)  # noqa: S506 -- it builds texts, lists and maps alone
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise Unreadable(
            f"{path.name} isn't valid YAML: {line}{error.problem}. Mend that line."
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(f"{path.name} isn't valid YAML: {error}.") from error
    if _is_18f(data):
        yield from _18f(data["entries"])
    elif _is_glosario(data):
        yield from _glosario(data, options)
    else:
        yield from items_of_data(data, options)


class _Texts(yaml.CSafeLoader):
    """Reads each value as it is written: a term that is called "no" or "1.10" stays so."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _is_18f(data: object) -> bool:
    """Tell whether it is a map of entries with types, as 18F's glossary."""
    entries = data.get("entries") if isinstance(data, dict) else None
    return (
        isinstance(entries, dict)
        and bool(entries)
        and all(isinstance(one, dict) and "type" in one for one in entries.values())
    )


def _18f(entries: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    """Yield the terms; an acronym is an alias of each described term that it stands for.

    For the others it is a term of its own, which says what it stands for; an entry that says
    nothing more joins it.
    """
    yield Look(
        (
            ("(key)", "term"),
            ("longform", "aliases"),
            ("description", "short_def, long_def"),
            ("term (of an acronym)", "aliases of the terms that it stands for"),
            ("cross_references", "relationships.related"),
        )
    )
    by_name = {str(name).casefold(): str(name) for name in entries if _said(entries[name])}
    acronyms: dict[str, list[str]] = {}
    spelled_out: dict[str, str] = {}
    for name, one in entries.items():
        for target in () if _said(one) else _texts(one.get("term")):
            if target.casefold() in by_name:
                acronyms.setdefault(by_name[target.casefold()], []).append(_name(name))
            else:
                spelled_out.setdefault(target.casefold(), _name(name))
    for number, (key, one) in enumerate(entries.items(), 1):
        name, text = _name(key), _said(one)
        at = f"entry {number}"
        targets = _texts(one.get("term"))
        described = [target for target in targets if target.casefold() in by_name]
        if not text and described:
            listed = ", ".join(f"“{by_name[target.casefold()]}”" for target in described)
            yield Joined(at, name, f"an alias of {listed}")
            targets = [target for target in targets if target not in described]
            if not targets:
                continue
        if not text and not targets and (acronym := spelled_out.get(name.casefold())):
            yield Joined(at, name, f"an alias of “{acronym}”")
            continue
        left_out = [key for key in one if key not in _18F_FIELDS]
        yield Entry(
            at,
            name,
            id=str(key),
            markup=Markup.MARKDOWN,
            definitions=(Definition(text),)
            if text
            else tuple(Definition(target) for target in targets),
            labels=tuple(
                map(Label, [*_texts(one.get("longform")), *targets, *acronyms.get(str(key), ())])
            ),
            related=tuple(Link(name=_name(link)) for link in _texts(one.get("cross_references"))),
            left_out=tuple(left_out),
        )


_18F_FIELDS = ("type", "description", "term", "longform", "cross_references")


def _said(one: Mapping[str, Any]) -> str:
    """Return the description, also one in quotation marks that were quoted once more."""
    text = str(one.get("description") or "").strip()
    quoted = text.removeprefix("'").removesuffix("'")
    return quoted.replace("''", "'").strip() if len(quoted) == len(text) - 2 else text


def _name(key: object) -> str:
    """Return an entry's name: a number stands between colons in 18F's keys."""
    return str(key).strip(":")


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in values if one]


def _is_glosario(data: object) -> bool:
    """Tell whether it is a list of entries with a slug, and a term in each language."""
    return (
        isinstance(data, list)
        and bool(data)
        and all(isinstance(one, dict) and "slug" in one and _languages(one) for one in data)
    )


def _languages(one: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        str(key): value
        for key, value in one.items()
        if isinstance(value, dict) and value.get("term")
    }


def _glosario(data: list[Mapping[str, Any]], options: Options) -> Iterator[Item]:
    there = [language for one in data for language in _languages(one)]
    language, notes = chosen_language(there, options.language)
    yield Look(
        (
            ("slug", "imported_from.id"),
            (f"{language}.term", "term"),
            (f"{language}.def", "short_def, long_def"),
            (f"{language}.acronym", "aliases"),
            ("ref", "relationships.related"),
        ),
        notes,
    )
    for number, one in enumerate(data, 1):
        names = _languages(one)
        chosen = in_language(names, language)
        if chosen is None:
            other = next(iter(names.values()))
            yield Refusal(f"entry {number}", str(other["term"]), lacks_language(names, language))
            continue
        yield Entry(
            f"entry {number}",
            str(chosen["term"]),
            id=str(one["slug"]),
            markup=Markup.MARKDOWN,
            definitions=tuple(map(Definition, _texts(chosen.get("def")))),
            labels=tuple(map(Label, _texts(chosen.get("acronym")))),
            foreign_names=tuple(
                ForeignName(key, str(value["term"]))
                for key, value in others(names, language).items()
            ),
            related=tuple(Link(id=link) for link in _texts(one.get("ref"))),
        )
