"""The bot learns from what people open, and a steward decides."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.workspace.people import WEI
from tests.builders import a_term_file
from tests.flows.reviews import CHANNEL, CONFIG, overdue

if TYPE_CHECKING:
    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import Stewarding
    from tests.flows.reviews import Reviews

ASKED = "store for embeddings of text"
STORE = a_term_file("vector store", short_def="A store for embeddings of text and of pictures.")
PEOPLE = ("maya", "jonas", "lena")


async def ask_and_open(reviews: Reviews, *people: str) -> None:
    for name in people:
        person = reviews.bot.person(name)
        answer = await person.command(f"/define {ASKED}", channel="general")
        await person.press(answer.message, "Open vector store")
    await reviews.bot.services.lookup_counts.flush()


def learned(messages: list[Message]) -> list[Message]:
    return [one for one in messages if "is “store for" in one.words]


async def proposed(reviews: Reviews, *people: str, week: int = 0) -> list[Message]:
    await ask_and_open(reviews, *(people or PEOPLE))
    await reviews.remind(week=week)
    await reviews.bot.services.worker.run()
    return learned(reviews.bot.person("wei").messages(CHANNEL))


@pytest.mark.parametrize(
    ("button", "field"),
    [("Add as another name", "aliases"), ("Add as a search phrase", "hidden_labels")],
)
async def test_a_steward_adds_what_three_people_opened(
    stewarding: Stewarding, button: str, field: str
) -> None:
    """One press writes the label into the term's file; from then on it's found."""
    reviews = await stewarding(STORE, overdue("token"))
    (card,) = await proposed(reviews)

    assert f"3 people asked “{ASKED}” and opened “vector store”." in card.words

    await reviews.bot.person("wei").press(card, button)

    assert ASKED in reviews.file("vector-store").read_text().partition(f"{field}:")[2]
    answer = await reviews.bot.person("maya").command(f"/define {ASKED}", channel="general")
    assert answer.message
    assert "A store for embeddings" in answer.message.words
    assert "No term is called" not in answer.message.words
    (card,) = learned(reviews.bot.person("wei").messages(CHANNEL))
    assert "*Accepted* by <@U0WEI00004>" in card.words
    assert "and live" in card.words
    acts = [one.act.value for one in await reviews.bot.acts("vector-store")]
    assert "accepted" in acts
    assert reviews.bot.person("maya").dms() == []


@pytest.mark.parametrize("use", ["More", "choose_next"])
async def test_a_nearest_term_that_three_people_go_on_with_is_learned(
    stewarding: Stewarding, use: str
) -> None:
    """They read all about it, or read it in another role's words: they meant it."""
    reviews = await stewarding(a_term_file("grounding"), overdue("token"))
    for name in PEOPLE:
        person = reviews.bot.person(name)
        answer = await person.command("/define groundedness", channel="general")
        if use == "More":
            await person.press(answer.message, "More")
        else:
            await person.choose(answer.message, use, "Legal")
    await reviews.bot.services.lookup_counts.flush()
    await reviews.remind()
    await reviews.bot.services.worker.run()
    cards = reviews.bot.person("wei").messages(CHANNEL)

    assert any("asked “groundedness” and opened “grounding”." in one.words for one in cards)


async def test_a_nearest_term_that_is_only_shown_teaches_nothing(stewarding: Stewarding) -> None:
    """Nor does a sure answer, which needs no other name."""
    reviews = await stewarding(a_term_file("grounding"), overdue("token"))
    for name in PEOPLE:
        person = reviews.bot.person(name)
        await person.command("/define groundedness", channel="general")
        sure = await person.command("/define groundings", channel="general")
        await person.press(sure.message, "More")
    await reviews.bot.services.lookup_counts.flush()
    await reviews.remind()
    await reviews.bot.services.worker.run()

    assert not any("and opened" in one.words for one in reviews.bot.person("wei").messages(CHANNEL))


async def test_two_people_or_one_person_three_times_are_not_enough(
    stewarding: Stewarding,
) -> None:
    """They might be known by what they asked."""
    reviews = await stewarding(STORE, overdue("token"))

    assert await proposed(reviews, "maya", "maya", "maya", "jonas") == []


async def test_nobody_but_a_steward_decides(stewarding: Stewarding) -> None:
    """Another person presses, and the file stays as it is."""
    config = replace(CONFIG, stewards={"Wei": WEI})
    reviews = await stewarding(STORE, overdue("token"), config=config)
    (card,) = await proposed(reviews)
    before = reviews.file("vector-store").read_bytes()

    for button in ("Add as another name", "Add as a search phrase", "Not the same"):
        await reviews.bot.person("amara").press(card, button)

    assert before == reviews.file("vector-store").read_bytes()
    (card,) = learned(reviews.bot.person("wei").messages(CHANNEL))
    assert "Add as another name" in json.dumps(card.blocks)


async def test_what_is_not_the_same_is_never_proposed_again(stewarding: Stewarding) -> None:
    """Nor is an undecided question posted twice."""
    reviews = await stewarding(STORE, overdue("token"))
    (card,) = await proposed(reviews)
    assert len(await proposed(reviews, week=1)) == 1
    await reviews.bot.person("wei").press(card, "Not the same")

    assert len(await proposed(reviews, *PEOPLE, "sofia", week=2)) == 1
    (card,) = learned(reviews.bot.person("wei").messages(CHANNEL))
    assert "*Declined* by <@U0WEI00004>" in card.words
