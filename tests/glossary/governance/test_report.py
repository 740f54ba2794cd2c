from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from bot.glossary.governance.framework import nist_ai_rmf
from bot.glossary.governance.report import articles_of, build_report
from bot.glossary.governance.rows import EVIDENCE, as_csv, as_data
from bot.glossary.model import Citation, Status
from tests.builders import a_glossary, a_term

TODAY = date(2026, 10, 1)


def test_the_framework_is_nists() -> None:
    """Four functions, seven characteristics; each tag of the crosswalk leads to some of them."""
    framework = nist_ai_rmf()

    assert list(framework.functions.values()) == ["Govern", "Map", "Measure", "Manage"]
    assert list(framework.characteristics.values())[-1] == "Fair, with harmful bias managed"
    assert len(framework.characteristics) == 7
    known = framework.functions.keys() | framework.characteristics.keys()
    assert {part for parts in framework.crosswalk.values() for part in parts} <= known


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("govern", ("govern",)),
        ("privacy_enhanced", ("privacy_enhanced",)),
        ("Risk Management", ("govern", "manage")),
        ("fairness", ("fair_with_harmful_bias_managed",)),
        ("unheard", ()),
    ],
)
def test_a_tag_leads_to_parts_of_the_framework(tag: str, parts: tuple[str, ...]) -> None:
    """NIST's own words, and the free ones of the public glossary."""
    assert nist_ai_rmf().parts_of(tag) == parts


def test_coverage_counts_each_term_once() -> None:
    """Two tags for one part are one term; what is deprecated covers nothing."""
    report = build_report(
        a_glossary(
            a_term("a", nist_rmf_tags=("transparency", "accountability", "safe")),
            a_term("b", nist_rmf_tags=("safe",), status=Status.DRAFT),
            a_term("c", nist_rmf_tags=("safe",), status=Status.DEPRECATED),
            a_term("d", nist_rmf_tags=("unheard",)),
        ),
        TODAY,
    )
    rows = {row.key: row for row in report.characteristics}

    assert [term.name for term in rows["safe"].terms] == ["a", "b"]
    assert rows["safe"].statuses == {Status.APPROVED: 1, Status.DRAFT: 1}
    assert [term.name for term in rows["accountable_and_transparent"].terms] == ["a"]
    assert report.unmapped == {"unheard": 1}


def test_a_gap_is_what_no_term_covers_well() -> None:
    """No term at all, or none as far as the glossary's best."""
    draft = a_term("b", nist_rmf_tags=("safe",), status=Status.DRAFT, categories=("Drafts",))
    report = build_report(a_glossary(a_term("a", nist_rmf_tags=("govern",)), draft), TODAY)

    assert "Safe: 1 term, none approved" in report.gaps
    assert "Map: no term" in report.gaps
    assert "Drafts: 1 term, none approved" in report.gaps
    assert not [gap for gap in report.gaps if gap.startswith("Govern")]


def test_a_glossary_without_tags_has_no_gaps_in_a_framework() -> None:
    """Nobody said that it covers one."""
    report = build_report(a_glossary(a_term("a", roles=())), TODAY)

    assert "functions" not in report.tables
    assert not [gap for gap in report.gaps if gap.startswith("Map")]


@pytest.mark.parametrize(
    ("source", "url", "locator", "articles"),
    [
        ("EU AI Act", "", "Article 5(1)(b)", ["5"]),
        ("EU AI Act", "", "Articles 3(47), 64, 75, 75a, 88 and 101", "3 64 75 75a 88 101".split()),
        ("EU AI Act", "", "Article 5 and Annex III", ["5"]),
        ("Regulation (EU) 2024/1689, Articles 18 and 19", "", None, ["18", "19"]),
        ("The regulation", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj", "Art. 14(4)", ["14"]),
        ("Regulation (EU) 2026/1744, amending the EU AI Act", "", "Article 1", []),
        ("GDPR", "https://eur-lex.europa.eu/eli/reg/2016/679/oj", "Article 22", []),
        ("EU AI Act, consolidated text of July 27, 2026", "", None, []),
    ],
)
def test_articles_are_those_that_citations_name(
    source: str, url: str, locator: str | None, articles: list[str]
) -> None:
    """Of the AI Act, and of no other law."""
    assert articles_of(Citation(source, url, locator)) == articles


def test_evidence_says_what_a_review_rests_on() -> None:
    """Who read it when, against how many of its sources, and who is asked next."""
    term = a_term(
        "rag",
        reviewed_by="Amara",
        steward="Wei",
        last_reviewed_on=date(2020, 1, 1),
        citations=(Citation("A", "", checked_on=date(2026, 1, 1)), Citation("B", "")),
    )
    (one,) = build_report(a_glossary(term), TODAY).evidence

    assert (one.checked, one.steward) == (1, "Wei")
    assert one.days_overdue > 365


def test_every_table_is_a_sheet_that_no_spreadsheet_executes() -> None:
    """A name may begin like a formula."""
    report = build_report(a_glossary(a_term("=1+1", slug="x", nist_rmf_tags=("safe",))), TODAY)

    assert set(as_data(report)) >= {*report.tables, EVIDENCE, "gaps"}
    (row,) = csv.DictReader(io.StringIO(as_csv(report, EVIDENCE)))
    assert row["term"] == "'=1+1"
    for table in report.tables:
        assert len(list(csv.DictReader(io.StringIO(as_csv(report, table))))) > 0
