"""Slack takes the cards of any typed text, and finds no mention in them but ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cards.clarifications import decision
from bot.cards.clarifications.clarification import StewardsView, clarification_card
from bot.cards.clarifications.decision import (
    Changed,
    DecisionRef,
    QuestionRef,
    answer_modal,
    decline_modal,
    edit_modal,
)
from bot.cards.clarifications.notices import answered_card, clarification_notice, request_notice
from bot.cards.clarifications.proposal_form import ProposalForm
from bot.cards.clarifications.request import RequestList, request_modal, requested_card
from bot.cards.clarifications.suggestion import (
    offer_card,
    said_modal,
    suggestion_modal,
    which_term_modal,
)
from bot.cards.kit.ids import CallbackId
from bot.clarifications.model import State
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import (
    Asking,
    Clarification,
    Decision,
    RequestState,
    TermRequest,
    Urgency,
)
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Citation, Role
from bot.sandbox.rules.messages import (
    faults_in_message,
    faults_in_view,
    is_blocks_too_long,
    is_view_too_large,
)
from tests.builders import a_term
from tests.reading import parts

if TYPE_CHECKING:
    from slack_sdk.models.views import View

    from bot.cards.kit.card import Card
    from bot.glossary.model import Term

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUGGESTER, STEWARD = "U0MAYA0001", "U0WEI00004"
_PIECES = ("<!channel> ", "<@U0123456789> ", "&", "\u202e", "\u200f", "\n\n", "👩🏽‍💻", "*b* ", "|")
WORDS = st.one_of(
    st.text(max_size=30),
    st.builds(lambda piece, times: piece * times, st.sampled_from(_PIECES), st.integers(1, 3000)),
)
TYPED = WORDS.map(lambda text: text[:3000])
LABELS = st.lists(WORDS, max_size=30).map(tuple)
ROLES = (*DEFAULT_CONFIG.roles, Role("x|" * 200, "y" * 300, "", "exec", ""))
CONFIG = replace(DEFAULT_CONFIG, roles=ROLES)
PROPOSALS = st.builds(
    Proposal,
    st.sampled_from(Kind),
    TYPED,
    st.sampled_from([None, *(role.id for role in ROLES)]),
    st.none() | TYPED,
)
TERMS = st.builds(
    lambda name, text, labels, slug: a_term(
        name,
        slug=slug,
        short_def=text,
        aliases=labels,
        related=labels,
        do=labels,
        audiences={"exec": text, "legal": text},
        citations=tuple(Citation(label, label) for label in labels),
    ),
    WORDS,
    WORDS,
    LABELS,
    st.text("abcdefghij-", min_size=1, max_size=400),
)


@st.composite
def clarifications(draw: st.DrawFn) -> Clarification:
    """Give a clarification in any state."""
    decided = Decision(
        STEWARD, draw(TYPED), AT, draw(TYPED), draw(st.none() | PROPOSALS), draw(st.booleans())
    )
    return Clarification(
        id="V0123456789",
        workspace_id="T0",
        slug="a-slug",
        proposal=draw(PROPOSALS),
        why=draw(TYPED),
        suggester_id=SUGGESTER,
        suggester_name=draw(TYPED),
        suggested_at=AT,
        before=draw(WORDS),
        state=draw(st.sampled_from(State)),
        joined_ids=("U0JONAS002",) * 3,
        joined_whys=(draw(TYPED),) * 5,
        edited=draw(st.none() | PROPOSALS),
        question=draw(TYPED),
        asked_by=STEWARD,
        answer=draw(TYPED),
        decision=decided,
        note=draw(TYPED),
        pull_request=12,
        pull_request_url=draw(st.just("https://git.example/pull/12") | TYPED),
    )


def assert_slack_takes(card: Card) -> None:
    """Slack takes the message."""
    message = card.to_message()

    assert faults_in_message(message) == []
    assert not is_blocks_too_long(message["blocks"])
    assert 0 < len(message["text"]) <= 4000
    interpreted = [
        part["text"] for part in parts(message["blocks"]) if part.get("type") == "mrkdwn"
    ]
    for text in (message["text"], *interpreted):
        assert "<!" not in text.replace("<!date^", "")
        assert "<@U0123456789>" not in text


def assert_slack_opens(view: View) -> None:
    """Slack opens the view."""
    drawn = view.to_dict()

    assert faults_in_view(drawn) == []
    assert not is_view_too_large(drawn)


LONG = settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@LONG
@given(clarification=clarifications(), term=TERMS, is_writable=st.booleans())
def test_what_stewards_and_suggesters_read_keeps_slacks_limits(
    clarification: Clarification, term: Term, *, is_writable: bool
) -> None:
    """One fault would fail the whole message, and the stewards wouldn't hear of the suggestion."""
    assert_slack_takes(
        clarification_card(StewardsView(clarification, term.title, CONFIG, is_writable=is_writable))
    )
    for notice in Notice:
        item = OutboxItem(
            workspace_id="T0", subject_id="V0", task=Task.TELL, notice=notice, words=term.short_def
        )
        assert_slack_takes(clarification_notice(item, clarification, term, CONFIG))
        assert_slack_takes(clarification_notice(item, clarification, None, CONFIG))
    assert_slack_takes(answered_card(clarification, term, CONFIG))
    assert_slack_takes(offer_card(term))


@pytest.mark.parametrize(
    "notice", [Notice.QUESTION, Notice.ANSWER, Notice.DECLINED, Notice.REQUEST_DECLINED]
)
def test_what_a_form_takes_is_told_whole(notice: Notice) -> None:
    """A question, an answer and a reason may be as long as their forms let them be."""
    words = " ".join(["reason"] * 500)[: decision.WORDS_LIMIT - 1] + "."
    item = OutboxItem(
        workspace_id="T0", subject_id="V0", task=Task.TELL, notice=notice, words=words
    )
    clarification = Clarification(
        id="V0",
        workspace_id="T0",
        slug="a-slug",
        proposal=Proposal(Kind.ADD_DO, "Look."),
        why="",
        suggester_id=SUGGESTER,
        suggester_name="maya",
        suggested_at=AT,
        before="",
        state=State.OPEN,
    )
    request = TermRequest(
        id="V0", workspace_id="T0", label="x", asked=(), state=RequestState.DECLINED
    )
    card = (
        request_notice(item, request, None, CONFIG)
        if notice is Notice.REQUEST_DECLINED
        else clarification_notice(item, clarification, None, CONFIG)
    )

    assert words in card.text
    assert any(words in part.get("text", "") for part in parts(card.to_message()["blocks"]))


@LONG
@given(TERMS, st.none() | st.sampled_from(Kind), st.sampled_from([None, *ROLES]), PROPOSALS, TYPED)
def test_every_form_keeps_slacks_limits(
    term: Term, kind: Kind | None, role: Role | None, suggested: Proposal, typed: str
) -> None:
    """For each kind of change, each role and whatever was suggested before."""
    form = ProposalForm(term, CONFIG, kind, role)
    deciding = DecisionRef("V0123456789", "0123456789abcdef")
    edited = replace(form, suggested=suggested)

    assert_slack_opens(suggestion_modal(form))
    assert_slack_opens(which_term_modal())
    assert_slack_opens(edit_modal(edited, deciding))
    assert_slack_opens(edit_modal(edited, deciding, Changed(typed, term.short_def)))
    assert_slack_opens(decline_modal("Decline", typed, CallbackId.DECLINE, "V0"))
    assert_slack_opens(answer_modal(typed, typed, typed, QuestionRef("V0", "D0", "1.0")))
    assert_slack_opens(said_modal("Thank you", typed))
    assert_slack_opens(request_modal(typed[:100]))


@LONG
@given(
    label=TYPED,
    why=TYPED,
    state=st.sampled_from(RequestState),
    urgency=st.sampled_from(Urgency),
    may_decide=st.booleans(),
)
def test_what_is_asked_for_keeps_slacks_limits(
    label: str, why: str, state: RequestState, urgency: Urgency, *, may_decide: bool
) -> None:
    """With any number of requests."""
    asking = Asking(SUGGESTER, AT, why, why, urgency)
    request = TermRequest(
        id="V0123456789", workspace_id="T0", label=label, asked=(asking,) * 3, state=state
    )
    requests = [replace(request, id=f"V{number}") for number in range(40)]
    requested = RequestList(requests, may_decide, is_writable=True)
    item = OutboxItem(
        workspace_id="T0",
        subject_id="V0",
        task=Task.TELL,
        notice=Notice.REQUEST_DECLINED,
        words=why,
    )

    assert_slack_takes(requested_card(requested, notice=label))
    assert_slack_takes(request_notice(item, request, None, CONFIG))
