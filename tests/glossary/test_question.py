import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.config import DEFAULT_CONFIG
from bot.glossary.question import parse_question, phrasings, things_compared


@pytest.mark.parametrize(
    "question",
    [
        "kv cache",
        "What is a KV cache?",
        "whats kv cache",
        "what's the kv cache again?",
        "define: kv cache",
        "define kv cache please",
        "explain kv cache pls",
        "wtf is kv cache",
        "kv cache meaning",
        "meaning of kv cache",
        "what does “kv cache” mean?",
        "what do you mean by kv cache",
        "what is actually meant by kv cache?",
        "can you explain to me what kv cache means?",
        "does anyone know what a kv cache is?",
        "anyone know what kv cache stands for",
        "how does the kv cache work?",
        "I don't understand kv cache",
        "kv cache - what is it?",
        "what is kv cache in ML?",
    ],
)
def test_question_wording_is_dropped(question: str):
    """However it is asked, what is asked about is left at last."""
    assert "kv cache" == phrasings(question)[-1].lower()


@pytest.mark.parametrize(
    "words",
    ["k means", "what-if analysis", "attention please", "your attention", "aim", "the", "define"],
)
def test_words_that_only_look_like_a_question_are_tried_as_they_are(words: str):
    """The first phrasing is what was typed, since a label may begin like a question."""
    assert words == phrasings(words)[0]


def test_a_plea_without_a_question_stays():
    """Saying "attention please" does not ask what attention is."""
    assert ("attention please",) == phrasings("attention please")


@given(st.text(max_size=80))
def test_every_text_has_a_phrasing(text: str):
    """Nothing that is typed fails, and no phrasing but the first is empty."""
    assert all(phrasings(text)[1:])


def test_a_pasted_page_is_read_no_further_than_a_question():
    """What comes after the first 400 characters costs no time, so nobody waits for it."""
    page = "what is the " * 10_000

    assert phrasings(page[:400]) == phrasings(page)
    assert max(map(len, phrasings(page))) <= 400


@pytest.mark.parametrize(
    ("text", "query", "role"),
    [
        ("diffusion model as legal", "diffusion model", "legal"),
        ("rag for engineers", "rag", "engineering"),
        ("rag for the legal team", "rag", "legal"),
        ("rag as a data scientist", "rag", "data_science"),
        ("token for product managers", "token", "product"),
        ("token for comms", "token", "communications"),
        ("what is rag for policy people?", "what is rag", "policy"),
    ],
)
def test_the_role_at_the_end_is_split_off(text: str, query: str, role: str):
    """A role is known by its id, its title, or the people in it."""
    question = parse_question(text, DEFAULT_CONFIG)

    assert (query, role) == (question.query, question.role and question.role.id)


@pytest.mark.parametrize("text", ["fit for purpose", "as legal", "model as a service", "", "rag"])
def test_words_that_name_no_role_stay_with_the_query(text: str):
    """What is not a role is asked for."""
    question = parse_question(text, DEFAULT_CONFIG)

    assert (text, None) == (question.query, question.role)


@pytest.mark.parametrize(
    "text", ["precision vs recall", "precision and recall", "precision, recall"]
)
def test_things_compared_are_told_apart(text: str):
    """A comparison is about each of its parts."""
    assert ("precision", "recall") == things_compared(text)
