"""Reports an import: its findings, its plan, and each row's outcome."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from bot.exchange.columns import guarded
from bot.exchange.layout import laid_out
from bot.exchange.outcomes import Outcome
from bot.exchange.planning import Planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.exchange.importing import Preview, Result
    from bot.exchange.outcomes import Conflict

EXAMPLES = 3
MOST_LISTED = 10
_LONGEST_SHOWN = 200
_HEADER = ("row", "name", "outcome", "files", "detail", "kept although the source differs")


def lines(preview: Preview) -> Iterator[str]:
    """Yield what was seen and what would come of it, for a person to read."""
    order = preview.order
    yield f"{order.path.name} is read as {preview.form}."
    yield from preview.look.notes
    yield from _columns(preview)
    yield from _examples(preview)
    yield from _relations(preview)
    yield from _conflicts(preview)
    yield from _gone(preview)
    yield from _refused(preview)
    yield ""
    yield summary(preview)


def summary(preview: Preview) -> str:
    """Return the counts by outcome, and of the terms that they come to."""
    counts = preview.counts()
    rows = sum(counts.values())
    told = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome if counts[outcome])
    terms = sum(one.outcome is Outcome.ADDED for one in preview.plan.planned)
    more = f" ({_count(terms, 'term')})" if terms not in (0, counts[Outcome.ADDED]) else ""
    unit = "entry" if rows == 1 else "entries"
    return f"{rows:,} {unit}: {told}{more}." if rows else "There is no entry in it."


def write_report(results: Iterator[Result], path: Path) -> None:
    """Write one line a row of the source as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for one in results:
            kept = "; ".join(conflict.field for conflict in one.conflicts)
            cells = (one.at, one.name, one.outcome.value, " ".join(one.slugs), one.detail, kept)
            writer.writerow(map(guarded, cells))


def _columns(preview: Preview) -> Iterator[str]:
    fields = preview.look.fields
    if fields:
        width = min(max(len(name) for name, _ in fields), 30)
        yield ""
        for name, ours in fields:
            yield f"  {name:{width}}  → {ours or 'no place; left out'}"
    seen = {name for name, ours in fields if ours is None}
    others = [f"{name} ({count:,})" for name, count in preview.left_out.items() if name not in seen]
    if others:
        yield f"  Left out, having no place: {', '.join(others)}"


def _examples(preview: Preview) -> Iterator[str]:
    order = preview.order
    planned = [one for one in preview.plan.planned if one.outcome is not Outcome.JOINED]
    for one in planned[:EXAMPLES]:
        yield ""
        yield f"  {one.slug}.yml"
        for line in laid_out(_shortened(one.draft.written(order.source))).decode().splitlines():
            yield f"    {line}"


def _relations(preview: Preview) -> Iterator[str]:
    links = preview.links
    if links.lost or links.to_itself or links.circles:
        yield ""
    if links.lost:
        yield f"{_count(links.lost, 'relation')} left out: the source has no such term."
    if links.to_itself:
        yield f"{_count(links.to_itself, 'relation')} left out: the term names itself."
    for circle in links.circles[:EXAMPLES]:
        yield f"These broader terms lead in a circle: {' → '.join(circle)}. Mend it in the source."
    if len(links.circles) > EXAMPLES:
        yield f"There are {len(links.circles) - EXAMPLES:,} more such circles."


def _conflicts(preview: Preview) -> Iterator[str]:
    found = [(one, conflict) for one in _planned(preview) for conflict in one.conflicts]
    if not found:
        return
    taken = preview.order.prefer
    yield ""
    yield (
        f"{_count(len(found), 'field')} changed here since the last import. --prefer {taken}: "
        + ("yours stay." if taken == "ours" else "the source's words replace yours.")
    )
    for one, conflict in found[:MOST_LISTED]:
        yield f"  {one.slug}.yml, {conflict.field}: {_both(conflict)}"
    yield from _more(len(found))


def _both(conflict: Conflict) -> str:
    source = _said(conflict.theirs) if conflict.is_new else f"{_said(conflict.theirs)} (as before)"
    return f"here {_said(conflict.ours)}, in the source {source}"


def _gone(preview: Preview) -> Iterator[str]:
    gone = preview.plan.gone
    if not gone:
        return
    yield ""
    verb = "is" if len(gone) == 1 else "are"
    yield f"{_count(len(gone), 'term')} {verb} no longer in the source" + (
        ", and deprecated now."
        if preview.order.deprecates_missing
        else ". --deprecate-missing deprecates them."
    )
    yield from (f"  {known.slug}.yml" for known in gone[:MOST_LISTED])
    yield from _more(len(gone))


def _refused(preview: Preview) -> Iterator[str]:
    refused = [one for one in preview.results() if one.outcome is Outcome.REFUSED]
    if refused:
        yield ""
        yield from (f"  {_refusal(one)}" for one in refused[:MOST_LISTED])
        yield from _more(len(refused))


def _refusal(one: Result) -> str:
    name = f" “{one.name}”" if one.name else ""
    return f"{one.at}{name}: refused: {one.detail}"


def _more(count: int) -> Iterator[str]:
    if count > MOST_LISTED:
        yield f"  … and {count - MOST_LISTED:,} more; --report FILE.csv lists every row."


def _planned(preview: Preview) -> Iterator[Planned]:
    return (row for row in preview.rows if isinstance(row, Planned))


def _shortened(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN].rstrip()} …"
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    if isinstance(value, dict):
        return {key: _shortened(one) for key, one in value.items()}
    return value


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else str(value)
    short = " ".join(text.split())
    return f"“{short[:60]}…”" if len(short) > MOST_LISTED * 6 else f"“{short}”"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
