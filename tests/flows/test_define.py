"""Conversations about ``/define``: what people type, and what they then read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.sandbox.run import examples_of
from bot.glossary.model import Status
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

DIFFUSION = a_term(
    audiences={"legal": "As legal says it.", "exec": "As executives say it."},
    related=("sampler", "token"),
)
SAMPLER = a_term("sampler")
TOKENS = (a_term("token", context="Security"), a_term("token", context="Finance"))


async def test_a_lookup_is_answered_privately_without_a_call_to_slack(bot_with: BotWith) -> None:
    """The answer travels in the ack, and only the asker sees it."""
    bot = await bot_with(DIFFUSION)
    await bot.keep_role(bot.person("maya").id, "product")
    await bot.person("wei").command("/define")  # the first request of all checks the token
    calls = len(bot.slack.calls)
    answer = await bot.person("maya").command("/define diffusion model")

    assert "As executives say it." in answer.words
    assert answer.message
    assert answer.message.ephemeral_to == bot.person("maya").id
    assert bot.person("jonas").ephemerals() == []
    assert bot.slack.calls[calls:] == []


async def test_a_role_can_be_typed(bot_with: BotWith) -> None:
    """A person who asks "as legal" reads legal's words, and may keep that role."""
    bot = await bot_with(DIFFUSION)
    answer = await bot.person("maya").command("/define diffusion model as legal")

    assert "As legal says it." in answer.words
    assert "Keep this role" in answer.words


async def test_a_near_hit_is_asked_about(bot_with: BotWith) -> None:
    """A guess is offered, not shown as the answer."""
    bot = await bot_with(a_term("retrieval augmented generation"), a_term("retrieval index"))
    maya = bot.person("maya")
    question = await maya.command("/define retrieval")

    assert "Did you mean one of these?" in question.words

    opened = await maya.press(question.message, "retrieval index")

    assert "What retrieval index means" in opened.words


async def test_the_nearest_term_is_shown_at_once(bot_with: BotWith) -> None:
    """Under a heading that says so, with the others to choose, in the same message."""
    bot = await bot_with(a_term("grounding"), a_term("ground truth"))
    maya = bot.person("maya")
    answer = await maya.command("/define groundedness as legal")

    assert "No exact match for “groundedness”. Nearest: grounding" in answer.words
    assert "For legal" in answer.words
    assert bot.person("jonas").ephemerals() == []

    opened = await maya.choose(answer.message, "choose_next", "ground truth")

    assert "What ground truth means" in opened.words
    assert len(maya.ephemerals()) == 1


async def test_a_nearest_term_that_was_not_meant_is_a_miss(bot_with: BotWith) -> None:
    """A press offers what else is near, in the same message, and counts as a miss."""
    bot = await bot_with(a_term("grounding"), a_term("ground truth"))
    maya = bot.person("maya")
    answer = await maya.command("/define groundedness")
    left = await maya.press(answer.message, "Not what I meant")

    assert "No term is called “groundedness”. Did you mean this one?" in left.words
    assert "Request this term" in left.words
    assert len(maya.ephemerals()) == 1
    misses = [(outcome, label) for outcome, _, label, _, _ in await bot.counted() if label]
    assert misses == [("suggestions", "groundedness")]


async def test_a_nearest_term_is_rejected_once(bot_with: BotWith) -> None:
    """In a direct message the card keeps its button; a second press counts nothing more."""
    bot = await bot_with(a_term("grounding"), a_term("ground truth"))
    maya = bot.person("maya")
    await maya.say("groundedness", channel=maya.id)
    card = maya.dms()[-1]
    for _ in range(2):
        await maya.press(card, "Not what I meant")
    rows = await bot.counted()
    counted = {(outcome, slug or label): times for outcome, slug, label, _, times in rows}

    assert 1 == counted.pop(("suggestions", "groundedness"))
    assert not any(counted.values())


async def test_a_rejected_term_is_the_one_that_was_shown(
    bot_with: BotWith,
) -> None:
    """Although another one is the nearest by now, which is then offered."""
    bot = await bot_with(a_term("grounding"), a_term("ground truth"))
    maya = bot.person("maya")
    answer = await maya.command("/define groundedness")
    bot.glossary.apply([a_term("groundedness score")])
    left = await maya.press(answer.message, "Not what I meant")

    assert "grounding" not in left.words
    assert "groundedness score" in left.words
    counted = {slug: times for _, slug, _, _, times in await bot.counted() if slug}
    assert not any(counted.values())


async def test_a_term_called_help_is_defined(bot_with: BotWith) -> None:
    """The glossary's own word comes before ours; `/define` alone still helps."""
    bot = await bot_with(a_term("help"))

    assert "What help means" in (await bot.person("maya").command("/define help")).words


async def test_a_name_that_ends_like_a_role_is_taken_literally(bot_with: BotWith) -> None:
    """A term named so is meant before "as legal" is."""
    bot = await bot_with(a_term("terms as legal"), a_term("terms"))
    answer = await bot.person("maya").command("/define terms as legal")

    assert "What terms as legal means" in answer.words


async def test_characters_that_slack_escapes_are_looked_up_as_typed(bot_with: BotWith) -> None:
    """A name with an ampersand is found, and shown with it."""
    bot = await bot_with(a_term("Q&A"))

    assert "What Q&A means" in (await bot.person("maya").command("/define Q&amp;A")).words


async def test_a_deprecated_term_leads_to_its_replacement(bot_with: BotWith) -> None:
    """One press goes from the old word to the new one."""
    old = a_term("score model", status=Status.DEPRECATED, replaced_by="diffusion model")
    bot = await bot_with(old, DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define score model")

    assert "Use “diffusion model” instead." in answer.words

    opened = await maya.press(answer.message, "diffusion model")

    assert DIFFUSION.short_def in opened.words


async def test_an_answer_drawn_before_is_drawn_anew_when_its_term_changes(
    bot_with: BotWith,
) -> None:
    """A cached answer never outlives the words it was drawn from."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    before = await maya.command("/define diffusion model")
    bot.glossary.apply([a_term(short_def="Said better.")], [])
    after = await maya.command("/define diffusion model")

    assert DIFFUSION.short_def in before.words
    assert "Said better." in after.words


async def test_lookups_are_counted_without_naming_anybody(bot_with: BotWith) -> None:
    """Term or missing label, outcome and role: no more than later flows rank by."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model as legal")
    await maya.command("/define diffusion model as legal")
    await maya.choose(answer.message, "choose_next", "sampler")
    await maya.command("/define zzyzx")

    assert await bot.counted() == [
        ("found", "diffusion-model", "", "legal", 2),
        ("found", "sampler", "", "legal", 1),
        ("nothing", "", "zzyzx", "product", 1),
    ]


async def test_a_role_is_known_by_what_its_people_are_called(bot_with: BotWith) -> None:
    """Lawyers read legal's words."""
    bot = await bot_with(DIFFUSION)
    answer = await bot.person("maya").command("/define diffusion model for our lawyers, please")

    assert "As legal says it." in answer.words
    assert "There's no role" not in answer.words


async def test_people_without_a_role_are_answered_in_the_askers_own(bot_with: BotWith) -> None:
    """One line says so, and what they asked is not counted as a missing term."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model for my boss")
    several = await maya.command("/define token as a CTO")
    await maya.command("/define sampler for grandma")

    assert "As executives say it." in answer.words
    assert answer.words.count("There's no role “boss” here. Shown for product.") == 1
    assert "There's no role “CTO” here. Shown for product." in several.words
    assert [("found", "diffusion-model"), ("nothing", "sampler"), ("several", "token")] == [
        (outcome, slug or label) for outcome, slug, label, _, _ in await bot.counted()
    ]


async def test_a_name_that_ends_like_a_role_is_found_whole(bot_with: BotWith) -> None:
    """Also within a question."""
    terms = (a_term("software as a service"), a_term("software"), a_term("token for developers"))
    bot = await bot_with(*terms)
    maya = bot.person("maya")

    for asked in ("software as a service", "token for developers"):
        answer = await maya.command(f"/define what is {asked}?")
        assert f"What {asked} means" in answer.words


async def test_a_plea_is_dropped_where_no_name_ends_so(bot_with: BotWith) -> None:
    """The query is found, or counted as missing, without it."""
    bot = await bot_with(DIFFUSION, a_term("attention"), a_term("attention please"))
    maya = bot.person("maya")
    polite = await maya.command("/define diffusion model, please")
    whole = await maya.command("/define attention please")
    await maya.command("/define zzyzx thanks")

    assert "What diffusion model means" in polite.words
    assert "What attention please means" in whole.words
    assert ("nothing", "zzyzx") in [(one[0], one[2]) for one in await bot.counted()]


async def test_emoji_and_people_are_no_part_of_what_is_asked(bot_with: BotWith) -> None:
    """As people type behind a question."""
    bot = await bot_with(a_term("RAG"))
    maya = bot.person("maya")

    for asked in ("RAG :pray:", "RAG :robot_face:", ":wave: what is RAG?", "what is RAG? cc @Bob"):
        answer = await maya.command(f"/define {asked}")
        assert "What RAG means" in answer.words


async def test_each_meaning_of_one_name_is_opened_by_its_own_button(bot_with: BotWith) -> None:
    """Also where nothing but the definition tells them apart."""
    bot = await bot_with(
        a_term("BVA", slug="bva", short_def="The board."),
        a_term("BVA", slug="bva-2", short_def="The veterans."),
        a_term("bva", slug="bva-3", short_def="The test."),
    )
    maya = bot.person("maya")
    question = await maya.command("/define BVA")

    assert "“BVA” has 2 meanings here. Which one?" in question.words
    assert "The board." in question.words

    chosen = await maya.press(question.message, "The veterans.")

    assert "The veterans." in chosen.words


async def test_an_answer_drawn_before_is_drawn_again_the_next_day(bot_with: BotWith) -> None:
    """How long a review is overdue changes by the day, though no file does."""
    bot = await bot_with(a_term(last_reviewed_on=date(2025, 11, 1)))
    maya = bot.person("maya")
    await maya.command("/define diffusion model")  # the first answer alone offers a role
    today = await maya.command("/define diffusion model")
    bot.clock.now += timedelta(days=1)
    tomorrow = await maya.command("/define diffusion model")

    assert "overdue by 22 days" in today.words
    assert "overdue by 23 days" in tomorrow.words


ASKED_IN_TWO_WAYS = (
    ("diffusion model for my boss", "diffusion model", "There's no role"),
    ("diffusion model for my boss", "diffusion model for grandma", "boss"),
    ("latent diffusion", "denoising model", "latent"),
    ("latent diffusion", "diffusion model", "another name"),
)


@pytest.mark.parametrize(("first", "second", "of_the_first"), ASKED_IN_TWO_WAYS)
async def test_an_answer_drawn_before_is_not_given_to_another_question(
    bot_with: BotWith, first: str, second: str, of_the_first: str
) -> None:
    """The card says how the question led here, and that is each question's own."""
    bot = await bot_with(a_term(aliases=("latent diffusion", "denoising model")))
    earlier = await bot.person("maya").command(f"/define {first}")
    later = await bot.person("jonas").command(f"/define {second}")

    assert of_the_first in earlier.words
    assert of_the_first not in later.words


async def test_a_role_is_offered_to_those_alone_who_have_another(bot_with: BotWith) -> None:
    """Two people read the same words; one of them reads so by default."""
    bot = await bot_with(DIFFUSION)
    lena = bot.person("lena")
    await bot.keep_role(lena.id, "legal")
    offered = await bot.person("maya").command("/define diffusion model as legal")
    own = await lena.command("/define diffusion model")

    assert "Keep this role" in offered.words
    assert "As legal says it." in own.words
    assert "Keep Legal" not in own.words


async def test_each_example_of_the_sandboxs_welcome_works(bot_with: BotWith) -> None:
    """A newcomer presses them first."""
    rag = a_term("retrieval-augmented generation", aliases=("RAG",))
    bot = await bot_with(rag, a_term("kv cache"))
    maya = bot.person("maya")
    examples = examples_of(bot.glossary)

    assert [
        "/define RAG",
        "/define what is kv cache?",
        "/define RAG for engineering",
        "/glossary browse",
    ] == examples

    answers = [(await maya.command(example)).words for example in examples]

    assert [rag.short_def in words for words in answers] == [True, False, True, False]
    assert "What kv cache means" in answers[1]
    assert "For engineering" in answers[2]
    assert "Browse the glossary" in answers[3]
