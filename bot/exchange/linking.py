"""Resolves the relations of imported terms within their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange import cleaning
from bot.exchange.entry import Markup
from bot.glossary.normalize import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.exchange.drafts import Draft
    from bot.exchange.entry import Link

_RELATIONS = ("broader", "narrower", "related")


def link(drafts: Iterable[Draft], refused: Iterable[str]) -> int:
    """Give each draft its relations as labels; return how many lead to nothing in the source.

    A link by id is written as the name of its term, with the context where several have that
    name. ``refused`` holds the names that did not come in; what leads to them is left out. A
    name that the source doesn't have stays: the glossary may have it.
    """
    drafts = list(drafts)
    linked = [draft for draft in drafts if draft.links]
    if not linked:
        return 0
    by_id: dict[str, Draft] = {}
    by_name: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_id.setdefault(draft.key, draft)
        by_name.setdefault(_folded(draft.name), []).append(draft)
    lost = {_folded(name) for name in refused} - by_name.keys()
    left_out = 0
    for draft in linked:
        labels = {
            kind: [
                label
                for one in links
                if (label := _label_of(one, by_id, by_name)) and _folded(label) not in lost
            ]
            for kind, links in (draft.links or {}).items()
        }
        left_out += sum(map(len, (draft.links or {}).values())) - sum(map(len, labels.values()))
        _add(draft, labels)
        draft.links = None
    return left_out


def _label_of(one: Link, by_id: dict[str, Draft], by_name: dict[str, list[Draft]]) -> str | None:
    target = by_id.get(one.id) if one.id else None
    name = cleaning.label(one.name or "", Markup.PLAIN) or None
    if target is None and name:
        named = by_name.get(_folded(name), ())
        target = named[0] if len(named) == 1 else None
    if target is None:
        return name
    is_shared = len(by_name[_folded(target.name)]) > 1
    return target.title if is_shared else target.name


def _add(draft: Draft, labels: dict[str, list[str]]) -> None:
    relations = {
        kind: list(dict.fromkeys(label for label in labels.get(kind, ()) if label != draft.name))
        for kind in _RELATIONS
    }
    if any(relations.values()):
        draft.fields["relationships"] = {kind: found for kind, found in relations.items() if found}
    if replaced_by := labels.get("replaced_by"):
        draft.fields["replaced_by"] = replaced_by[0]


def _folded(name: str) -> str:
    return spelled(name).casefold()
