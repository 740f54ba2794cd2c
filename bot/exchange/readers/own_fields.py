"""Makes an entry of fields that are written as in a term's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.columns import from_row, is_column
from bot.exchange.entry import (
    Advice,
    Definition,
    Entry,
    ForeignName,
    Label,
    LabelKind,
    Link,
    Markup,
    Reference,
    ReviewDay,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.exchange.term_data import TermData

RELATIONS = ("broader", "narrower", "related")
_AS_WRITTEN = (
    "context",
    "notation",
    "short_def",
    "long_def",
    "part_of_speech",
    "license",
    "status",
    "last_reviewed",
    "reviewed_by",
    "review_every_days",
    "steward",
)


def entry_of(  # noqa: PLR0913 - what an entry consists of
    at: str,
    name: str,
    fields: TermData,
    *,
    text: str = "",
    entry_id: str | None = None,
    markup: Markup = Markup.MARKDOWN,
    links: Mapping[str, Sequence[Link]] | None = None,
    foreign_names: Mapping[str, Sequence[str]] | None = None,
    left_out: Iterable[str] = (),
) -> Entry:
    """Return the entry with these fields, as docs/format.md has them.

    ``text`` is a definition that is still to be divided. ``links`` come before the relations
    that the fields name by label.
    """
    relations = {kind: list((links or {}).get(kind, ())) for kind in (*RELATIONS, "replaced_by")}
    for kind, labels in fields.get("relationships", {}).items():
        relations[kind] += map(Link, labels)
    if replaced_by := fields.get("replaced_by"):
        relations["replaced_by"].append(Link(replaced_by))
    examples, governance = fields.get("examples", {}), fields.get("governance", {})
    origin = fields.get("imported_from")
    return Entry(
        at,
        name,
        id=entry_id or None,
        markup=markup,
        definitions=(Definition(text),) if text else (),
        labels=(*_labels(fields),),
        foreign_names=tuple(
            ForeignName(language, one)
            for language, names in (foreign_names or {}).items()
            for one in names
        ),
        categories=tuple(fields.get("categories", ())),
        roles=tuple(fields.get("roles", ())),
        audiences=fields.get("audiences", {}),
        takeaways=fields.get("takeaways", {}),
        do=_advice(examples.get("do", ())),
        dont=_advice(examples.get("dont", ())),
        nist_rmf_tags=tuple(governance.get("nist_rmf_tags", ())),
        risk_notes=governance.get("risk_notes"),
        broader=tuple(relations["broader"]),
        narrower=tuple(relations["narrower"]),
        related=tuple(relations["related"]),
        replaced_by=next(iter(relations["replaced_by"]), None),
        citations=tuple(Reference(**one) for one in fields.get("citations", ())),
        review_on=tuple(ReviewDay(**one) for one in fields.get("review_on", ())),
        origin=(origin["source"], origin.get("id")) if origin else None,
        left_out=tuple(left_out),
        **{key: fields[key] for key in _AS_WRITTEN if fields.get(key)},
    )


def _labels(fields: TermData) -> Iterable[Label]:
    for key, kind in (("aliases", LabelKind.ALIAS), ("hidden_labels", LabelKind.HIDDEN)):
        for name in fields.get(key, ()):
            yield Label(name, kind)
    for avoided in fields.get("avoid", ()):
        one = {"name": avoided} if isinstance(avoided, str) else avoided
        yield Label(one["name"], LabelKind.AVOID, one.get("because"))


def _advice(items: Sequence[str | Mapping[str, Any]]) -> tuple[Advice, ...]:
    return tuple(
        Advice(item) if isinstance(item, str) else Advice(item["text"], tuple(item["roles"]))
        for item in items
    )


def own_fields(cells: Mapping[str, str]) -> TermData:
    """Return the fields that columns of our tables and their cells hold.

    What is no column of ours, or has no value that the column takes, is left out.
    """
    fields: TermData = {}
    for column, cell in cells.items():
        if is_column(column):
            try:
                read = from_row({column: cell})
            except ValueError:
                continue  # edited into what the column can't hold, or of another tool
            for key, value in read.items():
                if isinstance(value, dict):
                    fields.setdefault(key, {}).update(value)
                else:
                    fields[key] = value
    return fields
