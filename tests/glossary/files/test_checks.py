from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.errors import GlossaryError
from bot.glossary.files.checks import ProblemFormat, run_check, written_out
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loaded
from bot.glossary.files.problems import Problem, Severity, printable, quoted
from tests.builders import a_term, a_term_file

WARNING = Problem(Path("terms/a.yml"), 3, Severity.WARNING, "it is odd", "mend it")
ERROR = Problem(Path("terms/b.yml"), 7, Severity.ERROR, "it is 100% wrong", "mend\nit")


def write_out(problems: list[Problem], terms: int, form: ProblemFormat) -> str:
    served = {str(n): a_term(f"term {n}") for n in range(terms)}
    loaded = Loaded(DEFAULT_CONFIG, served, (), problems)
    return "".join(written_out(loaded, form)).removesuffix("\n")


def test_text_is_one_line_a_problem_and_a_summary():
    """The form that editors and people read."""
    assert (
        "terms/b.yml:7: error: it is 100% wrong; mend\nit\n"
        "terms/a.yml:3: warning: it is odd; mend it\n"
        "112 terms, 1 error, 1 warning"
    ) == write_out([WARNING, ERROR], 112, ProblemFormat.TEXT)


def test_json_holds_every_part():
    """Programs need not take lines apart."""
    assert {
        "terms": 1,
        "errors": 0,
        "warnings": 1,
        "absent": {},
        "problems": [
            {
                "file": "terms/a.yml",
                "line": 3,
                "severity": "warning",
                "message": "it is odd",
                "remedy": "mend it",
            }
        ],
    } == json.loads(write_out([WARNING], 1, ProblemFormat.JSON))


def test_github_commands_are_escaped():
    """A percent sign or line break must not end the command, nor a comma the path."""
    odd = Problem(Path("a,b:c.yml"), 1, Severity.WARNING, "odd", "mend")

    assert (
        "::error file=terms/b.yml,line=7::it is 100%25 wrong; mend%0Ait\n"
        "::warning file=a%2Cb%3Ac.yml,line=1::odd; mend\n"
        "2 terms, 1 error, 1 warning"
    ) == write_out([ERROR, odd], 2, ProblemFormat.GITHUB)


def test_github_finds_absolute_paths_in_its_checkout():
    """Paths are relative to where the job runs."""
    problem = Problem(Path.cwd() / "data" / "x.yml", 1, Severity.ERROR, "a", "b")

    assert write_out([problem], 0, ProblemFormat.GITHUB).startswith("::error file=data/x.yml,")


def test_what_a_file_says_cannot_break_the_line():
    """Line breaks and terminal commands in a file are spelled out, and long texts cut."""
    assert r'"a\nb\x1b[31m"' == quoted("a\nb\x1b[31m")
    assert 82 == len(quoted("x" * 1000))
    assert "café → ok" == printable("café → ok")


def check(directory: Path, form: ProblemFormat = ProblemFormat.TEXT):
    out = io.StringIO()
    code = run_check(directory, form, out)
    return code, out.getvalue()


def test_a_sound_directory_passes(tmp_path: Path):
    """No problem, no noise, exit code 0."""
    (tmp_path / "alpha.yml").write_text(a_term_file("alpha"), encoding="utf-8")

    assert (0, "1 term, 0 errors, 0 warnings\n") == check(tmp_path)


def test_warnings_pass(tmp_path: Path):
    """The exit code is 1 on errors only."""
    (tmp_path / "beta.yml").write_text(a_term_file("alpha"), encoding="utf-8")

    code, text = check(tmp_path)

    assert 0 == code
    assert text.endswith("1 term, 0 errors, 1 warning\n")


@pytest.mark.parametrize("form", ProblemFormat)
def test_errors_fail_in_every_form(tmp_path: Path, form: ProblemFormat):
    """A term that the bot cannot use fails the check."""
    (tmp_path / "alpha.yml").write_text("term: alpha\n", encoding="utf-8")

    assert 1 == check(tmp_path, form)[0]


def test_a_directory_without_terms_fails(tmp_path: Path):
    """A wrong path in a CI job must not pass silently."""
    code, text = check(tmp_path)

    assert 1 == code
    assert "there is no term here" in text


def test_a_missing_directory_is_refused(tmp_path: Path):
    """There is nothing to check; the message says what to name instead."""
    with pytest.raises(GlossaryError, match="--glossary"):
        check(tmp_path / "nowhere")


def test_what_many_terms_lack_is_one_line(tmp_path: Path):
    """An optional field that is absent is no problem; it is said once, with how many lack it."""
    for n in range(12):
        (tmp_path / f"t{n:02}.yml").write_text(f"term: t{n:02}\nshort_def: x\n", encoding="utf-8")

    code, text = check(tmp_path)
    lines = text.splitlines()

    assert 0 == code
    assert "note: 12 terms have no `long_def`; 3 examples: t00.yml, t01.yml, t02.yml" in lines
    assert "12 terms, 0 errors, 0 warnings" == lines[-1]
    assert 13 == len(lines)
    data = json.loads(check(tmp_path, ProblemFormat.JSON)[1])
    assert 12 == data["absent"]["long_def"]["terms"]
    out = io.StringIO()
    run_check(tmp_path, ProblemFormat.TEXT, out, list_all=True)
    assert "t11.yml: note: it has no `long_def`" in out.getvalue().splitlines()


def test_many_problems_of_one_kind_are_told_by_a_few(tmp_path: Path):
    """The errors come first, and --all lists each."""
    long = "word " * 50
    for n in range(12):
        (tmp_path / f"t{n:02}.yml").write_text(
            f"term: t{n:02}\nshort_def: {long}{'word ' * n}\n", encoding="utf-8"
        )
    (tmp_path / "z.yml").write_text("term: z\n", encoding="utf-8")

    lines = check(tmp_path)[1].splitlines()

    assert "z.yml:1: error" in lines[0]
    assert 3 == sum("shorten it to" in line for line in lines)
    assert "  … and 9 more like these; --all lists each" in lines
    out = io.StringIO()
    run_check(tmp_path, ProblemFormat.TEXT, out, list_all=True)
    assert 12 == out.getvalue().count("shorten it to at most 40")
