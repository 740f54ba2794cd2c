from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from bot.settings import Settings
from bot.slack.external_users import is_external_user, may_be_external_user

OWN, OWN_ORG, SIBLING = "T0OWN", "E0OWN", "T0SIBLING"
OTHER, OTHER_ORG = "T0OTHER", "E0OTHER"


def installed(enterprise_id: str | None = None) -> AsyncBoltContext:
    context = AsyncBoltContext({})
    context.set_authorize_result(AuthorizeResult(enterprise_id=enterprise_id, team_id=OWN))
    return context


def command(team: str, organization: str | None = None) -> dict[str, Any]:
    return {"command": "/define", "team_id": team, "enterprise_id": organization}


def press(team: str, organization: str | None = None) -> dict[str, Any]:
    told = {"id": organization} if organization else None
    return {"user": {"id": "U1", "team_id": team}, "team": {"id": OWN}, "enterprise": told}


def message(team: str, *, is_shared: bool = True) -> dict[str, Any]:
    event = {"type": "app_mention", "user": "U1", "team": OWN, "user_team": team}
    return {"event": event, "is_ext_shared_channel": is_shared, "enterprise_id": OWN_ORG}


@pytest.mark.parametrize("body", [command(OTHER), press(OTHER), message(OTHER)])
def test_another_workspace_is_another_organization(body: dict[str, Any]) -> None:
    """What counts is the team of who acts, not the team of the channel."""
    assert is_external_user(body, installed())


@pytest.mark.parametrize("body", [command(OWN), press(OWN), message(OWN)])
def test_the_own_workspace_is_served_wherever_it_is(body: dict[str, Any]) -> None:
    """One's own people are served in shared channels too, guests among them."""
    assert not is_external_user(body, installed())
    assert not is_external_user(body, installed(OWN_ORG))


@pytest.mark.parametrize(
    "body",
    [
        command(SIBLING, OWN_ORG),
        press(SIBLING, OWN_ORG),
        message(SIBLING, is_shared=False),
        message(OWN_ORG),
    ],
)
def test_all_workspaces_of_one_organization_belong_together(body: dict[str, Any]) -> None:
    """An Enterprise organization has many workspaces; the bot is installed in one."""
    assert not is_external_user(body, installed(OWN_ORG))


@pytest.mark.parametrize("body", [command(OTHER, OTHER_ORG), press(OTHER, OTHER_ORG)])
def test_another_enterprise_organization_is_another(body: dict[str, Any]) -> None:
    """Belonging to some organization is not belonging to this one."""
    assert is_external_user(body, installed(OWN_ORG))
    assert is_external_user(message(OTHER_ORG), installed(OWN_ORG))


@pytest.mark.parametrize("body", [command(""), press(""), message("") | {"team_id": ""}])
def test_an_empty_team_says_as_little_as_none(body: dict[str, Any]) -> None:
    """Slack sends what it has no value for as an empty text, too."""
    assert not is_external_user(body, installed())


def test_where_slack_does_not_say_nobody_is_a_stranger() -> None:
    """A reaction tells the person, but not whence they come."""
    reaction = {"event": {"type": "reaction_added", "user": "U1"}, "team_id": OTHER}

    assert not is_external_user(reaction, installed())
    assert not is_external_user({"type": "url_verification"}, AsyncBoltContext({}))


def test_a_home_tab_belongs_to_where_it_is_opened() -> None:
    """That event names no team of its own."""
    event = {"type": "app_home_opened", "user": "U1", "tab": "home"}

    assert is_external_user({"event": event, "team_id": OTHER}, installed())
    assert not is_external_user({"event": event, "team_id": OWN}, installed())


class Directory:
    """Slack as far as it says who somebody is; without a person it is out of reach."""

    def __init__(self, person: dict[str, Any] | None = None) -> None:
        self._person = person
        self.asked = 0

    async def users_info(self, *, user: str) -> dict[str, Any]:
        """Say who this is, and count the question."""
        self.asked += 1
        if self._person is None:
            raise TimeoutError
        return {"user": {"id": user, **self._person}}


def asking(directory: Directory) -> AsyncBoltContext:
    context = installed(OWN_ORG)
    context["client"] = directory
    return context


def settings(*, is_let_in: bool = False) -> Settings:
    return Settings(_env_file=None, serve_other_organizations=is_let_in)


def reaction(*, is_shared: bool = True) -> dict[str, Any]:
    event = {"type": "reaction_added", "user": "U1"}
    return {"event": event, "is_ext_shared_channel": is_shared}


@pytest.mark.parametrize(
    ("person", "is_other"),
    [
        ({"team_id": OWN}, False),
        ({"team_id": SIBLING, "enterprise_user": {"enterprise_id": OWN_ORG}}, False),
        ({"team_id": OTHER}, True),
        ({"team_id": OTHER, "enterprise_user": {"enterprise_id": OTHER_ORG}}, True),
    ],
)
async def test_of_a_reaction_slack_is_asked_whose_it_is(
    person: dict[str, Any], *, is_other: bool
) -> None:
    """Whose workspace it is decides, and within an organization whose organization."""
    assert is_other == await may_be_external_user(reaction(), asking(Directory(person)), settings())


async def test_who_acts_stays_open_while_slack_is_out_of_reach() -> None:
    """Nobody is taken for one's own, and the caller counts the trouble."""
    with pytest.raises(TimeoutError):
        await may_be_external_user(reaction(), asking(Directory()), settings())


async def test_slack_is_not_asked_where_the_answer_changes_nothing() -> None:
    """In one's own channels there are no strangers, and those who are let in are none."""
    directory = Directory({"team_id": OTHER})

    assert not await may_be_external_user(reaction(is_shared=False), asking(directory), settings())
    assert not await may_be_external_user(reaction(), asking(directory), settings(is_let_in=True))
    assert directory.asked == 0
