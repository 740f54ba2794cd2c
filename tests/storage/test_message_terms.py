from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.message_terms import ANSWERS_KEPT, MessageTerms
from bot.storage.personal_data import PersonalData
from bot.storage.tables import MESSAGE_TERMS

if TYPE_CHECKING:
    from bot.storage.database import Database


async def test_a_post_is_found_by_where_and_when_it_stands(database: Database):
    """Workspace, channel and time stamp together lead to the term."""
    posts = MessageTerms(database)

    await posts.remember("T1", "C1", "1700000000.000100", "rag")

    assert await posts.slug_of("T1", "C1", "1700000000.000100") == "rag"


async def test_messages_of_others_are_no_posts(database: Database):
    """One differing part is enough."""
    posts = MessageTerms(database)
    await posts.remember("T1", "C1", "1.1", "rag")

    others = [("T2", "C1", "1.1"), ("T1", "C2", "1.1"), ("T1", "C1", "1.2")]

    assert [await posts.slug_of(*other) for other in others] == [None, None, None]


async def test_a_post_that_is_redrawn_shows_its_newest_term(database: Database):
    """Remembering a message again replaces what it shows."""
    posts = MessageTerms(database)

    await posts.remember("T1", "C1", "1.1", "rag")
    await posts.remember("T1", "C1", "1.1", "kv-cache")

    assert await posts.slug_of("T1", "C1", "1.1") == "kv-cache"


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANN = "U0ANN0000"


async def test_a_private_answer_is_found_by_whom_it_answers(database: Database):
    """The row names neither the person nor their conversation with the bot."""
    posts = MessageTerms(database)
    await posts.remember_answer("T1", ANN, "1.1", "rag")
    async with database.engine.connect() as connection:
        (row,) = (await connection.execute(select(MESSAGE_TERMS))).mappings().all()

    assert ANN not in repr(row)
    assert await posts.slug_of("T1", "D1", "1.1", reader_id=ANN) == "rag"
    assert await posts.slug_of("T1", "D1", "1.1", reader_id="U2") is None
    assert await posts.slug_of("T1", "D1", "1.1") is None


async def test_old_private_answers_are_forgotten(database: Database):
    """Posts for everybody are not."""
    posts, old = MessageTerms(database), f"{(NOW - ANSWERS_KEPT).timestamp() - 1:.6f}"
    await posts.remember_answer("T1", ANN, old, "rag")
    await posts.remember_answer("T1", ANN, f"{NOW.timestamp():.6f}", "token")
    await posts.remember("T1", "C1", old, "rag")
    await posts.forget_old_answers(lambda: NOW)

    assert await posts.slug_of("T1", "D1", old, reader_id=ANN) is None
    assert await posts.slug_of("T1", "D1", f"{NOW.timestamp():.6f}", reader_id=ANN) == "token"
    assert await posts.slug_of("T1", "C1", old) == "rag"


async def test_of_who_was_forgotten_no_private_answer_is_found(database: Database):
    """Before, their export shows it."""
    posts, personal_data = MessageTerms(database), PersonalData(database)
    await posts.remember_answer("T1", ANN, "1.1", "rag")
    await posts.remember_answer("T1", "U2", "1.2", "rag")

    assert [row["ts"] for row in (await personal_data.export(ANN))["message_terms"]] == ["1.1"]

    await personal_data.forget(ANN, NOW)

    assert await personal_data.export(ANN) == {}
    assert await posts.slug_of("T1", "D1", "1.1", reader_id=ANN) is None
    assert await posts.slug_of("T1", "D2", "1.2", reader_id="U2") == "rag"
