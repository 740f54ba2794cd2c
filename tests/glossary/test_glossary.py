from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Nothing
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Term

LABELS = st.sampled_from(
    ["token", "tokens", "kv cache", "cache hit", "red teaming", "team", "beam search", "search"]
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), LABELS, st.lists(LABELS, max_size=2), st.sampled_from("ab")),
        st.tuples(st.just("remove"), LABELS),
    ),
    max_size=8,
)
QUERIES = ("token", "cache", "red team", "beam serch", "teaming", "hit", "security a", "se")


def names(terms: Iterable[Term]):
    return [term.name for term in terms]


def test_terms_are_kept_by_slug():
    """Every term can be had by its slug, and an unknown slug gives none."""
    token = a_term("token")
    glossary = Glossary(DEFAULT_CONFIG, [token])

    assert {"token": token} == dict(glossary.terms)
    assert (token, None) == (glossary.get("token"), glossary.get("taken"))


def test_a_relation_is_resolved_by_name_before_alias():
    """A target is a term of that name in any case, else every term with that alias."""
    one = a_term("function calling")
    two = a_term("tool use", aliases=("Function Calling", "tools"))
    three = a_term("toolbox", aliases=("tools",))
    glossary = Glossary(DEFAULT_CONFIG, [one, two, three])

    assert (one,) == glossary.resolve("Function calling")
    assert (two, three) == glossary.resolve("TOOLS")
    assert () == glossary.resolve("hammer")
    assert () == glossary.resolve("tol use")


def test_a_relation_names_one_meaning_by_its_context():
    """The label "token (Security)" is the token of that context, "token" is open."""
    plain, secure = a_term("token", context="Language"), a_term("token", context="Security")
    glossary = Glossary(DEFAULT_CONFIG, [plain, secure])

    assert (secure,) == glossary.resolve("Token (security)")
    assert (plain, secure) == glossary.resolve("token")


def test_typing_ahead_offers_names_that_begin_so_first():
    """Names before aliases, beginnings before words within."""
    glossary = Glossary(
        DEFAULT_CONFIG,
        [
            a_term("beam search"),
            a_term("search"),
            a_term("retrieval", aliases=("searching",)),
            a_term("embedding"),
        ],
    )

    assert ["search", "retrieval", "beam search"] == names(glossary.complete("Sea", 10))


def test_typing_ahead_begins_with_the_alphabet():
    """Before anything is typed, the terms stand in alphabetical order."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("b"), a_term("C"), a_term("a")])

    assert ["a", "b"] == names(glossary.complete("", 2))


def test_typing_ahead_forgives_a_typing_error():
    """A name is offered though one letter is wrong."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("hallucination"), a_term("embedding")])

    assert ["hallucination"] == names(glossary.complete("halucination", 5))


def test_a_changed_term_is_found_by_its_new_labels_alone():
    """What was taken out of a term no longer leads to it."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("token", aliases=("coin",))])
    glossary.apply([a_term("token", aliases=("chip",), short_def="A piece of a sentence.")])

    assert 1 == glossary.revision
    assert isinstance(glossary.look_up("chip"), Found)
    assert isinstance(glossary.look_up("coin"), Nothing)
    assert ["token"] == names(glossary.look_up("the piece of some sentence").terms)


def test_a_changed_config_is_taken_over_and_kept():
    """The config stays until another comes."""
    glossary = Glossary(DEFAULT_CONFIG, [])
    other = DEFAULT_CONFIG.__class__("Other", (), "", (), {})
    glossary.apply(config=other)
    glossary.apply([a_term("token")])

    assert other is glossary.config


@given(CHANGES)
def test_changes_leave_the_glossary_as_if_it_had_been_made_so(changes: list[tuple[Any, ...]]):
    """After any changes it answers what a glossary made of the same terms answers."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("token"), a_term("red teaming")])
    for kind, name, *rest in changes:
        if kind == "remove":
            glossary.apply(removals=[a_term(name).slug])
        else:
            aliases, security = rest
            glossary.apply(
                [a_term(name, aliases=tuple(aliases), short_def=f"Security {security}.")]
            )
    fresh = Glossary(DEFAULT_CONFIG, glossary.terms.values())

    assert names(fresh.complete("", 9)) == names(glossary.complete("", 9))
    for query in QUERIES:
        assert fresh.find(query) == glossary.find(query)
        assert suggested(fresh, query) == suggested(glossary, query)
        assert set(names(fresh.complete(query, 9))) == set(names(glossary.complete(query, 9)))


def suggested(glossary: Glossary, query: str):
    return set(names(getattr(glossary.suggest(query), "terms", ())))


def test_suggesting_runs_beside_changes():
    """A thread that suggests sees the glossary before or after a change, and never fails."""
    terms = [a_term(f"token {number}", aliases=(f"tokan {number}",)) for number in range(200)]
    glossary = Glossary(DEFAULT_CONFIG, terms)
    errors, stop = [], threading.Event()

    def keep_suggesting() -> None:
        while not stop.is_set():
            try:
                glossary.suggest("tokn 12 plain sentence means")
                glossary.suggest("tokn 7")
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must tell
                errors.append(error)
                return

    thread = threading.Thread(target=keep_suggesting)
    thread.start()
    for term in terms:
        glossary.apply([term])
        glossary.apply(removals=[term.slug])
    stop.set()
    thread.join()

    assert [] == errors
    assert {} == dict(glossary.terms)


def test_typing_ahead_offers_all_meanings_and_what_is_typed_first():
    """Terms of one name each, the one that is spelled so before the others; a sign is no blank."""
    terms = [a_term("bva"), a_term("BVA", slug="bva-2"), a_term("BVA", slug="bva-3"), a_term("🚀")]
    glossary = Glossary(DEFAULT_CONFIG, terms)

    assert ["bva-2", "bva-3", "bva"] == [term.slug for term in glossary.complete("BVA", 10)]
    assert ["🚀"] == names(glossary.complete("🚀", 10))
    assert [] == names(glossary.complete("+", 10))
