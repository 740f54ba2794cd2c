from __future__ import annotations

import pytest
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.cards.kit.card import Card
from bot.errors import UserFacingError
from bot.slack.errors import Failure, NotShownError
from bot.slack.reply import Respond, otherwise_say, reply
from bot.slack.retries import Retries
from tests.slack.hanging_up import an_answer, answering

WELL = an_answer("200 OK", "ok", "text/plain")
BUSY = an_answer("429 Too Many Requests", "", "text/plain", retry_after="2")
OUTAGE = an_answer("500 Internal Server Error", "server_error", "text/plain")
PAGE = an_answer("200 OK", "<html>Sorry</html>", "text/html")
INTERNAL = an_answer("200 OK", '{"ok": false, "error": "internal_error"}')
USED_UP = an_answer("404 Not Found", '{"ok": false, "error": "used_url"}')
GONE = an_answer("404 Not Found", "expired_url", "text/plain")
NOTHING = ""  # the connection is lost


def responding(url: str) -> Respond:
    async def wait(_seconds: float) -> None:
        pass

    given = AsyncRespond(response_url=f"{url}/response/1")
    return Respond(given, Retries(wait))


@pytest.mark.parametrize("fault", [BUSY, OUTAGE, PAGE, INTERNAL, NOTHING])
async def test_a_private_answer_is_sent_again(fault: str):
    """A press has a response_url that lives half an hour, so one failure is none."""
    async with answering(fault, WELL) as calls:
        await reply(responding(calls.url), Card("words", []), replace=True)

    assert calls.count == 2


@pytest.mark.parametrize(
    ("fault", "in_channel", "count", "failure"),
    [
        (OUTAGE, False, 3, Failure.UNCLEAR),
        (NOTHING, False, 3, Failure.UNCLEAR),
        (BUSY, False, 3, Failure.NOT_TAKEN),
        (USED_UP, False, 1, Failure.REFUSED),
        (GONE, False, 1, Failure.REFUSED),
        (OUTAGE, True, 1, Failure.UNCLEAR),
        (NOTHING, True, 1, Failure.UNCLEAR),
        (BUSY, True, 4, Failure.NOT_TAKEN),
    ],
)
async def test_what_slack_does_not_take_is_raised(
    fault: str, count: int, failure: Failure, *, in_channel: bool
):
    """Two of the five uses stay for saying what failed; a share is never made twice."""
    async with answering(*[fault] * 9) as calls:
        with pytest.raises(NotShownError) as raised:
            await reply(responding(calls.url), Card("words", []), in_channel=in_channel)

    assert calls.count == count
    assert raised.value.trouble.failure is failure


async def test_what_is_stored_is_said_all_the_same():
    """The card failed, not the deed."""
    async with answering(*[OUTAGE] * 9) as calls:
        raised = pytest.raises(UserFacingError, match=r"^Kept\. Slack could not update")
        with raised, otherwise_say("Kept."):
            await reply(responding(calls.url), Card("words", []))
