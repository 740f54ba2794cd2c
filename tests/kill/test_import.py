from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.exchange.importing import a_file, bring_in, tree

ROOT = Path(__file__).parents[2]
FIRST = "id,term,definition\n1,alpha,The first.\n2,beta,The second.\n"
SECOND = "id,term,definition\n1,alpha,The very first.\n2,beta,The second.\n3,gamma,The third.\n"


def _import_that_dies(source: Path, into: Path, step: int) -> bool:
    """Import in a process that dies before this step; tell whether it did."""
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-m", "tests.kill.importer", str(source), str(into), str(step)],
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode in (0, -signal.SIGKILL)
    return ran.returncode != 0


def test_an_update_that_is_killed_is_finished_or_undone_by_the_next(tmp_path: Path) -> None:
    """At each step: the next run repairs, and ends with what an undisturbed one gives."""
    first = a_file(tmp_path, "a.csv", FIRST)
    before, after = tmp_path / "before", tmp_path / "after"
    for directory in (before, after):
        bring_in(first, directory)
    second = a_file(tmp_path, "a.csv", SECOND)
    bring_in(second, after)
    step = 1
    while True:
        into = tmp_path / f"step-{step}"
        shutil.copytree(before, into)
        died = _import_that_dies(second, into, step)
        terms = {path.name: path.read_bytes() for path in (into / "terms").glob("*.yml")}
        for name, content in terms.items():  # each file is whole at any time
            assert content in {
                path.read_bytes()
                for path in (before / "terms" / name, after / "terms" / name)
                if path.exists()
            }
        bring_in(second, into)
        assert tree(after) == tree(into)
        if not died:
            break
        step += 1
    assert step > 10


def test_a_new_directory_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """And the next run leaves nothing of the one that was killed."""
    source = a_file(tmp_path, "a.csv", SECOND)
    bring_in(source, tmp_path / "whole")
    step = 1
    while True:
        place = tmp_path / f"step-{step}"
        died = _import_that_dies(source, place / "into", step)
        if (place / "into").exists():
            assert tree(tmp_path / "whole") == tree(place / "into")
        bring_in(source, place / "into")
        assert ["into"] == [path.name for path in place.iterdir()]
        assert tree(tmp_path / "whole") == tree(place / "into")
        if not died:
            break
        step += 1
    assert step > 5
