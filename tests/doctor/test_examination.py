from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.clock import now
from bot.doctor import examination
from bot.doctor.finding import Level
from bot.settings import Settings
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path

    from bot.doctor.finding import Finding
    from bot.sandbox.server import SandboxServer

GLOSSARY_YML = """\
stewards:
  Wei: U0WEI00004
fallback_steward: Wei
stewards_channel: glossary-stewards
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    directory = tmp_path / "glossary"
    (directory / "terms").mkdir(parents=True)
    (directory / "terms" / "diffusion-model.yml").write_text(a_term_file(), encoding="utf-8")
    (directory / "glossary.yml").write_text(GLOSSARY_YML, encoding="utf-8")
    return directory


@pytest.fixture
def settings(sandbox: SandboxServer, glossary: Path, tmp_path: Path) -> Settings:
    return in_sandbox(sandbox, glossary, tmp_path)


def in_sandbox(sandbox: SandboxServer, glossary: Path, directory: Path, **others: Any) -> Settings:
    values: dict[str, Any] = {
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": sandbox.app_token,
        "slack_api_url": sandbox.api_url,
        "glossary": glossary,
        "database_url": f"sqlite:///{directory}/state/parlance.db",
    }
    return Settings(_env_file=None, **(values | others))


async def findings(settings: Settings, **options: Any) -> dict[str, Finding]:
    """Return the findings by subject; where there are several, the worst."""
    worst: dict[str, Finding] = {}
    order = list(Level)
    async for finding in examination.examine(settings, **options):
        known = worst.get(finding.subject)
        if known is None or order.index(finding.level) > order.index(known.level):
            worst[finding.subject] = finding
    return worst


async def faults(settings: Settings, **options: Any) -> dict[str, str]:
    """Return the subjects that fail, with their messages."""
    found = await findings(settings, **options)
    return {name: one.message for name, one in found.items() if one.level is Level.FAIL}


async def test_a_bot_that_is_well_has_nothing_to_mend(settings: Settings):
    """Every subject is looked at, and no remedy is named."""
    found = await findings(settings)

    assert {name for name, one in found.items() if one.level is Level.FAIL} == set()
    assert found.keys() >= {
        "bot token",
        "scopes",
        "clock",
        "app-level token",
        "channels",
        "stewards' channel",
        "stewards",
        "glossary",
        "glossary's files",
        "database",
    }
    assert all(one.remedy for one in found.values() if one.level is not Level.OK)


async def test_without_tokens_it_says_how_to_get_them(glossary: Path, tmp_path: Path):
    """Nothing of Slack can be looked at, and that is no fault."""
    settings = Settings(
        _env_file=None, glossary=glossary, database_url=f"sqlite:///{tmp_path}/x.db"
    )

    found = await findings(settings)

    assert found["tokens"].level is Level.WARN
    assert "sandbox" in found["tokens"].message
    assert "bot token" not in found


async def test_a_token_that_slack_refuses_fails_with_the_remedy(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path
):
    """An invalid token ends the examination of Slack."""
    settings = in_sandbox(sandbox, glossary, tmp_path, slack_bot_token="xoxb-wrong")

    found = await findings(settings)

    assert "invalid_auth" in found["bot token"].message
    assert "OAuth & Permissions" in found["bot token"].remedy
    assert "channels" not in found


async def test_an_app_token_that_slack_refuses_fails(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path
):
    """Socket Mode would never connect."""
    settings = in_sandbox(sandbox, glossary, tmp_path, slack_app_token="xapp-wrong")

    assert (await faults(settings)).keys() == {"app-level token"}


async def test_a_slack_that_cannot_be_reached_is_told_as_such(glossary: Path, tmp_path: Path):
    """A network fault is not a wrong token."""
    settings = Settings(
        _env_file=None,
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        slack_api_url="http://127.0.0.1:1/api/",
        glossary=glossary,
        database_url=f"sqlite:///{tmp_path}/x.db",
    )

    found = await findings(settings)

    assert "can't be reached" in found["bot token"].message
    assert "HTTPS_PROXY" in found["bot token"].remedy


async def test_a_scope_that_was_not_granted_is_named(
    settings: Settings, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
):
    """Slack lists the granted scopes; the manifest lists the needed ones."""
    granted = sandbox.sandbox.scopes - {"chat:write", "users:read"} | {"files:read"}
    monkeypatch.setattr(sandbox.sandbox, "scopes", granted)

    told = [
        (one.subject, one.level, one.message)
        async for one in examination.examine(settings)
        if "scopes" in one.subject
    ]

    assert ("scopes", Level.FAIL, "not granted: chat:write") in told
    assert ("scopes", Level.WARN, "granted but never used: files:read") in told
    assert any(subject == "optional scopes" and "users:read" in m for subject, _, m in told)


@pytest.mark.parametrize(
    ("seconds", "level"), [(0, Level.OK), (60, Level.WARN), (-400, Level.FAIL), (400, Level.FAIL)]
)
async def test_a_clock_that_differs_from_slacks_is_found(
    seconds: int, level: Level, settings: Settings
):
    """Five minutes off, every signed request would be refused."""
    found = await findings(settings, clock=lambda: now() + timedelta(seconds=seconds))

    assert found["clock"].level is level


async def test_a_stewards_channel_without_the_bot_fails(settings: Settings, sandbox: SandboxServer):
    """Messages to stewards wouldn't arrive."""
    channel = sandbox.channel("glossary-stewards")
    channel.members.remove("U0SANDBOX")

    assert "glossary-stewards" in (await faults(settings))["stewards' channel"]


async def test_a_steward_that_is_unknown_fails(settings: Settings, glossary: Path):
    """The doctor finds a mistyped user id before people wait for an answer."""
    (glossary / "glossary.yml").write_text("stewards:\n  Alex: U0NOBODY99\n", encoding="utf-8")

    assert "Alex (U0NOBODY99)" in (await faults(settings))["stewards"]


async def test_with_no_steward_it_says_how_to_appoint_one(settings: Settings, glossary: Path):
    """A fresh install runs without one; what people suggest waits."""
    (glossary / "glossary.yml").unlink()

    found = (await findings(settings))["stewards"]

    assert found.level is Level.WARN
    assert "fallback_steward:" in found.remedy


async def test_a_glossary_with_errors_fails_and_names_the_command(
    settings: Settings, glossary: Path
):
    """A term that is left out is missing for everybody."""
    (glossary / "terms" / "broken.yml").write_text("term: [", encoding="utf-8")

    found = (await findings(settings))["glossary"]

    assert (Level.FAIL, "1 term, 1 error, 0 warnings") == (found.level, found.message)
    assert "parlance check" in found.remedy


async def test_a_directory_that_is_no_glossary_fails(sandbox: SandboxServer, tmp_path: Path):
    """The rest is looked at all the same."""
    settings = in_sandbox(sandbox, tmp_path / "nowhere", tmp_path)

    assert (await faults(settings)).keys() == {"glossary"}


async def test_a_default_role_that_the_glossary_lacks_fails(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path
):
    """A misspelled role would be passed over in silence."""
    settings = in_sandbox(sandbox, glossary, tmp_path, default_role="lawyer")

    assert (await faults(settings)).keys() == {"default role"}


async def test_a_database_that_is_away_fails_with_the_remedy(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path
):
    """Its password is not shown."""
    url = "postgresql://me:hunter2@127.0.0.1:1/parlance"
    found = (await findings(in_sandbox(sandbox, glossary, tmp_path, database_url=url)))["database"]

    assert found.level is Level.FAIL
    assert "PARLANCE_DATABASE_URL" in found.remedy
    assert "hunter2" not in found.message + found.remedy


async def test_a_misspelled_variable_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """It sets nothing, which is easy to miss."""
    monkeypatch.setenv("PARLANCE_GLOSARY", "/srv/terms")

    found = (await findings(settings))["settings"]

    assert (Level.WARN, "Did you mean PARLANCE_GLOSSARY?") == (found.level, found.remedy)


async def test_a_proxy_that_the_bot_could_not_use_is_told(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Slack is not asked through it; what does not need Slack is looked at."""
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    settings = in_sandbox(sandbox, glossary, tmp_path, slack_api_url="https://slack.com/api/")

    found = await findings(settings)

    assert Level.FAIL == found["proxy"].level
    assert "HTTPS_PROXY" in found["proxy"].message
    assert "bot token" not in found
    assert Level.OK == found["database"].level


async def test_a_proxy_without_a_scheme_is_read_as_the_bot_reads_it(
    sandbox: SandboxServer, glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """If nothing listens there, the doctor says so without a traceback or the password."""
    monkeypatch.setenv("HTTPS_PROXY", "me:hunter2@127.0.0.1:1")
    settings = in_sandbox(sandbox, glossary, tmp_path, slack_api_url="https://slack.com/api/")

    found = await findings(settings)

    assert "Slack is reached through http://127.0.0.1:1" == found["proxy"].message
    assert Level.FAIL == found["bot token"].level
    assert "hunter2" not in str(found)


SCHEDULE = """\
posts:
- id: weekly
  job: term_of_the_week
  channel: general
  day: monday
  time: '10:00'
"""


@pytest.mark.parametrize(("written", "fails"), [("glossary-stewards", True), ("C0STEWARD6", False)])
async def test_with_the_needed_scopes_alone_a_channel_needs_its_id(
    settings: Settings,
    sandbox: SandboxServer,
    glossary: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    *,
    fails: bool,
) -> None:
    """A name is never found then, and nothing would ever be posted."""
    monkeypatch.setattr(
        sandbox.sandbox, "scopes", frozenset({"commands", "chat:write", "reactions:read"})
    )
    text = GLOSSARY_YML.replace("glossary-stewards", written)
    (glossary / "glossary.yml").write_text(text, encoding="utf-8")
    (glossary / "schedule.yml").write_text(SCHEDULE, encoding="utf-8")
    found = await findings(settings)

    assert fails == (
        "stewards' channel" in found and found["stewards' channel"].level is Level.FAIL
    )
    assert Level.FAIL is found["schedule"].level
