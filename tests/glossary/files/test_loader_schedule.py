from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path


def a_post(entry_id: str = "weekly", **fields: str) -> str:
    lines = {
        "id": entry_id,
        "job": "term_of_the_week",
        "channel": "general",
        "day": "monday",
        "time": "'10:00'",
    }
    text = "\n".join(f"  {key}: {value}" for key, value in (lines | fields).items())
    return f"posts:\n- {text.strip()}\n"


def loader_of(directory: Path, schedule: str) -> Loader:
    (directory / "terms").mkdir()
    (directory / "terms" / "alpha.yml").write_text(a_term_file("alpha"))
    (directory / "schedule.yml").write_text(schedule)
    return Loader(directory)


def test_the_schedule_is_loaded_with_the_glossary(tmp_path: Path):
    """Its entries are in service, and its faults are among the problems."""
    loaded = loader_of(tmp_path, a_post(colour="red")).load()

    assert (["weekly"], 1) == ([entry.id for entry in loaded.schedule], len(loaded.problems))


def test_a_bare_directory_of_terms_schedules_nothing(tmp_path: Path):
    """A file of that name is a term like any other there."""
    (tmp_path / "schedule.yml").write_text(a_term_file("schedule"))

    loaded = Loader(tmp_path).load()

    assert ((), ["schedule"]) == (loaded.schedule, list(loaded.terms))


def test_a_changed_schedule_is_handed_over_once(tmp_path: Path):
    """And only when it changed."""
    loader = loader_of(tmp_path, a_post())
    loader.load()
    (tmp_path / "schedule.yml").write_text(a_post("another-one"))

    first, second = loader.reload(), loader.reload()

    assert first.schedule is not None
    assert (["another-one"], None) == ([entry.id for entry in first.schedule], second.schedule)


def test_a_schedule_that_posts_nothing_any_more_is_a_change(tmp_path: Path):
    """Taking the last entry away stops the posts."""
    loader = loader_of(tmp_path, a_post())
    loader.load()
    (tmp_path / "schedule.yml").unlink()

    change = loader.reload()

    assert (True, ()) == (bool(change), change.schedule)


def test_a_broken_schedule_keeps_the_last_good_one(tmp_path: Path):
    """Posts go on as before until the file is mended."""
    loader = loader_of(tmp_path, a_post())
    loader.load()
    (tmp_path / "schedule.yml").write_text(a_post(day="someday"))

    change = loader.reload()

    assert (None, 1) == (change.schedule, len(errors_in(change.problems)))


def test_roles_that_came_with_the_configuration_serve_the_schedule(tmp_path: Path):
    """The schedule is read again when the configuration that it names roles of changes."""
    loader = loader_of(tmp_path, a_post(role="finance"))
    before = loader.load()
    (tmp_path / "glossary.yml").write_text(
        "roles:\n- {id: finance, title: Finance, summary: S., audience: exec, takeaway: Ask.}\n"
        "default_role: finance\n"
    )

    change = loader.reload()

    assert change.schedule is not None
    assert (1, "finance") == (len(errors_in(before.problems)), change.schedule[0].role)


TWO = a_post() + a_post("other").removeprefix("posts:\n")


@pytest.mark.parametrize(
    "text",
    [
        TWO.replace("day: monday", "day: someday", 1),
        TWO.replace("channel: general", "channel: #general", 1),
        TWO.replace("id: weekly", "id: [weekly]", 1),
        TWO.replace("id: weekly", "id: Week Ly", 1),
        TWO.replace("- id: weekly\n", "- weekly\n- x: 1\n", 1),
        "posts: none\n",
        "posts: [\n",
    ],
)
def test_each_entry_with_an_error_stays_as_it_was(tmp_path: Path, text: str):
    """The other takes over what the file says now."""
    loader = loader_of(tmp_path, TWO)
    before = {entry.id: entry for entry in loader.load().schedule}
    (tmp_path / "schedule.yml").write_text(text.replace("10:00", "11:00"))

    change = loader.reload()

    assert errors_in(change.problems)
    after = before if change.schedule is None else {one.id: one for one in change.schedule}
    assert before["weekly"] == after["weekly"]
    assert {"weekly", "other"} == set(after)
    assert (11 if "id: other" in text else 10) == after["other"].time.hour


def test_an_entry_that_is_taken_away_goes_beside_one_with_an_error(tmp_path: Path):
    """Only the entry with the error stays as it was."""
    loader = loader_of(tmp_path, TWO)
    loader.load()
    (tmp_path / "schedule.yml").write_text(a_post("other", day="someday"))

    change = loader.reload()

    assert change.schedule is not None
    assert ["other"] == [entry.id for entry in change.schedule]


def test_an_entry_with_an_error_at_the_start_posts_nothing(tmp_path: Path):
    """There is no version of it that was good."""
    loaded = loader_of(
        tmp_path, TWO.replace("day: monday", "day: monday\n  time_zone: [a]", 1)
    ).load()

    assert ["other"] == [entry.id for entry in loaded.schedule]


CASE = """\
name: T
posts:
- id: term-of-the-week
  job: term_of_the_week
  channel: #general
  day: monday
  time: '10:00'
"""


def test_a_channel_behind_a_comment_sign_is_told_at_its_line(tmp_path: Path):
    """The message says how to write it."""
    loaded = loader_of(tmp_path, CASE.partition("\n")[2]).load()

    (problem,) = loaded.problems
    assert (4, ()) == (problem.line, loaded.schedule)
    assert "# begins a comment in YAML; write general, or '#general' in quotes" == problem.remedy
