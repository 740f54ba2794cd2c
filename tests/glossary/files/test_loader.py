from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Change, Loader
from bot.glossary.files.problems import errors_in
from tests.bench.generate import generate_terms, write_glossary
from tests.builders import a_term_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Term

ROOT = Path(__file__).parents[3]
SHARED = Path(
    os.environ.get(
        "PARLANCE_SHARED_GLOSSARY", ROOT.parent / "shared" / "glossaries" / "ai-glossary" / "terms"
    )
)
needs_shared_glossary = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the public AI glossary is not at {SHARED}"
)


def write(directory: Path, name: str, text: str):
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded_from(directory: Path, *names: str):
    for name in names:
        write(directory, f"{name}.yml", a_term_file(name))
    loader = Loader(directory)
    return loader, loader.load()


def slugs(terms: Iterable[Term]):
    return sorted(term.slug for term in terms)


@needs_shared_glossary
def test_the_public_glossary_loads_unedited():
    """All 112 terms serve; its 57 loose relations and two shared labels are warnings."""
    loaded = Loader(SHARED).load()

    assert 112 == len(loaded.terms)
    assert [] == errors_in(loaded.problems)
    assert 57 == sum("names no term" in problem.message for problem in loaded.problems)
    assert 59 == len(loaded.problems)


def test_a_generated_glossary_is_sound(tmp_path: Path):
    """The benchmark measures a valid glossary: each file is the term it was made from."""
    write_glossary(tmp_path, 60)

    loaded = Loader(tmp_path).load()

    assert [] == errors_in(loaded.problems)
    assert {term.slug: term for term in generate_terms(60)} == {
        slug: replace(term, path=Path(term.path.name)) for slug, term in loaded.terms.items()
    }


def test_a_directory_of_terms_alone_has_the_default_configuration(tmp_path: Path):
    """There a file named glossary.yml is the term glossary."""
    _, loaded = loaded_from(tmp_path, "alpha", "glossary")

    assert {"alpha", "glossary"} == loaded.terms.keys()
    assert (DEFAULT_CONFIG, []) == (loaded.config, loaded.problems)


def test_a_directory_with_terms_has_its_configuration_beside_them(tmp_path: Path):
    """``glossary.yml`` beside ``terms/`` is read; ``schedule.yml`` is no term."""
    write(tmp_path, "glossary.yml", "name: House words\n")
    write(tmp_path, "schedule.yml", "posts: []\n")

    _, loaded = loaded_from(tmp_path / "terms", "alpha")
    whole = Loader(tmp_path).load()

    assert {"alpha"} == whole.terms.keys() == loaded.terms.keys()
    assert ("House words", []) == (whole.config.name, whole.problems)


def test_editors_own_files_and_other_files_are_passed_over(tmp_path: Path):
    """Swap files, backups, locks and notes beside the terms are no terms."""
    for name in (".alpha.yml.swp", ".#alpha.yml", "#alpha.yml#", "alpha.yml~", "README.md"):
        write(tmp_path, name, "not: a term\n")
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")

    _, loaded = loaded_from(tmp_path, "alpha")

    assert ({"alpha"}, []) == (loaded.terms.keys(), loaded.problems)


def test_one_broken_file_never_takes_the_rest_down(tmp_path: Path):
    """It is left out and told; the others serve."""
    write(tmp_path, "beta.yml", "term: [\n")
    (tmp_path / "gone.yml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.yml").symlink_to(tmp_path / "loop.yml")

    _, loaded = loaded_from(tmp_path, "alpha")

    assert {"alpha"} == loaded.terms.keys()
    assert [("beta.yml", 1), ("gone.yml", 1), ("loop.yml", 1)] == [
        (problem.path.name, problem.line) for problem in errors_in(loaded.problems)
    ]


def test_files_of_the_same_name_and_context_all_serve(tmp_path: Path):
    """A term is its file, whatever it is called: one name may have any number of meanings."""
    write(tmp_path, "alpha-2.yml", a_term_file("alpha", short_def="Another."))
    write(tmp_path, "alpha-3.yml", a_term_file("Alpha", short_def="A third."))

    _, loaded = loaded_from(tmp_path, "alpha")

    assert {"alpha", "alpha-2", "alpha-3"} == loaded.terms.keys()
    assert [] == errors_in(loaded.problems)


def test_two_files_that_differ_in_their_endings_alone_are_an_error(tmp_path: Path):
    """Both would be the same term; one of them serves, and the other is a problem."""
    write(tmp_path, "alpha.yaml", a_term_file("beta"))

    _, loaded = loaded_from(tmp_path, "alpha")

    assert {"alpha"} == loaded.terms.keys()
    assert ["alpha.yml and alpha.yaml are files of one term; the bot uses the second"] == [
        problem.message for problem in errors_in(loaded.problems)
    ]


@pytest.mark.parametrize(
    "broken", [a_term_file("alpha", status="x"), 'term: "alpha"\nshort_def: a: b\n']
)
def test_a_file_that_cannot_be_used_is_a_meaning_all_the_same(tmp_path: Path, broken: str):
    """Its labels count until it is mended; a draft without a definition has no meaning yet."""
    write(tmp_path, "alpha-2.yml", broken)
    write(tmp_path, "alpha-3.yml", "term: alpha\nshort_def:\nlong_def:\n")
    loader, loaded = loaded_from(tmp_path, "alpha")
    write(tmp_path, "alpha-2.yml", a_term_file("alpha"))

    change = loader.reload()

    assert {"alpha-2.yml": ("alpha",)} == loaded.left_out
    assert ({}, ["alpha-2"]) == (change.left_out, slugs(change.upserts))
    assert loader.reload().left_out is None


def test_a_review_in_the_future_is_judged_by_the_given_day(tmp_path: Path):
    """The day comes from outside, so that a test or a time zone can set it."""
    write(tmp_path, "alpha.yml", a_term_file("alpha", last_reviewed="2026-09-02"))

    problems = [
        Loader(tmp_path, today=lambda day=day: date(2026, 9, day)).load().problems for day in (1, 2)
    ]

    assert [1, 0] == [len(found) for found in problems]


def test_nothing_changed_is_an_empty_change(tmp_path: Path):
    """A change that says nothing is false."""
    loader, _ = loaded_from(tmp_path, "alpha")

    change = loader.reload()

    assert Change() == change
    assert not change


def test_changed_added_and_removed_files_are_found(tmp_path: Path):
    """Without a hint which, and without reading the others again."""
    loader, _ = loaded_from(tmp_path, "alpha", "beta", "gamma")
    write(tmp_path, "alpha.yml", a_term_file("alpha", short_def="Other words."))
    write(tmp_path, "delta.yml", a_term_file("delta"))
    (tmp_path / "beta.yml").unlink()

    change = loader.reload()

    assert ["alpha", "delta"] == slugs(change.upserts)
    assert "Other words." == change.upserts[0].short_def
    assert (("beta",), None, []) == (change.removals, change.config, change.problems)
    assert Change() == loader.reload()


def test_a_named_file_is_read_again_even_if_it_looks_unchanged(tmp_path: Path):
    """Two writes within one tick of the file system's clock leave the same times."""
    loader, loaded = loaded_from(tmp_path, "alpha")
    path = loaded.terms["alpha"].path
    before = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write("term: alphA")
    loader._files["alpha.yml"].signature = (
        before.st_dev,
        before.st_ino,
        before.st_size,
        path.stat().st_mtime_ns,
        path.stat().st_ctime_ns,
    )

    unnamed, named = loader.reload(), loader.reload([path])

    assert not unnamed
    assert ["alphA"] == [term.name for term in named.upserts]


@pytest.mark.parametrize("text", ["", "term: [\n", "term: alpha\n", "\x00"])
def test_a_broken_file_keeps_its_last_good_version(tmp_path: Path, text: str):
    """Nothing leaves the service, and there is a problem."""
    loader, loaded = loaded_from(tmp_path, "alpha")
    path = loaded.terms["alpha"].path
    write(tmp_path, path.name, text)

    broken = loader.reload()
    write(tmp_path, path.name, a_term_file("alpha", short_def="Mended."))
    mended = loader.reload()

    assert ((), ()) == (broken.upserts, broken.removals)
    assert errors_in(broken.problems)
    assert ["Mended."] == [term.short_def for term in mended.upserts]


def test_a_file_broken_from_the_start_serves_once_mended(tmp_path: Path):
    """It was left out, and now it comes in."""
    write(tmp_path, "beta.yml", "term: [\n")
    loader, _ = loaded_from(tmp_path, "alpha")
    write(tmp_path, "beta.yml", a_term_file("beta"))

    assert ["beta"] == slugs(loader.reload().upserts)


def test_a_renamed_file_leaves_under_its_old_slug(tmp_path: Path):
    """The file's name is the identity: a new one is a new term."""
    loader, _ = loaded_from(tmp_path, "alpha")
    (tmp_path / "alpha.yml").unlink()
    write(tmp_path, "omega.yml", a_term_file("omega"))

    change = loader.reload()

    assert (["omega"], ("alpha",)) == (slugs(change.upserts), change.removals)


def test_a_term_that_is_called_otherwise_stays_the_same_term(tmp_path: Path):
    """The database knows it by its file's name."""
    loader, _ = loaded_from(tmp_path, "alpha")
    write(tmp_path, "alpha.yml", a_term_file("omega"))

    change = loader.reload()

    assert ([("alpha", "omega")], ()) == (
        [(term.slug, term.name) for term in change.upserts],
        change.removals,
    )


def test_a_second_file_of_a_term_waits_until_the_first_is_gone(tmp_path: Path):
    """The copy is an error, and takes over when it is the only one."""
    loader, _ = loaded_from(tmp_path, "alpha")
    write(tmp_path, "alpha.yml", a_term_file("alpha"))
    write(tmp_path, "alpha.yaml", a_term_file("alpha", short_def="A copy."))

    doubled = loader.reload()
    (tmp_path / "alpha.yaml").unlink()
    left = loader.reload()

    assert 1 == len(errors_in(doubled.problems))
    assert (["alpha"], ()) == ([term.path.stem for term in left.upserts], left.removals)


def test_a_file_that_comes_back_at_once_was_never_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Editors and checkouts take a file away for a moment; a second look settles it."""
    loader, loaded = loaded_from(tmp_path, "alpha", "beta")
    path = loaded.terms["alpha"].path
    path.unlink()
    monkeypatch.setattr(
        "bot.glossary.files.loader.time.sleep",
        lambda _: write(tmp_path, path.name, a_term_file("alpha")),
    )

    assert () == loader.reload().removals


@pytest.mark.parametrize("left", ["an empty directory", "nothing"])
def test_a_directory_that_vanishes_keeps_its_terms_in_service(tmp_path: Path, left: str):
    """A mount that went away or a checkout in progress is no reason to forget everything."""
    directory = tmp_path / "glossary"
    loader, loaded = loaded_from(directory, "alpha", "beta")
    for term in loaded.terms.values():
        term.path.unlink()
    if left == "nothing":
        directory.rmdir()

    gone = loader.reload()
    write(directory, "alpha.yml", a_term_file("alpha"))
    back = loader.reload()

    assert (((), ()), 1) == ((gone.upserts, gone.removals), len(gone.problems))
    assert ((), ("beta",)) == (back.upserts, back.removals)


def test_a_changed_configuration_is_handed_over(tmp_path: Path):
    """And only when it changed."""
    write(tmp_path, "glossary.yml", "name: House words\n")
    write(tmp_path / "terms", "alpha.yml", a_term_file("alpha"))
    loader = Loader(tmp_path)
    loader.load()
    write(tmp_path, "glossary.yml", "name: Our words\n")

    first, second = loader.reload(), loader.reload()

    assert ("Our words", None) == (first.config.name, second.config)


def test_a_broken_configuration_keeps_the_last_good_one(tmp_path: Path):
    """There is a problem, and nothing changes until it is mended."""
    write(tmp_path, "glossary.yml", "name: House words\n")
    write(tmp_path / "terms", "alpha.yml", a_term_file("alpha"))
    loader = Loader(tmp_path)
    loader.load()
    write(tmp_path, "glossary.yml", "name: [\n")

    change = loader.reload()

    assert (None, 1) == (change.config, len(errors_in(change.problems)))


def test_loading_again_starts_afresh(tmp_path: Path):
    """The second load tells the same as the first."""
    write(tmp_path, "glossary.yml", "name: House words\nextra: x\n")
    write(tmp_path / "terms", "beta.yml", "term: [\n")
    write(tmp_path / "terms", "alpha.yml", a_term_file("alpha"))
    loader = Loader(tmp_path)

    assert loader.load() == loader.load()


def test_a_pipe_that_takes_a_file_s_place_does_not_stop_the_bot(tmp_path: Path):
    """Opening it would wait forever for a writer."""
    loader, _ = loaded_from(tmp_path, "alpha", "beta")
    (tmp_path / "beta.yml").unlink()
    os.mkfifo(tmp_path / "beta.yml")

    reading = threading.Thread(target=loader.reload, daemon=True)
    reading.start()
    reading.join(timeout=60)

    assert not reading.is_alive()


def test_a_file_that_cannot_be_read_is_known_by_its_own_name(tmp_path: Path):
    """A link to nowhere may well be a meaning of what it's called."""
    (tmp_path / "RAG.yml").symlink_to(tmp_path / "gone")

    _, loaded = loaded_from(tmp_path, "rag")

    assert {"RAG.yml": ("RAG",)} == loaded.left_out
