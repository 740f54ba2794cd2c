from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.replacing import FileChangedError, replace_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_new_bytes_take_the_old_ones_place(tmp_path: Path) -> None:
    """The file holds the new bytes under the same mode, and nothing else is left behind."""
    path = tmp_path / "token.yml"
    path.write_bytes(b"before")
    path.chmod(0o640)

    replace_file(path, b"before", b"after")

    assert b"after" == path.read_bytes()
    assert 0o640 == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_a_file_that_changed_underneath_is_left_alone(tmp_path: Path) -> None:
    """A write by another process in between is never overwritten."""
    path = tmp_path / "token.yml"
    path.write_bytes(b"by somebody else")

    with pytest.raises(FileChangedError, match="changed after you opened it"):
        replace_file(path, b"before", b"after")

    assert b"by somebody else" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_file_that_is_gone_stays_gone(tmp_path: Path) -> None:
    """An edit does not bring a deleted term back."""
    with pytest.raises(FileChangedError):
        replace_file(tmp_path / "token.yml", b"before", b"after")

    assert [] == list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A glossary that is linked together from elsewhere is changed where it lies."""
    place = tmp_path / "shared"
    place.mkdir()
    (place / "token.yml").write_bytes(b"before")
    link = tmp_path / "token.yml"
    link.symlink_to(place / "token.yml")

    replace_file(link, b"before", b"after")

    assert link.is_symlink()
    assert b"after" == (place / "token.yml").read_bytes()
    assert {link, place} == set(tmp_path.iterdir())
    assert [place / "token.yml"] == list(place.iterdir())
