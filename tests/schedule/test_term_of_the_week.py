from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.glossary.model import Status, Term
from bot.schedule.term_of_the_week import Choice, Circumstances, choose
from tests.builders import a_term

TODAY = dt.date(2026, 11, 23)


def an_entry(**fields: object) -> ScheduleEntry:
    values = {
        "id": "weekly",
        "job": JobName.TERM_OF_THE_WEEK,
        "channel": "general",
        "weekday": 0,
        "time": dt.time(9),
        "zone": ZoneInfo("UTC"),
    }
    return ScheduleEntry(**(values | fields))  # type: ignore[arg-type]


def some_terms(count: int = 10, **fields: object) -> list[Term]:
    return [a_term(f"term {number}", **fields) for number in range(count)]


def chosen(terms: list[Term], now: Circumstances, entry: ScheduleEntry | None = None) -> Choice:
    choice = choose(terms, entry or an_entry(), DEFAULT_CONFIG, now)
    assert choice is not None
    return choice


def test_the_same_inputs_give_the_same_choice() -> None:
    """The order in which terms happen to be loaded changes nothing."""
    terms = some_terms()

    assert chosen(terms, Circumstances(TODAY)) == chosen(terms[::-1], Circumstances(TODAY))


def test_drafts_overdue_and_deprecated_terms_wait_while_there_are_others() -> None:
    """Among worse terms the sound ones are the only ones ever chosen."""
    sound = some_terms(8)
    worse = [
        a_term("a draft", status=Status.DRAFT),
        a_term("an overdue one", last_reviewed_on=dt.date(2020, 1, 1)),
        a_term("a deprecated one", status=Status.DEPRECATED),
    ]
    posted: list[str] = []
    for week in range(40):
        now = Circumstances(TODAY + dt.timedelta(days=week), posted)
        posted.append(chosen(sound + worse, now).term.slug)

    assert {term.slug for term in sound} == set(posted)


def test_a_deprecated_term_is_never_chosen() -> None:
    """Where nothing else exists, nothing is posted."""
    terms = some_terms(3, status=Status.DEPRECATED)

    assert choose(terms, an_entry(), DEFAULT_CONFIG, Circumstances(TODAY)) is None


def test_drafts_join_where_sound_terms_are_few() -> None:
    """Three approved terms among drafts do not fill a whole year by themselves."""
    terms = some_terms(3) + [a_term(f"draft {n}", status=Status.DRAFT) for n in range(9)]
    for term in terms:
        assert (TODAY - term.last_reviewed_on).days >= 0
    fresh = [t if t.status is not Status.DRAFT else a_term(t.name, status=Status.DRAFT,
             last_reviewed_on=TODAY) for t in terms]  # fmt: skip
    posted: list[str] = []
    for _ in range(12):
        posted.append(chosen(fresh, Circumstances(TODAY, posted)).term.slug)

    assert {term.slug for term in fresh} == set(posted)


def test_categories_alternate() -> None:
    """Two shelves of the same size take turns."""
    terms = some_terms(5, categories=("Security",)) + [
        a_term(f"other {n}", categories=("Data",)) for n in range(5)
    ]
    shelf = {term.slug: term.categories[0] for term in terms}
    posted: list[str] = []
    for _ in range(10):
        posted.append(chosen(terms, Circumstances(TODAY, posted)).term.slug)

    assert all(shelf[one] != shelf[two] for one, two in itertools.pairwise(posted))


def test_what_was_just_approved_comes_first_then_what_people_ask_for() -> None:
    """News beats demand, demand beats chance; the reasons say so."""
    terms = [*some_terms(9), a_term("news", last_reviewed_on=TODAY)]
    lookups = {"term-3": 12, "term-4": 2}

    first = chosen(terms, Circumstances(TODAY, (), lookups))
    second = chosen(terms[:9], Circumstances(TODAY, (), lookups))

    assert ("news", "term-3") == (first.term.slug, second.term.slug)
    assert ("not posted here before", "approved on 2026-11-23") == first.reasons
    assert ("not posted here before", "looked up 12 times recently") == second.reasons


def test_an_entry_chooses_among_its_role_and_categories() -> None:
    """A channel for legal gets legal's terms of the shelves it asked for."""
    terms = [
        a_term("wanted", roles=("legal",), categories=("Data", "Security")),
        a_term("other role", roles=("product",), categories=("Security",)),
        a_term("other shelf", roles=("legal",), categories=("Data",)),
    ]
    entry = an_entry(role="legal", categories=("Security",))

    assert "wanted" == chosen(terms, Circumstances(TODAY), entry).term.slug


@given(
    count=st.integers(1, 30),
    shelves=st.integers(1, 4),
    years=st.integers(1, 3),
    lookups=st.dictionaries(st.integers(0, 29).map("term-{}".format), st.integers(0, 50)),
)
def test_years_of_weeks(count: int, shelves: int, years: int, lookups: dict[str, int]) -> None:
    """Every term has its turn before any comes again, and never in two consecutive weeks."""
    terms = [a_term(f"term {n}", categories=(f"shelf {n % shelves}",)) for n in range(count)]
    posted: list[str] = []
    for _ in range(52 * years):
        posted.append(chosen(terms, Circumstances(TODAY, tuple(posted), lookups)).term.slug)

    for start in range(0, len(posted) - count, count):
        assert {term.slug for term in terms} == set(posted[start : start + count])
    if count > 1:
        assert all(one != two for one, two in itertools.pairwise(posted))


def test_a_new_term_joins_the_round_that_is_on() -> None:
    """A term added after years of posts gets one turn, not all the turns it missed."""
    terms = some_terms(9)
    posted: list[str] = []
    for _ in range(30):
        posted.append(chosen(terms, Circumstances(TODAY, posted)).term.slug)
    terms.append(a_term("late comer"))
    for _ in range(10):
        posted.append(chosen(terms, Circumstances(TODAY, posted)).term.slug)

    assert 1 == posted.count("late-comer")


def test_a_term_that_ends_a_round_waits_for_half_of_the_next() -> None:
    """However much people ask for it: a channel doesn't read it twice in a few weeks."""
    terms = some_terms(10)
    round_one = [f"term-{number}" for number in range(10)]
    lookups = {"term-9": 1000}
    posted = list(round_one)
    for _ in range(6):
        posted.append(chosen(terms, Circumstances(TODAY, posted, lookups)).term.slug)

    assert "term-9" not in posted[10:15]
    assert "term-9" == posted[15]
