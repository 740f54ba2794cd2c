"""What a reader makes of a foreign glossary: one entry for each row, concept or page.

Plain values, the same for every form. A reader says what the source says, in the source's own
words; what all sources need alike is done behind it (bot/exchange/cleaning.py and drafts.py):
cleaning of characters, HTML and Markdown, the first sentence of a definition, file names,
the terms that relations lead to, entries without a meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003 -- read at run time, to check what comes back
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Markup(StrEnum):
    """How the texts of an entry are written. Of a plain text, tags of HTML are cleaned too."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


class LabelKind(StrEnum):
    """The kind of an entry's further name."""

    ALIAS = "alias"  # a synonym, an abbreviation, an expansion
    HIDDEN = "hidden"  # finds the term, is never shown: a misspelling, a code
    AVOID = "avoid"  # deprecated, superseded, not recommended


@dataclass(frozen=True, slots=True)
class Label:
    """A further name. ``because`` says why it should be avoided."""

    name: str
    kind: LabelKind = LabelKind.ALIAS
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry of the same source: by its ``id``, by its ``name``, or by both.

    An id that no entry has, without a name, is left out and counted.
    """

    name: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the entry names. One of ``source`` and ``url`` is enough."""

    source: str | None = None
    url: str | None = None
    locator: str | None = None
    quote: str | None = None
    checked_on: str | None = None  # an ISO date
    checked_by: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One meaning. Several of one entry become several terms of one name.

    ``context`` tells them apart, where the source says how: a domain, a publication.
    ``citations`` are those of this definition alone.
    """

    text: str
    context: str | None = None
    citations: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """An item of what to do or not to do, for certain roles or for all."""

    text: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """The term's review day, as an ISO date."""

    on: str
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignName:
    """The entry's name in another language than the chosen one."""

    language: str  # as the source writes it: "de", "pt-BR"
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as the source has it.

    ``at`` is where people find it: "row 12", "line 40", "concept 096630701". ``id`` is the
    source's own and stays the same in its next version; None where it has none.

    ``definitions`` is what most sources have: a text from which the first sentence is taken.
    ``short_def`` and ``long_def`` are for sources that tell the two apart; they come first.

    ``status``, ``part_of_speech`` and dates are as the source writes them.

    ``left_out`` names the columns or fields that have a value here and no place in the format.

    ``slug`` is for our own exports alone: the term's file. Nothing of such an entry is cleaned,
    divided or marked as imported; it is the term itself.
    """

    at: str
    name: str
    id: str | None = None
    markup: Markup = Markup.PLAIN
    context: str | None = None
    notation: str | None = None
    definitions: tuple[Definition, ...] = ()
    short_def: str | None = None
    long_def: str | None = None
    labels: tuple[Label, ...] = ()
    foreign_names: tuple[ForeignName, ...] = ()
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    part_of_speech: str | None = None
    audiences: Mapping[str, str] = field(default_factory=dict)
    takeaways: Mapping[str, str] = field(default_factory=dict)
    do: tuple[Advice, ...] = ()
    dont: tuple[Advice, ...] = ()
    nist_rmf_tags: tuple[str, ...] = ()
    risk_notes: str | None = None
    broader: tuple[Link, ...] = ()
    narrower: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    replaced_by: Link | None = None
    citations: tuple[Reference, ...] = ()
    license: str | None = None
    status: str | None = None
    last_reviewed: str | None = None
    reviewed_by: str | None = None
    review_every_days: int | None = None
    review_on: tuple[ReviewDay, ...] = ()
    steward: str | None = None
    # Where an exported term came from in the first place: source and id of ``imported_from``.
    origin: tuple[str, str | None] | None = None
    left_out: tuple[str, ...] = ()
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that can't come in, and why, in words that follow "refused:"."""

    at: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Joined:
    """An entry that only adds to another one.

    ``how`` follows "joined:": "an alias of “acquisition plan”".
    """

    at: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader saw before the first entry, for people to read.

    ``fields`` pairs each column or field of the source with ours; None where it has no place.
    ``notes`` are sentences: the encoding, the sheet, the languages, what was guessed.
    """

    fields: tuple[tuple[str, str | None], ...] = ()
    notes: tuple[str, ...] = ()


Item = Look | Entry | Refusal | Joined


@dataclass(frozen=True, slots=True)
class Options:
    """The options that the person chose.

    ``language`` is the one whose names and texts are read, None for the source's own choice
    (English where it has several). ``columns`` maps a column's name to a field's (``--map``).
    """

    language: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 -- not a fault of ours: the source can't be read
    """The source as a whole can't be read; ``str(error)`` is a sentence for people."""


def as_json(item: object) -> bytes:
    """Return an item as JSON on one line, without what is as it is anyway."""
    return json.dumps(_filled(item), default=_filled, ensure_ascii=False).encode(
        errors="surrogatepass"
    )


def _filled(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of this module
    return {
        name: found
        for name, usual in _usual(value.__class__)
        if (found := getattr(value, name)) != usual
    }


@cache
def _usual(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - a class of this module
    """Return the fields of a value, and what each is where nothing is said."""
    return tuple(
        (name, {} if one.default_factory is dict else one.default)
        for name, one in kind.__dataclass_fields__.items()
    )


class Reader(Protocol):
    """The interface of each module in ``bot.exchange.readers``."""

    @staticmethod
    def recognises(path: Path, head: bytes) -> bool:
        """Tell whether a source is surely of this form. ``head`` is its beginning (64 KiB).

        It is empty for a directory. Nothing is parsed here: this runs outside the limits.
        """

    @staticmethod
    def read(path: Path, options: Options) -> Iterator[Item]:
        """Yield one Look, then an Entry or a Refusal for each entry, in the source's order.

        Runs in a child process with limits on memory, time and network (child.py). Raises
        Unreadable where the source as a whole can't be read.
        """
