"""Opens a page of a shelf with its present terms, however old the button is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.cards.browse.browse import Row, ShelfPage, Shelves
from bot.cards.kit.phrases import days
from bot.errors import UserFacingError
from bot.glossary.browse.shelves import due_shelf
from bot.reviews.queue import LOOKUPS_COUNTED, most_pressing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.cards.browse.page_ref import PageRef
    from bot.glossary.browse.catalogue import Catalogue
    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.due import Review
    from bot.reviews.queue import DueTerm
    from bot.services.services import Services
    from bot.services.viewer import Viewer

PAGE_IN_A_MESSAGE = 10
PAGE_AT_HOME = 25

T = TypeVar("T")


class ShelfGoneError(UserFacingError):
    """The button is older than the glossary: its category or role is no more."""

    def __init__(self) -> None:
        super().__init__(
            "The glossary no longer has this page. /glossary browse lists what it has."
        )


def shelves_of(catalogue: Catalogue) -> Shelves:
    """Return every shelf that the glossary has now."""
    return Shelves(catalogue.all_terms, tuple(catalogue.categories), tuple(catalogue.roles))


def due_now(services: Services) -> Sequence[Review]:
    """Return every review that is due, in no order."""
    return services.catalogue.due(services.clock().date())


async def pressing_now(
    services: Services, workspace_id: str, due: Sequence[Review], most: int, *, reader: str = ""
) -> list[DueTerm]:
    """Return at most so many of the reviews that are due: the reader's own, then what presses."""
    today = services.clock().date()
    lookups = await services.lookup_stats.lookups(workspace_id, today - LOOKUPS_COUNTED)
    stewards = await services.stewards.current()
    return most_pressing(due, stewards, today, lookups, most, reader=reader)


async def open_target(services: Services, viewer: Viewer, ref: PageRef, size: int) -> ShelfPage:
    """Return the page that a button leads to; the last one where there are fewer by now."""
    if ref.is_due:
        return await due_page(services, viewer, ref.page, size)
    shelves = shelves_of(services.catalogue)
    shelf = ref.shelf_among((shelves.all_terms, *shelves.categories, *shelves.roles))
    if shelf is None:
        raise ShelfGoneError
    return open_page(services.catalogue, shelf, ref.page, size)


def open_page(catalogue: Catalogue, shelf: Shelf, number: int, size: int) -> ShelfPage:
    """Return a page of a shelf."""
    return _page(shelf, catalogue.terms_on(shelf), Row, number, size)


async def due_page(services: Services, viewer: Viewer, number: int, size: int) -> ShelfPage:
    """Return a page of terms that are due for review."""
    all_due = due_now(services)
    due = await pressing_now(services, viewer.workspace_id, all_due, len(all_due))
    return _page(due_shelf(len(due)), due, lambda one: Row(one.term, due_words(one)), number, size)


def due_words(due: DueTerm) -> str:
    """Return by how much a review is late."""
    return f"overdue by {days(due.days_overdue)}" if due.days_overdue else "due today"


def _page(
    shelf: Shelf, held: Sequence[T], row_of: Callable[[T], Row], number: int, size: int
) -> ShelfPage:
    pages = max(1, -(-len(held) // size))
    number = min(number, pages - 1)
    rows = tuple(map(row_of, held[number * size : (number + 1) * size]))
    return ShelfPage(shelf, rows, number, pages)
