"""Imports a glossary of another form: looks at it first, then writes the terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.exchange.changing import changed
from bot.exchange.directory_swap import (
    change_files,
    create_directory,
    held,
    is_interrupted,
    recover,
)
from bot.exchange.drafts import Choices, Draft, drafts_of
from bot.exchange.entry import Entry, Joined, Look, Refusal
from bot.exchange.existing import Existing
from bot.exchange.forms import Form
from bot.exchange.layout import laid_out
from bot.exchange.linking import Links, link
from bot.exchange.memory import MEMORY_FILE, line_of, remembered
from bot.exchange.outcomes import Outcome, Prefer
from bot.exchange.planning import Plan, Planned, plan
from bot.exchange.reading import read_source
from bot.glossary.files.document import LARGEST_FILE
from bot.glossary.files.editor import EditRefusedError
from bot.glossary.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from bot.exchange.entry import Options
    from bot.exchange.existing import Known
    from bot.exchange.outcomes import Conflict

OWN = "parlance"  # the source of terms that come back from an export of ours
_BEST = (Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.JOINED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Order:
    """What to import, and how. Without a form, the reader recognises it."""

    path: Path
    form: Form | None
    options: Options
    choices: Choices
    into: Path
    source: str  # what ``imported_from`` names
    prefer: Prefer = Prefer.OURS
    deprecates_missing: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one row of the source. ``slugs`` are the files of its terms."""

    at: str
    name: str
    outcome: Outcome
    slugs: tuple[str, ...] = ()
    detail: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(slots=True)
class Preview:
    """What an import would do; nothing is written yet."""

    order: Order
    form: Form
    look: Look
    plan: Plan
    existing: Existing
    rows: list[Planned | Refusal | Joined]
    left_out: Counter[str] = field(default_factory=Counter)
    links: Links = field(default_factory=Links)
    contents: dict[str, bytes] = field(default_factory=dict)  # of files that change, by slug

    def results(self) -> Iterator[Result]:
        """Yield one result a row, in the source's order."""
        for _, same in groupby(
            self.rows, lambda row: row.draft.at if isinstance(row, Planned) else row.at
        ):
            yield _result(list(same))

    def counts(self) -> Counter[Outcome]:
        """Count the rows by outcome."""
        return Counter(result.outcome for result in self.results())

    @property
    def has_work(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.contents or any(one.outcome is Outcome.ADDED for one in self.plan.planned))


def look(order: Order, today: date, progress: Callable[[int], None]) -> Preview:
    """Read the source and decide on each entry; nothing is written.

    ``progress`` hears how many entries were read. Raises OperatorError where the source or the
    directory can't be used.
    """
    seen, form = Look(), Form.CSV
    rows: list[Draft | Refusal | Joined] = []
    left_out: Counter[str] = Counter()
    for number, item in enumerate(read_source(order.path, order.form, order.options)):
        progress(number)
        if isinstance(item, Form):
            form = item
        elif isinstance(item, Look):
            seen = item
        elif isinstance(item, Entry):
            left_out.update(item.left_out)
            made = drafts_of(item, order.choices)
            rows += [made] if isinstance(made, Refusal) else made
        else:
            rows.append(item)
    drafts = [row for row in rows if isinstance(row, Draft)]
    refused = [row.name for row in rows if isinstance(row, Refusal) and row.name]
    links = link(drafts, refused)
    is_own = bool(drafts) and all(draft.slug for draft in drafts)
    existing = Existing(order.into, OWN if is_own else order.source, today)
    decided = plan(drafts, existing, order.prefer)
    decided.gone = _still_gone(decided.gone, refused, existing)
    by_draft = {id(one.draft): one for one in decided.planned}
    preview = Preview(
        order,
        form,
        seen,
        decided,
        existing,
        [by_draft[id(row)] if isinstance(row, Draft) else row for row in rows],
        left_out,
        links,
    )
    _prepare(preview)
    return preview


def _still_gone(gone: list[Known], refused: list[str], existing: Existing) -> list[Known]:
    """Return the terms that the source lacks: neither refused this time, nor deprecated already."""
    names = set(refused)
    left = []
    for known in gone:
        fields = existing.fields_of(known)
        is_refused = known.key in names or (fields and fields["term"] in names)
        if fields and not is_refused and fields.get("status") != Status.DEPRECATED:
            left.append(known)
    return left


def _prepare(preview: Preview) -> None:
    """Make the new bytes of each file that changes; refuse what can't be written."""
    for place, row in enumerate(preview.rows):
        if not isinstance(row, Planned):
            continue
        try:
            if row.known and row.changes:
                preview.contents[row.slug] = changed(row.known.path.read_bytes(), row.changes)
            fault = "its texts are too long for one term" if _is_too_long(row.draft) else ""
        except EditRefusedError as error:
            fault = str(error)
        if fault:
            preview.rows[place] = Refusal(row.draft.at, row.draft.name, fault)
    preview.plan.planned = [row for row in preview.rows if isinstance(row, Planned)]
    if preview.order.deprecates_missing:
        for known in preview.plan.gone:
            changes = {"status": Status.DEPRECATED.value}
            preview.contents[known.slug] = changed(known.path.read_bytes(), changes)


def _is_too_long(draft: Draft) -> bool:
    texts = (value for value in draft.fields.values() if isinstance(value, str))
    return sum(map(len, texts)) > LARGEST_FILE // 4


def _result(rows: list[Planned | Refusal | Joined]) -> Result:
    """Return the one result of a row, which several terms may have come of."""
    planned = [row for row in rows if isinstance(row, Planned)]
    first = rows[0]
    if isinstance(first, Refusal):
        return Result(first.at, first.name, Outcome.REFUSED, detail=first.reason)
    if isinstance(first, Joined):
        return Result(first.at, first.name, Outcome.JOINED, detail=first.how)
    outcome = min((row.outcome for row in planned), key=_BEST.index)
    fields = list(dict.fromkeys(name for row in planned for name in row.changes))
    detail = ", ".join(fields)
    if outcome is Outcome.JOINED:
        detail = f"with {planned[0].slug}.yml" + (f": {detail}" if detail else "")
    return Result(
        planned[0].draft.at,
        planned[0].draft.name,
        outcome,
        tuple(dict.fromkeys(row.slug for row in planned)),
        detail,
        tuple(conflict for row in planned for conflict in row.conflicts),
    )


def interrupted(directory: Path) -> bool:
    """Tell whether an import into this directory was killed and left something to finish."""
    return is_interrupted(directory)


def repair(directory: Path) -> str | None:
    """Finish or undo what a killed import left, and say which in a sentence."""
    if not is_interrupted(directory):
        return None
    with held(directory):
        return recover(directory)


def write(preview: Preview, progress: Callable[[int], None]) -> None:
    """Write what the preview promises, all of it or nothing.

    ``progress`` hears how many files were written. Raises OperatorError where another import is
    at work, and OSError where the directory can't be written.
    """
    directory = preview.order.into
    if not directory.exists() or (directory.is_dir() and not any(directory.iterdir())):
        create_directory(directory, _files(preview, progress))
    elif not directory.is_dir():
        raise OperatorError(f"{directory} isn't a directory. Name one with --into.")
    else:
        with held(directory):
            if is_interrupted(directory):
                raise OperatorError(
                    f"An import into {directory} was interrupted. Start it again: that finishes "
                    "it or takes it back."
                )
            change_files(directory, _files(preview, progress))


def _files(preview: Preview, progress: Callable[[int], None]) -> Iterator[tuple[str, bytes]]:
    """Yield each file that is new or changed, then the memory of what the source said."""
    places, existing = preview.existing.places, preview.existing
    within = places.terms.relative_to(places.directory)
    memory: dict[tuple[str, str], bytes] = {}
    source = OWN if _is_own(preview) else preview.order.source
    done: set[str] = set()
    for number, one in enumerate(preview.plan.planned, 1):
        progress(number)
        if one.slug in done:
            continue
        done.add(one.slug)
        if one.outcome is Outcome.ADDED:
            content = laid_out(one.draft.written(source))
            yield f"{within}/{one.slug}.yml", content
        elif one.known and one.slug in preview.contents:
            content = preview.contents[one.slug]
            yield f"{within}/{one.known.path.name}", content
        elif one.known:
            content = one.known.path.read_bytes()
        else:
            continue
        if one.known is None or one.known.key is not None or one.draft.slug:
            # A file that people changed says something else than the source from then on.
            as_source_says = content if one.known is None or one.known.is_untouched else None
            draft = one.draft
            memory[source, one.slug] = line_of(
                remembered(source, one.slug, draft.key, as_source_says, draft.fields)
            )
    for known in preview.plan.gone:
        if known.slug in preview.contents:
            yield f"{within}/{known.path.name}", preview.contents[known.slug]
    before = {at: line_of(one) for at, one in existing.memory.items()}
    if memory := {**before, **memory}:
        yield MEMORY_FILE, b"".join(memory[at] for at in sorted(memory))


def _is_own(preview: Preview) -> bool:
    return all(one.draft.slug for one in preview.plan.planned)
