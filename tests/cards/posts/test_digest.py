from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.cards.posts.digest import Digest, News, digest_card, first_sentence
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.sandbox.rules.blocks import Surface, faults_in_blocks
from bot.sandbox.workspace.elements import words_in
from bot.schedule.whats_new import Changes
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.glossary.model import Role, Term

TODAY = date(2026, 11, 23)


def drawn(term: Term, *others: Term, role_id: str | None = None, news: News | None = None) -> Card:
    glossary = a_glossary(term, *others)
    role = DEFAULT_CONFIG.role(role_id) if role_id else None
    reader: Role = role or DEFAULT_CONFIG.roles[0]
    answer = build_answer(glossary, term, reader, TODAY)
    return digest_card(Digest(answer, for_role=role, news=news or News()))


def read(card: Card) -> str:
    return "\n".join(words_in([block.to_dict() for block in card.blocks]))


def test_it_says_what_the_term_means_for_three_roles_in_a_sentence_each():
    """A role's takeaway comes before wordings for wider audiences."""
    takeaways = {
        "product": "Ask what it costs. And when.",
        "legal": "Check the licence.",
        "engineering": "Measure it.",
        "security": "Guard it.",
    }
    words = read(drawn(a_term(roles=tuple(takeaways), takeaways=takeaways)))

    assert "Ask what it costs." in words
    assert "And when." not in words
    assert "Measure it." in words
    assert "Check the licence." in words
    assert "Guard it." not in words


def test_without_words_of_their_own_roles_share_their_audiences_words():
    """They are labelled as what they are, and said once."""
    words = read(drawn(a_term(roles=("product", "legal", "engineering"))))

    assert 1 == words.count("said for a decision maker.")
    assert "Executives: " in words
    assert "Engineers: " in words


def test_a_post_for_one_role_speaks_to_it_first():
    """Also where the term itself does not name that role."""
    takeaways = {"product": "Ask.", "legal": "Check.", "security": "Guard."}
    card = drawn(a_term(roles=("product", "legal"), takeaways=takeaways), role_id="security")
    words = read(card)

    assert words.index("Guard.") < words.index("Ask.")
    assert card.text.startswith("Term of the week for security: diffusion model.")


def test_one_do_and_one_dont():
    """A post is read in passing; the rest is in the full definition."""
    words = read(drawn(a_term(do=("First.", "Second."), dont=("Third.", "Fourth."))))

    assert [True, False, True, False] == [
        text in words for text in ("First.", "Second.", "Third.", "Fourth.")
    ]


def test_what_changed_is_told_in_one_line_and_nothing_where_nothing_did():
    """Zeros are not worth a word."""
    news = News(Changes(new=2, revised=0, approved=1), people_who_missed=1)

    told = read(drawn(a_term(), news=news))
    quiet = read(drawn(a_term(), news=News(Changes())))

    assert (
        "In the glossary since the last post: 2 new, 1 approved. "
        "1 person looked up something that is not in it yet."
    ) in told
    assert "since the last post" not in quiet


def test_the_text_reads_like_the_card():
    """Screen readers and notifications get the same words."""
    card = drawn(a_term(takeaways={"legal": "Check the licence."}))

    for words in ("Term of the week: diffusion model.", "For legal: Check the licence.", "Do: "):
        assert words in card.text


def test_nothing_in_a_term_pings_anybody_or_breaks_the_card():
    """Text from files appears unchanged, within Slack's limits."""
    nasty = "<!channel> *bold* " + "long " * 2000
    term = a_term(
        "<!here>",
        short_def=nasty,
        takeaways=dict.fromkeys(("product", "legal", "engineering"), nasty),
        do=(nasty,),
        dont=(nasty,),
        related=tuple(f"other {number}" for number in range(9)),
    )
    others = [a_term(f"other {number}") for number in range(9)]
    card = drawn(term, *others, role_id="legal")

    assert [] == faults_in_blocks([block.to_dict() for block in card.blocks], Surface.MESSAGE)
    assert "<!" not in card.text


def test_a_sentence_ends_where_a_new_one_begins():
    """Not at every full stop."""
    text = "It is 3.5 times faster, e.g. on phones. Then it stops."

    assert "It is 3.5 times faster, e.g. on phones." == first_sentence(text)
    assert "One only" == first_sentence("One only")


def test_a_term_without_examples_or_relations_is_drawn_all_the_same():
    """Empty parts are left out."""
    bare = replace(a_term(), do=(), dont=(), audiences={}, related=())

    assert "Related" not in read(drawn(bare))
