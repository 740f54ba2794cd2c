from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.clock import latest_today
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.parser import Parsed, parse_term
from bot.glossary.files.problems import Severity
from bot.glossary.files.validation import check_glossary
from bot.glossary.model import Category
from bot.glossary.slugs import slugify
from tests.builders import a_term, a_term_file

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig


def a_file(term: str, **fields: Any):
    text = a_term_file(term, **fields)
    path = Path(f"{slugify(term, fields.get('context'))}.yml")
    return parse_term(path, text.encode(), latest_today())


def told(*files: Parsed, config: GlossaryConfig = DEFAULT_CONFIG):
    """Return file, message and remedy of each problem; all are warnings."""
    problems = check_glossary(config, files)
    assert {Severity.WARNING} >= {problem.severity for problem in problems}
    return [(p.path.stem, p.message, p.remedy) for p in problems]


def messages(*files: Parsed, config: GlossaryConfig = DEFAULT_CONFIG):
    return [message for _, message, _ in told(*files, config=config)]


def test_a_relation_may_name_a_term_or_an_alias_in_any_case_and_form():
    """Case, width and spaces do not matter, as in a lookup."""
    target = a_file("KV cache", aliases=["key-value cache"])
    labels = ["kv  CACHE", "Key-Value Cache", "\uff2b\uff36 cache"]

    assert [] == told(target, a_file("attention", relationships={"related": labels}))


def test_a_relation_that_names_nothing_is_told_at_its_line():
    """The problem is at the item, not at the field."""
    file = a_file("attention", relationships={"related": ["attention head", "softmax"]})
    lines = a_term_file("attention", relationships={"related": ["attention head", "softmax"]})

    problems = check_glossary(DEFAULT_CONFIG, [file])

    assert [
        lines.splitlines().index("  - attention head") + 1,
        lines.splitlines().index("  - softmax") + 1,
    ] == [problem.line for problem in problems]
    assert '"attention head" in `related` names no term' == problems[0].message


def test_a_name_of_several_meanings_needs_its_context():
    """The bare label is open; the label with a context names one of them."""
    tokens = [a_file("token", context="Security"), a_file("token", context="Language models")]
    one = a_file("session", relationships={"related": ["token", "Token (security)"]})

    assert [
        (
            "session",
            '"token" in `related` leaves its meaning open',
            (
                'name one of "token (Security)" (token-security.yml), '
                '"token (Language models)" (token-language-models.yml)'
            ),
        )
    ] == told(*tokens, one)


def test_an_alias_of_several_terms_leaves_a_relation_open():
    """Two aliases are several; the remedy asks for contexts where there are none."""
    files = [a_file("alpha", aliases=["a"]), a_file("beta", aliases=["a"])]
    one = a_file("gamma", relationships={"broader": ["a"]})

    assert (
        "gamma",
        '"a" in `broader` leaves its meaning open',
        'name one of "alpha" (alpha.yml), "beta" (beta.yml); each needs a `context`',
    ) in told(*files, one)


def test_a_preferred_name_wins_over_an_alias():
    """A relation to a name is sure, even where another term lists it as an alias."""
    files = [
        a_file("token", context="Security"),
        a_file("word piece", aliases=["token"], context="Language models"),
        a_file("session", relationships={"related": ["token"]}),
    ]

    assert [] == told(*files)


def test_a_term_that_relates_to_itself_is_told():
    """By its own name or alias."""
    file = a_file("attention", aliases=["focus"], relationships={"broader": ["Focus"]})

    assert ['"Focus" in `broader` is the term itself'] == messages(file)


def test_a_replacement_must_be_there_and_the_term_deprecated():
    """A replacement that names nothing is a problem, and so is one that replaces nothing."""
    assert [
        '"new word" in `replaced_by` names no term',
        "`replaced_by` is in a term with the status approved",
    ] == messages(a_file("old word", replaced_by="new word"))
    assert [] == messages(
        a_file("old word", replaced_by="new word", status="deprecated"), a_file("new word")
    )


def test_one_name_on_several_terms_of_which_one_lacks_a_context_names_all():
    """People could not tell them apart."""
    files = [a_file("token"), a_file("token", context="Security")]

    assert [
        (
            "token",
            (
                '"token" is the name of several terms: "token" (token.yml), '
                '"token (Security)" (token-security.yml)'
            ),
            "add a `context` that tells it apart to token.yml",
        )
    ] == told(*files)


def test_an_alias_that_is_another_term_s_label_is_told_once():
    """One problem for a label, naming everybody who holds it."""
    name = a_file("function calling")
    first, second = (a_file(term, aliases=["Function calling"]) for term in ("tool use", "tools"))

    assert [
        (
            "tool-use",
            (
                'the alias "Function calling" is also a label of "function calling" '
                '(function-calling.yml), "tools" (tools.yml)'
            ),
            "delete it from all but one, or give each of these terms a `context`",
        )
    ] == told(name, first, second)


def test_an_alias_shared_between_terms_with_contexts_is_in_order():
    """The same label twice is normal; the picker shows the contexts."""
    files = [
        a_file("alpha", aliases=["a"], context="X"),
        a_file("beta", aliases=["a"], context="Y"),
    ]

    assert [] == told(*files)


def test_an_alias_that_another_term_is_asked_for_by_is_told():
    """A name with its context leads to that one term, whatever contexts the others have."""
    files = [a_file("agent", context="AI"), a_file("alpha", aliases=["Agent (AI)"], context="X")]

    assert [
        (
            "alpha-x",
            'the alias "Agent (AI)" is also a label of "agent (AI)" (agent-ai.yml)',
            "delete it from all but one, or give each of these terms a `context`",
        )
    ] == told(*files)


def test_an_alias_that_repeats_is_told():
    """The name itself, or an alias twice."""
    assert [
        'the alias "Alpha" repeats the name or another alias of the same term',
        'the alias "A" repeats the name or another alias of the same term',
    ] == messages(a_file("alpha", aliases=["Alpha", "a", "A"]))


def test_unknown_roles_and_readers_are_told():
    """Nobody would read the words, or find the term by that role."""
    file = a_file(
        "alpha",
        roles=["product", "pilot"],
        takeaways={"pilot": "x"},
        audiences={"exec": "x", "legal": "x", "board": "x"},
        steward="Robin",
    )

    assert [
        'unknown role "pilot" in `roles`',
        'unknown role "pilot" in `takeaways`',
        'unknown role or audience "board" in `audiences`',
        'unknown steward "Robin"',
    ] == messages(file)


def test_the_glossary_s_own_stewards_are_known():
    """By the name that glossary.yml maps, or by a Slack user id."""
    config = replace(DEFAULT_CONFIG, stewards={"Robin": "U0123456789"})
    files = [a_file("alpha", steward="Robin"), a_file("beta", steward="U0123456789")]

    assert [] == told(*files, config=config)


def test_categories_are_taken_as_they_come_until_the_glossary_has_its_own():
    """With categories in glossary.yml an unknown one is a problem."""
    file = a_file("alpha", categories=["Money"])
    config = replace(DEFAULT_CONFIG, categories=(Category("Foundations"),))

    assert [] == told(file)
    assert ['unknown category "Money" in `categories`'] == messages(file, config=config)


def test_a_circle_of_broader_terms_is_told_once():
    """At the entry that closes it, with the way round."""
    files = [
        a_file("alpha", relationships={"broader": ["beta"]}),
        a_file("beta", relationships={"broader": ["gamma"]}),
        a_file("gamma", relationships={"broader": ["alpha", "delta"]}),
        a_file("delta"),
    ]

    assert [
        (
            "gamma",
            "`broader` runs in a circle: alpha → beta → gamma → alpha",
            "delete the entry that is not broader",
        )
    ] == told(*files)


def test_two_circles_are_both_told_and_a_diamond_is_none():
    """Two ways up to the same term are in order."""
    files = [
        a_file("a", relationships={"broader": ["b", "c"]}),
        a_file("b", relationships={"broader": ["d", "a"]}),
        a_file("c", relationships={"broader": ["d"]}),
        a_file("d"),
        a_file("x", relationships={"broader": ["y"]}),
        a_file("y", relationships={"broader": ["x"]}),
    ]

    assert [
        "`broader` runs in a circle: a → b → a",
        "`broader` runs in a circle: x → y → x",
    ] == messages(*files)


def test_a_very_long_circle_is_shortened():
    """A chain of thousands neither overflows the stack nor fills the screen."""
    count = 3000
    files = [
        Parsed(term.path, term, [], {"term": (1,), "broader": (2,)})
        for n in range(count)
        if (term := a_term(f"t{n}", broader=(f"t{(n + 1) % count}",)))
    ]

    assert ["`broader` runs in a circle: t0 → t1 → t2 → … → t2999 → t0"] == messages(*files)


def test_two_names_that_look_alike_are_told_apart_by_their_letters():
    """Nobody sees the difference, so the warning names it."""
    ours, theirs = a_file("RAG"), a_file("R\u0410G", aliases=["\u0441op"])

    ((stem, what, remedy),) = told(ours, theirs)

    assert stem == theirs.path.stem
    assert '"RAG" (rag.yml): “\u0410” is U+0410 CYRILLIC CAPITAL LETTER A' in what
    assert "same letters" in remedy


def test_a_name_in_one_script_is_told_from_one_in_another():
    """Also where neither mixes scripts, and where one is an alias."""
    files = [a_file("\u0441op"), a_file("officer", aliases=["cop"])]

    (said,) = messages(*files)

    assert said.endswith("U+0441 CYRILLIC SMALL LETTER ES")


def test_a_text_whose_letters_are_out_of_place_is_quoted_with_them():
    """Advice that names only what looks right cannot be followed by eye."""
    (said,) = messages(a_file("RAG", relationships={"related": ["t\u043eken"]}))

    assert '"t\u043eken" (“\u043e” is U+043E CYRILLIC SMALL LETTER O) in `related`' in said


def test_a_relation_names_the_term_that_is_spelled_so():
    """The spelling comes before what only folds to it, and shares no name with it."""
    small, great = a_file("mW"), a_file("MW")
    named = a_file("plant", relationships={"related": ["MW"]})
    open_ = a_file("laser", relationships={"related": ["mw"]})

    assert [] == told(small, great, named)
    assert ['"mw" in `related` leaves its meaning open'] == messages(small, great, open_)
