"""Where the bot's clone lies: it may belong to somebody else, or be no place for a clone."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.decisions.publication import Published
from bot.doctor.finding import Level
from bot.doctor.repository import look_at_repository
from bot.errors import OperatorError
from bot.publishing.clone import check_place
from bot.publishing.repository import Repository
from bot.settings import ChangesTo, Settings
from tests.publishing.conftest import BOT, REWORDED, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.doctor.finding import Finding
    from tests.publishing.conftest import Place

SOMEBODY = 1234
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to somebody else")


def give_away(directory: Path) -> None:
    """Let everything in it belong to another user."""
    for path in (directory, *directory.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY, follow_symlinks=False)


@contextlib.contextmanager
def acting_as(user: int) -> Iterator[None]:
    """Do without root's rights."""
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Give a directory that other users may look into, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def settings_for(place: Place, clone: Path) -> Settings:
    return Settings(
        _env_file=None, changes=ChangesTo.GIT, git_remote=str(place.bare), git_clone=clone
    )


async def doctor_says(place: Place, clone: Path, tmp_path: Path) -> list[Finding]:
    """Return what the doctor finds wrong with the clone."""
    _, found = await look_at_repository(settings_for(place, clone), tmp_path / "scratch")
    return [one for one in found if one.level is not Level.OK]


@as_root
async def test_a_clone_that_belongs_to_somebody_else_is_used(place: Place, tmp_path: Path) -> None:
    """A volume that was restored, or that another user made: git itself would refuse it."""
    give_away(place.clone)

    await Repository(str(place.bare), "main", place.clone, BOT).open()
    outcome = await place.publisher.publish(place.change(REWORDED))

    assert Published() == outcome
    assert REWORDED.text in place.file()
    assert [] == await doctor_says(place, place.clone, tmp_path)


@as_root
@pytest.mark.parametrize("part", [".", ".git", ".git/objects"])
def test_a_clone_that_may_not_be_written_is_told_with_its_owner(
    part: str, open_to_all: Path
) -> None:
    """What to do is said as well: give it to this user, or remove it."""
    clone = open_to_all / "clone"
    clone.mkdir()
    git(clone, "init", "-q")
    give_away(clone)
    os.chown(clone / part, 0, 0)

    with acting_as(SOMEBODY), pytest.raises(OperatorError) as told:
        check_place(clone)

    assert f"belongs to user 0 (root), and user {SOMEBODY} may not write there" in str(told.value)
    assert f"chown -R {SOMEBODY} {clone}" in str(told.value)


@as_root
def test_a_place_in_which_no_clone_can_be_made_is_told(open_to_all: Path) -> None:
    """The directory above belongs to somebody else."""
    with acting_as(SOMEBODY), pytest.raises(OperatorError, match=r"can't be made: .* \(root\)"):
        check_place(open_to_all / "var" / "clone")


def a_file(clone: Path) -> None:
    clone.write_text("no directory", encoding="utf-8")


def a_file_above(clone: Path) -> None:
    clone.parent.rmdir()
    clone.parent.write_text("no directory", encoding="utf-8")


def other_files(clone: Path) -> None:
    clone.mkdir()
    (clone / "thesis.txt").write_text("years of work", encoding="utf-8")


def a_link_to_nowhere(clone: Path) -> None:
    clone.symlink_to(clone.parent / "gone")


def a_worktree(clone: Path) -> None:
    clone.mkdir()
    (clone / ".git").write_text("gitdir: /elsewhere", encoding="utf-8")


@pytest.mark.parametrize(
    ("put", "told"),
    [
        (a_file, "is not a directory"),
        (a_file_above, "is not a directory"),
        (a_link_to_nowhere, "is not a directory"),
        (other_files, "holds files, but no clone of the bot's"),
        (a_worktree, "holds files, but no clone of the bot's"),
    ],
)
async def test_what_is_no_place_for_a_clone_is_told_by_run_and_doctor_alike(
    put: Callable[[Path], None], told: str, place: Place, tmp_path: Path
) -> None:
    """The remedy speaks of this directory, not of the remote; nothing is written there."""
    clone = tmp_path / "kept" / "clone"
    clone.parent.mkdir()
    put(clone)

    with pytest.raises(OperatorError) as refused:
        await Repository(str(place.bare), "main", clone, BOT).open()
    (found,) = await doctor_says(place, clone, tmp_path)

    message, remedy = str(refused.value).splitlines()
    assert told in message
    assert "PARLANCE_GIT_CLONE" in remedy
    assert (Level.FAIL, message, remedy) == (found.level, found.message, found.remedy)
    assert not (clone / "words").exists()


async def test_a_fresh_volume_is_a_place_for_a_clone(place: Place, tmp_path: Path) -> None:
    """Its file system may have put a directory of its own there."""
    clone = tmp_path / "volume"
    (clone / "lost+found").mkdir(parents=True)

    await Repository(str(place.bare), "main", clone, BOT).open()

    assert (clone / "words" / "terms").is_dir()


async def test_a_damaged_clone_never_leads_to_a_repository_further_up(
    place: Place, tmp_path: Path
) -> None:
    """Git would take the one around it, and throw away what somebody has not committed there."""
    around = tmp_path / "around"
    git(tmp_path, "clone", "-q", str(place.bare), str(around))
    unsaved = around / "words" / "terms" / "token.yml"
    unsaved.write_text("not committed yet", encoding="utf-8")
    clone = around / "var" / "glossary"
    repository = Repository(str(place.bare), "main", clone, BOT)
    await repository.open()
    (clone / ".git" / "HEAD").write_text("", encoding="utf-8")  # as a full disk leaves it

    with pytest.raises(OperatorError, match=f"remove {clone}"):
        await repository.open()

    assert "not committed yet" == unsaved.read_text(encoding="utf-8")


async def test_a_clone_whose_making_broke_off_is_made(place: Place, tmp_path: Path) -> None:
    """The process was killed, or the machine went down, while git laid it out."""
    clone = tmp_path / "begun"
    (clone / ".git" / "objects").mkdir(parents=True)
    (clone / ".git" / "config.lock").touch()

    await Repository(str(place.bare), "main", clone, BOT).open()

    assert (clone / "words" / "terms").is_dir()


async def test_a_machine_without_git_is_told(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy is to install it, not to look at the remote."""
    monkeypatch.setenv("PATH", str(tmp_path))

    (found,) = await doctor_says(place, tmp_path / "clone", tmp_path)

    assert "The program git is missing" in found.message
    assert "Install git" in found.remedy
