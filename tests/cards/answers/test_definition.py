from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.answers.answer import build_answer
from bot.cards.answers.definition import definition_card
from bot.cards.answers.full_definition import full_definition_modal
from bot.cards.answers.shared import shared_card
from bot.cards.browse.glossary_command import role_card
from bot.cards.browse.help import help_card
from bot.cards.kit.height import PHONE_ROOM, height_of
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.model import EVERYBODY, Category, Citation, Example, Source, Status, Term
from bot.glossary.search.result import Found, MatchedBy
from tests.builders import a_glossary, a_term
from tests.reading import buttons, options, select, texts, words
from tests.shared import SHARED

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig

PUBLIC = SHARED / "glossaries" / "ai-glossary"
SHIPPED = Path(__file__).parents[3] / "data"
TODAY = date(2026, 11, 23)


def drawn(term: Term, *others: Term, role: str = "legal", **how: Any) -> dict[str, Any]:
    """Return the card of a term in a glossary with these others."""
    wanted = DEFAULT_CONFIG.role(role)
    assert wanted
    can_share = how.pop("can_share", True)
    notice = how.pop("notice", "")
    answer = build_answer(a_glossary(term, *others), term, wanted, TODAY, **how)
    return definition_card(answer, can_share=can_share, notice=notice).to_message()


def test_the_card_begins_with_the_name_and_how_far_to_trust_it() -> None:
    """The definition stands under the name; status, last review and sources below it all."""
    said = texts(drawn(a_term()))

    assert "diffusion model" == said[0]
    assert said[1] == a_term().short_def
    assert any(
        text.startswith("Approved · reviewed 1 September 2026 · <https://example.org/source|A s")
        for text in said
    )


def test_a_name_is_told_apart_by_its_context() -> None:
    """A term with a context shows it beside the name."""
    assert texts(drawn(a_term("token", context="Security")))[0] == "token (Security)"


def test_an_overdue_review_is_said_in_days() -> None:
    """A reader of an old definition sees how late its review is."""
    term = a_term(review_every_days=30)

    assert " · overdue by 53 days · " in words(drawn(term))


def test_one_day_is_one_day() -> None:
    """The number and its noun agree."""
    term = a_term(review_every_days=82)

    assert " · overdue by 1 day · " in words(drawn(term))


def test_a_roles_own_wording_needs_no_remark() -> None:
    """Words written for legal are headed so, after the short definition."""
    said = texts(drawn(a_term(audiences={"legal": "As a lawyer says it.", "exec": "Other."})))

    assert said[1:5] == [a_term().short_def, "For legal:", " ", "As a lawyer says it."]


def test_an_audiences_wording_is_labelled_as_one() -> None:
    """Words written for executives are not passed off as legal's."""
    said = words(drawn(a_term()))

    assert "For legal,\n in the words for executives:\n" in said
    assert "diffusion model, said for a decision maker." in said


def test_a_general_wording_is_shown_once_and_labelled() -> None:
    """Without any wording for the role, the short definition serves, and says so."""
    term = a_term(audiences={})
    said = texts(drawn(term, a_term("token")))

    assert said.count(term.short_def) == 1
    assert ["For legal:", " no wording of its own yet"] == said[2:4]


def a_thin_term(**fields: Any) -> Term:
    return Term(
        slug="bva", name="BVA", path=Path("bva.yml"), short_def="Board of Appeals", **fields
    )


def test_a_thin_terms_card_is_the_name_and_the_sentence() -> None:
    """A line of a list of acronyms gets no advice, no remark and no empty heading."""
    shelf = Category("Boards", advice=("Ask the board.",))
    glossary = a_glossary(a_thin_term(categories=("Boards",)), config=with_shelf(shelf))
    term = glossary.terms["bva"]
    answer = build_answer(glossary, term, DEFAULT_CONFIG.roles[0], TODAY)

    assert ["BVA", "Board of Appeals", "Draft, may still change · never reviewed"] == texts(
        definition_card(answer).to_message()
    )[:3]
    whole = full_definition_modal(answer).to_dict()
    assert 1 == words(whole).count("Board of Appeals")
    for absent in ("No wording", "Takeaway", "In practice", "Sources", "licence", "In full"):
        assert absent.lower() not in words(whole).lower()


def test_a_thin_term_has_no_full_definition_to_open() -> None:
    """What would only say the same again is not offered."""
    assert "More" not in buttons(drawn(a_thin_term()))
    assert "More" not in buttons(drawn(a_thin_term(aliases=("Board of Appeals",))))
    assert "More" in buttons(drawn(a_thin_term(aliases=("B.V.A.",))))


def test_a_context_that_the_definition_repeats_is_said_once() -> None:
    """The heading is the name alone where the sentence below says the rest."""
    assert "BVA" == texts(drawn(a_thin_term(context="Board of Appeals")))[0]


def test_an_item_for_the_readers_role_comes_first() -> None:
    """Then what is for everybody; what is for others gives way to them."""
    do = (Example("Build.", ("engineering",)), Example("All."), Example("Ask.", ("legal",)))
    said = texts(drawn(a_term(do=do)))

    assert ["Ask.", "All."] == [text for text in said if text in {"Ask.", "All.", "Build."}]


def test_a_citation_takes_from_the_bibliography_what_it_leaves_out() -> None:
    """The source's title and address stand in `sources.yml`."""
    sources = {"book": Source("book", "The Book", url="https://example.org/book")}
    term = a_term(citations=(Citation("", "", locator="p. 3", source_id="book"),))
    glossary = a_glossary(term, config=replace(DEFAULT_CONFIG, sources=sources))
    answer = build_answer(glossary, term, DEFAULT_CONFIG.roles[0], TODAY)

    assert "<https://example.org/book|The Book>" in str(definition_card(answer).to_message())


def test_markdown_is_drawn_and_pings_nobody() -> None:
    """Marks become styles; what Slack would read as a mention stays words."""
    term = a_thin_term()
    term = replace(
        term, short_def="**Board** of [Appeals](https://a.b/c), <!channel> &lt;!here&gt;"
    )
    card = drawn(term)
    runs = card["blocks"][1]["elements"][0]["elements"]

    assert {"type": "text", "text": "Board", "style": {"bold": True}} == runs[0]
    assert {"type": "link", "url": "https://a.b/c", "text": "Appeals"} == runs[2]
    assert ", <!channel> <!here>" == runs[3]["text"]
    assert "<!" not in card["text"]
    assert "Board of Appeals, &lt;!channel&gt; &lt;!here&gt;" in card["text"]


def test_a_glossary_without_roles_speaks_of_none() -> None:
    """There is nothing to choose, and nobody's words to promise."""
    term = a_term()
    glossary = a_glossary(term, config=replace(DEFAULT_CONFIG, roles=(), default_role=""))
    answer = build_answer(glossary, term, glossary.config.usual_role, TODAY)
    drawn_ = [
        definition_card(answer).to_message(),
        shared_card(answer, "U1").to_message(),
        help_card(glossary, EVERYBODY).to_message(),
        role_card(EVERYBODY, glossary.config, ()).to_message(),
        full_definition_modal(answer).to_dict(),
    ]

    for one in drawn_:
        assert "for everybody" not in str(one).lower()
        assert "my role" not in str(one).lower()
        assert "For " not in texts(one)


def with_shelf(shelf: Category) -> GlossaryConfig:
    return replace(DEFAULT_CONFIG, categories=(shelf,))


def test_a_terms_own_takeaway_comes_without_a_remark() -> None:
    """What the term asks of legal stands under its heading."""
    said = texts(drawn(a_term(takeaways={"legal": "Ask for the licence."})))

    assert "Ask for the licence." in said
    assert "General advice: " not in said


def test_a_roles_default_takeaway_is_marked_as_general() -> None:
    """Advice that every term gives to legal is not passed off as this term's."""
    assert "General advice: " in texts(drawn(a_term()))


def test_do_and_dont_are_lists() -> None:
    """Each piece of advice is an item of its own, led by which of the two it is."""
    said = texts(drawn(a_term(do=("Log it.", "Cite it."), dont=("Guess.",))))

    assert "Do: |Log it.|Do: |Cite it.|Don't: |Guess." in "|".join(said).replace(":| |", ": |")


def test_related_terms_are_choices_that_open_them() -> None:
    """A relation is followed by a press, in the role that is being read."""
    card = drawn(a_term(related=("GAN",)), a_term("generative adversarial net", aliases=("gan",)))

    offered = options(card, "choose_next")

    assert offered["generative adversarial net"] == "term:legal|generative-adversarial-net"


def test_a_relation_that_names_nothing_is_no_button() -> None:
    """No button leads nowhere."""
    assert "unheard of" not in words(drawn(a_term(related=("unheard of",))))


def test_a_relation_is_offered_once_and_never_to_the_term_itself() -> None:
    """Two labels for one term are one button; a term's own alias is none."""
    other = a_term("sampler", aliases=("scheduler",))
    term = a_term(aliases=("ddpm",), related=("sampler", "ddpm"), broader=("scheduler",))
    card = drawn(term, other)
    related, roles = select(card, "choose_next")["option_groups"]

    assert ["sampler"] == [option["text"]["text"] for option in related["options"]]
    assert "In another role's words" == roles["label"]["text"]
    assert ["More", "Share", "Suggest a clarification"] == list(buttons(card))


def test_a_relation_with_several_meanings_offers_the_choice() -> None:
    """A label that is open leads to its meanings."""
    meanings = (a_term("token", context="Security"), a_term("token", context="Finance"))
    card = drawn(a_term(related=("token",)), *meanings)

    assert "label:legal|token" == options(card, "choose_next")["token"]


def test_sources_are_linked() -> None:
    """What the definition rests on is one press away."""
    term = a_term(citations=(Citation("R&D notes", "https://example.org/a"), Citation("Book", "")))

    assert " · <https://example.org/a|R&amp;D notes> · Book" in words(drawn(term))


def test_another_role_can_be_chosen_for_this_term() -> None:
    """Every role but the one that is being read."""
    offered = options(drawn(a_term()), "choose_next")

    assert "Legal" not in offered
    assert offered["Data Science"] == "role:data_science|diffusion-model"


def test_a_deprecated_term_leads_with_its_replacement() -> None:
    """What to use instead comes before the definition, with a button to it."""
    term = a_term("score model", status=Status.DEPRECATED, replaced_by="diffusion model")
    card = drawn(term, a_term())
    said = texts(card)

    assert said.index(
        "*Deprecated.* No longer in use. Use “diffusion model” instead."
    ) < said.index(term.short_def)
    assert buttons(card)["diffusion model"]["style"] == "primary"


def test_a_deprecated_term_without_replacement_says_so() -> None:
    """Nothing is made up, and no button leads nowhere."""
    gone = drawn(a_term(status=Status.DEPRECATED))
    absent = drawn(a_term(status=Status.DEPRECATED, replaced_by="unheard of"))

    assert "No longer in use; nothing replaces it." in words(gone)
    assert "“unheard of”, is not in this glossary" in words(absent)


def test_a_match_by_another_name_is_said() -> None:
    """Who typed an alias learns the preferred name without wondering."""
    term = a_term(aliases=("DDPM",))
    found = Found("ddpm", term, MatchedBy.ALIAS, "DDPM")

    assert "“DDPM” is another name for this term." in texts(drawn(term, found=found))


def test_a_mended_typo_is_said_as_it_was_typed() -> None:
    """Nobody is left to guess why this term came."""
    term = a_term("embedding")
    found = Found("<!here> embeding", term, MatchedBy.TYPO, "embedding")
    card = drawn(term, found=found)

    assert "Showing “embedding”." in texts(card)
    assert "<!here>" not in card["text"]


def test_who_hears_the_card_hears_how_the_term_was_found() -> None:
    """A screen reader reads the text, which calls a guess of the bot a guess."""
    term, other = a_term("bias"), a_term("offset", aliases=("bias",))
    found = Found("biass", term, MatchedBy.TYPO, "bias", also=(other,))

    assert drawn(term, other, found=found)["text"].startswith(
        "bias. Showing “bias”. “bias” can also mean: offset. What bias means"
    )


def test_a_match_by_name_says_nothing_about_matching() -> None:
    """The common case is not talked about."""
    term = a_term()
    plain = drawn(term)

    assert plain == drawn(term, found=Found("diffusion model", term, MatchedBy.NAME, "x"))


def test_other_terms_with_the_same_label_are_named() -> None:
    """A preferred name wins, and the term that lists it as an alias stays in reach."""
    term, other = a_term("bias"), a_term("fairness gap", aliases=("bias",))
    card = drawn(term, other, found=Found("bias", term, MatchedBy.NAME, "bias", also=(other,)))

    assert "“bias” can also mean: fairness gap." in texts(card)
    assert "fairness gap" in options(card, "choose_next")


def test_a_role_chosen_for_once_can_be_kept() -> None:
    """The offer names the role, and stands apart from the answer."""
    card = drawn(a_term(), offers_role=True)

    assert buttons(card)["Keep this role"]["value"] == "legal|diffusion-model"


def test_a_kept_role_is_not_offered_again() -> None:
    """Nobody is nagged."""
    assert "Keep this role" not in buttons(drawn(a_term()))


def test_what_a_press_did_is_said_in_words_and_to_screen_readers() -> None:
    """A notice stands on the card and in its text."""
    card = drawn(a_term(), can_share=False, notice="Shared in this channel.")

    assert texts(card)[-1] == "Shared in this channel."
    assert card["text"].startswith("Shared in this channel. diffusion model")
    assert "Share" not in buttons(card)


def test_what_is_cut_points_to_the_whole() -> None:
    """What gives way stands under *More*."""
    card = drawn(a_term(do=tuple(f"Do number {n}." for n in range(9))))

    assert "Do number 2." not in texts(card)
    assert "More" in buttons(card)


def test_the_text_says_what_the_blocks_say() -> None:
    """A screen reader hears the whole answer."""
    text = drawn(a_term(takeaways={"legal": "Ask for the licence."}))["text"]

    assert text == (
        "diffusion model. What diffusion model means, in one plain sentence. "
        "For legal, in the words for executives: diffusion model, said for a decision maker. "
        "Takeaway: Ask for the licence. Do: Do this one thing. Don't: Do not do that thing. "
        "Approved, reviewed 1 September 2026. Sources: A source."
    )


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"name": "direct preference optimization", "aliases": ("DPO",), "context": "Training"},
         "direct preference optimization (DPO, Training)"),
        ({"name": "GDPR", "aliases": ("General Data Protection Regulation",)},
         "GDPR (General Data Protection Regulation)"),
        ({"name": "gradient descent", "aliases": ("SGD",)}, "gradient descent"),
        ({"name": "human in the loop", "aliases": ("HITL",)}, "human in the loop (HITL)"),
        ({"name": "AI bill of materials", "aliases": ("AIBOM",)}, "AI bill of materials (AIBOM)"),
        ({"name": "SOC 2", "aliases": ("SOC2",)}, "SOC 2"),
        ({"name": "8(a)"}, "8(a)"),
        ({"name": "CIO", "aliases": ("Chief Information Officer",),
          "short_def": "Chief Information Officer"}, "CIO"),
        ({"name": "token (JWT)", "aliases": ("JWT",), "context": "Security"},
         "token (JWT, Security)"),
        ({"name": "explainability", "aliases": ("XAI (explainability)",)}, "explainability (XAI)"),
    ],
)  # fmt: skip
def test_an_abbreviation_joins_the_name_where_it_surely_stands_for_it(
    fields: dict[str, Any], heading: str
) -> None:
    """Its letters are the initials, or the file writes both together; one bracket holds all."""
    assert heading == texts(drawn(a_term(**fields)))[0]


def test_an_alias_in_the_heading_is_not_explained_again() -> None:
    """RAG leads to a card that says RAG."""
    term = a_term("retrieval-augmented generation", aliases=("RAG",))
    found = Found("rag", term, MatchedBy.ALIAS, "RAG")

    assert "is another name" not in words(drawn(term, found=found))


def test_not_yet_approved_is_said_only_where_others_are() -> None:
    """What is true of every term tells nobody anything; a draft is called one all the same."""
    term, draft = a_term(status=Status.REVIEWED), a_term("draft", status=Status.DRAFT)

    assert "not yet approved" not in words(drawn(term, draft))
    assert "Reviewed, not yet approved · 1 September 2026" in words(drawn(term, a_term("token")))
    assert "Draft, may still change · reviewed" in words(drawn(draft, term))
    assert "Draft, may still change · never reviewed" in words(
        drawn(a_term(status=Status.DRAFT, last_reviewed_on=None))
    )


def test_a_newcomer_is_asked_what_they_do() -> None:
    """The sentence is true of the words above it, and the text says it too."""
    term, general = a_term(), a_term("token", audiences={})
    glossary = a_glossary(term, general)
    legal, first = DEFAULT_CONFIG.roles[4], DEFAULT_CONFIG.roles[0]
    answers = [
        replace(build_answer(glossary, one, first, TODAY), asks_role=True, proposed_role=legal)
        for one in (term, general)
    ]
    cards = [definition_card(answer).to_message() for answer in answers]

    assert "In product's words, because you haven't said what you do." in words(cards[0])
    assert "Shown for product, because you haven't said what you do." in words(cards[1])
    for card in cards:
        assert "Legal?" == select(card, "keep_role")["placeholder"]["text"]
        assert card["text"].endswith("because you haven't said what you do. Legal?")


@pytest.mark.parametrize("name", ["x" * 300, "很" * 300, "\u0645\u0635\u0637\u0644\u062d " * 60])
def test_any_card_is_as_high_as_a_phone_shows(name: str) -> None:
    """Also one whose texts are as long as nobody should write them."""
    long = f"{name} " * 8
    term = a_term(name, slug="long", short_def="", long_def=long, audiences={"legal": long},
                  takeaways={"legal": long}, do=(long,) * 5, dont=(long,) * 5)  # fmt: skip

    assert height_of(drawn(term, offers_role=True)["blocks"]) <= PHONE_ROOM + 200


@pytest.mark.parametrize("directory", [SHIPPED, PUBLIC], ids=["shipped", "public"])
def test_every_card_of_a_glossary_is_as_high_as_a_phone_shows(directory: Path) -> None:
    """In every role's words, and with the line on the role."""
    loaded = Loader(directory).load()
    glossary = Glossary(loaded.config, loaded.terms.values())
    for term in glossary.terms.values():
        for role in glossary.config.roles:
            answer = build_answer(glossary, term, role, TODAY, offers_role=True)
            assert height_of(definition_card(answer).to_message()["blocks"]) <= PHONE_ROOM


@pytest.mark.parametrize("how", [{}, {"offers_role": True}, {"asks_role": True}])
def test_a_line_of_a_list_of_acronyms_is_for_nobody_in_particular(how: dict[str, bool]) -> None:
    """No role is asked for or offered where it makes no difference."""
    thin = Term(slug="bva", name="BVA", path=Path("bva.yml"), short_def="Board of Appeals")
    role = DEFAULT_CONFIG.role("legal")
    assert role
    answer = replace(build_answer(a_glossary(thin), thin, role, TODAY), **how)
    card = definition_card(answer).to_message()

    assert "legal" not in " ".join(words(card)).casefold()
    assert "because you haven't said" not in card["text"]
