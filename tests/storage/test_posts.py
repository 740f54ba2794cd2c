from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.posts import Posts

if TYPE_CHECKING:
    from bot.storage.database import Database


async def test_a_post_is_found_by_where_and_when_it_stands(database: Database):
    """Workspace, channel and time stamp together lead to the term."""
    posts = Posts(database)

    await posts.remember("T1", "C1", "1700000000.000100", "rag")

    assert await posts.slug_of("T1", "C1", "1700000000.000100") == "rag"


async def test_messages_of_others_are_no_posts(database: Database):
    """One differing part is enough."""
    posts = Posts(database)
    await posts.remember("T1", "C1", "1.1", "rag")

    others = [("T2", "C1", "1.1"), ("T1", "C2", "1.1"), ("T1", "C1", "1.2")]

    assert [await posts.slug_of(*other) for other in others] == [None, None, None]


async def test_a_post_that_is_redrawn_shows_its_newest_term(database: Database):
    """Remembering a message again replaces what it shows."""
    posts = Posts(database)

    await posts.remember("T1", "C1", "1.1", "rag")
    await posts.remember("T1", "C1", "1.1", "kv-cache")

    assert await posts.slug_of("T1", "C1", "1.1") == "kv-cache"
