"""Conversations about ``/define``: what people type, and what they then read."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """The answer travels in the ack, and nobody else sees it."""
    bot = await bot_with(DIFFUSION)
    await bot.person("wei").command("/define")  # the first request of all checks the token
    calls = len(bot.slack.calls)
    answer = await bot.person("maya").command("/define diffusion model")

    assert "As executives say it." in answer.words
    assert answer.message
    assert answer.message.ephemeral_to == bot.person("maya").id
    assert bot.person("jonas").ephemerals() == []
    assert bot.slack.calls[calls:] == []


async def test_a_role_can_be_typed(bot_with: BotWith) -> None:
    """Whoever asks "as legal" reads legal's words, and may keep that role."""
    bot = await bot_with(DIFFUSION)
    answer = await bot.person("maya").command("/define diffusion model as legal")

    assert "As legal says it." in answer.words
    assert "Keep Legal as my role" in answer.words


async def test_a_kept_role_answers_from_then_on(bot_with: BotWith) -> None:
    """Kept once, the role needs no typing, and is not offered again."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model as legal")
    kept = await maya.press(answer.message, "Keep Legal as my role")
    later = await maya.command("/define diffusion model")

    assert "Kept. Terms are now explained to you for legal." in kept.words
    assert "Keep Legal" not in kept.words
    assert "As legal says it." in later.words
    assert (
        "As executives say it."
        in (await bot.person("jonas").command("/define diffusion model as product")).words
    )


async def test_another_role_redraws_the_same_message(bot_with: BotWith) -> None:
    """Choosing a role changes the answer in place, and offers to keep it."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    redrawn = await maya.choose(answer.message, "choose_role", "Legal")

    assert "As legal says it." in redrawn.words
    assert "Keep Legal as my role" in redrawn.words
    assert len(maya.ephemerals()) == 1


async def test_a_related_term_opens_in_the_same_message(bot_with: BotWith) -> None:
    """Reading on leaves one message, not a trail."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    opened = await maya.press(answer.message, "sampler")

    assert SAMPLER.short_def in opened.words
    assert len(maya.ephemerals()) == 1


async def test_several_meanings_are_offered_and_chosen(bot_with: BotWith) -> None:
    """One label with two meanings is a question, answered by a press."""
    bot = await bot_with(*TOKENS)
    maya = bot.person("maya")
    question = await maya.command("/define token as legal")

    assert "“token” has 2 meanings here. Which one?" in question.words

    chosen = await maya.press(question.message, "token (Finance)")

    assert "token (Finance)" in chosen.words
    assert "For legal" in chosen.words
    assert len(maya.ephemerals()) == 1


async def test_a_related_label_with_several_meanings_asks_too(bot_with: BotWith) -> None:
    """A relation that leaves the meaning open leads to the choice."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    question = await maya.press(answer.message, "token")

    assert "“token” has 2 meanings here. Which one?" in question.words


async def test_a_near_hit_is_asked_about(bot_with: BotWith) -> None:
    """A guess is offered, not shown as the answer."""
    bot = await bot_with(a_term("retrieval augmented generation"), a_term("retrieval index"))
    maya = bot.person("maya")
    question = await maya.command("/define retrieval")

    assert "Did you mean one of these?" in question.words

    opened = await maya.press(question.message, "retrieval index")

    assert "What retrieval index means" in opened.words


async def test_nothing_leads_to_the_search(bot_with: BotWith) -> None:
    """A dead end says so plainly, and opens the search form."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define zzyzx <!channel>")
    form = await maya.press(answer.message, "Search the glossary")

    assert "Nothing in this glossary comes near" in answer.words
    assert form.view
    assert form.view.title == "Search the glossary"


async def test_a_term_is_searched_read_and_read_in_full(bot_with: BotWith) -> None:
    """The form stays open through search, another role and the full definition."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    help_ = await maya.command("/define")
    form = await maya.press(help_.message, "Search the glossary")

    assert await maya.suggest_options(form.view, "search_term", "diff") == ["diffusion model"]

    chosen = await maya.choose(form.view, "search_term", "diffusion model")

    assert "As executives say it." in chosen.words

    as_legal = await maya.choose(chosen.view, "choose_role", "Legal")

    assert "As legal says it." in as_legal.words

    kept = await maya.press(as_legal.view, "Keep Legal as my role")

    assert "Kept. Terms are now explained to you for legal." in kept.words

    full = await maya.press(kept.view, "Full definition")

    assert DIFFUSION.long_def in full.words

    onward = await maya.press(full.view, "sampler")

    assert "What sampler means, in one plain sentence." in onward.words
    assert DIFFUSION.short_def not in onward.words


async def test_the_list_is_offered_before_a_letter_is_typed(bot_with: BotWith) -> None:
    """Who does not know the word looks through the terms."""
    bot = await bot_with(SAMPLER, DIFFUSION)
    maya = bot.person("maya")
    form = await maya.press((await maya.command("/define")).message, "Search the glossary")

    assert await maya.suggest_options(form.view, "search_term", "") == [
        "diffusion model",
        "sampler",
    ]


async def test_the_full_definition_opens_over_the_message(bot_with: BotWith) -> None:
    """All of a term is one press away, and the answer stays where it was."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    full = await maya.press(answer.message, "Full definition")

    assert full.view
    assert DIFFUSION.long_def in full.words
    assert len(maya.ephemerals()) == 1


async def test_several_meanings_are_chosen_inside_the_full_definition(bot_with: BotWith) -> None:
    """A modal asks in the modal, and shows what was chosen there."""
    bot = await bot_with(DIFFUSION, *TOKENS)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    full = await maya.press(answer.message, "Full definition")
    question = await maya.press(full.view, "token")

    assert "“token” has 2 meanings here. Which one?" in question.words

    chosen = await maya.press(question.view, "token (Security)")

    assert chosen.view
    assert chosen.view.title == "Full definition"
    assert "token (Security)" in chosen.words


async def test_help_says_what_to_type_and_sets_the_role(bot_with: BotWith) -> None:
    """`/define help` and `/define` alone are the same help; the role is chosen there."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    help_ = await maya.command("/define help")

    for asked in ("/define", "/define Help?", "/define ?"):
        assert help_.words == (await bot.person("jonas").command(asked)).words
    assert "/define diffusion model" in help_.words

    changed = await maya.choose(help_.message, "set_role", "Legal")

    assert "Terms are explained to you for legal." in changed.words
    assert "As legal says it." in (await maya.command("/define diffusion model")).words


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
    """What is kept of an answer never outlives the words it was drawn from."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    before = await maya.command("/define diffusion model")
    bot.glossary.apply([a_term(short_def="Said better.")], [])
    after = await maya.command("/define diffusion model")

    assert DIFFUSION.short_def in before.words
    assert "Said better." in after.words


async def test_a_term_removed_since_is_said_kindly(bot_with: BotWith) -> None:
    """A card may be older than the glossary; a press on it is no crash."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    bot.glossary.apply([], ["sampler", "diffusion-model"])
    told = await maya.press(answer.message, "sampler")

    assert "This term is no longer in the glossary under that name." in told.words
    assert told.notices == []
    assert len(maya.ephemerals()) == 2


async def test_lookups_are_counted_without_naming_anybody(bot_with: BotWith) -> None:
    """Term or missing label, outcome and role: no more than later flows rank by."""
    bot = await bot_with(DIFFUSION, SAMPLER)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model as legal")
    await maya.command("/define diffusion model as legal")
    await maya.press(answer.message, "sampler")
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
    assert answer.words.count("There's no role “boss” here, so this is for product.") == 1
    assert "There's no role “CTO” here, so this is for product." in several.words
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
    """What was asked is found, or counted as missing, without it."""
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
