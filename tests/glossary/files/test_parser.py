from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.document import LARGEST_FILE
from bot.glossary.files.parser import parse_term
from bot.glossary.files.problems import errors_in
from bot.glossary.model import (
    AvoidedName,
    Citation,
    Example,
    Origin,
    PartOfSpeech,
    ReviewDate,
    Status,
)
from tests.builders import LONG, a_term_file

TODAY = date(2026, 9, 15)
PATH = Path("terms/diffusion-model.yml")


def parsed(text: str | bytes, path: Path = PATH):
    return parse_term(path, text.encode() if isinstance(text, str) else text, TODAY)


def told(text: str | bytes, path: Path = PATH):
    """Return the problems as people read them, without the remedy and the path."""
    return [(p.line, str(p.severity), p.message) for p in parsed(text, path).problems]


def line_of(text: str, start: str):
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_a_complete_file_has_no_problem():
    """Every field arrives in the term under its name in the model."""
    file = parsed(
        a_term_file(
            aliases=["score-based model"],
            takeaways={"legal": "Check the licence."},
            governance={"nist_rmf_tags": ["transparency"], "risk_notes": "It may copy."},
            relationships={"broader": ["generative AI"], "narrower": ["a"], "related": ["b", "c"]},
            steward="Robin",
            review_every_days=30,
        )
    )

    assert [] == file.problems
    term = file.term
    assert ("diffusion-model", "diffusion model") == (term.slug, term.name)
    assert ("score-based model",) == term.aliases
    assert {"legal": "Check the licence."} == term.takeaways
    assert (("transparency",), "It may copy.") == (term.nist_rmf_tags, term.risk_notes)
    assert (("generative AI",), ("a",), ("b", "c")) == (term.broader, term.narrower, term.related)
    assert ((Example("Do this one thing."),), (Example("Do not do that thing."),)) == (
        term.do,
        term.dont,
    )
    assert (Citation("A source", "https://example.org/source"),) == term.citations
    assert (PartOfSpeech.NOUN, Status.APPROVED) == (term.part_of_speech, term.status)
    assert date(2026, 9, 1) == term.last_reviewed_on
    assert ("Robin", 30, None) == (term.steward, term.review_every_days, term.replaced_by)
    assert (LONG.strip(), "CC BY-SA 4.0", PATH) == (term.long_def, term.license, term.path)


def test_the_context_is_part_of_the_slug():
    """Contexts tell two terms of one name apart."""
    file = parsed(a_term_file("token", context="Security"), Path("terms/token-security.yml"))

    assert [] == file.problems
    assert ("token-security", "token (Security)") == (file.term.slug, file.term.title)


def test_an_unquoted_date_is_a_date():
    """YAML reads an unquoted date as a date, and so do we."""
    file = parsed(a_term_file(last_reviewed=date(2026, 9, 1)))

    assert [] == file.problems
    assert date(2026, 9, 1) == file.term.last_reviewed_on


@pytest.mark.parametrize("value", [None, ""])
def test_a_term_needs_a_name(value: object):
    """A name that is missing or empty is an error at its line, or at the file's first."""
    text = a_term_file(term=value)
    line = 1 if value is None else line_of(text, "term")

    file = parsed(text)

    assert file.term is None
    assert [(line, "error")] == [(p.line, p.severity) for p in file.problems]


@pytest.mark.parametrize("field", ["short_def", "long_def"])
def test_a_name_and_a_definition_are_a_term(field: str):
    """All else is optional: such a term is a draft that was never reviewed."""
    file = parsed(f"term: diffusion model\n{field}: {LONG if field == 'long_def' else 'Short.'}\n")

    assert [] == file.problems
    term = file.term
    assert (Status.DRAFT, None, None, None) == (
        term.status,
        term.last_reviewed_on,
        term.part_of_speech,
        term.license,
    )
    assert term.definition == (term.short_def or term.long_def)
    other = "long_def" if field == "short_def" else "short_def"
    assert {other, "examples", "status"} <= set(file.absent)


def test_one_of_the_two_definitions_is_needed():
    """Without either there is nothing to show, and one error says so."""
    file = parsed("term: diffusion model\nlong_def:\n")

    assert file.term is None
    told_ = [(p.line, str(p.severity), p.message) for p in file.problems]
    assert [(2, "error", "`short_def` and `long_def` are both missing")] == told_


def test_the_optional_fields_are_held():
    """Our additions to the public format arrive in the term under their names in the model."""
    text = a_term_file(
        notation="B-12",
        hidden_labels=["difusion"],
        avoid=["old name", {"name": "bad name", "because": "It misleads."}],
        reviewed_by="Robin",
        review_on=[{"on": date(2027, 1, 1), "because": "The law changes."}],
        imported_from={"source": "list.csv", "id": "42"},
        examples={"do": ["For all.", {"text": "Ask.", "roles": ["legal"]}], "dont": ["No."]},
        citations=[
            {
                "source": "Book",
                "url": "https://example.org/b",
                "locator": "p. 3",
                "quote": "As it says.",
                "checked_on": "2026-09-01",
                "checked_by": "Robin",
                "source_id": "book",
            },
            {"source_id": "other"},
        ],
    )

    file = parsed(text)

    assert [] == file.problems
    term = file.term
    assert ("B-12", ("difusion",), "Robin") == (
        term.notation,
        term.hidden_labels,
        term.reviewed_by,
    )
    assert (AvoidedName("old name"), AvoidedName("bad name", "It misleads.")) == term.avoid
    assert (ReviewDate(date(2027, 1, 1), "The law changes."),) == term.review_on
    assert Origin("list.csv", "42") == term.imported_from
    assert (Example("For all."), Example("Ask.", ("legal",))) == term.do
    day = date(2026, 9, 1)
    cited = Citation("Book", "https://example.org/b", "p. 3", "As it says.", day, "Robin", "book")
    assert (cited, Citation("", "", source_id="other")) == term.citations


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"citations": [{"source": "x", "url": "https://a.b", "quote": "q" * 301}]}, "301"),
        ({"review_on": [{"because": "x"}]}, "an item of `review_on` has no `on`"),
        ({"review_on": [{"on": "soon"}]}, "`review_on.on` is not a date"),
        ({"imported_from": {"id": "1"}}, "`imported_from.source` is missing"),
        ({"avoid": [{"because": "x"}]}, "an item of `avoid` is a mapping without `name`"),
        (
            {"examples": {"do": [{"Check this": "it matters"}], "dont": ["x"]}},
            "an item of `examples.do` is a mapping without `text`",
        ),
    ],
)
def test_an_optional_field_that_is_there_must_be_sound(fields: dict[str, Any], message: str):
    """Each fault has its line and a remedy."""
    text = a_term_file(**fields)

    (problem,) = parsed(text).problems

    assert message in problem.message
    assert problem.line >= line_of(text, next(iter(fields)))


@pytest.mark.parametrize(
    "key",
    [
        "short_def",
        "long_def",
        "aliases",
        "categories",
        "roles",
        "part_of_speech",
        "audiences",
        "examples",
        "relationships",
        "citations",
        "license",
        "status",
        "last_reviewed",
    ],
)
def test_a_usual_field_that_is_missing_is_only_noted(key: str):
    """It isn't a problem of the file: a list of acronyms has no such fields."""
    file = parsed(a_term_file(**{key: None}))

    assert [] == file.problems
    assert (key,) == file.absent
    assert file.term is not None


@pytest.mark.parametrize(
    ("key", "value", "start"),
    [
        ("term", ["x"], "term"),
        ("short_def", {"a": "b"}, "short_def"),
        ("aliases", {"a": "b"}, "aliases"),
        ("aliases", [["a"]], "- - a"),
        ("audiences", ["x"], "audiences"),
        ("audiences", "x", "audiences"),
        ("audiences", {"exec": ["x"]}, "  exec"),
        ("examples", ["x"], "examples"),
        ("examples", {"do": {"a": "b"}, "dont": ["x"]}, "  do"),
        ("examples", {"do": [["a"]], "dont": ["x"]}, "  - - a"),
        ("relationships", "x", "relationships"),
        ("relationships", {"related": {"a": "b"}}, "  related"),
        ("citations", "x", "citations"),
        ("citations", ["x"], "- x"),
        ("governance", "x", "governance"),
        ("takeaways", ["x"], "takeaways"),
        ("review_every_days", "often", "review_every_days"),
        ("review_every_days", 0, "review_every_days"),
        ("review_every_days", 10**30, "review_every_days"),
        ("review_every_days", True, "review_every_days"),
        ("license", ["x"], "license"),
        ("last_reviewed", ["2026-09-01"], "last_reviewed"),
        ("last_reviewed", "soon", "last_reviewed"),
        ("last_reviewed", "2026-02-30", "last_reviewed"),
        ("last_reviewed", "20260901", "last_reviewed"),
        ("status", "final", "status"),
    ],
)
def test_a_wrong_type_is_an_error_at_its_line(key: str, value: object, start: str):
    """The bot would have to guess, so it does not use the file; it says so once."""
    text = a_term_file(**{key: value})

    file = parsed(text)

    assert file.term is None
    assert [line_of(text, start)] == [p.line for p in file.problems]
    assert file.problems == errors_in(file.problems)


@pytest.mark.parametrize(
    ("fields", "start", "message"),
    [
        ({"color": "blue"}, "color", 'unknown field "color"'),
        ({"relationships": {"wider": ["x"]}}, "  wider", 'unknown field "relationships.wider"'),
        ({"aliases": ["a", ""]}, "- ''", "an item of `aliases` is empty"),
        ({"aliases": "one"}, "aliases", "`aliases` is a single text, not a list"),
        ({"license": ""}, "license", "`license` is empty"),
        ({"part_of_speech": "adverb"}, "part_of_speech", 'unknown part of speech "adverb"'),
        ({"short_def": "word " * 41}, "short_def", "`short_def` has 41 words"),
        ({"long_def": "word " * 79}, "long_def", "`long_def` has 79 words"),
        ({"long_def": "word " * 221}, "long_def", "`long_def` has 221 words"),
        ({"last_reviewed": "2026-09-16"}, "last_reviewed", "`last_reviewed` lies in the future"),
        ({"term": "Diffusion"}, "term", 'the file of "Diffusion" is not named diffusion.yml'),
        ({"examples": {"do": ["x"], "dont": []}}, "  dont", "`examples.dont` has no item"),
        ({"examples": {"do": ["x"]}}, "  do", "`examples.dont` has no item"),
        ({"citations": []}, "citations", "`citations` has no item"),
        (
            {"citations": [{"source": "x", "url": "https://x.org"}, {}]},
            "- {}",
            "a citation is empty",
        ),
        ({"citations": [{"source": "A book"}]}, "- source", "a citation has no `url`"),
        (
            {"citations": [{"source": "x", "url": "javascript:alert(1)"}]},
            "  url",
            '"javascript:alert(1)" is not a web address',
        ),
        ({"aliases": [1.5]}, "- 1.5", 'YAML reads "1.5" in an item of `aliases` as a number'),
    ],
)
def test_what_the_bot_can_live_with_is_a_warning(fields: dict[str, Any], start: str, message: str):
    """The term serves, and the line says what is off."""
    text = a_term_file(**fields)

    file = parsed(text)

    assert file.term is not None
    assert [(line_of(text, start), "warning")] == [(p.line, p.severity) for p in file.problems]
    assert file.problems[0].message.startswith(message)


@pytest.mark.parametrize("word", ["no", "Yes", "on", "1.5", "0x1F", "2026-01-01"])
def test_an_unquoted_word_that_yaml_misreads_stays_as_it_is_written(word: str):
    """The alias is what the steward typed, with advice to quote it."""
    file = parsed(a_term_file().replace("aliases: []", f"aliases:\n- {word}"))

    assert (word,) == file.term.aliases
    assert ["put it in quotes"] == [p.remedy for p in file.problems]


def test_a_near_miss_of_a_field_is_recognised():
    """A misspelt field's problem names the intended one."""
    file = parsed(a_term_file(takeaway={"legal": "x"}))

    assert ["did you mean `takeaways`?"] == [p.remedy for p in file.problems]


def test_a_key_that_stands_twice_is_an_error():
    """YAML would silently keep one of two definitions."""
    text = a_term_file() + "short_def: Something else.\n"

    assert [
        (
            line_of(text, "last_reviewed") + 1,
            "error",
            f"`short_def` is here twice (first on line {line_of(text, 'short_def')})",
        )
    ] == told(text)


def test_a_key_that_is_no_text_is_an_error():
    """YAML allows a list as a key; the format does not."""
    assert (1, "error", "a field's name is not a text") in told("? [a, b]\n: c\n" + a_term_file())


def test_all_problems_are_told_at_once():
    """One pass is enough to mend a file."""
    text = a_term_file(term=None, status="final", color="blue", license="")

    assert {"error": 2, "warning": 2} == {
        severity: [p[1] for p in told(text)].count(severity) for severity in ("error", "warning")
    }


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "the file is empty"),
        (b"# a comment\n", 1, "the file is empty"),
        (b"just words\n", 1, "the file is not a mapping"),
        (b"\n- a\n- b\n", 2, "the file is not a mapping"),
        (b"term: a\nshort_def: b: c\n", 2, "this is not YAML"),
        (b"term: a\n\tshort_def: b\n", 2, "this is not YAML"),
        (b"term: 'a\n\n", 1, "this is not YAML"),
        (b"term: a\nshort_def: \xe9t\xe9\n", 2, "the file is not UTF-8"),
        ("term: a\n".encode("utf-16"), 1, "the file is not UTF-8"),
        (b"term: a\nshort_def: b\x07\n", 2, "there is a control character"),
        (b"term: [*bold\nshort_def: x]\n", 1, "the YAML alias *bold"),
        (b"term: 'a * b\n", 1, "this is not YAML"),
        (b"term: *\n", 1, "this is not YAML"),
        (b"term: a\n---\nterm: b\n", 2, "a second YAML document begins"),
        (b"a: &x [1]\nb: *x\n", 2, "the YAML alias *x"),
        (b"term: " + b"[" * 200 + b"]" * 200, 1, "the YAML nests too deep"),
        (b"term: " + b"[" * 100_000, 1, "the YAML nests too deep"),
        (b"term: x\nlong_def: " + b"x" * LARGEST_FILE, 1, "the file is larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_mapping_of_fields_is_one_error(data: bytes, line: int, message: str):
    """The file is refused with one reason, at the line where it shows."""
    file = parsed(data)

    assert file.term is None
    assert [(line, "error")] == [(p.line, p.severity) for p in file.problems]
    assert file.problems[0].message.startswith(message)


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    """Nine levels of nine would stand for hundreds of millions of words."""
    levels = ["a0: &a0 [lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    assert [(2, "error", "the YAML alias *a0 stands for another part of the file")] == told(
        "\n".join(levels)
    )


def test_a_star_in_a_text_is_no_alias():
    """Emphasis and footnotes are ordinary text."""
    file = parsed(a_term_file(short_def="Works *very* well, 2 * 3 times."))

    assert [] == file.problems


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_endings_do_not_shift_lines(ending: str):
    """Lines are counted as an editor counts them."""
    text = a_term_file(color="blue")
    line = line_of(text, "color")

    file = parsed(b"\xef\xbb\xbf" + text.replace("\n", ending).encode())

    assert [(line, 'unknown field "color"')] == [(p.line, p.message) for p in file.problems]


def test_names_are_taken_on_one_line():
    """A label folded over two lines, or with space around it, is the same label."""
    file = parsed("\n".join(["term: >", "  diffusion", "  model", *a_term_file().splitlines()[1:]]))

    assert "diffusion model" == file.term.name


def test_a_name_that_nobody_can_see_is_an_error():
    """Nobody could type it."""
    file = parsed(a_term_file("\u200b"))

    assert file.term is None
    assert (1, "error", '"\\u200b" has only invisible characters') in [
        (p.line, p.severity, p.message) for p in file.problems
    ]


def test_a_book_may_be_cited_without_an_address():
    """The source stands alone, with a warning."""
    file = parsed(a_term_file(citations=[{"source": "A book"}]))

    assert (Citation("A book", ""),) == file.term.citations


def test_lines_of_values_are_kept():
    """Checks between terms point at the value they speak of."""
    text = a_term_file(relationships={"related": ["a", "b"]})

    at = line_of(text, "  related")

    assert (at + 1, at + 2) == parsed(text).lines["related"]


@given(st.binary() | st.text().map(str.encode))
def test_no_file_whatever_stops_the_bot(data: bytes):
    """A file is a term or a problem, never an exception."""
    file = parsed(data)

    assert (file.term is None) == bool(errors_in(file.problems))


@given(st.data())
def test_no_slip_of_the_keyboard_stops_the_bot(data: st.DataObject):
    """A complete file with a few characters changed is a term or a problem at one of its lines."""
    text = a_term_file(aliases=["a"], governance={"risk_notes": "It may copy."})
    at = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.text("[]{}:-#&*!|>'\"%@`, \n\tx1", max_size=6))
    text = text[:at] + typed + text[at + data.draw(st.integers(0, 6)) :]

    file = parsed(text)

    assert (file.term is None) == bool(errors_in(file.problems))
    assert {True} >= {1 <= problem.line <= text.count("\n") + 1 for problem in file.problems}


@pytest.mark.parametrize(
    ("written", "severity", "what"),
    [
        ("a\x00b", "error", "U+0000"),
        ("a\x1b[2Jb", "error", "U+001B"),
        ("a\x9bb", "error", "U+009B"),
        (r'"a\0b"', "error", "U+0000"),
        (r'"a\e[2Jb"', "error", "U+001B"),
        (r'"a\x7Fb"', "error", "U+007F"),
        ("a\u202eb", "warning", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (r'"a\u2066b"', "warning", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("a\u200bb", "warning", "U+200B ZERO WIDTH SPACE"),
        ("a\U000e0041b", "warning", "U+E0041"),
    ],
)
def test_a_character_that_nobody_sees_is_told_with_its_line(written: str, severity: str, what: str):
    """Raw or as an escape; a control character is an error."""
    text = a_term_file(license=None) + f"license: {written}\n"

    (problem,) = parsed(text).problems

    assert (text.count("\n"), severity) == (problem.line, problem.severity)
    assert what in problem.message
    assert problem.remedy == "delete it"


def test_what_scripts_and_emoji_need_is_in_order():
    """Joiners, marks, and quotes with escapes that stand for what is seen."""
    needed = "\u200f\u05e9\u05dc\u05d5\u05dd \u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f680"
    text = a_term_file(license=None) + f'license: "{needed} \\u00e9\\n\\tx"\n'

    assert [] == parsed(text).problems


@pytest.mark.parametrize(
    ("fields", "field", "most"),
    [
        ({"short_def": "x" * 3000}, "short_def", 500),
        ({"long_def": "word " * 80 + "x" * 3000}, "long_def", 2500),
        ({"aliases": ["x" * 151]}, "aliases", 150),
        ({"context": "x" * 3000}, "context", 150),
        ({"audiences": {"exec": "x" * 3000}}, "audiences.exec", 1000),
        ({"takeaways": {"legal": "x" * 3000}}, "takeaways.legal", 1000),
        ({"examples": {"do": ["x" * 3000], "dont": ["Not this."]}}, "examples.do", 500),
        ({"citations": [{"source": "x" * 3000, "url": "https://a.org"}]}, "citations.source", 1000),
        (
            {"citations": [{"source": "A", "url": f"https://a.org/{'x' * 3000}"}]},
            "citations.url",
            2000,
        ),
    ],
)
def test_a_text_is_measured_in_characters_too(fields: dict[str, Any], field: str, most: int):
    """A single endless word is one word."""
    problems = parsed(a_term_file(**fields)).problems

    found = [p for p in problems if "characters" in p.message and f"`{field}`" in p.message]
    assert [(f"shorten it to at most {most}", "warning")] == [(p.remedy, p.severity) for p in found]


@pytest.mark.parametrize(
    ("line", "severity", "remedy"),
    [
        ("term: #hashtag", "error", "write hashtag, or '#hashtag' in quotes"),
        ("short_def: #1 ranked", "warning", "write 1 ranked, or '#1 ranked' in quotes"),
        ("context: # Finance", "warning", "write Finance, or '# Finance' in quotes"),
        ("context: #isn't", "warning", "write isn't, or \"#isn't\" in quotes"),
        ("term: C #", "warning", "put the whole value in quotes"),
        ("term: Team #1", "warning", "put the whole value in quotes"),
        ("license: #one\n  more", "warning", "put the whole value in quotes"),
        ("aliases: #rag", "warning", "write rag, or '#rag' in quotes"),
        ("aliases:\n- #rag", "warning", "write rag, or '#rag' in quotes"),
        ("aliases:\n- two #three", "warning", "put the whole value in quotes"),
        ("review_every_days: #30", "warning", "write 30, or '#30' in quotes"),
    ],
)
def test_a_value_that_became_a_comment_is_told_with_the_remedy(
    line: str, severity: str, remedy: str
):
    """YAML drops what follows the sign without a word."""
    text = a_term_file(**{line.partition(":")[0]: None}) + line + "\n"

    found = [p for p in parsed(text).problems if "# begins a comment in YAML" in p.remedy]

    assert [severity] == [problem.severity for problem in found]
    assert remedy in found[0].remedy
    assert found[0].line > text.count("\n") - 2


def test_a_comment_that_explains_is_in_order():
    """Beside a value, over a list, and in a text with quotes or of several lines."""
    text = (
        a_term_file(aliases=None, license=None, examples=None)
        + "aliases:  # what else people type\n- x\nlicense: 'MIT #1' # see #2\n"
        + "examples:  # two lines\n"
        + "  do: [Do this. ]  # first\n  dont:\n  - |  # a block\n    Not #this.\n"
    )

    assert [] == parsed(text).problems


BROKEN = "short_def: One.\nbad: ["


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "term: a\nhidden_labels: [bee, see]\nnotation: 4.2\nshort_def: [x\n",
            ("a", "bee", "see", "4.2"),
        ),
        (
            "term: a\navoid:\n- operator\n- name: user\n  because: vague: it is\nshort_def: 'x\n",
            ("a", "operator", "user"),
        ),
        ("term: a\navoid: [{name: user, because: vague}]\nx: [y\n", ("a", "user")),
        (
            "term: a\nhidden_labels: [bee]\navoid: [sea]\nshort_def: d\nstatus: none\n",
            ("a", "bee", "sea"),
        ),
        (f"term: 'RAG'  # the acronym\n{BROKEN}", ("RAG",)),
        (f"term: RAG # the acronym\n{BROKEN}", ("RAG",)),
        (f"\ufeffterm: RAG\n{BROKEN}", ("RAG",)),
        (f"term: other\naliases: [RAG, 'R, G']\n{BROKEN}", ("other", "RAG", "R, G")),
        (f"term: other\naliases:\n  - RAG  # short\n  - B\n{BROKEN}", ("other", "RAG", "B")),
        (f"term: other\naliases:\n- RAG\n- 'B'\n{BROKEN}", ("other", "RAG", "B")),
        ("short_def: One.\nterm: other\naliases: [RAG, B", ("other", "RAG", "B")),
        (f'"term": RAG\n{BROKEN}', ("RAG",)),
        (f"'term' : RAG\n{BROKEN}", ("RAG",)),
        (f"term:\n  RAG\n{BROKEN}", ("RAG",)),
        (f"term: # its name\n  RAG\n{BROKEN}", ("RAG",)),
        (f"term: >-\n  RAG\n{BROKEN}", ("RAG",)),
        (f'term: "R\\u0041G"\n{BROKEN}', ("RAG",)),
        (f"term: 'RAG\n{BROKEN}", ("RAG",)),
        (f"term: 'RAG' the acronym\n{BROKEN}", ("RAG",)),
        (f"term: RAG\r\n{BROKEN}", ("RAG",)),
        (f"term: RAG\r{BROKEN}", ("RAG",)),
        (f"  term: RAG\n  {BROKEN}", ("RAG",)),
        ("{term: RAG, bad: [", ("RAG",)),
        (f"- term: RAG\n{BROKEN}", ("RAG",)),
        ("term: RAG\nshort_def: \x07\n", ("RAG",)),
        (f"term: Café\n{BROKEN}".encode("latin-1"), ("Café",)),
        (f"term: RAG\n{BROKEN}".encode("utf-16"), ("RAG",)),
        (f"term: RAG\n{BROKEN}".encode("utf-16-be"), ("RAG",)),
        (f"term: RAG\nterm: ARG\n{BROKEN}", ("RAG", "ARG")),
        (f"long_def: |\n  term: no\nterm: RAG\n{BROKEN}", ("RAG",)),
        (f"term: C++\n{BROKEN}", ("C++",)),
        (f"aliases: [RAG]\n{BROKEN}", ("diffusion-model", "RAG")),
        ("\x00\x01", ()),
        ("- RAG\n", ("diffusion-model",)),
        ("", ()),
        ("# nothing yet\n", ()),
        (a_term_file("RAG") + "term: RAG\n", ("RAG",)),
        (a_term_file("RAG") + "status: draft\n", ("RAG",)),
    ],
)
def test_the_labels_of_a_broken_file_are_read(text: str | bytes, labels: tuple[str, ...]):
    """However they are written; without a name, the file's own name stands for it."""
    assert labels == parsed(text).labels


@pytest.mark.parametrize(
    ("written", "line", "severity", "message", "remedy"),
    [
        ("term: null", 1, "error", 'YAML reads "null" in `term` as nothing', "put it in quotes"),
        ("term: &R D", 1, "error", "YAML takes &R for a mark", "needs quotes"),
        ("short_def: &nbsp a", 2, "error", "YAML takes &nbsp for a mark", "needs quotes"),
        ("short_def: ! stop", 2, "error", "YAML takes ! for a mark", "needs quotes"),
        ("term: !!int foo", 1, "warning", 'YAML reads "foo" in `term` as a number', "in quotes"),
        ("short_def: @home", 2, "error", "YAML allows no text to begin with @", "in quotes"),
        ("aliases:\n\t- a", 4, "error", "a tab begins the line", "write spaces"),
        ("aliases:\n- a: b", 4, "error", "because of a `: ` in it", "in quotes"),
        ("aliases:\n- null", 4, "warning", "in an item of `aliases` as nothing", "in quotes"),
        (
            'short_def: "a \\x96 b"',
            2,
            "warning",
            "`short_def` has U+0096, which is “–” in Windows-1252",  # noqa: RUF001 - it is
            "write “–”",  # noqa: RUF001 - it is
        ),
    ],
)
def test_what_yaml_does_to_a_value_is_told_with_the_remedy(
    written: str, line: int, severity: str, message: str, remedy: str
):
    """The person meant these words."""
    fields = {"term": "term: x", "short_def": "short_def: y", "aliases": "aliases: []"}
    fields[written.partition(":")[0]] = written

    problems = parsed("\n".join(fields.values()) + "\n", Path("x.yml")).problems

    (found,) = [one for one in problems if message in one.message]
    assert (line, severity) == (found.line, str(found.severity))
    assert remedy in found.remedy


def test_lines_are_counted_as_an_editor_shows_them():
    """YAML breaks lines at NEL and at U+2028, and editors don't."""
    text = 'term: x\nshort_def: "a\x85b\u2028c"\nstatus: foo\n'

    assert (3, "error", 'unknown status "foo"') in told(text, Path("x.yml"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("term: x\n".encode("utf-16"), "not UTF-8 but UTF-16"),
        ("term: x\n".encode("utf-16-be"), "not UTF-8 but UTF-16"),
        ("term: x\nshort_def: caf\xe9\n".encode("cp1252"), "Windows-1252"),
        ("term: x\x85short_def: y\x85".encode(), "U+0085"),
    ],
)
def test_an_encoding_that_is_not_read_is_named(data: bytes, message: str):
    """The file says nothing of it, and an editor shows it in a corner."""
    (problem,) = parsed(data).problems

    assert message in problem.message
    assert problem.remedy.startswith("save ")
