import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, MatchedBy, Nearest, Nothing, Several, Suggestions
from tests.builders import a_term

TERMS = (
    a_term("alignment", aliases=("value alignment",)),
    a_term("chunking", aliases=("segmentation",)),
    a_term("clip", aliases=("contrastive language-image pretraining",)),
    a_term("design review"),
    a_term("f1 score", aliases=("f-score",)),
    a_term("feature engineering", aliases=("feature design",)),
    a_term("fine-tuning", aliases=("supervised fine-tuning",)),
    a_term("instruction tuning", aliases=("supervised fine-tuning",)),
    a_term("kv cache", aliases=("key-value cache",)),
    a_term("loss function"),
    a_term("mixture of experts", aliases=("MoE",)),
    a_term("retrieval-augmented generation", aliases=("RAG",)),
    a_term("safety review board"),
    a_term("test set"),
    a_term("tool use", aliases=("function calling",)),
    a_term("function calling"),
    a_term("top-k sampling"),
    a_term("top-p sampling"),
    a_term("hallucination", audiences={"exec": "The model is making things up."}),
    a_term("quantization", short_def="Storing weights in fewer bits to shrink a network."),
)


@pytest.fixture(scope="module")
def glossary():
    return Glossary(DEFAULT_CONFIG, TERMS)


@pytest.mark.parametrize(
    ("query", "name", "by"),
    [
        ("KV Cache", "kv cache", MatchedBy.NAME),
        ("key value cache", "kv cache", MatchedBy.SPELLING),
        ("key-value cache", "kv cache", MatchedBy.ALIAS),
        ("kvcache", "kv cache", MatchedBy.SPELLING),
        ("fine tuning", "fine-tuning", MatchedBy.SPELLING),
        ("f one score", "f1 score", MatchedBy.SPELLING),
        ("quantisation", "quantization", MatchedBy.SPELLING),
        ("kv caches", "kv cache", MatchedBy.INFLECTION),
        ("quantized", "quantization", MatchedBy.INFLECTION),
        ("finetuned", "fine-tuning", MatchedBy.INFLECTION),
        ("RAGs", "retrieval-augmented generation", MatchedBy.INFLECTION),
        ("experts mixture", "mixture of experts", MatchedBy.INFLECTION),
        ("quantizaton", "quantization", MatchedBy.TYPO),
        ("mixtrue of experts", "mixture of experts", MatchedBy.TYPO),
        ("safety revew bord", "safety review board", MatchedBy.TYPO),
        ("feature engin", "feature engineering", MatchedBy.TYPO),
    ],
)
def test_a_typed_name_is_answered(glossary: Glossary, query: str, name: str, by: MatchedBy):
    """Every way of writing a name finds its term, and the result says how."""
    found = glossary.look_up(query)

    assert (name, by) == (found.term.name, found.by)


@pytest.mark.parametrize(
    "query",
    [
        "assignment",  # a word of its own, one letter off
        "asignment",  # a typing error of that word as much as of the term
        "alignment chart",
        "chucking",
        "clipping",
        "clips",
        "rags",
        "design feature",  # not a feature design
        "fine dining",
        "f2 score",
        "zscore",
        "loss of function",
        "segments",
        "test sat",
        "test settings",
        "tset",
        "top-q sampling",
        "feature engineer",
        "vbr",
    ],
)
def test_a_near_miss_is_never_answered(glossary: Glossary, query: str):
    """Whatever else exists, or may have been meant, is at most suggested for."""
    assert isinstance(glossary.look_up(query), Suggestions | Nothing)


@pytest.mark.parametrize(
    "query", ["", "  ", "?", "😀", "the of", "xkcd", "qwertyuiop", "Ada Lovelace"]
)
def test_what_names_nothing_finds_nothing(glossary: Glossary, query: str):
    """Nonsense is unknown."""
    assert isinstance(glossary.look_up(query), Nothing)


def test_a_name_wins_over_another_terms_alias(glossary: Glossary):
    """The answer is the term of that name, and tells of the other."""
    found = glossary.look_up("function calling")

    assert ("function calling", ["tool use"]) == (found.term.name, [t.name for t in found.also])


def test_an_alias_of_two_terms_has_several_meanings(glossary: Glossary):
    """Neither is shown as if it were the only one."""
    several = glossary.look_up("Supervised fine tuning")

    assert isinstance(several, Several)
    assert ["fine-tuning", "instruction tuning"] == [term.name for term in several.terms]


@pytest.mark.parametrize("query", ["token (Security)", "what is a token (security)?"])
def test_a_title_is_the_name_of_its_term(query: str):
    """A card's heading works as a query, without a remark on how it was typed."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("token"), a_term("token", context="Security")])

    found = glossary.find(query)

    assert isinstance(found, Found)
    assert ("token-security", MatchedBy.NAME) == (found.term.slug, found.by)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("what is a token in security", "token-security"),
        ("tokens of language models", "token-language-model"),
        ("Token in the language model", "token-language-model"),
    ],
)
def test_a_context_may_be_named_as_people_say_it(query: str, slug: str):
    """Between two meanings, the one whose context was named is the answer."""
    security, models = (
        a_term("token", context="Security"),
        a_term("token", context="Language model"),
    )

    found = Glossary(DEFAULT_CONFIG, [security, models]).find(query)

    assert isinstance(found, Found)
    assert (slug, MatchedBy.NAME) == (found.term.slug, found.by)


@pytest.mark.parametrize("query", ["token in finance", "loss in security", "token for security"])
def test_a_context_that_no_meaning_has_is_no_answer(query: str):
    """Nor is a context alone, or a role's people."""
    security, models = (
        a_term("token", context="Security"),
        a_term("token", context="Language model"),
    )

    assert Glossary(DEFAULT_CONFIG, [security, models]).find(query) is None


def test_a_name_with_its_abbreviation_in_brackets_is_sure_where_both_mean_the_same_term():
    """As people paste it from a paper; a bracket that says something else is not passed over."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("drift"), a_term("fine-tuning", aliases=("FT",))])

    found = glossary.find("fine tuning (FT)")

    assert isinstance(found, Found)
    assert "fine-tuning" == found.term.slug
    assert glossary.find("fine tuning (drift)") is None
    assert glossary.find("drift (racing)") is None


def test_two_preferred_names_are_told_apart_by_their_context():
    """The name alone has both meanings, with its context it has one."""
    glossary = Glossary(
        DEFAULT_CONFIG, [a_term("token"), a_term("token", context="Security", aliases=("key",))]
    )

    assert isinstance(glossary.look_up("token"), Several)
    assert "token-security" == glossary.look_up("token (Security)").term.slug


def test_an_acronym_in_its_own_case_outranks_a_folded_word():
    """Typed as "IT" it is the department, "it" may be both."""
    glossary = Glossary(
        DEFAULT_CONFIG, [a_term("information technology", aliases=("IT",)), a_term("it")]
    )

    assert "information technology" == glossary.look_up("IT").term.name


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("mixture", "mixture of experts"),
        ("retrieval augmented", "retrieval-augmented generation"),
        ("review board", "safety review board"),
        ("chuncking", "chunking"),
        ("fewer bits for the weights of a network", "quantization"),
        ("top-k", "top-k sampling"),
        ("when the model makes things up", "hallucination"),
        ("made-up answers of a model", "hallucination"),
    ],
)
def test_what_comes_near_is_suggested_first(glossary: Glossary, query: str, first: str):
    """Parts of names, doubtful typing errors and descriptions lead to their term."""
    suggested = glossary.suggest(query)

    terms = (suggested.term,) if isinstance(suggested, Nearest) else getattr(suggested, "terms", ())
    assert first == terms[0].name


def test_things_compared_are_suggested_both(glossary: Glossary):
    """A comparison names two terms, and each can be opened."""
    suggested = glossary.look_up("what's the difference between chunking and fine tuning?")

    assert ["chunking", "fine-tuning"] == [term.name for term in suggested.terms[:2]]


def test_at_most_five_are_suggested(glossary: Glossary):
    """A longer list wouldn't help people choose."""
    assert len(glossary.look_up("review of a feature, a function, a test and a score").terms) <= 5


def test_how_the_query_was_understood_is_kept(glossary: Glossary):
    """The answer names the query without the wording around it."""
    assert "kv cache" == glossary.look_up("what is a “kv cache”?").query
    assert isinstance(glossary.look_up("what is a “kv cache”?"), Found)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("top-p", ("top", "tops", "tope", "topping")),
        ("log-g", ("log", "logs", "logged")),
        ("set-t", ("set", "sets", "setting")),
        ("log-e", ("log", "logs", "logging")),
        ("set-ting", ("set", "sets")),
        ("plan-ned", ("plan", "plans", "planning")),
    ],
)
def test_a_name_never_loses_its_last_word_to_an_ending(name: str, queries: tuple[str, ...]):
    """An everyday word is no form of a name that goes on behind a hyphen."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term(name)])

    assert [] == [query for query in queries if glossary.find(query)]


@pytest.mark.parametrize(
    ("name", "query"),
    [("fine-tuning", "finetuned"), ("re-using", "reused"), ("sign-offs", "signoff")],
)
def test_a_hyphenated_name_is_found_in_one_word_with_another_ending(name: str, query: str):
    """As long as the ending is exchanged within its last word."""
    found = Glossary(DEFAULT_CONFIG, [a_term(name)]).find(query)

    assert isinstance(found, Found)
    assert MatchedBy.INFLECTION == found.by


@pytest.mark.parametrize(("name", "typed"), [("Cap", "cape"), ("Prim", "prime"), ("plan", "plane")])
def test_a_word_with_another_letter_is_no_form_of_a_name(name: str, typed: str):
    """Neither has an ending, so that they are two words."""
    assert Glossary(DEFAULT_CONFIG, [a_term(name)]).find(typed) is None
