"""Conversations about ``/glossary``: browsing, the role, due, requested and missing terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Status
from bot.sandbox.workspace.people import WEI
from handlers.glossary import SUBCOMMANDS
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

LONG_AGO = date(2024, 1, 1)
TERMS = (
    a_term("diffusion model"),
    a_term("token", categories=("Language models",), roles=("legal",)),
    a_term("vector", categories=("Language models",), last_reviewed_on=LONG_AGO),
)


async def test_what_can_be_typed_is_listed(bot_with: BotWith) -> None:
    """One table gives dispatch and help, so that each subcommand is explained."""
    bot = await bot_with(*TERMS)
    bare = await bot.person("maya").command("/glossary")
    asked = await bot.person("maya").command("/glossary help")

    assert bare.words == asked.words
    assert [name for name in SUBCOMMANDS if f"/glossary {name}" not in asked.words] == []


async def test_the_answer_is_private_and_travels_in_the_ack(bot_with: BotWith) -> None:
    """Nobody else sees it, and Slack is not called."""
    bot = await bot_with(*TERMS)
    await bot.person("wei").command("/glossary")  # the first request of all checks the token
    calls = len(bot.slack.calls)
    answer = await bot.person("maya").command("/glossary browse")

    assert answer.message
    assert answer.message.ephemeral_to == bot.person("maya").id
    assert bot.slack.calls[calls:] == []


@pytest.mark.parametrize("typed", ["language models", "LANG", "langage models"])
async def test_a_category_can_be_typed_as_people_type(bot_with: BotWith, typed: str) -> None:
    """In any case, by its beginning, and with a typing error."""
    bot = await bot_with(*TERMS)
    answer = await bot.person("maya").command(f"/glossary browse {typed}")

    assert "vector" in answer.words
    assert "diffusion model" not in answer.words


@pytest.mark.parametrize("typed", ["legal", "lawyers", "Legal team"])
async def test_a_roles_terms_can_be_browsed(bot_with: BotWith, typed: str) -> None:
    """By the role's name, or by what its people are called."""
    bot = await bot_with(a_term("contract", roles=("legal",)), a_term("vector", roles=("product",)))
    answer = await bot.person("maya").command(f"/glossary browse {typed}")

    assert "contract" in answer.words
    assert "vector" not in answer.words


async def test_a_category_comes_before_a_role_of_its_name(bot_with: BotWith) -> None:
    """Browsing starts with the categories."""
    bot = await bot_with(
        a_term("contract", roles=("legal",)), a_term("tort", categories=("Legal",), roles=())
    )
    answer = await bot.person("maya").command("/glossary browse legal")

    assert "tort" in answer.words
    assert "contract" not in answer.words


@pytest.mark.parametrize("typed", ["devs", "SRE", "a developer", "the engineers"])
async def test_a_role_is_set_in_peoples_words(bot_with: BotWith, typed: str) -> None:
    """As people call themselves."""
    bot = await bot_with(*TERMS)
    answer = await bot.person("maya").command(f"/glossary role {typed}")

    assert "Kept. Terms are now explained to you for engineering." in answer.words


async def test_an_unknown_category_is_answered_with_those_there_are(bot_with: BotWith) -> None:
    """The card shows the text as typed, and below it everything there is to browse."""
    bot = await bot_with(*TERMS)
    answer = await bot.person("maya").command("/glossary browse cooking")

    assert "There's no category or role “cooking” here." in answer.words
    assert "Foundations · 1" in answer.words


async def test_a_role_is_set_and_kept(bot_with: BotWith) -> None:
    """From then on terms are explained in its words; that role's terms are one press away."""
    bot = await bot_with(*TERMS)
    maya = bot.person("maya")
    answer = await maya.command("/glossary role engineers")
    later = await maya.command("/define token")

    assert "Kept. Terms are now explained to you for engineering." in answer.words
    assert "token, said for an engineer." in later.words

    mine = await maya.command("/glossary role")

    assert "Terms are explained to you for engineering." in mine.words

    page = await maya.press(mine.message, "Browse 2 terms for engineering")

    assert "vector" in page.words
    assert "token" not in page.words


async def test_a_random_term_is_never_one_out_of_use(bot_with: BotWith) -> None:
    """What is no longer to be used is nothing to stumble upon; it counts as no lookup."""
    bot = await bot_with(a_term("token"), a_term("perceptron", status=Status.DEPRECATED))
    answers = [await bot.person("maya").command("/glossary random") for _ in range(8)]

    assert {"token" in answer.words for answer in answers} == {True}
    assert await bot.counted() == []


async def test_what_is_due_for_review_is_listed(bot_with: BotWith) -> None:
    """The most pressing first, with by how much it is late."""
    bot = await bot_with(*TERMS)
    answer = await bot.person("maya").command("/glossary overdue")

    assert "vector* · overdue by" in answer.words
    assert "token" not in answer.words


async def test_nothing_due_is_said(bot_with: BotWith) -> None:
    """An empty list would leave one wondering."""
    bot = await bot_with(a_term("token"))

    assert (
        "Nothing is due for review."
        in (await bot.person("maya").command("/glossary overdue")).words
    )


async def test_what_several_people_missed_is_in_the_backlog(bot_with: BotWith) -> None:
    """By people, not by how often; what one person asked for is for stewards' eyes alone."""
    config = replace(DEFAULT_CONFIG, stewards={"Wei": WEI})
    bot = await bot_with(glossary=a_glossary(*TERMS, config=config))
    for name in ("maya", "jonas"):
        await bot.person(name).command("/define quantum foo")
    for _ in range(3):
        await bot.person("jonas").command("/define my secret plan")
    everybody = await bot.person("maya").command("/glossary backlog")
    steward = await bot.person("wei").command("/glossary backlog")

    assert "quantum foo: 2 people" in everybody.words.replace("\n", "")
    assert "secret" not in everybody.words
    assert "1 more missing term was asked for by one person." in everybody.words
    assert "my secret plan" in steward.words

    bot.glossary.apply([a_term("quantum foo")])
    later = await bot.person("maya").command("/glossary backlog")

    assert "Everything that several people looked up in the last" in later.words


async def test_statistics_tell_use_and_upkeep(bot_with: BotWith) -> None:
    """Top terms, missing terms, coverage by role and category, and the state of reviews."""
    bot = await bot_with(*TERMS)
    for name in ("maya", "jonas"):
        await bot.person(name).command("/define token")
        await bot.person(name).command("/define quantum foo")
    await bot.person("maya").command("/glossary stats")
    [answer] = [
        one for one in bot.person("maya").ephemerals("general") if "Asked most" in one.words
    ]
    words = answer.words.replace("\n", "")

    assert "answered at once" in words
    assert "token (2 times)" in words
    assert "quantum foo (2 people)" in words
    assert "3 terms, 1 due for review: Language models (1)" in words
    assert "every role reads the shared wording" in words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("brows foundations", "Did you mean /glossary browse foundations?"),
        ("token", "It is a term, though:"),
        ("<!channel>", "/glossary help lists what there is; /define looks a term up."),
    ],
)
async def test_an_unknown_word_gets_what_comes_nearest(
    bot_with: BotWith, typed: str, said: str
) -> None:
    """A mistyped subcommand, or a term that was meant for /define."""
    bot = await bot_with(*TERMS)
    answer = await bot.person("maya").command(f"/glossary {typed}")

    assert said in answer.words


async def test_an_empty_glossary_can_be_asked(bot_with: BotWith) -> None:
    """Nothing fails where there is nothing yet."""
    bot = await bot_with()
    answers = [await bot.person("maya").command(f"/glossary {name}") for name in SUBCOMMANDS]

    assert [a.words for a in answers if "went wrong" in a.words] == []
    assert "This glossary has no terms yet." in answers[2].words


async def test_the_help_shows_what_can_be_typed(bot_with: BotWith) -> None:
    """With a category, a role and a term of this glossary, and no placeholder."""
    bot = await bot_with(a_term("kv cache"))
    maya = bot.person("maya")
    helped = await maya.command("/glossary help")

    assert "/glossary browse Foundations" in helped.words
    assert "/glossary role engineering" in helped.words
    assert "as in /define kv cache" in helped.words
    assert "[" not in helped.words.replace("[Search the glossary]", "")

    shelf = await maya.command("/glossary browse Foundations")

    assert "kv cache" in shelf.words


async def test_the_help_of_a_glossary_without_roles_speaks_of_none(bot_with: BotWith) -> None:
    """Nor of categories where there are none."""
    glossary = a_glossary(
        a_term("kv cache", categories=()), config=replace(DEFAULT_CONFIG, roles=(), categories=())
    )
    helped = await (await bot_with(glossary=glossary)).person("maya").command("/glossary help")

    assert "/glossary role" not in helped.words
    assert "/glossary browse" in helped.words


async def test_governance_tells_coverage_gaps_and_what_waits(bot_with: BotWith) -> None:
    """Requests count with their age; nobody is named."""
    bot = await bot_with(a_term("token", nist_rmf_tags=("safe",)))
    maya = bot.person("maya")
    missing = await maya.command("/define quantum foo")
    form = (await maya.press(missing.message, "Request this term")).view
    await maya.submit(form, {})
    answer = await bot.person("jonas").command("/glossary governance")

    assert "Safe: 1 term, 1 approved" in answer.words.replace("\n", "")
    assert "Map: no term" in answer.words
    assert "1 suggestion or request has waited for 0 days." in answer.words
    assert "Maya" not in answer.words


async def test_a_word_that_is_nothing_here_can_be_requested(bot_with: BotWith) -> None:
    """Somebody typed a term after the wrong command, and nobody has written it yet."""
    bot = await bot_with(*TERMS)
    maya = bot.person("maya")
    answer = await maya.command("/glossary flux capacitor")

    assert "There is no /glossary flux capacitor. Is a term missing?" in answer.words

    form = await maya.press(answer.message, "Request this term")

    assert form.view
    assert "flux capacitor" in str(form.view.blocks)
