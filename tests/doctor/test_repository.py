from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.doctor import machine
from bot.doctor.finding import Level
from bot.doctor.repository import look_at_repository
from bot.settings import ChangesTo, Settings
from tests.publishing.conftest import git, place  # noqa: F401 -- a fixture

if TYPE_CHECKING:
    from tests.publishing.conftest import Place


def settings_for(remote: Path, **others: Any) -> Settings:
    values: dict[str, Any] = {
        "changes": ChangesTo.GIT,
        "git_remote": str(remote),
        "git_directory": "words",
        "git_clone": Path("untouched"),
    }
    return Settings(_env_file=None, **(values | others))


async def test_a_repository_that_can_be_pushed_to_is_well(
    place: Place,  # noqa: F811 -- the fixture
    tmp_path: Path,
) -> None:
    """The glossary is read from a clone of the doctor's own; the bot's is not touched."""
    there, found = await look_at_repository(settings_for(place.bare), tmp_path / "scratch")

    loaded = machine.load(there)
    assert [(Level.OK, "main can be read and pushed to")] == [
        (one.level, one.message) for one in found
    ]
    assert not isinstance(loaded, Exception)
    assert {"diffusion-model", "token"} == set(loaded.terms)
    assert ["glossary"] == [one.subject for one in machine.look_at_glossary(loaded, there)]
    assert not Path("untouched").exists()


async def test_a_repository_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The finding says which settings to look at."""
    _, (found,) = await look_at_repository(settings_for(tmp_path / "no"), tmp_path / "scratch")

    assert Level.FAIL == found.level
    assert "PARLANCE_GIT_REMOTE" in found.remedy


async def test_a_token_that_leads_nowhere_is_told(
    place: Place,  # noqa: F811 -- the fixture
    tmp_path: Path,
) -> None:
    """GitHub's API is asked as well as git."""
    settings = settings_for(
        place.bare,
        changes=ChangesTo.GITHUB,
        github_repository="words/glossary",
        github_token="ghp_made_up",
        github_api_url="http://127.0.0.1:9/",
    )

    _, (found,) = await look_at_repository(settings, tmp_path / "scratch")

    assert (Level.FAIL, "1") == (found.level, git(place.bare, "rev-list", "--count", "main"))


async def test_without_a_repository_there_is_nothing_to_find(tmp_path: Path) -> None:
    """Decisions go into the files by default."""
    settings = Settings(_env_file=None)

    assert (settings, []) == await look_at_repository(settings, tmp_path)
