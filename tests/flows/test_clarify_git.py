"""A clarification through the whole bot, from Slack to a git repository and back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.kit.ids import ActionId, FieldId
from bot.runtime.process import running
from bot.sandbox.workspace.people import WEI
from bot.settings import ChangesTo, Settings
from tests.builders import a_term_file
from tests.publishing.conftest import git
from tests.publishing.github_stand import TOKEN, Stand, merge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.driver import SandboxUser
    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message
    from bot.services.services import Services

SHORT = "What token means, in one plain sentence."
BETTER = "What token means, in one far plainer sentence."
STEWARDS = "glossary-stewards"
SECONDS_TO_FOLLOW = 60
FILE = "main:words/terms/token.yml"


def with_steward(config: GlossaryConfig) -> GlossaryConfig:
    return replace(config, stewards={"Wei": WEI}, stewards_channel=STEWARDS)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Give a repository with one term in it, and a person's clone beside it."""
    bare, person = tmp_path / "bare.git", tmp_path / "person"
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", str(bare))
    git(tmp_path, "clone", "-q", str(bare), str(person))
    (person / "words" / "terms").mkdir(parents=True)
    (person / "words/terms/token.yml").write_text(a_term_file("token"), encoding="utf-8")
    git(person, "checkout", "-q", "-B", "main")
    git(person, "add", ".")
    git(person, "commit", "-qm", "The glossary")
    git(person, "push", "-q", "origin", "main")
    return bare


def settings_for(sandbox: SandboxServer, bare: Path, directory: Path, **others: Any) -> Settings:
    """Return settings that make the bare repository the home of the glossary."""
    values: dict[str, Any] = {
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": sandbox.app_token,
        "slack_api_url": sandbox.api_url,
        "database_url": f"sqlite:///{directory / 'bot.db'}",
        "glossary": directory / "nowhere",
        "changes": ChangesTo.GIT,
        "git_remote": str(bare),
        "git_directory": "words",
        "git_clone": directory / "var" / "clone",
    }
    return Settings(_env_file=None, **(values | others))


@pytest.fixture
async def services(sandbox: SandboxServer, bare: Path, tmp_path: Path) -> AsyncIterator[Services]:
    """Give the bot as it runs, pushing to the repository."""
    async with running(settings_for(sandbox, bare, tmp_path), with_steward) as services:
        await sandbox.person("maya").sees(lambda: sandbox.delivery.is_connected)
        yield services


async def suggested(maya: SandboxUser) -> None:
    answer = await maya.command("/define token", channel="general")
    form = (await maya.press(answer.message, "Suggest a clarification")).view
    assert form
    form = (await maya.choose(form, ActionId.CHOOSE_KIND, "reword_short_def")).view
    assert form
    await maya.submit(form, {FieldId.TEXT: BETTER})


async def served(services: Services, text: str) -> None:
    """Wait until the glossary has followed its files."""
    async with asyncio.timeout(SECONDS_TO_FOLLOW):
        while services.glossary.terms["token"].short_def != text:  # noqa: ASYNC110 -- of files
            await asyncio.sleep(0.05)


def card_seen_by(wei: SandboxUser) -> Message:
    return next(one for one in reversed(wei.messages(STEWARDS)) if not one.thread_ts)


@pytest.mark.usefixtures("services")
async def test_from_slack_to_the_repository_and_back(sandbox: SandboxServer, bare: Path) -> None:
    """One press of a steward's is one commit on the remote, and ``/define`` shows the new text."""
    maya, wei = sandbox.person("maya"), sandbox.person("wei")
    before = git(bare, "show", FILE)
    await suggested(maya)
    await wei.sees(lambda: wei.messages(STEWARDS))

    await wei.press(card_seen_by(wei), "Accept")
    await maya.sees(maya.dms)

    assert before.replace(SHORT, BETTER) == git(bare, "show", FILE)
    assert "2" == git(bare, "rev-list", "--count", "main")
    assert "maya" == git(bare, "log", "-1", "--format=%an", "main")
    answer = await maya.command("/define token", channel="general")
    assert BETTER in answer.message.words
    assert "is live" in maya.dms()[-1].words


async def test_what_a_person_pushes_is_served_and_conflicts_come_back(
    sandbox: SandboxServer, services: Services, bare: Path
) -> None:
    """The same text changed on both sides: the person's is served, the stewards decide again."""
    maya, wei = sandbox.person("maya"), sandbox.person("wei")
    await suggested(maya)
    await wei.sees(lambda: wei.messages(STEWARDS))
    person = bare.with_name("person")
    path = person / "words/terms/token.yml"
    path.write_text(path.read_text("utf-8").replace(SHORT, "By hand."), encoding="utf-8")
    git(person, "commit", "-qam", "By hand")
    git(person, "push", "-q", "origin", "HEAD:main")

    await wei.press(card_seen_by(wei), "Accept")  # not fetched yet: the bot finds out by pushing
    await wei.sees(lambda: [one for one in wei.messages(STEWARDS) if one.thread_ts])
    await served(services, "By hand.")

    assert "short_def: By hand." in git(bare, "show", FILE)
    assert "Somebody else has changed" in wei.messages(STEWARDS)[-1].words
    assert [] == maya.dms()


@pytest.mark.parametrize("is_merged", [True, False])
async def test_a_pull_request_is_awaited_and_told_of(
    sandbox: SandboxServer, bare: Path, tmp_path: Path, *, is_merged: bool
) -> None:
    """The old text is served and the card says so; merged it is live, closed it is open again."""
    maya, wei = sandbox.person("maya"), sandbox.person("wei")
    stand = Stand()
    github = await stand.serve()
    settings = settings_for(
        sandbox,
        bare,
        tmp_path,
        changes=ChangesTo.GITHUB,
        github_repository="words/glossary",
        github_token=TOKEN,
        github_api_url=stand.address,
    )
    async with running(settings, with_steward) as services:
        await maya.sees(lambda: sandbox.delivery.is_connected)
        await suggested(maya)
        await wei.sees(lambda: wei.messages(STEWARDS))
        await wei.press(card_seen_by(wei), "Accept")
        await maya.sees(maya.dms)
        await wei.sees(lambda: "merge" in card_seen_by(wei).words)
        waiting = await maya.command("/define token", channel="general")
        if is_merged:
            merge(bare.with_name("person"), stand.pull_requests[0]["head"])
        stand.pull_requests[0] |= {"state": "closed", "merged": is_merged}

        await services.worker.follow()
        await served(services, BETTER if is_merged else SHORT)

        assert SHORT in waiting.message.words
        answer = await maya.command("/define token", channel="general")
        assert (BETTER if is_merged else SHORT) in answer.message.words
        last = maya.dms()[-1].words if is_merged else wei.messages(STEWARDS)[-1].words
        assert ("is live" if is_merged else "closed unmerged") in last
    await github.cleanup()
