from __future__ import annotations

from pathlib import Path

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG, read_config
from bot.glossary.model import Category, Role, Status

SHIPPED = Path(__file__).parents[3] / "data" / "glossary.yml"


def config_of(tmp_path: Path, text: str):
    path = tmp_path / "glossary.yml"
    path.write_text(text, encoding="utf-8")
    config, problems = read_config(path)
    return config, [(problem.line, problem.severity, problem.message) for problem in problems]


def test_a_missing_file_gives_the_defaults(tmp_path: Path):
    """A bare directory of terms needs no configuration."""
    assert (DEFAULT_CONFIG, []) == read_config(tmp_path / "glossary.yml")


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_gives_the_defaults(tmp_path: Path, text: str):
    """A file of comments says nothing, and that is no fault."""
    assert (DEFAULT_CONFIG, []) == config_of(tmp_path, text)


def test_the_shipped_file_has_no_problem():
    """The shipped configuration has no problems."""
    assert [] == read_config(SHIPPED)[1]


def test_what_is_left_out_keeps_its_default(tmp_path: Path):
    """A file that only names the glossary changes only the name."""
    config, problems = config_of(tmp_path, "name: House words\n")

    assert [] == problems
    assert "House words" == config.name
    assert DEFAULT_CONFIG.roles == config.roles


def test_everything_can_be_said(tmp_path: Path):
    """Each key of the file arrives in the configuration."""
    config, problems = config_of(
        tmp_path,
        """\
name: House words
pages_url: https://words.example.org/
default_role: finance
roles:
- id: finance
  title: Finance
  summary: Counts.
  audience: exec
  takeaway: Count it.
- id: legal
categories:
- name: Money
  description: What things cost.
  advice: Count twice.
  review_every_days: 90
review_every_days:
  draft: 7
stewards:
  Robin: U0123456789
steward_group: S0123456789
stewards_channel: words
fallback_steward: Robin
""",
    )

    assert [] == problems
    assert Role("finance", "Finance", "Counts.", "exec", "Count it.") == config.roles[0]
    assert DEFAULT_CONFIG.role("legal") == config.roles[1]
    assert (Category("Money", "What things cost.", ("Count twice.",), 90),) == config.categories
    assert {**DEFAULT_CONFIG.review_every_days, Status.DRAFT: 7} == config.review_every_days
    assert ("finance", "https://words.example.org/") == (config.default_role, config.pages_url)
    assert ({"Robin": "U0123456789"}, "Robin") == (config.stewards, config.fallback_steward)
    assert ("S0123456789", "words") == (config.steward_group, config.stewards_channel)


def test_a_role_of_one_s_own_needs_only_an_id(tmp_path: Path):
    """Title and audience have a plain default; a takeaway is not made up."""
    config, _ = config_of(tmp_path, "roles:\n- id: field_sales\n")

    assert (Role("field_sales", "Field sales", "", "exec", ""),) == config.roles
    assert "field_sales" == config.default_role


@pytest.mark.parametrize(
    ("text", "line", "severity", "message"),
    [
        ("naming: x\n", 1, "warning", 'unknown field "naming"'),
        ("name: x\nroles: none\n", 2, "error", "`roles` has the wrong type"),
        ("name: x\nname: y\n", 2, "error", "`name` is here twice (first on line 1)"),
        ("roles:\n- title: x\n", 2, "error", "a role has no `id`"),
        ("roles:\n- id: a\n- id: a\n", 3, "error", 'a role repeats the id "a"'),
        ("roles:\n- legal\n", 2, "error", "an item of `roles` is not a mapping"),
        ("categories:\n- advice: x\n", 2, "error", "a category has no `name`"),
        (
            "review_every_days:\n  draft: soon\n",
            2,
            "error",
            "`review_every_days.draft` has the wrong type",
        ),
        ("review_every_days:\n  draft: 0\n", 2, "error", "`review_every_days.draft`"),
        ("review_every_days:\n  final: 9\n", 2, "warning", "unknown field"),
        ("name: x\ndefault_role: pilot\n", 2, "error", '`default_role` cannot be "pilot"'),
        ("fallback_steward: Robin\n", 1, "error", '`fallback_steward` cannot be "Robin"'),
        ("stewards:\n  Robin: robin\n", 1, "error", '`stewards` cannot be "Robin: robin"'),
        ("pages_url: here\n", 1, "error", '`pages_url` cannot be "here"'),
        ("- name\n", 1, "error", "the file is not a mapping"),
        ("name: [\n", 1, "error", "this is not YAML"),
    ],
)
def test_each_fault_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, severity: str, message: str
):
    """Unusable values are reported at their lines, and keep their defaults."""
    config, problems = config_of(tmp_path, text)

    assert [(line, severity)] == [problem[:2] for problem in problems]
    assert problems[0][2].startswith(message)
    assert DEFAULT_CONFIG.review_every_days == config.review_every_days
    assert (DEFAULT_CONFIG.pages_url, {}, None) == (
        config.pages_url,
        config.stewards,
        config.fallback_steward,
    )


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path):
    """A directory in its place is a problem, not an exception."""
    path = tmp_path / "glossary.yml"
    path.mkdir()

    config, problems = read_config(path)

    assert DEFAULT_CONFIG == config
    assert ["the file cannot be read (Is a directory)"] == [p.message for p in problems]


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("#stewards", "write stewards, or '#stewards' in quotes"),
        ("'<!here>'", "isn't a channel"),
        ("<#C0123ABCD|stewards>", "write the id alone: C0123ABCD"),
        ("'@amara'", "is a person"),
        ("Stewards", "write stewards"),
    ],
)
def test_a_stewards_channel_that_is_none_is_told(tmp_path: Path, written: str, remedy: str):
    """As a channel of the schedule is."""
    path = tmp_path / "glossary.yml"
    path.write_text(f"stewards_channel: {written}\n", encoding="utf-8")

    config, problems = read_config(path)

    assert (None, [1]) == (config.stewards_channel, [problem.line for problem in problems])
    assert remedy in problems[0].remedy


def test_no_roles_are_none_and_advice_may_be_a_list(tmp_path: Path):
    """An empty list says that everybody reads the same words."""
    config, problems = config_of(
        tmp_path, "roles: []\ncategories:\n- name: Money\n  advice: [Count., Twice.]\n"
    )

    assert [] == problems
    assert ((), "", "Everybody") == (config.roles, config.default_role, config.usual_role.title)
    assert ("Count.", "Twice.") == config.categories[0].advice
