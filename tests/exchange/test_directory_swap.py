from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest

from bot.errors import OperatorError
from bot.exchange import directory_swap
from bot.exchange.directory_swap import change_files, create_directory, held, recover
from tests.exchange.importing import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW = [("terms/a.yml", b"new a"), ("terms/b.yml", b"new b"), ("terms/c.yml", b"new c")]


class _KilledError(BaseException):
    """Stands for the end of the process: nothing that comes behind it is done."""


def _old(directory: Path) -> dict[str, bytes]:
    (directory / "terms").mkdir(parents=True)
    (directory / "terms/a.yml").write_bytes(b"old a")
    (directory / "terms/b.yml").write_bytes(b"old b")
    (directory / "terms/mine.yml").write_bytes(b"mine")
    return tree(directory)


def test_a_new_directory_appears_as_a_whole(tmp_path: Path) -> None:
    """Nothing else is left next to it."""
    create_directory(tmp_path / "into", NEW)
    assert dict(NEW) == tree(tmp_path / "into")
    assert ["into"] == [path.name for path in tmp_path.iterdir()]


def test_a_new_directory_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A full disk is no half directory."""

    def files() -> Iterator[tuple[str, bytes]]:
        yield NEW[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        create_directory(tmp_path / "into", files())
    assert [] == list(tmp_path.iterdir())


def test_what_a_killed_run_left_next_to_a_new_directory_goes(tmp_path: Path) -> None:
    """The next run of the same directory clears it."""
    (tmp_path / ".importing-into-x1" / "terms").mkdir(parents=True)
    create_directory(tmp_path / "into", NEW)
    assert ["into"] == [path.name for path in tmp_path.iterdir()]


def test_changes_are_made_and_the_journal_goes(tmp_path: Path) -> None:
    """Files that are not named stay."""
    before = _old(tmp_path)
    change_files(tmp_path, NEW)
    assert {**before, **dict(NEW)} == tree(tmp_path)


def test_a_change_that_fails_is_taken_back(tmp_path: Path) -> None:
    """A file in the way of the last one leaves the first ones as they were."""
    before = _old(tmp_path)
    (tmp_path / "terms/c.yml").mkdir()
    (tmp_path / "terms/c.yml/full").write_bytes(b"")
    with pytest.raises(OSError, match=r"c\.yml"):
        change_files(tmp_path, NEW)
    (tmp_path / "terms/c.yml/full").unlink()
    assert before == tree(tmp_path)


def _killed_at(step: int, monkeypatch: pytest.MonkeyPatch, *, softly: bool = False) -> list[int]:
    """End the work at the given call of what touches files; return a count of the calls."""
    calls = [0]
    for name in ("_move_in", "_flush", "_forget", "_stage", "_roll_back"):
        real = getattr(directory_swap, name)

        def guarded(*args: object, real: object = real, name: str = name) -> object:
            calls[0] += 1
            if calls[0] == step or (calls[0] > step and not softly):
                raise (KeyboardInterrupt if softly else _KilledError)(name)
            return real(*args)  # type: ignore[operator]

        monkeypatch.setattr(directory_swap, name, guarded)
    return calls


@pytest.mark.parametrize("step", range(1, 12))
def test_the_next_run_finishes_or_undoes(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the process ends, the directory is as before or as it was to be."""
    before = _old(tmp_path)
    with monkeypatch.context() as patch:
        _killed_at(step, patch)
        with contextlib.suppress(_KilledError):
            change_files(tmp_path, NEW)
    recover(tmp_path)
    assert tree(tmp_path) in (before, {**before, **dict(NEW)})
    assert recover(tmp_path) is None


@pytest.mark.parametrize("step", range(1, 10))
def test_ctrl_c_leaves_the_directory_as_it_was(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the very end, when all is done, it may be done."""
    before = _old(tmp_path)
    interrupted = False
    with monkeypatch.context() as patch:
        calls = _killed_at(step, patch, softly=True)
        try:
            change_files(tmp_path, NEW)
        except KeyboardInterrupt:
            interrupted = True
    recover(tmp_path)
    done = {**before, **dict(NEW)}
    assert tree(tmp_path) in (
        (before, done) if calls[0] == step else (before,) if interrupted else (done,)
    )


def test_taking_back_can_be_interrupted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next run does the rest of it."""
    before = _old(tmp_path)
    real = os.replace
    with monkeypatch.context() as patch:
        moved = []

        def stop_at_third(journal_file: Path, place: object) -> object:
            moved.append(place)
            if len(moved) == 3:
                raise KeyboardInterrupt
            if len(moved) == 5:
                raise _KilledError
            return real(journal_file, place)  # type: ignore[arg-type]

        patch.setattr("pathlib.Path.replace", stop_at_third)
        with pytest.raises((KeyboardInterrupt, _KilledError)):
            change_files(tmp_path, NEW)
    recover(tmp_path)
    assert before == tree(tmp_path)


def test_two_imports_into_one_directory_wait_for_each_other(tmp_path: Path) -> None:
    """The second hears so."""
    with held(tmp_path), pytest.raises(OperatorError, match="Another import"), held(tmp_path):
        pass
