"""Checks terms against each other and against the names that the glossary gives itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.characters import differing_letters, skeleton
from bot.glossary.files.config import SLACK_USER_ID
from bot.glossary.files.problems import Problem, Severity, printable, quoted
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label, spelled
from bot.glossary.search.label_index import has_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.glossary.files.parser import Parsed
    from bot.glossary.model import GlossaryConfig, Term

LONGEST_CIRCLE_SHOWN = 6
MOST_LISTED = 4  # of the terms that share a label


def check_glossary(config: GlossaryConfig, files: Sequence[Parsed]) -> list[Problem]:
    """Return the problems between the terms in service, all of them warnings."""
    checked = [_Checked(file, term) for file in files if (term := file.term)]
    labels = _Labels(checked)
    problems: list[Problem] = []
    for one in checked:
        problems += _unknown_names(one, config)
        problems += _repeated_aliases(one)
        problems += _loose_relations(one, labels)
    problems += _shared_names(labels)
    problems += _shared_aliases(labels)
    problems += _shared_hidden_labels(checked, labels)
    problems += _look_alikes(checked, labels)
    problems += _circles(checked, labels)
    return problems


class _Checked:
    """A term in service with the lines of its file."""

    def __init__(self, file: Parsed, term: Term) -> None:
        self.term = term
        self.file_name = file.path.name
        self.title = term.title
        self._lines = file.lines

    def warning(self, field: str, index: int, message: str, remedy: str) -> Problem:
        """Return a warning at the line of one value of a field."""
        line = self._lines[field][index]
        return Problem(self.term.path, line, Severity.WARNING, message, remedy)

    def labels(self) -> Iterator[tuple[str, int, str]]:
        """Yield the name and the aliases: field, place in it, and label."""
        yield "term", 0, self.term.name
        for index, alias in enumerate(self.term.aliases):
            yield "aliases", index, alias

    def label_like(self, looks: str) -> str:
        """Return which of the labels it is, as it is written."""
        return next(label for _, _, label in self.labels() if fold_label(label) == looks)

    def relations(self) -> Iterator[tuple[str, int, str]]:
        """Yield each relation's field, place in it, and label."""
        term = self.term
        for field, labels in (
            ("broader", term.broader),
            ("narrower", term.narrower),
            ("related", term.related),
            ("replaced_by", (term.replaced_by,) if term.replaced_by else ()),
        ):
            for index, label in enumerate(labels):
                yield field, index, label


class _Labels:
    """The terms of each label, as spelled and folded."""

    def __init__(self, terms: Sequence[_Checked]) -> None:
        self.spelled: dict[str, list[_Checked]] = defaultdict(list)  # names alone
        self.acronyms: dict[str, list[_Checked]] = defaultdict(list)  # aliases, as spelled
        self.names: dict[str, list[_Checked]] = defaultdict(list)
        self.titles: dict[str, list[_Checked]] = defaultdict(list)
        self.aliases: dict[str, list[_Checked]] = defaultdict(list)
        for one in terms:
            name = fold_label(one.term.name)
            self.spelled[spelled(one.term.name)].append(one)
            self.names[name].append(one)
            if one.term.context:
                self.titles[fold_label(one.term.title)].append(one)
            for alias in dict.fromkeys(map(fold_label, one.term.aliases)):
                if alias != name:
                    self.aliases[alias].append(one)
            for alias in dict.fromkeys(map(spelled, one.term.aliases)):
                if has_capitals(alias):
                    self.acronyms[alias].append(one)

    def holders(self, folded: str) -> list[_Checked]:
        """Return all that have a label, as their name or as an alias."""
        return [*self.names.get(folded, ()), *self.aliases.get(folded, ())]

    def resolve(self, label: str) -> list[_Checked]:
        """Return whom a relation names, as ``Glossary.resolve`` does."""
        written, folded = spelled(label), fold_label(label)
        for holders, form in (
            (self.titles, folded),
            (self.spelled, written),
            (self.acronyms, written),
            (self.names, folded),
            (self.aliases, folded),
        ):
            if form in holders:
                return holders[form]
        return []


def _unknown_names(one: _Checked, config: GlossaryConfig) -> Iterator[Problem]:
    """Yield the roles, readers, categories and stewards that the glossary does not have."""
    roles = [role.id for role in config.roles]
    readers = list(dict.fromkeys([*roles, *(role.audience for role in config.roles)]))
    shelves = [category.name for category in config.categories]
    for field, used, kind, known in (
        ("roles", one.term.roles, "role", roles),
        ("takeaways", one.term.takeaways, "role", roles),
        ("audiences", one.term.audiences, "role or audience", readers),
        ("categories", one.term.categories, "category", shelves),
        ("examples.do", [role for one_do in one.term.do for role in one_do.roles], "role", roles),
        ("examples.dont", [role for dont in one.term.dont for role in dont.roles], "role", roles),
    ):
        # A glossary without categories of its own takes them as they come.
        for index, name in enumerate(used if known else ()):
            if name not in known:
                what = f"unknown {kind} {quoted(name)} in `{field}`"
                remedy = f"write one of {', '.join(known)}, or add it to glossary.yml"
                yield one.warning(field, index, what, remedy)
    for index, citation in enumerate(one.term.citations):
        source_id = citation.source_id
        if source_id and source_id not in config.sources:
            what = f"unknown source {quoted(source_id)} in `citations`"
            yield one.warning("citations", index, what, "add it to sources.yml, or check its id")
    steward = one.term.steward
    if steward and steward not in config.stewards and not SLACK_USER_ID.fullmatch(steward):
        remedy = "add the name to `stewards` in glossary.yml, or write a Slack user id"
        yield one.warning("steward", 0, f"unknown steward {quoted(steward)}", remedy)


def _repeated_aliases(one: _Checked) -> Iterator[Problem]:
    seen = {fold_label(one.term.name)}
    for index, alias in enumerate(one.term.aliases):
        if fold_label(alias) in seen:
            what = f"the alias {quoted(alias)} repeats the name or another alias of the same term"
            yield one.warning("aliases", index, what, "delete it")
        seen.add(fold_label(alias))
    for index, hidden in enumerate(one.term.hidden_labels):
        if fold_label(hidden) in seen:
            what = f"{quoted(hidden)} in `hidden_labels` finds this term already"
            yield one.warning("hidden_labels", index, what, "delete it in one of the two places")
        seen.add(fold_label(hidden))
    for index, avoided in enumerate(one.term.avoid):
        if fold_label(avoided.name) in seen:
            what = f"{quoted(avoided.name)} in `avoid` is a label of the same term as well"
            yield one.warning("avoid", index, what, "delete it in one of the two places")


def _loose_relations(one: _Checked, labels: _Labels) -> Iterator[Problem]:
    """Yield the relations that name nothing, too much, or their own term."""
    for field, index, label in one.relations():
        targets = labels.resolve(label)
        if not targets:
            what = f"{quoted(label)} in `{field}` names no term"
            remedy = "write a term or an alias that there is, or add this term"
        elif len(targets) > 1:
            what = f"{quoted(label)} in `{field}` leaves its meaning open"
            remedy = f"name one of {_listed(targets)}" + (
                "" if all(target.term.context for target in targets) else "; each needs a `context`"
            )
        elif targets[0] is one:
            what, remedy = f"{quoted(label)} in `{field}` is the term itself", "delete it"
        else:
            continue
        yield one.warning(field, index, what, remedy)
    if one.term.replaced_by and one.term.status is not Status.DEPRECATED:
        what = f"`replaced_by` is in a term with the status {one.term.status}"
        remedy = f"set `status: {Status.DEPRECATED}`, or delete `replaced_by`"
        yield one.warning("replaced_by", 0, what, remedy)


def _shared_names(labels: _Labels) -> Iterator[Problem]:
    """Yield names that several terms share while one lacks a context."""
    for holders in labels.spelled.values():
        lacking = [one for one in holders if one.term.context is None]
        if len(holders) > 1 and lacking:
            what = f"{quoted(lacking[0].term.name)} is the name of several terms: "
            files = " and ".join(printable(one.file_name) for one in lacking[:MOST_LISTED])
            more = len(lacking) - MOST_LISTED
            others = f" and {more} more" if more > 0 else ""
            remedy = f"add a `context` that tells it apart to {files}{others}"
            yield lacking[0].warning("term", 0, what + _listed(holders), remedy)


def _shared_aliases(labels: _Labels) -> Iterator[Problem]:
    """Yield the aliases that are also another term's label, unless contexts tell them apart."""
    for alias, holders in labels.aliases.items():
        titled = [one for one in labels.titles.get(alias, ()) if one not in holders]
        everyone = [*labels.names.get(alias, ()), *titled, *holders]
        if titled or (len(everyone) > 1 and not all(one.term.context for one in everyone)):
            first = holders[0]
            index = [fold_label(label) for label in first.term.aliases].index(alias)
            others = _listed(one for one in everyone if one is not first)
            what = f"the alias {quoted(first.term.aliases[index])} is also a label of {others}"
            remedy = "delete it from all but one, or give each of these terms a `context`"
            yield first.warning("aliases", index, what, remedy)


def _shared_hidden_labels(terms: Sequence[_Checked], labels: _Labels) -> Iterator[Problem]:
    """Yield the hidden labels that also find another term, so that neither is sure."""
    found: dict[str, list[_Checked]] = defaultdict(list)
    for one in terms:
        for index, hidden in enumerate(one.term.hidden_labels):
            folded = fold_label(hidden)
            others = [*labels.holders(folded), *found[folded]]
            found[folded].append(one)
            if others := [other for other in others if other is not one]:
                what = f"{quoted(hidden)} in `hidden_labels` also finds {_listed(others)}"
                yield one.warning("hidden_labels", index, what, "delete it from all but one")


def _look_alikes(terms: Sequence[_Checked], labels: _Labels) -> Iterator[Problem]:
    """Yield the labels that look like another term's, and tell the two apart."""
    met: dict[str, list[tuple[_Checked, str]]] = defaultdict(list)
    for one in terms:
        for field, index, label in one.labels():
            if label.isascii():  # of two that look alike, one has other letters
                continue
            looks = skeleton(label)
            same = [(other, other.label_like(looks)) for other in labels.holders(looks)]
            same += met[looks]
            met[looks].append((one, label))
            for other, known in same:
                if other is not one and fold_label(known) != fold_label(label):
                    letters = differing_letters(label, known)
                    place = printable(other.file_name)
                    what = f"{quoted(label)} only looks like {quoted(known)} ({place}): {letters}"
                    remedy = "write both in the same letters, or give one of them another name"
                    yield one.warning(field, index, what, remedy)
                    break


def _circles(terms: Sequence[_Checked], labels: _Labels) -> Iterator[Problem]:
    """Yield each chain of ``broader`` that comes back to where it began."""
    done: set[str] = set()
    for start in terms:
        path: list[_Checked] = []
        steps: list[Iterator[tuple[int, _Checked]]] = []
        on_path: set[str] = set()
        coming: _Checked | None = None if start.term.slug in done else start
        while coming or path:
            if coming:
                path.append(coming)
                on_path.add(coming.term.slug)
                steps.append(_broader(coming, labels))
                coming = None
            for index, target in steps[-1]:
                slug = target.term.slug
                if slug in on_path:
                    yield _circle(path, index, target)
                elif slug not in done:
                    coming = target
                    break
            else:
                left = path.pop().term.slug
                steps.pop()
                on_path.discard(left)
                done.add(left)


def _broader(one: _Checked, labels: _Labels) -> Iterator[tuple[int, _Checked]]:
    """Yield each broader term that is named surely, and its place in the list."""
    for index, label in enumerate(one.term.broader):
        targets = labels.resolve(label)
        if len(targets) == 1 and targets[0] is not one:
            yield index, targets[0]


def _circle(path: Sequence[_Checked], index: int, back_to: _Checked) -> Problem:
    circle = [*path[path.index(back_to) :], back_to]
    names = [one.title for one in circle]
    if len(names) > LONGEST_CIRCLE_SHOWN:
        names = [*names[:3], "…", *names[-2:]]
    what = f"`broader` runs in a circle: {printable(' → '.join(names))}"
    return path[-1].warning("broader", index, what, "delete the entry that is not broader")


def _listed(terms: Iterable[_Checked]) -> str:
    every = list(terms)
    shown = [f"{quoted(one.title)} ({printable(one.file_name)})" for one in every[:MOST_LISTED]]
    more = len(every) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
