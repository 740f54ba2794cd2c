from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.workspace.people import BOT_USER_ID, GUS, JONAS, MAYA, PEOPLE, WEI
from bot.sandbox.workspace.workspace import Workspace

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(PEOPLE, lambda: NOW)


def test_every_message_has_a_time_of_its_own(workspace: Workspace) -> None:
    """The ts identifies a message, even where the clock stands still."""
    channel = workspace.channel("general")
    assert channel is not None
    first, second = (workspace.post(channel, MAYA, "x") for _ in range(2))

    assert first.ts == "1795424400.000000"
    assert second.ts == "1795424400.000001"


def test_channels_are_found_by_name_id_and_person(workspace: Workspace) -> None:
    """As Slack's API takes them."""
    by_name, by_hash = workspace.channel("general"), workspace.channel("#general")
    dm = workspace.channel(MAYA)

    assert by_name is by_hash is workspace.channel("C0GENERAL1")
    assert dm is not None
    assert dm.dm_with == MAYA
    assert workspace.channel("directmessage") is None
    assert workspace.channel("nowhere") is None


@pytest.mark.parametrize(
    ("person", "channel", "expected"),
    [
        (MAYA, "random", True),
        (MAYA, "ml-platform", True),
        (MAYA, "glossary-stewards", False),
        (WEI, "glossary-stewards", True),
        (GUS, "general", True),
        (GUS, "random", False),
        (JONAS, MAYA, False),
    ],
)
def test_who_may_see_a_channel(
    workspace: Workspace, person: str, channel: str, *, expected: bool
) -> None:
    """Staff read public channels, members private ones, and nobody another's conversation."""
    found = workspace.channel(channel)
    assert found is not None

    assert workspace.can_see(person, found) is expected


def test_a_reaction_counts_once_a_person(workspace: Workspace) -> None:
    """Adding it twice, or taking back what is not there, changes nothing."""
    channel = workspace.channel("general")
    assert channel is not None
    message = workspace.post(channel, BOT_USER_ID, "x")

    assert workspace.react(message, MAYA, "memo", added=True) is True
    assert workspace.react(message, MAYA, "memo", added=True) is False
    assert message.reactions == {"memo": [MAYA]}
    assert workspace.react(message, MAYA, "memo", added=False) is True
    assert workspace.react(message, MAYA, "memo", added=False) is False
    assert message.reactions == {}
