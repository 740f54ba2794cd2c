from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.cli import main
from tests.exchange.importing import a_file, terms_in, tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_glossary_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away a setting that a contributor may have."""
    monkeypatch.delenv("PARLANCE_GLOSSARY", raising=False)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in this process, as a person would; readers have a process of their own."""
    out, err, given = (io.TextIOWrapper(io.BytesIO(one), "utf-8") for one in (b"", b"", stdin))
    code: object = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["parlance", "import", *arguments])
        for name, stream in (("stdout", out), ("stderr", err), ("stdin", given)):
            patch.setattr(sys, name, stream)
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        out.flush()
        err.flush()
    written = (stream.buffer.getvalue() for stream in (out, err))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, int(str(code)), *written)


def test_it_says_what_it_saw_and_writes_without_asking(tmp_path: Path) -> None:
    """Columns, what has no place, examples and counts; 1 where a row is refused."""
    source = a_file(
        tmp_path, "words.csv", "Term,Meaning of it,Definition,Shoe size\na,,One.,42\nb,,,43\n"
    )
    ran = run(str(source), "--into", str(tmp_path / "into"), "--report", str(tmp_path / "r.csv"))
    said = ran.stdout.decode()

    assert 1 == ran.returncode
    assert "Shoe size" in said
    assert "no place; left out" in said
    assert "  a.yml\n    term: a\n" in said
    assert "row 3 “b”: refused: nothing but a name" in said
    assert "2 entries: 1 added, 1 refused." in said
    with (tmp_path / "r.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [
        ["row 2", "a", "added", "a", "", ""],
        ["row 3", "b", "refused", "", "nothing but a name", ""],
    ] == rows[1:]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """And ends with 0 where all would come in."""
    source = a_file(tmp_path, "words.csv", "term,definition\na,One.\n")
    ran = run(str(source), "--into", str(tmp_path / "into"), "--dry-run")
    assert 0 == ran.returncode
    assert b"dry run" in ran.stdout
    assert ["words.csv"] == list(tree(tmp_path))


def test_standard_input_needs_a_form(tmp_path: Path) -> None:
    """It has no name that would say which."""
    into = str(tmp_path / "into")
    assert 2 == run("-", "--into", into).returncode
    ran = run("-", "--format", "csv", "--into", into, stdin=b"term,definition\na,One.\n")
    assert 0 == ran.returncode
    assert {"source": "standard input", "id": "a"} == terms_in(tmp_path / "into")["a"][
        "imported_from"
    ]


@pytest.mark.parametrize("source", ["missing.csv", "folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path: Path, source: str) -> None:
    """A sentence says so; nothing hangs."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    ran = run(str(tmp_path / source), "--into", str(tmp_path / "into"))
    assert 1 == ran.returncode
    assert ran.stderr.startswith(b"parlance: ")
    assert b"Traceback" not in ran.stderr
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        ("missing.csv", None, (), "Check the path"),
        ("empty.csv", "", (), "Check that it is the right file"),
        ("blank.csv", "\ufeff \n\n", (), "Check that it is the right file"),
        ("words.what", "hello", (), "name it with --format"),
        ("words.csv", "foo,bar,baz\n1,2,3\n", (), "--map"),
        ("words.csv", "term (de),term (fr),text\na,b,c\n", ("--language", "xx"), "de, fr"),
        ("words.xlsx", "PK\x03\x04", (), "damaged"),
    ],
)
def test_a_refusal_says_what_to_do_in_one_line(
    tmp_path: Path, name: str, content: str | None, options: tuple[str, ...], said: str
) -> None:
    """Whatever is wrong with the source, and 1 as the exit code."""
    source = tmp_path / name
    if content is not None:
        source.write_text(content, encoding="utf-8")
    ran = run(str(source), "--into", str(tmp_path / "into"), *options)

    assert 1 == ran.returncode
    assert said in ran.stderr.decode()
    assert 1 == len(ran.stderr.decode().splitlines())


def test_an_unknown_form_is_refused_in_our_words(tmp_path: Path) -> None:
    """Not with what the library puts before them."""
    ran = run(str(tmp_path / "a.csv"), "--format", "zzz")

    assert 2 == ran.returncode
    assert b"'zzz' is not one of 'csv'" in ran.stderr
    assert b"Value error" not in ran.stderr


def test_a_directory_that_may_not_be_written(tmp_path: Path) -> None:
    """A file in its place is as bad, for an administrator too."""
    source = a_file(tmp_path, "words.csv", "term,definition\na,One.\n")
    a_file(tmp_path, "into", "a file")
    ran = run(str(source), "--into", str(tmp_path / "into"))
    assert 1 == ran.returncode
    assert b"Traceback" not in ran.stderr
    assert b"a file" == (tmp_path / "into").read_bytes()


def test_a_spreadsheet_edited_by_hand_changes_only_what_was_edited(tmp_path: Path) -> None:
    """Exported, edited and imported again, into the glossary that it came from."""
    terms = tmp_path / "glossary"
    terms.mkdir()
    for name, text in (
        ("a.yml", "term: a  # Maya's\nshort_def: 'One.'\naliases: [first]\nstatus: approved\n"),
        ("b.yml", "term: b\nshort_def: Two.\n"),
        ("c.yml", "term: c\nshort_def: Three.\n"),
    ):
        (terms / name).write_text(text, encoding="utf-8")
    book = tmp_path / "book.xlsx"
    exported = subprocess.run(  # noqa: S603 -- our own command
        [
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "export",
            "--format",
            "xlsx",
            "--glossary",
            str(terms),
            "--out",
            str(book),
        ],
        check=False,
    )
    assert 0 == exported.returncode
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [
        one[0].row for one in sheet.iter_rows(min_row=2) if one[columns["term"] - 1].value == "a"
    ]
    sheet.cell(row, columns["short_def"]).value = "The first of all."
    workbook.save(book)
    before = tree(terms)

    ran = run(str(book), "--into", str(terms))

    assert 0 == ran.returncode, ran.stderr
    assert b"3 entries: 1 updated, 2 unchanged." in ran.stdout
    after = {name: content for name, content in tree(terms).items() if name.endswith(".yml")}
    assert before | {"a.yml": before["a.yml"].replace(b"'One.'", b"'The first of all.'")} == after
