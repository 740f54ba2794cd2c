"""Decides each draft's outcome in a directory: added, updated, unchanged or joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import ratio

from bot.exchange.memory import digest_of
from bot.exchange.outcomes import Conflict, Outcome, Prefer
from bot.glossary.slugs import slugs_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.drafts import Draft
    from bot.exchange.existing import Existing, Known
    from bot.exchange.term_data import TermData

_ORIGIN = "imported_from"
# What an export may ask its file to be called.
_FILE_NAME = re.compile(r"[^\W_][\w-]{0,60}")
# From here on two texts of one name are taken for versions of one meaning.
_SAME_MEANING = 60


@dataclass(slots=True)
class Planned:
    """What to do for one draft. ``changes`` has the new value of each field, None for none.

    ``known`` is the file that is there; a new one has the name ``slug``.
    """

    draft: Draft
    outcome: Outcome
    slug: str
    known: Known | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What to do for a whole source, and which terms it no longer has."""

    planned: list[Planned]
    gone: list[Known]


def plan(drafts: Sequence[Draft], existing: Existing, prefer: Prefer) -> Plan:
    """Return what to do for each draft, in their order."""
    return _Planner(existing, prefer).plan(drafts)


class _Planner:
    def __init__(self, existing: Existing, prefer: Prefer) -> None:
        self._existing = existing
        self._source = existing.source
        self._prefer = prefer
        self._taken = set(existing.slugs)
        self._numbers: dict[str, Iterator[str]] = {}

    def plan(self, drafts: Sequence[Draft]) -> Plan:
        merged = _merged(drafts)
        matches = self._matches([draft for draft, into in merged if into is None])
        planned = [
            self._one(draft, matches.get(id(draft)))
            if into is None
            else Planned(draft, Outcome.JOINED, "")
            for draft, into in merged
        ]
        by_draft = {id(one.draft): one for one in planned}
        for one, (_, into) in zip(planned, merged, strict=True):
            if into is not None:
                one.slug = by_draft[id(into)].slug
        matched = {known.path for known in matches.values()}
        gone = [known for known in self._existing.of_source() if known.path not in matched]
        return Plan(planned, gone)

    def _matches(self, drafts: Sequence[Draft]) -> dict[int, Known]:
        """Return by draft the file that it has from the last import."""
        if self._existing.is_empty:
            return {}
        matches: dict[int, Known] = {}
        by_key: dict[str, list[Draft]] = {}
        for draft in drafts:
            own = self._existing.of_slug(draft.slug) if draft.slug else None
            if own:
                matches[id(draft)] = own
            else:
                by_key.setdefault(draft.key, []).append(draft)
        for key, same in by_key.items():
            known = self._existing.of_key(key)
            if known:
                matches |= self._paired(same, known)
        return matches

    def _paired(self, drafts: Sequence[Draft], known: Sequence[Known]) -> dict[int, Known]:
        """Pair the meanings of one key with its files: those unchanged first, then the nearest."""
        if len(drafts) == len(known) == 1:
            return {id(drafts[0]): known[0]}
        pairs: dict[int, Known] = {}
        left = list(known)
        for draft in drafts:
            same = next((one for one in left if _says_the_same(draft, one)), None)
            if same:
                pairs[id(draft)] = same
                left.remove(same)
        remaining = [draft for draft in drafts if id(draft) not in pairs]
        if remaining and left:
            texts = {one.path: _text_of(self._existing.fields_of(one) or {}) for one in left}
            is_last = len(remaining) == len(left) == 1
            scored = sorted(
                (
                    (ratio(_text_of(draft.fields), texts[one.path]), -place, draft, one)
                    for place, draft in enumerate(remaining)
                    for one in left
                ),
                key=lambda pair: (-pair[0], -pair[1], pair[3].path.name),
            )
            for score, _, draft, one in scored:
                if id(draft) in pairs or one not in left:
                    continue
                if score >= _SAME_MEANING or is_last:
                    pairs[id(draft)] = one
                    left.remove(one)
        return pairs

    def _one(self, draft: Draft, known: Known | None) -> Planned:
        if known is not None:
            return self._updated(draft, known)
        joined = self._joined(draft)
        if joined is not None:
            return joined
        slug = self._new_slug(draft)
        self._taken.add(slug)
        return Planned(draft, Outcome.ADDED, slug)

    def _updated(self, draft: Draft, known: Known) -> Planned:
        planned = Planned(draft, Outcome.UNCHANGED, known.slug, known)
        last = known.remembered.fields if known.remembered else None
        theirs = {name: value for name, value in draft.fields.items() if name != _ORIGIN}
        if known.is_untouched and last == {name: digest_of(one) for name, one in theirs.items()}:
            return planned
        ours = self._existing.fields_of(known)
        if ours is None:
            planned.conflicts.append(Conflict("the file", "can't be used", None, is_new=True))
            return planned
        for name in dict.fromkeys((*theirs, *(last or ()))):
            new, old = theirs.get(name), ours.get(name)
            if new == old:
                continue
            source_changed = last is None or _digest(new) != last.get(name)
            changed_here = (
                draft.slug is None and old is not None
                if last is None
                else _digest(old) != last.get(name)
            )
            if changed_here:
                planned.conflicts.append(Conflict(name, old, new, is_new=source_changed))
            if not changed_here or self._prefer is Prefer.SOURCE:
                planned.changes[name] = new
        if planned.changes:
            planned.outcome = Outcome.UPDATED
        return planned

    def _joined(self, draft: Draft) -> Planned | None:
        """Return what a term from elsewhere gains that says the same; None where none does.

        One of the same name and context says the same where its definition does, or where the
        context tells all terms of that name apart.
        """
        for known, ours in self._existing.alike(draft.name, draft.context):
            same = _text_of(ours) == _text_of(draft.fields)
            if same or draft.context:
                planned = Planned(draft, Outcome.JOINED, known.slug, known)
                for name, value in draft.written(self._source).items():
                    if ours.get(name) in (None, "draft"):
                        planned.changes[name] = value
                    elif ours[name] != value and name != _ORIGIN:
                        planned.conflicts.append(Conflict(name, ours[name], value, is_new=True))
                        if self._prefer is Prefer.SOURCE:
                            planned.changes[name] = value
                return planned
        return None

    def _new_slug(self, draft: Draft) -> str:
        if draft.slug and _FILE_NAME.fullmatch(draft.slug) and draft.slug not in self._taken:
            return draft.slug
        suggested = self._numbers.setdefault(
            f"{draft.name}\0{draft.context}", slugs_for(draft.name, draft.context)
        )
        return next(slug for slug in suggested if slug not in self._taken)


def _merged(drafts: Sequence[Draft]) -> list[tuple[Draft, Draft | None]]:
    """Pair each draft with an earlier one of the same meaning, which takes in its labels."""
    first: dict[tuple[Any, ...], Draft] = {}
    merged: list[tuple[Draft, Draft | None]] = []
    for draft in drafts:
        earlier = first.setdefault((draft.meaning, draft.slug), draft)
        if earlier is draft:
            merged.append((draft, None))
            continue
        for name in ("aliases", "hidden_labels", "avoid", "categories", "citations"):
            there = earlier.fields.get(name, [])
            more = [one for one in draft.fields.get(name, []) if one not in there]
            if more:
                earlier.fields[name] = [*there, *more]
        merged.append((draft, earlier))
    return merged


def _says_the_same(draft: Draft, known: Known) -> bool:
    last = known.remembered.fields if known.remembered else {}
    return all(
        _digest(draft.fields.get(name)) == last.get(name) for name in ("short_def", "long_def")
    )


def _text_of(fields: TermData) -> str:
    return f"{fields.get('short_def', '')} {fields.get('long_def', '')}".strip()


def _digest(value: Any) -> str | None:  # noqa: ANN401 - whatever a field holds
    return None if value is None else digest_of(value)
