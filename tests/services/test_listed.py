"""Which clarifications a steward has to decide, and which somebody suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clarifications.outcomes import Suggested
from bot.clarifications.proposal import Kind, Proposal
from tests.services.conftest import ANN, BEN, STEWARD

if TYPE_CHECKING:
    from tests.services.conftest import Bench


async def test_what_waits_and_whose_it_is(bench: Bench) -> None:
    """A like suggestion belongs to both who made it; what is decided waits no longer."""
    clarifications = bench.clarifications
    ids = []
    for text in ("Start small.", "Write down the seed."):
        proposal = Proposal(Kind.ADD_DO, text)
        outcome = await clarifications.suggest(ANN, bench.suggestion(proposal))
        assert isinstance(outcome, Suggested)
        ids.append(outcome.clarification.id)
    await clarifications.suggest(BEN, bench.suggestion(Proposal(Kind.ADD_DO, "Start small.")))
    await clarifications.decline(ids[1], STEWARD, reason="It is there already.")

    undecided = [one.id for one in await clarifications.store.undecided("T1")]
    anns = {one.id for one in await clarifications.store.of_person("T1", ANN.id)}
    bens = [one.id for one in await clarifications.store.of_person("T1", BEN.id)]

    assert [ids[0]] == undecided == bens
    assert set(ids) == anns
    assert [] == await clarifications.store.of_person("T1", STEWARD.id)
    assert [] == await clarifications.store.of_person("T2", ANN.id)
