import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.config import DEFAULT_CONFIG, read_config
from bot.glossary.glossary import Glossary
from bot.glossary.search.query import parse_query, phrasings, things_compared
from bot.glossary.search.result import Found
from tests.builders import a_term
from tests.shared import CASES, needs

ROLES = CASES / "22-roles-in-peoples-words" / "roles.csv"


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
        ("rag for legal and thanks", "rag", "legal"),
        ("rag for lawyers, thanks a lot", "rag", "legal"),
        ("rag (for legal)", "rag", "legal"),
        ("as a lawyer, what is rag?", "what is rag", "legal"),
        ("explain rag to a lawyer", "explain rag", "legal"),
    ],
)
def test_the_role_at_the_end_is_split_off(text: str, query: str, role: str):
    """A role is known by its id, its title, or the people in it."""
    question = parse_query(text, DEFAULT_CONFIG)

    assert (query, role) == (question.text, question.role and question.role.id)


@pytest.mark.parametrize(
    "text",
    [
        "RAG please",
        "RAG, please",
        "RAG pls",
        "RAG thanks",
        "RAG, thank you",
        "RAG :pray: please",
        "RAG please :pray:",
        "RAG? Many thanks in advance!",
    ],
)
def test_a_plea_is_no_part_of_what_is_asked(text: str):
    """With no other question wording, too."""
    assert "RAG" == parse_query(text, DEFAULT_CONFIG).text


def test_an_emoji_is_asked_for_politely():
    """The plea goes, what it is about stays."""
    asked = parse_query("what is :rocket: please", DEFAULT_CONFIG).text

    assert "🚀" in phrasings(asked)


@needs(ROLES)
@pytest.mark.parametrize("asked", ["rag for {}", "RAG as {}", "what is rag for our {}?"])
def test_a_role_may_be_said_in_peoples_words(asked: str):
    """Who calls a role what is in the glossary; people of no role are told apart from topics."""
    with ROLES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            question = parse_query(asked.format(row["said as"]), DEFAULT_CONFIG)
            if question.role:
                assert row["role"] == question.role.id, row
            else:
                assert row["role"].startswith("(none"), row
                assert question.unknown_role, row
            assert "rag" == phrasings(question.text)[-1].lower()


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("attorneys", "legal"),
        ("the lawyers", "legal"),
        ("a dev", "engineering"),
        ("SREs", "engineering"),
        ("POs", "product"),
        ("DS", "data_science"),
        ("PR", "communications"),
        ("Comms folks", "communications"),
        ("Gov affairs", "policy"),
        ("people in infosec", "security"),
        ("lawyers please", "legal"),
        ("devs, thanks", "engineering"),
        ("devs :pray:", "engineering"),
        ("legal folk", "legal"),
        ("data engineers", "engineering"),
        ("backend engineers", "engineering"),
        ("frontend devs", "engineering"),
        ("ML engineers", "data_science"),
        ("patent attorneys", "legal"),
        ("privacy lawyers in Europe", "legal"),
        ("legal counsel", "legal"),
        ("policy makers", "policy"),
        ("eng", "engineering"),
        ("communication", "communications"),
        ("developpers", "engineering"),
        ("comunications", "communications"),
        ("data sceintists", "data_science"),
    ],
)
def test_what_people_are_called_names_their_role(said: str, role: str):
    """In the singular or plural, with an article, and whatever stands behind."""
    question = parse_query(f"rag for {said}", DEFAULT_CONFIG)

    assert ("rag", role) == (question.text, question.role and question.role.id)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("my boss", "boss"),
        ("grandma", "grandma"),
        ("the CTO", "CTO"),
        ("a five year old", "five year old"),
        ("the sales team", "sales team"),
        ("customers in Europe", "customers in Europe"),
        ("CEOs", "CEOs"),
        ("CFOs", "CFOs"),
        ("CTOs", "CTOs"),
        ("the C-suite", "C-suite"),
        ("C-level", "C-level"),
        ("board members", "board members"),
        ("the press", "press"),
        ("the public", "public"),
        ("testers", "testers"),
        ("QA", "QA"),
        ("writers", "writers"),
        ("new joiners", "new joiners"),
        ("someone new", "someone new"),
        ("non engineers", "non engineers"),
        ("non-lawyers", "non-lawyers"),
        ("lawyers and engineers", "lawyers and engineers"),
        ("people without lawyers", "people without lawyers"),
        ("laypersons", "laypersons"),
        ("architects", "architects"),
        ("IT", "IT"),
    ],
)
def test_people_of_no_role_are_no_part_of_what_is_asked(said: str, shown: str):
    """The query splits into the term and the role."""
    question = parse_query(f"rag for {said}", DEFAULT_CONFIG)

    assert ("rag", None, shown) == (question.text, question.role, question.unknown_role)


@pytest.mark.parametrize(
    "text",
    [
        "fit for purpose",
        "as legal",
        "model as a service",
        "evaluation for agents",
        "learning for human feedback",
        "for loop",
        ".NET",
        "-1",
        "",
        "rag",
        "rag for politics",
        "rag for police",
        "rag for policing",
        "rag for legacy",
        "rag for legalese",
        "rag for engines",
        "rag for production",
        "rag for productivity",
        "rag for community",
        "rag for secure",
        "rag for products",
        "rag for policies",
        "rag for securities",
        "rag for computer security",
        "rag for prompt engineering",
        "good for it",
    ],
)
def test_words_that_name_no_role_stay_with_the_query(text: str):
    """Words that aren't a role belong to the query."""
    question = parse_query(text, DEFAULT_CONFIG)

    assert (text, None, "") == (question.text, question.role, question.unknown_role)


@pytest.mark.parametrize(
    "text",
    [
        "RAG :pray:",
        "RAG :robot_face:",
        "RAG:pray:",
        "RAG :+1::skin-tone-2:",
        "RAG 🙏🏽",
        ":wave: what is RAG?",
        ":wave: :wave: what's RAG :thinking_face:?",
        "Hey @bot what is RAG? cc @Bob",
        "hey <@U061F7AUR>, what is RAG? cc <@U2>, <@U3> and <@U4>",
        "cc <@U2>: what is RAG?",
        "RAG? @bob.smith",
        "what is RAG? <#C024BE91L|general>",
        "what is RAG in <#C024BE91L|general>",
        "RAG (cc @bob)",
    ],
)
def test_people_channels_and_emoji_are_no_part_of_what_is_asked(text: str):
    """Whom a message is for, and how its writer feels, names no term."""
    assert "RAG" == phrasings(text)[-1]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (":rocket:", "🚀"),
        ("what is :rocket:?", "🚀"),
        ("what is 🚀?", "🚀"),
        (":robot_face:", "robot_face"),
        ("what is :robot_face:?", "robot_face"),
        ("10:30:45", "10:30:45"),
        ("what is std::vector?", "std::vector"),
        ("precision @k", "precision @k"),
        ("what is recall@5?", "recall@5"),
        ("C#", "C#"),
        ("@", "@"),
        ("what is .NET?", ".NET"),
        ("define -1", "-1"),
    ],
)
def test_signs_that_may_be_a_name_are_kept(text: str, asked: str):
    """The query may itself be an emoji, or begin or end with a sign."""
    assert asked in phrasings(text)


@pytest.mark.parametrize(
    "text", ["precision vs recall", "precision and recall", "precision, recall"]
)
def test_things_compared_are_told_apart(text: str):
    """A comparison is about each of its parts."""
    assert ("precision", "recall") == things_compared(text)


def test_the_glossary_that_comes_along_knows_the_same_people():
    """Its roles list what the built-in ones do."""
    config, _ = read_config(Path("data/glossary.yml"))

    assert [role.also for role in DEFAULT_CONFIG.roles] == [role.also for role in config.roles]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("gdpr, pls", "gdpr"), ("recall plz", "recall"), ("vector db please", "vector db"),
        ("context window thanks a lot", "context window"), ("LoRA please", "LoRA"),
        ("attention, please", "attention"), ("attention thx", "attention"),
        ("attention please", "attention please"), ("Attention Please", "Attention Please"),
        ("token thanks", "token thanks"), ("precision (ML)", "precision"),
        ("attention (in AI)", "attention"), ("Mercury (planet)", "Mercury (planet)"),
        ("token (finance)", "token (finance)"),
    ],
)  # fmt: skip
def test_politeness_and_the_field_are_no_part_of_a_name(text: str, asked: str):
    """A plea may be a word of the question behind one everyday word alone."""
    assert asked == phrasings(text)[-1]


def test_attention_please_asks_for_nothing():
    """With and without a role read from it, its words are kept."""
    glossary = Glossary(DEFAULT_CONFIG, [a_term("attention"), a_term("attention span, please")])

    assert "attention please" == glossary.read_query("attention please").text
    assert glossary.find("attention please") is None
    assert "attention" == glossary.find("attention, pls").term.name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wtf (ML)", "WTF"),
        ("what is PLS?", "PLS"),
        ("I, pls", "I"),
        ("HR (ML)", "HR"),
        ("HR, ML", None),
        ("S/P (ML)", "S/P"),
        ("hr ml", "HRML"),
        ("h-r-m-l", "HRML"),
    ],
)
def test_commas_and_brackets_join_no_letters(typed: str, name: str | None) -> None:
    """Nor is a polite word or a field in brackets all that was asked."""
    names = ("WTF", "ML", "PLS", "IS", "I", "IPLS", "HR", "HRML", "S/P", "SPML")
    terms = [a_term(one, short_def="x.", long_def="") for one in names]
    found = Glossary(DEFAULT_CONFIG, terms).look_up(typed)

    assert name == (found.term.name if isinstance(found, Found) else None)
