"""Errors as people see them: never silence, never a traceback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from structlog.testing import capture_logs

from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

POINTING_AT_EACH_OTHER = (
    a_term("diffusion model", related=("sampler",)),
    a_term("sampler", related=("diffusion model",)),
)
# How often the bot asks within the three seconds that a trigger and an ack live.
TRIES_IN_TIME = 3
REFERENCE = re.compile(r"reference ([0-9a-f]{8})\.")


def break_resolving(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the glossary fail as only a bug does."""

    def fail(_label: str) -> Any:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(bot.glossary, "resolve", fail)


async def test_a_bug_in_a_lookup_is_told_with_the_reference_that_is_logged(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person can name the fault, the operator can find it, and no detail leaks."""
    bot = await bot_with(a_term(related=("x",)))
    break_resolving(bot, monkeypatch)
    with capture_logs() as logs:
        told = await bot.person("maya").command("/define diffusion model")
    shown = REFERENCE.search(told.words)
    (logged,) = [entry for entry in logs if entry["log_level"] == "error"]

    assert shown
    assert shown.group(1) == logged["reference"]
    assert logged["trigger"] == "command: /define"
    assert "a bug" not in told.words


async def test_a_bug_behind_a_press_is_told_once_and_acked(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A listener that fails right after its ack still has that ack reach Slack."""
    bot = await bot_with(*POINTING_AT_EACH_OTHER)
    maya = bot.person("maya")
    answer = await maya.command("/define sampler")
    break_resolving(bot, monkeypatch)
    with capture_logs():
        told = await maya.choose(answer.message, "choose_next", "diffusion model")

    assert REFERENCE.search(told.words)
    assert told.notices == []
    assert len(maya.ephemerals()) == 2


async def test_a_bug_behind_a_press_in_a_modal_is_told_in_a_direct_message(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A modal has no response_url, so the words come as a message."""
    bot = await bot_with(*POINTING_AT_EACH_OTHER)
    maya = bot.person("maya")
    answer = await maya.command("/define sampler")
    full = await maya.press(answer.message, "More")
    break_resolving(bot, monkeypatch)
    with capture_logs():
        await maya.press(full.view, "diffusion model")
    (told,) = maya.dms()

    assert REFERENCE.search(told.words)


async def test_a_bug_behind_what_somebody_wrote_is_told_where_it_was_written(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes to the bot waits for an answer; in a channel only they read it."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    break_resolving(bot, monkeypatch)
    with capture_logs():
        alone = await maya.say("diffusion model", channel=maya.id)
        mentioned = await maya.say("@Parlance diffusion model")

    assert REFERENCE.search(alone.words)
    assert REFERENCE.search(mentioned.words)
    assert mentioned.message
    assert maya.id == mentioned.message.ephemeral_to


async def test_a_bug_behind_a_form_leaves_it_open_with_what_was_typed(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person's text is not lost; the form is sent again once all is well."""
    bot = await bot_with()
    maya = bot.person("maya")
    nothing = await maya.command("/define flux capacitor")
    form = await maya.press(nothing.message, "Request this term")

    async def fail(*_: Any) -> None:
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch, capture_logs():
        patch.setattr(type(bot.services.term_requests), "request_term", fail)
        told = await maya.submit(form.view, {"why": "It is on every slide."})

    assert REFERENCE.search(" ".join(told.errors.values()))
    assert told.view
    assert form.view
    assert told.view.id == form.view.id
    assert "Thank you" in (await maya.submit(told.view)).words


async def test_a_press_that_slack_found_too_late_asks_for_another(bot_with: BotWith) -> None:
    """An expired trigger is normal life: the sentence says what to do."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    bot.slack.refuse_next("views.open", "expired_trigger_id")
    told = await maya.press(answer.message, "More")

    assert "That took too long for Slack. Please press again." in told.words


async def test_an_outage_of_slacks_is_told_as_such(bot_with: BotWith) -> None:
    """A proxy in front of Slack answers in words that aren't JSON; the person reads a sentence."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    for _ in range(TRIES_IN_TIME):
        bot.slack.fail_next("views.open")
    told = await maya.press(answer.message, "More")

    assert "Slack has trouble at the moment." in told.words


async def test_an_outage_at_the_first_question_asks_nobody_to_install_the_app_anew(
    bot_with: BotWith,
) -> None:
    """The bot asks for its token's owner once; if Slack fails, the next question asks again."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    for _ in range(TRIES_IN_TIME):
        bot.slack.fail_next("auth.test")
    told = await maya.command("/define diffusion model")
    then = await maya.command("/define diffusion model")

    assert "Slack has trouble at the moment. Please try again soon." == told.words
    assert "For product" in then.words


async def test_a_request_that_nothing_listens_to_is_logged_only(bot_with: BotWith) -> None:
    """A button of an older version only leaves a line in the log."""
    bot = await bot_with(a_term())
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model")
    assert answer.message
    controls = next(block for block in answer.message.blocks if block["type"] == "actions")
    controls["elements"][0]["action_id"] = "from_long_ago"
    with capture_logs() as logs:
        told = await maya.press(answer.message, "More")

    assert told.notices == []
    assert [entry["trigger"] for entry in logs if entry["log_level"] == "warning"] == [
        "block_actions: from_long_ago"
    ]
