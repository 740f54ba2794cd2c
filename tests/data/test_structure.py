"""Requirements for every shipped term beyond the format: the promises of data/README.md."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.glossary.model import Status

if TYPE_CHECKING:
    from bot.glossary.files.loader import Loaded
    from bot.glossary.glossary import Glossary

README = Path(__file__).parents[2] / "data" / "README.md"
OWN_WORDING_ROLES = {"legal", "policy", "security", "communications"}
NIST_TAGS = {
    # The four functions and the seven characteristics of trustworthy AI in NIST AI 100-1.
    "govern",
    "map",
    "measure",
    "manage",
    "valid_and_reliable",
    "safe",
    "secure_and_resilient",
    "accountable_and_transparent",
    "explainable_and_interpretable",
    "privacy_enhanced",
    "fair_with_harmful_bias_managed",
}


def test_the_glossary_is_clean(loaded: Loaded) -> None:
    """`parlance check data` finds neither an error nor a warning."""
    assert [] == loaded.problems


def test_there_are_enough_terms(loaded: Loaded) -> None:
    """At least 150 terms are in service."""
    assert len(loaded.terms) >= 150


def test_colliding_labels_have_contexts(loaded: Loaded) -> None:
    """At least six labels stand for two terms, each told apart by a context."""
    by_name: dict[str, list[str | None]] = {}
    for term in loaded.terms.values():
        by_name.setdefault(term.name.casefold(), []).append(term.context)
    pairs = {name: contexts for name, contexts in by_name.items() if len(contexts) > 1}

    assert len(pairs) >= 6
    assert [] == [name for name, contexts in pairs.items() if None in contexts]


def test_both_audiences_are_served(loaded: Loaded) -> None:
    """Every term has wording for executives and for engineers."""
    assert [] == [
        term.slug
        for term in loaded.terms.values()
        if not {"exec", "engineer"} <= set(term.audiences)
    ]


def test_enough_terms_have_wording_for_the_careful_roles(loaded: Loaded) -> None:
    """Two terms in five speak to legal, policy, security or communications in own words."""
    own = [t for t in loaded.terms.values() if OWN_WORDING_ROLES & set(t.audiences)]

    assert len(own) >= 0.4 * len(loaded.terms)


def test_most_terms_for_product_and_data_science_speak_to_them(loaded: Loaded) -> None:
    """Six in ten terms that name product or data science say it in that role's own words."""
    for role in ("product", "data_science"):
        named = [term for term in loaded.terms.values() if role in term.roles]
        own = [term for term in named if role in term.audiences]

        assert len(own) >= 0.6 * len(named), role


def test_every_role_listed_has_its_takeaway(loaded: Loaded) -> None:
    """A term that names a role says what it asks of that role."""
    assert {} == {
        term.slug: missing
        for term in loaded.terms.values()
        if (missing := set(term.roles) - set(term.takeaways))
    }


def test_two_to_four_dos_and_donts(loaded: Loaded) -> None:
    """Enough lines to act on, few enough to read."""
    assert [] == [
        term.slug
        for term in loaded.terms.values()
        if not (2 <= len(term.do) <= 4 and 2 <= len(term.dont) <= 4)
    ]


def test_broader_is_a_forest(glossary: Glossary) -> None:
    """A term has at most one broader term, and following them always ends."""
    for term in glossary.terms.values():
        seen = {term.slug}
        here = term
        while here.broader:
            (label,) = here.broader
            (here,) = glossary.resolve(label)
            assert here.slug not in seen, f"{term.slug} is broader than itself"
            seen.add(here.slug)


def test_narrower_mirrors_broader(glossary: Glossary) -> None:
    """If a term calls another narrower, that one calls it broader."""
    wrong = [
        (term.slug, label)
        for term in glossary.terms.values()
        for label in term.narrower
        for narrower in glossary.resolve(label)
        if term.slug not in {b.slug for n in narrower.broader for b in glossary.resolve(n)}
    ]

    assert [] == wrong


def test_relations_go_both_ways(glossary: Glossary) -> None:
    """A term that another names as related names that one, in whichever list."""
    named = {
        term.slug: {
            target.slug
            for label in (*term.related, *term.broader, *term.narrower)
            for target in glossary.resolve(label)
        }
        for term in glossary.terms.values()
    }

    assert [] == [
        (slug, target)
        for slug, targets in named.items()
        for target in targets
        if slug not in named[target]
    ]


def test_listed_roles_have_words_of_their_own(loaded: Loaded) -> None:
    """At least 85 in 100 listed roles are served by their own wording, not by another role's."""
    own_id = {role.id: role.id for role in loaded.config.roles} | {"engineering": "engineer"}
    pairs = [(term, role) for term in loaded.terms.values() for role in term.roles]
    own = [role for term, role in pairs if {role, own_id[role]} & set(term.audiences)]

    assert len(own) >= 0.85 * len(pairs)


def test_nobody_stands_alone(loaded: Loaded) -> None:
    """Every term leads on to at least two others."""
    assert [] == [
        t.slug
        for t in loaded.terms.values()
        if len({*t.broader, *t.narrower, *t.related} - {t.name}) < 2
    ]


def test_governance_tags_come_from_the_documented_list(loaded: Loaded) -> None:
    """Tags are NIST AI RMF's functions and characteristics, as data/README.md lists them."""
    used = {tag for term in loaded.terms.values() for tag in term.nist_rmf_tags}
    documented = set(re.findall(r"`([a-z_]+)`", README.read_text(encoding="utf-8")))

    assert set() == used - NIST_TAGS
    assert set() == NIST_TAGS - documented
    assert [] == [t.slug for t in loaded.terms.values() if not t.nist_rmf_tags]


def test_citations_can_be_followed(loaded: Loaded) -> None:
    """Two or three sources each, over https, none twice, arXiv papers with their number."""
    arxiv = re.compile(r"https://arxiv\.org/abs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})")
    for term in loaded.terms.values():
        assert 2 <= len(term.citations) <= 4, term.slug
        assert len({c.url for c in term.citations}) == len(term.citations), term.slug
        for citation in term.citations:
            parts = urlsplit(citation.url)
            assert parts.scheme == "https", citation.url
            assert "." in parts.netloc, citation.url
            if parts.netloc == "arxiv.org":
                match = arxiv.fullmatch(citation.url)
                assert match, citation.url
                assert match[1] in citation.source, citation


def test_one_address_means_one_source(loaded: Loaded) -> None:
    """The same arXiv paper is named alike wherever it is cited."""
    names: dict[str, set[str]] = {}
    for term in loaded.terms.values():
        for citation in term.citations:
            if "arxiv.org" in citation.url:
                names.setdefault(citation.url, set()).add(citation.source)

    assert {} == {url: found for url, found in names.items() if len(found) > 1}


def test_statuses_are_honest(loaded: Loaded) -> None:
    """Nothing is approved that no organization approved."""
    statuses = Counter(term.status for term in loaded.terms.values())

    assert 0 == statuses[Status.APPROVED]
