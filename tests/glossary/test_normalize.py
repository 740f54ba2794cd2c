import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.language.en.inflection import base, is_bare, singular
from bot.glossary.normalize import clean, fold_label, split_words, words_of
from bot.glossary.slugs import slugify


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("*“RAG”*?", "RAG"),
        ("`kv cache`", "kv cache"),
        ("_LoRA_", "LoRA"),
        ("~old~ name", "old name"),
        ("> voice\n> cloning", "voice > cloning"),
        ("• red teaming", "red teaming"),
        ("<https://example.org/x|model card>!", "model card"),
        ("<#C024BE91L|product>", "product"),
        ("<@U061F7AUR> token", "token"),
        ("R&amp;D", "R&D"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("what\u2019s this", "what's this"),
        ("C++", "C++"),
        ("   ", ""),
        ("?!", ""),
    ],
)
def test_pasted_marks_are_stripped_and_what_was_meant_is_kept(pasted: str, meant: str):
    """Slack's marks, quotes and end punctuation go; letters, case and inner signs stay."""
    assert meant == clean(pasted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fine-tuning", ("fine", "tuning")),
        ("A.I. agents", ("ai", "agents")),
        ("the model's drift", ("the", "model", "drift")),
        ("users\u2019 consent", ("users", "consent")),
        ("trust & safety", ("trust", "and", "safety")),
        ("F one score", ("f", "1", "score")),
        ("tokenisation behaviour", ("tokenization", "behavior")),
        ("naïve Bayes", ("naive", "bayes")),
        ("top_k", ("top", "k")),
        ("C++ and C#", ("c++", "and", "c#")),
        ("\uff32\uff21\uff27", ("rag",)),
    ],
)
def test_words_compare_across_spellings(text: str, words: tuple[str, ...]):
    """Hyphens, dots, possessives, numbers, accents and British spelling make no difference."""
    assert words == words_of(text)


@given(st.text(max_size=60))
def test_any_text_is_cleaned_and_split_without_an_error(text: str):
    """Whatever is pasted, cleaning gives text without outer blanks, and words without blanks."""
    assert clean(text).strip() == clean(text)
    assert all(word and not any(letter.isspace() for letter in word) for word in words_of(text))


def test_labels_fold_to_one_form():
    """Case, width and blanks are no difference between labels."""
    assert "kv cache" == fold_label("  KV\t\uff23ache ")


def test_a_slug_holds_the_context():
    """Two terms of one name have slugs of their own."""
    assert "token-security" == slugify("Token", "Security")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("policies", "policy"),
        ("biases", "bias"),
        ("losses", "loss"),
        ("caches", "cache"),
        ("cases", "case"),
        ("matrices", "matrix"),
    ],
)
def test_a_plural_and_its_singular_meet(one: str, other: str):
    """The plural ending goes, whatever it does to the word."""
    assert singular(other) == singular(one)


@pytest.mark.parametrize("word", ["bias", "loss", "corpus", "analysis", "gas"])
def test_a_word_that_ends_in_s_is_no_plural(word: str):
    """An s that belongs to the word stays."""
    assert word == singular(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quantized", "quantization"),
        ("embed", "embeddings"),
        ("chunked", "chunking"),
        ("retrieved", "retrieval"),
        ("tuned", "tuning"),
        ("evaluate", "evaluations"),
    ],
)
def test_verb_forms_and_their_noun_share_a_base(one: str, other: str):
    """What is done and the doing of it are one thing."""
    assert base(one) == base(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("precise", "precision"),
        ("general", "generalization"),
        ("engineer", "engineering"),
        ("private", "privacy"),
        ("found", "foundation"),
        ("state", "station"),
    ],
)
def test_words_that_are_only_related_keep_bases_of_their_own(one: str, other: str):
    """A sure answer must not rest on a common root."""
    assert base(one) != base(other)


def test_a_bare_word_carries_no_ending():
    """A plural is bare, a verb form is not."""
    assert [True, True, False] == [is_bare(word) for word in ("set", "sets", "setting")]


@given(st.text(st.characters(max_codepoint=127)))
def test_words_are_the_same_beside_one_that_ends_in_a_sign(text: str):
    """Plain English, which is split in a quicker way, is split no differently."""
    assert [*split_words(text), "c#"] == split_words(f"{text} C#")


@given(st.text("ab1 ").filter(str.strip))
def test_plain_words_are_cleaned_as_all_are(text: str):
    """What holds letters, digits and spaces alone has nothing to lose but spaces."""
    assert clean(f"{text}\u200b") == clean(text) == " ".join(text.split())
