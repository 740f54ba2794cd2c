"""Describes the shape of a JSON object, and reports each way an object breaks it.

A *check* looks at one value and reports faults in the words Slack uses, each
with a JSON pointer to the place. The tables of Slack's rules
(``element_rules``, ``block_rules``, ``rules``) are made of these checks.

A type or a field that no table knows may be new in Slack: a check then raises
``UnknownToSandboxError`` instead of claiming that Slack refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import UnknownToSandboxError

Check = Callable[[object, "Place"], None]
Rule = Callable[[dict[str, Any], "Place"], None]

TEXT_MOST = 3000
# Every ``type`` in any of the tables; known to the sandbox, if only in other places.
KNOWN_TYPES: set[str] = set()
_URL = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check is looking; faults found below are gathered in one list."""

    pointer: str
    faults: list[str]

    def at(self, key: str | int) -> Place:
        """Return the place one step down."""
        return Place(f"{self.pointer}/{key}", self.faults)

    def fault(self, message: str) -> None:
        """Report a fault here."""
        self.faults.append(f"{message} [json-pointer:{self.pointer or '/'}]")


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these fields and no others; ``also`` holds rules between fields."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    also: tuple[Rule, ...] = ()

    def __call__(self, value: object, place: Place) -> None:
        """Check an object against this shape."""
        if not isinstance(value, dict):
            place.fault("must be an object")
            return
        for key in self.required:
            if key not in value:
                place.fault(f"missing required field: {key}")
        for key, child in value.items():
            check = self.required.get(key) or self.optional.get(key)
            if check:
                check(child, place.at(key))
            elif key != "type":
                raise UnknownToSandboxError(f"the field `{key}` at {place.pointer or '/'}")
        for rule in self.also:
            rule(value, place)


def by_type(shapes: Mapping[str, Check]) -> Check:
    """Return a check of an object by the shape that its ``type`` names."""
    KNOWN_TYPES.update(shapes)

    def check(value: object, place: Place) -> None:
        if not isinstance(value, dict):
            place.fault("must be an object")
        elif "type" not in value:
            place.fault("missing required field: type")
        elif value["type"] in shapes:
            shapes[value["type"]](value, place)
        elif value["type"] in KNOWN_TYPES:
            place.at("type").fault(f"unsupported type: {value['type']}")
        else:
            raise UnknownToSandboxError(f"the type `{value['type']}` at {place.pointer or '/'}")

    return check


def string(most: int, least: int = 1) -> Check:
    """Return a check of a string's length."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, str):
            place.fault("must be a string")
        elif len(value) > most:
            place.fault(f"must be less than {most + 1} characters")
        elif len(value) < least:
            place.fault(f"must be more than {least - 1} characters")

    return check


def url(most: int = TEXT_MOST) -> Check:
    """Return a check of an address."""
    length = string(most)

    def check(value: object, place: Place) -> None:
        length(value, place)
        if isinstance(value, str) and value and not _URL.fullmatch(value):
            place.fault("must be a valid URL")

    return check


def matching(pattern: str, what: str) -> Check:
    """Return a check of a string's form."""
    form = re.compile(pattern)

    def check(value: object, place: Place) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            place.fault(f"must be {what}")

    return check


def boolean(value: object, place: Place) -> None:
    """Check that a value is true or false."""
    if not isinstance(value, bool):
        place.fault("must be a boolean")


def integer(least: int, most: int) -> Check:
    """Return a check of a whole number."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            place.fault("must be an integer")
        elif not least <= value <= most:
            place.fault(f"must be between {least} and {most}")

    return check


def one_of(*values: str) -> Check:
    """Return a check that a value is one of these."""

    def check(value: object, place: Place) -> None:
        if value not in values:
            place.fault(f"must be one of: {', '.join(values)}")

    return check


def items(each: Check, most: int, least: int = 1) -> Check:
    """Return a check of a list and of everything in it."""

    def check(value: object, place: Place) -> None:
        if not isinstance(value, list):
            place.fault("must be an array")
            return
        if len(value) > most:
            place.fault(f"no more than {most} items allowed")
        if len(value) < least:
            place.fault(f"no fewer than {least} items allowed")
        for index, child in enumerate(value):
            each(child, place.at(index))

    return check


def anything(value: object, place: Place) -> None:
    """Accept a value that Slack does not look into, or that has no limits worth holding."""


def mapping(value: object, place: Place) -> None:
    """Check that a value is an object, whatever is in it."""
    if not isinstance(value, dict):
        place.fault("must be an object")


def plain_text(most: int) -> Check:
    """Return a check of a ``plain_text`` object."""
    return by_type({"plain_text": Shape({"text": string(most)}, {"emoji": boolean})})


def text(most: int = TEXT_MOST) -> Check:
    """Return a check of a text object of either kind."""
    return by_type(
        {
            "plain_text": Shape({"text": string(most)}, {"emoji": boolean}),
            "mrkdwn": Shape({"text": string(most)}, {"verbatim": boolean}),
        }
    )
