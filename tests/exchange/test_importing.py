from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import OperatorError
from bot.exchange.outcomes import Outcome, Prefer
from tests.exchange.importing import a_file, bring_in, outcomes, preview, terms_in, tree
from tests.shared import LISTS, NASA, VA, needs

if TYPE_CHECKING:
    from pathlib import Path

    from bot.exchange.importing import Preview


def test_a_table_becomes_terms(tmp_path: Path) -> None:
    """Columns are known by the words that people use for them."""
    source = a_file(
        tmp_path,
        "words.csv",
        "Name,Description,Synonyms,See also,Link\n"
        "churn,Customers who leave. It hurts.,attrition; turnover,retention,https://e.org/churn\n"
        "retention,Customers who stay.,,churn,\n",
    )
    seen = bring_in(source, tmp_path / "into")

    assert ["added", "added"] == outcomes(seen)
    assert {
        "churn": {
            "term": "churn",
            "aliases": ["attrition", "turnover"],
            "short_def": "Customers who leave.",
            "long_def": "Customers who leave. It hurts.",
            "relationships": {"related": ["retention"]},
            "citations": [{"source": "https://e.org/churn", "url": "https://e.org/churn"}],
            "status": "draft",
            "imported_from": {"source": "words.csv", "id": "churn"},
        },
        "retention": {
            "term": "retention",
            "short_def": "Customers who stay.",
            "relationships": {"related": ["churn"]},
            "status": "draft",
            "imported_from": {"source": "words.csv", "id": "retention"},
        },
    } == terms_in(tmp_path / "into")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """Looking leaves no trace."""
    source = a_file(tmp_path, "words.csv", "term,definition\na,The letter.\n")
    before = tree(tmp_path)
    seen = preview(source, tmp_path / "into")

    assert ["added"] == outcomes(seen)
    assert before == tree(tmp_path)


def test_repeated_names_become_several_meanings(tmp_path: Path) -> None:
    """Their files have the names that the slug's rule suggests; the same twice is joined."""
    source = a_file(
        tmp_path,
        "a.csv",
        "acronym,expansion\nCS,Computer Science\nCS,Customer Service\nCS,Computer Science\n",
    )
    seen = bring_in(source, tmp_path / "into")

    assert ["added", "added", "joined"] == outcomes(seen)
    terms = terms_in(tmp_path / "into")
    assert {"cs": "Computer Science", "cs-2": "Customer Service"} == {
        slug: term["short_def"] for slug, term in terms.items()
    }


def test_a_row_without_a_meaning_is_refused_alone(tmp_path: Path) -> None:
    """The others come in, and the row is named as a spreadsheet numbers it."""
    source = a_file(tmp_path, "a.csv", "term,definition\na,\n,lost\nb,The second.\n")
    seen = bring_in(source, tmp_path / "into")

    results = list(seen.results())
    assert [
        ("row 2", "refused", "nothing but a name"),
        ("row 3", "refused", "it has no name"),
        ("row 4", "added", ""),
    ] == [(one.at, one.outcome.value, one.detail) for one in results]
    assert ["b"] == list(terms_in(tmp_path / "into"))


def test_nothing_comes_of_a_source_whose_rows_are_all_refused(tmp_path: Path) -> None:
    """No empty glossary is made."""
    source = a_file(tmp_path, "a.csv", "term,definition\na,\n")
    bring_in(source, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_synonyms_keep_their_status(tmp_path: Path) -> None:
    """A deprecated one becomes a name to avoid, a hidden one stays hidden."""
    source = a_file(
        tmp_path,
        "a.csv",
        "term,definition,aliases,deprecated names,misspellings\n"
        "deployer,Who uses it.,user,operator,deploier\n",
    )
    bring_in(source, tmp_path / "into")
    term = terms_in(tmp_path / "into")["deployer"]
    assert (["user"], ["operator"], ["deploier"]) == (
        term["aliases"],
        term["avoid"],
        term["hidden_labels"],
    )


def test_a_relation_to_one_of_several_meanings_names_its_context(tmp_path: Path) -> None:
    """What the source links by id is written as people tell it apart."""
    source = a_file(
        tmp_path,
        "a.json",
        '[{"id": "1", "term": "token", "context": "Security", "definition": "A proof."},'
        ' {"id": "2", "term": "token", "context": "LLM", "definition": "A part of a word."},'
        ' {"id": "3", "term": "session", "definition": "A visit.", "related": ["token"]}]',
    )
    bring_in(source, tmp_path / "into")
    assert {"token-security", "token-llm", "session"} == terms_in(tmp_path / "into").keys()


def test_what_every_term_is_to_have(tmp_path: Path) -> None:
    """Categories and a licence can be given, and other languages' names hidden."""
    source = a_file(
        tmp_path, "a.csv", "English term,Deutsch term,definition\ncar,Auto,It drives.\n"
    )
    bring_in(
        source,
        tmp_path / "into",
        categories=["Things"],
        license="CC0",
        hides_foreign_names=True,
    )
    term = terms_in(tmp_path / "into")["car"]
    assert (["Things"], "CC0", ["Auto"]) == (
        term["categories"],
        term["license"],
        term["hidden_labels"],
    )


def test_a_language_can_be_chosen(tmp_path: Path) -> None:
    """Of a table in several languages one is read."""
    source = a_file(
        tmp_path, "a.csv", "English,Deutsch,Definition (en),Definition (de)\ncar,Auto,It.,Es.\n"
    )
    bring_in(source, tmp_path / "into", language="de")
    assert "Es." == terms_in(tmp_path / "into")["auto"]["short_def"]


def test_any_field_of_the_format_can_be_named(tmp_path: Path) -> None:
    """Also those that no foreign table has."""
    source = a_file(tmp_path, "a.csv", "T,D,L,C\nchurn,They leave.,Check it.,A book\n")
    columns = {"T": "term", "D": "short_def", "L": "takeaways.legal", "C": "citations"}
    bring_in(source, tmp_path / "into", columns=columns)
    term = terms_in(tmp_path / "into")["churn"]
    assert ({"legal": "Check it."}, [{"source": "A book"}]) == (
        term["takeaways"],
        term["citations"],
    )


def test_a_foreign_list_with_names_like_ours_is_no_export(tmp_path: Path) -> None:
    """A slug, a term and a status do not make a file of ours."""
    source = a_file(
        tmp_path,
        "a.json",
        '[{"slug": "x1", "term": "a", "status": "published", "definition": "One."}]',
    )
    bring_in(source, tmp_path / "into")
    term = terms_in(tmp_path / "into")["a"]
    assert ("approved", {"source": "a.json", "id": "x1"}) == (
        term["status"],
        term["imported_from"],
    )


def test_columns_can_be_named(tmp_path: Path) -> None:
    """What no word says, the person who imports does."""
    source = a_file(tmp_path, "a.csv", "Foo,Bar,Note\nchurn,They leave.,x\n")
    with pytest.raises(OperatorError, match="--map"):
        preview(source, tmp_path / "into")
    bring_in(source, tmp_path / "into", columns={"foo": "term", "Bar": "definition", "Note": "-"})
    term = terms_in(tmp_path / "into")["churn"]
    assert ("They leave.", None) == (term["short_def"], term.get("long_def"))


class TestUpdate:
    """A second import changes what the source changed, and keeps what people did here."""

    FIRST = "id,term,definition,category\n1,alpha,The first.,Greek\n2,beta,The second.,Greek\n"

    def _first(self, tmp_path: Path) -> Path:
        into = tmp_path / "into"
        bring_in(a_file(tmp_path, "a.csv", self.FIRST), into)
        return into

    def _again(self, tmp_path: Path, text: str, **given: object) -> Preview:
        return bring_in(a_file(tmp_path, "a.csv", text), tmp_path / "into", **given)

    def test_the_same_again_changes_nothing(self, tmp_path: Path) -> None:
        """Not one byte."""
        into = self._first(tmp_path)
        before = tree(into)
        assert ["unchanged", "unchanged"] == outcomes(self._again(tmp_path, self.FIRST))
        assert before == tree(into)

    def test_only_what_was_edited_changes(self, tmp_path: Path) -> None:
        """The other files stay as they are."""
        into = self._first(tmp_path)
        before = tree(into)
        seen = self._again(tmp_path, self.FIRST.replace("The second.", "The next."))
        after = tree(into)
        assert ["unchanged", "updated"] == outcomes(seen)
        assert before["terms/alpha.yml"] == after["terms/alpha.yml"]
        assert (
            before["terms/beta.yml"].replace(b"The second.", b"The next.")
            == (after["terms/beta.yml"])
        )

    def test_bytes_outside_a_changed_field_stay(self, tmp_path: Path) -> None:
        """A file that somebody laid out by hand keeps its comments and quotes."""
        into = self._first(tmp_path)
        path = into / "terms" / "beta.yml"
        by_hand = (
            b"# kept by Maya\nterm:   beta\nshort_def: 'The second.'  # said so\n"
            b"categories: [Greek]\nstatus: approved\n"
            b"imported_from: {source: a.csv, id: '2'}\n"
        )
        path.write_bytes(by_hand)
        changed = self.FIRST.replace("The second.", "The next.").replace(
            "next.,Greek", "next.,Letters"
        )
        seen = self._again(tmp_path, changed)
        assert ["unchanged", "updated"] == outcomes(seen)
        assert (
            by_hand.replace(b"The second.", b"The next.").replace(b"[Greek]", b"[Letters]")
            == path.read_bytes()
        )

    def test_what_people_changed_here_is_kept_and_listed(self, tmp_path: Path) -> None:
        """Whether the source changed the field too or not."""
        into = self._first(tmp_path)
        path = into / "terms" / "beta.yml"
        path.write_bytes(path.read_bytes().replace(b"The second.", b"Ours."))
        before = path.read_bytes()
        for text in (self.FIRST, self.FIRST.replace("The second.", "Theirs.")):
            seen = self._again(tmp_path, text)
            (conflict,) = list(seen.results())[1].conflicts
            assert ("short_def", "Ours.") == (conflict.field, conflict.ours)
            assert before == path.read_bytes()

    def test_the_source_can_be_preferred(self, tmp_path: Path) -> None:
        """Then its words replace ours."""
        into = self._first(tmp_path)
        path = into / "terms" / "beta.yml"
        path.write_bytes(path.read_bytes().replace(b"The second.", b"Ours."))
        self._again(tmp_path, self.FIRST.replace("The second.", "Theirs."), prefer=Prefer.SOURCE)
        assert "Theirs." == terms_in(into)["beta"]["short_def"]

    def test_what_the_source_never_said_is_ours(self, tmp_path: Path) -> None:
        """A status that a steward set, or a takeaway, is no conflict and survives."""
        into = self._first(tmp_path)
        path = into / "terms" / "beta.yml"
        path.write_bytes(path.read_bytes() + b"status: approved\ntakeaways:\n  legal: Check.\n")
        seen = self._again(tmp_path, self.FIRST, prefer=Prefer.SOURCE)
        assert ["unchanged", "unchanged"] == outcomes(seen)
        assert "approved" == terms_in(into)["beta"]["status"]

    def test_what_is_gone_is_listed_and_deprecated_if_asked(self, tmp_path: Path) -> None:
        """And not listed again once it is deprecated."""
        into = self._first(tmp_path)
        without = "".join(self.FIRST.splitlines(keepends=True)[:2])
        seen = self._again(tmp_path, without)
        assert ["beta"] == [known.slug for known in seen.plan.gone]
        assert "draft" == terms_in(into)["beta"]["status"]
        self._again(tmp_path, without, deprecates_missing=True)
        assert "deprecated" == terms_in(into)["beta"]["status"]
        assert [] == self._again(tmp_path, without).plan.gone

    def test_a_renamed_term_keeps_its_file(self, tmp_path: Path) -> None:
        """The source's id says which it is."""
        into = self._first(tmp_path)
        self._again(tmp_path, self.FIRST.replace("2,beta", "2,gamma"))
        assert "gamma" == terms_in(into)["beta"]["term"]

    def test_meanings_of_one_name_find_their_files_again(self, tmp_path: Path) -> None:
        """Those that say the same first, then the nearest."""
        into = tmp_path / "into"
        first = "acronym,expansion\nCS,Computer Science\nCS,Customer Service\nCS,Cold Start\n"
        bring_in(a_file(tmp_path, "a.csv", first), into)
        again = "acronym,expansion\nCS,Cold Start\nCS,Computer Sciences\nCS,Customer Service\n"
        seen = bring_in(a_file(tmp_path, "a.csv", again), into)
        assert ["unchanged", "updated", "unchanged"] == outcomes(seen)
        assert "Computer Sciences" == terms_in(into)["cs"]["short_def"]

    def test_terms_from_elsewhere_stay_as_they_are(self, tmp_path: Path) -> None:
        """Another meaning of a name comes next to them; the same meaning joins them."""
        into = tmp_path / "into"
        into.mkdir()
        ours = b"term: beta\nshort_def: The second.\nlicense: ours\n"
        (into / "beta.yml").write_bytes(ours)
        (into / "alpha.yml").write_bytes(b"term: alpha\nshort_def: Another one.\n")
        seen = bring_in(a_file(tmp_path, "a.csv", self.FIRST), into)
        assert ["added", "joined"] == outcomes(seen)
        assert {"alpha", "alpha-2", "beta"} == terms_in(into).keys()
        assert (into / "beta.yml").read_bytes().startswith(b"term: beta\ncategories:\n- Greek\n")


@needs(NASA)
def test_every_row_of_nasas_list_with_a_meaning_comes_in(tmp_path: Path) -> None:
    """23 of 44,261 have nothing but a name; 44,238 come in, two to a row that says the same.

    "Association QuÃ©becoise" is there once more in sound letters.
    """
    seen = preview(NASA, tmp_path / "into")
    counts = {outcome.value: count for outcome, count in seen.counts().items()}
    assert {"added": 44_236, "joined": 2, "refused": 23} == counts
    refused = [one for one in seen.results() if one.outcome is Outcome.REFUSED]
    assert {"nothing but a name"} == {one.detail for one in refused}
    names = {
        str(one.draft.fields["aliases"])
        for one in seen.plan.planned
        if "aliases" in one.draft.fields
    }
    assert "['Centre National D’Études Spatiales']" in names  # noqa: RUF001 -- an apostrophe
    assert not [name for name in names if any("\x80" <= sign < "\xa0" for sign in name)]


@needs(VA)
def test_every_row_of_vas_list_comes_in(tmp_path: Path) -> None:
    """A remark in the column for contexts becomes a definition."""
    seen = preview(VA, tmp_path / "into")
    assert 5_793 == len(seen.plan.planned) == sum(seen.counts().values())
    assert {"added"} == {outcome.value for outcome in seen.counts()}
    drafts = [one.draft for one in seen.plan.planned]
    (found,) = [one for one in drafts if one.fields["short_def"] == "Aid and Attendance"]
    assert found.fields["long_def"].startswith("Ancillary benefit for Veterans")
    assert "AOD (appeals)" in {one.title for one in drafts}


@needs(LISTS)
@pytest.mark.parametrize(
    ("name", "added", "refused"),
    [
        ("18f-glossary.yml", 70, 1),
        ("glosario.yml", 60, 0),
        ("multilingual-engineering.xlsx", 120, 0),
        ("jargon-file.json", 122, 0),
    ],
)
def test_real_glossaries_come_in_and_load(
    tmp_path: Path, name: str, added: int, refused: int
) -> None:
    """Each file is a term that the bot can use."""
    seen = bring_in(LISTS / name, tmp_path / "into")
    counts = {outcome.value: count for outcome, count in seen.counts().items()}
    assert (added, refused) == (counts["added"], counts.get("refused", 0))
    new = [one for one in seen.plan.planned if one.outcome.value == "added"]
    assert len(new) == len(terms_in(tmp_path / "into"))
    before = tree(tmp_path / "into")
    again = bring_in(LISTS / name, tmp_path / "into")
    assert "updated" not in outcomes(again)
    assert before == tree(tmp_path / "into")
