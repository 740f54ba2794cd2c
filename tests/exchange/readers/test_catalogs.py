"""Data catalogues' forms and NIST's: DataHub, OpenMetadata, Purview, JSKOS, DITA, NIST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.entry import (
    Definition,
    Label,
    LabelKind,
    Link,
    Options,
    Reference,
    Refusal,
    Unreadable,
)
from bot.exchange.readers import datahub, dita, jskos, nist, openmetadata
from tests.shared import LISTS, needs

if TYPE_CHECKING:
    from pathlib import Path

DATAHUB = LISTS / "datahub-default.yml"
BANKING = LISTS / "datahub-banking.yaml"
OPENMETADATA = LISTS / "openmetadata-glossary.csv"
JSKOS = LISTS / "aadgenres.jskos.ndjson"
DITA = LISTS / "dita"


def read(reader: Any, path: Path, language: str | None = None) -> list[Any]:
    head = b"" if path.is_dir() else path.read_bytes()[:65536]
    assert reader.recognises(path, head)
    _, *items = reader.read(path, Options(language))
    return items


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@needs(DATAHUB)
def test_datahub() -> None:
    """Terms and described nodes; a node is its terms' category."""
    found = {entry.id: entry for entry in read(datahub, DATAHUB)}
    account = found["ClientsAndAccounts.Account"]

    assert 19 == len(found)
    assert all(entry.definitions for entry in found.values())
    assert ("ClientsAndAccounts",) == account.categories
    assert (Link("HighlyConfidential", "Classification.HighlyConfidential"),) == account.broader
    assert (Link("Balance", "ClientsAndAccounts.Balance"),) == account.narrower
    assert "FIBO" == account.citations[0].source
    assert ("Colors",) == found["Housing.Colors.Red"].categories
    assert ("custom_properties",) == found["Classification.Sensitive"].left_out


@needs(BANKING)
def test_datahub_references_may_leave_out_outer_nodes() -> None:
    """Banking.Deposit stands below the glossary's own node; one that repeats its name is none."""
    found = {entry.name: entry for entry in read(datahub, BANKING)}

    assert 15 == len(found)
    assert "Banking" not in found
    assert "FinTech Business Glossary.Banking.Deposit" == found["Savings Account"].broader[0].id


@pytest.mark.parametrize("text", ["nodes: [", "nodes: []\n", "nodes: {a: 1}\n"])
def test_what_is_no_datahub_glossary_is_refused(tmp_path: Path, text: str) -> None:
    """Neither broken YAML nor an empty tree."""
    with pytest.raises(Unreadable):
        list(datahub.read(written(tmp_path, "x.yml", text), Options()))


@needs(OPENMETADATA)
def test_openmetadata() -> None:
    """The header and row of its own tests."""
    (entry,) = read(openmetadata, OPENMETADATA)

    assert ("TermAnuj", "Term1", "row 2") == (entry.name, entry.id, entry.at)
    assert (Label("Term1", LabelKind.HIDDEN),) == entry.labels
    assert ("owner",) == entry.left_out


def test_openmetadata_lists(tmp_path: Path) -> None:
    """Synonyms, references in pairs, parents and related terms by their whole names."""
    path = written(
        tmp_path,
        "terms.csv",
        "parent,name*,displayName,description,synonyms,relatedTerms,references,tags,reviewers,"
        "owner,status\n"
        "Bank.Account,Savings,,Money kept.,deposit;savings book,Bank.Loan,"
        "FIBO;https://example.org/fibo;Book,PII.None,,,Deprecated\n",
    )
    (entry,) = read(openmetadata, path)

    assert ("Savings", "Bank.Account.Savings", "deprecated") == (entry.name, entry.id, entry.status)
    assert (Label("deposit"), Label("savings book")) == entry.labels
    assert (Link("Account", "Bank.Account"),) == entry.broader
    assert (Link("Loan", "Bank.Loan"),) == entry.related
    assert (Reference("FIBO", "https://example.org/fibo"), Reference("Book")) == entry.citations
    assert () == entry.categories  # "PII.None" says that there is nothing to say


def test_purview(tmp_path: Path) -> None:
    """Acronyms, resources, and the term above."""
    path = written(
        tmp_path,
        "terms.csv",
        "Name,Nick Name,Status,Definition,Acronym,Resources,Related Terms,Synonyms,Stewards,"
        "Experts,Parent Term Name\n"
        'Know Your Customer,,Approved,<b>Checking</b> who they are.,"KYC,KYB",'
        "Law;https://example.org/law,Fraud,customer check,a@example.org,,Compliance\n",
    )
    (entry,) = read(openmetadata, path)

    assert ("Know Your Customer", "approved") == (entry.name, entry.status)
    assert ["KYC", "KYB", "customer check"] == [label.name for label in entry.labels]
    assert (Link("Compliance", "Compliance"),) == entry.broader
    assert (Reference("Law", "https://example.org/law"),) == entry.citations
    assert ("stewards",) == entry.left_out


@needs(JSKOS)
def test_jskos() -> None:
    """A list in German is read in German; a concept without a meaning has none."""
    found = {entry.id.rpartition("/")[2]: entry for entry in read(jskos, JSKOS)}
    book = found["096630701"]

    assert (120, 97) == (len(found), sum(bool(entry.definitions) for entry in found.values()))
    assert ("Adressbuch", "096630701") == (book.name, book.notation)
    assert book.definitions[0].text.startswith("Adressenverzeichnis in Buchform.")
    assert ("editorialNote",) == book.left_out
    assert "http://uri.gbv.de/terminology/aadgenres/096631805" == found["096630728"].broader[0].id


def test_jskos_schemes_hold_concepts(tmp_path: Path) -> None:
    """Inside a scheme, below another concept, each once; the scheme is none."""
    inner = {"uri": "urn:b", "prefLabel": {"en": "b"}, "definition": {"en": ["B."]}}
    outer = {
        "uri": "urn:a",
        "prefLabel": {"en": "a"},
        "altLabel": {"en": ["A"]},
        "narrower": [inner],
    }
    scheme = {
        "uri": "urn:s",
        "prefLabel": {"en": "S"},
        "type": ["http://www.w3.org/2004/02/skos/core#ConceptScheme"],
        "concepts": [outer, inner, {"uri": "urn:c", "prefLabel": {"de": "c"}}],
    }
    first, second, third = read(jskos, written(tmp_path, "x.json", json.dumps(scheme, indent=1)))

    assert ("a", (Label("A"),), (Link(id="urn:b"),)) == (first.name, first.labels, first.narrower)
    assert ("b", "B.") == (second.name, second.definitions[0].text)
    assert Refusal("concept 3", "c", "has no name in “en”, only in de") == third


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000])
def test_what_is_no_jskos_is_refused(tmp_path: Path, text: str) -> None:
    """Broken, empty or too deep."""
    with pytest.raises(Unreadable):
        list(jskos.read(written(tmp_path, "x.json", text), Options()))


@needs(DITA)
def test_dita() -> None:
    """Entries of a folder; the map and the topic above them are none."""
    found = {entry.id: entry for entry in read(dita, DITA)}
    toolkit = found["gloss-dita-open-toolkit"]

    assert 14 == len(found)
    assert all(entry.definitions for entry in found.values())
    reason = "Deprecated acronym for “DITA Open Source Toolkit”. Use DITA-OT instead."
    assert (Label("DITA-OT"), Label("DOST", LabelKind.AVOID, reason)) == toolkit.labels
    assert "`dita` command" in found["gloss-argument"].definitions[0].text


def test_a_group_of_dita_entries(tmp_path: Path) -> None:
    """One file may hold several, with lists in a definition and links to each other."""
    path = written(
        tmp_path,
        "x.dita",
        '<glossgroup><title>G</title><glossentry id="a"><glossterm>A</glossterm>'
        "<glossdef>Means:<ul><li>one</li><li>two</li></ul></glossdef><glossBody>"
        '<glossPartOfSpeech value="noun"/><glossStatus value="deprecated"/></glossBody>'
        '<related-links><link href="x.dita#b"/><link href="https://example.org/a">'
        "<linktext>Page</linktext></link></related-links></glossentry>"
        '<glossentry id="b"><glossterm>B</glossterm><glossdef>b</glossdef></glossentry>'
        "</glossgroup>",
    )
    first, second = read(dita, path)

    assert "Means:\n\n- one\n- two" == first.definitions[0].text
    assert ("noun", "deprecated") == (first.part_of_speech, first.status)
    assert (Link(id="b"),) == first.related
    assert (Reference("Page", "https://example.org/a"),) == first.citations
    assert "B" == second.name


def test_a_folder_without_dita_entries_is_refused(tmp_path: Path) -> None:
    """A topic alone is no entry."""
    written(tmp_path, "x.dita", "<concept id='x'><title>X</title></concept>")

    with pytest.raises(Unreadable):
        list(dita.read(tmp_path, Options()))


def test_the_sheet_of_nist(tmp_path: Path) -> None:
    """Several definitions, each with its own citation."""
    path = written(
        tmp_path,
        "nist.csv",
        "Terms,Definition 1,Citation 1,Definition 2,Citation 2,Related terms,Legal definition\n"
        'accuracy,Closeness of values.,"ISO 5725, https://example.org/iso.",Rate of hits.,,'
        "precision,\n",
    )
    (entry,) = read(nist, path)

    assert "accuracy" == entry.name
    assert (
        Definition(
            "Closeness of values.",
            context="ISO 5725",
            citations=(Reference("ISO 5725, https://example.org/iso.", "https://example.org/iso"),),
        ),
        Definition("Rate of hits."),
    ) == entry.definitions
    assert (Link("precision"),) == entry.related


def test_the_glossary_of_nist_in_json(tmp_path: Path) -> None:
    """That of the Computer Security Resource Center."""
    terms = [
        {
            "term": "access control",
            "link": "https://example.org/access_control",
            "abbrSyn": [{"text": "AC", "link": "x"}],
            "definitions": [
                {
                    "text": "Who may.",
                    "sources": [{"text": "SP 800", "link": "https://example.org/sp"}],
                },
                {"text": "How so.", "sources": None},
            ],
        },
        {"term": "AC", "link": "https://example.org/ac", "abbrSyn": None, "definitions": None},
    ]
    first, second = read(nist, written(tmp_path, "x.json", json.dumps({"parentTerms": terms})))

    assert (Label("AC"),) == first.labels
    assert ["Who may.", "How so."] == [one.text for one in first.definitions]
    assert (Reference("SP 800", "https://example.org/sp"),) == first.definitions[0].citations
    assert ["SP 800", None] == [one.context for one in first.definitions]
    assert () == second.definitions


def test_names_in_openmetadata_may_have_separators_in_them(tmp_path: Path) -> None:
    """They stand in quotation marks: a value with a semicolon, a name with a full stop."""
    path = written(
        tmp_path,
        "terms.csv",
        "parent,name*,displayName,description,synonyms,relatedTerms,references,tags\n"
        'Shop,Customer,,Buys.,"""a; b"";c","Shop.""Order.Item"";Shop.Sale",,Tier.Tier1;PII.None\n'
        'Shop,Order.Item,,A line.,,,,\n"Shop.""Order.Item""",Part,,Of a line.,,,,\n',
    )
    customer, item, part = read(openmetadata, path)

    assert (Label("a; b"), Label("c")) == customer.labels
    assert (Link("Order.Item", "Shop.Order.Item"), Link("Sale", "Shop.Sale")) == customer.related
    assert ("Tier1",) == customer.categories
    assert "Shop.Order.Item" == item.id
    assert (Link("Order.Item", "Shop.Order.Item"),) == part.broader


def test_an_acronym_of_nist_without_a_definition_is_not_lost(tmp_path: Path) -> None:
    """It joins what it stands for, or says what that is."""
    terms = [
        {"term": "AC", "abbrSyn": [{"text": "access control"}], "definitions": None},
        {"term": "access control", "definitions": [{"text": "Who may."}]},
        {"term": "AES", "abbrSyn": [{"text": "Advanced Encryption Standard"}]},
    ]
    path = written(tmp_path, "nist.json", json.dumps({"parentTerms": terms}))
    joined, _, spelled_out = read(nist, path)

    assert ("AC", "an alias of “access control”") == (joined.name, joined.how)
    assert "Advanced Encryption Standard" == spelled_out.definitions[0].text


def test_a_name_to_avoid_in_dita_has_its_reason(tmp_path: Path) -> None:
    """Nested groups too, and what says how the term itself is used."""
    path = written(
        tmp_path,
        "x.dita",
        "<glossgroup><title>G</title><glossgroup><title>H</title>"
        '<glossentry id="usb"><glossterm>USB drive</glossterm><glossdef>A drive.</glossdef>'
        "<glossBody><glossUsage>Never in capitals.</glossUsage>"
        "<glossAlt><glossAcronym>UFD</glossAcronym><glossUsage>Explain it.</glossUsage></glossAlt>"
        '<glossAlt><glossAbbreviation>stick</glossAbbreviation><glossStatus value="prohibited"/>'
        "<glossUsage>Too colloquial.</glossUsage></glossAlt></glossBody></glossentry>"
        "</glossgroup></glossgroup>",
    )
    (entry,) = read(dita, path)

    assert (Label("UFD"), Label("stick", LabelKind.AVOID, "Too colloquial.")) == entry.labels
    assert "A drive.\n\nNever in capitals." == entry.definitions[0].text


def test_datahub_nodes_in_nodes(tmp_path: Path) -> None:
    """A term's node is its category, a described node a term; names lead through the tree."""
    path = written(
        tmp_path,
        "g.yml",
        "version: '1'\nsource: DataHub\nowners: {users: [x]}\nnodes:\n- name: Finance\n"
        "  description: All of it.\n  terms:\n  - {name: Revenue, description: Money.,"
        " inherits: [Class.Secret], contains: [Finance.Money.Coin]}\n  nodes:\n  - name: Money\n"
        "    terms:\n    - {name: Coin, description: A piece., related_terms: [Revenue]}\n"
        "- name: Class\n  description: Class\n  terms: [{name: Secret, description: Hush.}]\n"
        "terms: [{name: Lone, description: Alone.}]\n",
    )
    found = {entry.id: entry for entry in read(datahub, path)}

    assert ["Finance", "Finance.Money.Coin", "Finance.Revenue", "Class.Secret", "Lone"] == list(
        found
    )
    assert ("Money",) == found["Finance.Money.Coin"].categories
    assert (Link("Revenue", "Finance.Revenue"),) == found["Finance.Money.Coin"].related
    assert (Link("Secret", "Class.Secret"),) == found["Finance.Revenue"].broader
    assert (Link("Coin", "Finance.Money.Coin"),) == found["Finance.Revenue"].narrower
