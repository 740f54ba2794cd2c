from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.glossary.search.ngrams import NgramIndex

# Few letters, so that runs repeat and many keys lie near one another.
KEYS = st.lists(st.text("ab", min_size=3, max_size=14), max_size=20)


def index_of(*keys: str) -> NgramIndex:
    index = NgramIndex()
    for key in keys:
        index.append(key)
    return index


@given(KEYS, st.text("ab", min_size=5, max_size=14))
def test_every_key_one_edit_away_is_found(keys: list[str], key: str):
    """From five letters on, what comparing with every key finds is found, and nothing else."""
    near = {(number, OSA.distance(key, other)) for number, other in enumerate(keys)}

    assert {one for one in near if one[1] <= 1} == set(index_of(*keys).within(1, key))


@given(KEYS, st.text("ab", min_size=11, max_size=14))
def test_every_key_two_edits_away_is_found(keys: list[str], key: str):
    """From eleven letters on, so is what lies two edits away."""
    near = {(number, OSA.distance(key, other)) for number, other in enumerate(keys)}

    assert {one for one in near if one[1] <= 2} == set(index_of(*keys).within(2, key))


def test_keys_alike_are_found_most_alike_first():
    """A short key is known by its pairs of letters, a longer one by three in a row."""
    index = index_of("hallucination", "bias", "halucination", "imagination")

    assert [2, 0] == [number for number, _ in index.alike("halucinatin", 0.72)]
    assert [(1, 0.75)] == index.alike("dias", 0.72)


def test_one_run_that_every_key_has_hides_no_key_nearer():
    """Where thousands end alike, the keys that share rarer runs are compared first."""
    index = index_of(*(f"{number:06}ation" for number in range(2000)), "halucination")

    assert 2000 == index.alike("hallucinatin", 0.72)[0][0]


def test_a_removed_key_is_found_no_more():
    """The others keep their numbers."""
    index = index_of("embedding", "embeddings")
    index.remove(0)

    assert [(1, 1)] == index.within(1, "embedding")
    assert [1] == [number for number, _ in index.alike("embeding", 0.72)]
