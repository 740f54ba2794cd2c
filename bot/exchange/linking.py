"""Resolves the relations of imported terms within their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange import cleaning
from bot.exchange.entry import Markup
from bot.glossary.normalize import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.exchange.drafts import Draft
    from bot.exchange.entry import Link

_RELATIONS = ("broader", "narrower", "related")


@dataclass(frozen=True, slots=True)
class Links:
    """What came of a source's relations, besides those that are kept.

    ``lost`` lead to nothing in the source, ``to_itself`` from a term to the same one. ``circles``
    are broader terms that lead back to where they began, by their names; they are kept.
    """

    lost: int = 0
    to_itself: int = 0
    circles: tuple[tuple[str, ...], ...] = ()


def link(drafts: Iterable[Draft], refused: Iterable[str]) -> Links:
    """Give each draft its relations as labels; return what to say about the others.

    A link by id is written as the name of its term, with the context where several have that
    name. ``refused`` holds the names that did not come in; what leads to them is left out. A
    name that the source doesn't have stays: the glossary may have it.
    """
    drafts = list(drafts)
    linked = [draft for draft in drafts if draft.links]
    if not linked:
        return Links()
    by_id: dict[str, Draft] = {}
    by_name: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_id.setdefault(draft.key, draft)
        by_name.setdefault(_folded(draft.name), []).append(draft)
    lost_names = {_folded(name) for name in refused} - by_name.keys()
    lost = to_itself = 0
    for draft in linked:
        labels: dict[str, list[str]] = {}
        for kind, links in (draft.links or {}).items():
            for one in links:
                label = _label_of(one, by_id, by_name)
                if not label or _folded(label) in lost_names:
                    lost += 1
                elif label in (draft.name, draft.title):
                    to_itself += 1
                else:
                    labels.setdefault(kind, []).append(label)
        _add(draft, labels)
        draft.links = None
    return Links(lost, to_itself, tuple(_circles(drafts)))


def _circles(drafts: Iterable[Draft]) -> Iterator[tuple[str, ...]]:
    """Yield each circle of broader terms once, from the name in it that comes first."""
    above = {
        title: draft.fields.get("relationships", {}).get("broader", ())
        for draft in drafts
        for title in (draft.name, draft.title)
    }
    done: set[str] = set()
    for start in above:
        path: list[str] = []
        waiting = [iter((start,))]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif following in path:
                yield (*path[path.index(following) :], following)
            elif following not in done and following in above:
                path.append(following)
                waiting.append(iter(above[following]))


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
    relations = {kind: list(dict.fromkeys(labels.get(kind, ()))) for kind in _RELATIONS}
    if any(relations.values()):
        draft.fields["relationships"] = {kind: found for kind, found in relations.items() if found}
    if replaced_by := labels.get("replaced_by"):
        draft.fields["replaced_by"] = replaced_by[0]


def _folded(name: str) -> str:
    return spelled(name).casefold()
