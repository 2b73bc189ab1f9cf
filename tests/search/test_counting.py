"""The packed bits against counting as plainly as arrays allow, and a page against the whole order."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.search.bits import pack, unpack
from kb.search.counting import sift
from kb.search.facets import FACETS
from kb.search.query import SearchQuery, Sort
from kb.search.ranking import rank
from kb.search.tables import build_tables
from tests.search import plain_counting
from tests.search.test_counts import catalogues, selections
from tests.search.toy import AS_OF


@given(st.lists(st.booleans(), max_size=200))
def test_flags_survive_being_packed(flags: list[bool]) -> None:
    """What is packed comes out again, and what fills up the last number is not set."""
    packed = pack(np.array(flags, dtype=bool))

    assert unpack(packed, len(flags)).tolist() == flags
    assert int(np.bitwise_count(packed).sum()) == sum(flags)


@given(catalogues(), selections(), st.integers(0, 2**31))
@settings(max_examples=150)
def test_bits_sift_and_count_as_plain_arrays(catalogue: Catalogue, query: SearchQuery, seed: int) -> None:
    """Whatever is chosen, the same solutions and reports pass, and every value of every facet counts the same."""
    tables = build_tables(catalogue, AS_OF)
    with_words = np.random.default_rng(seed).random(len(tables.solutions)) < 0.7
    bits, plain = sift(tables, query, with_words), plain_counting.sift(tables, query, with_words)

    assert np.array_equal(bits.passing(), plain.passing())
    assert np.array_equal(bits.passing_reports(), plain.passing_reports())
    for facet in FACETS:
        assert np.array_equal(bits.counts(facet), plain.counts(facet)), facet.name


@given(catalogues(), st.sampled_from(list(Sort)), st.integers(1, 12), st.integers(0, 2**31))
def test_a_page_is_the_beginning_of_the_whole_order(
    catalogue: Catalogue, order: Sort, most: int, seed: int
) -> None:
    """Taking only the best gives what sorting all of them would have put first."""
    tables = build_tables(catalogue, AS_OF)
    chance = np.random.default_rng(seed)
    found = chance.random(len(tables.solutions)) < 0.8
    scores = chance.integers(0, 4, len(found)) / 3

    whole = rank(tables, found, scores, order)

    assert rank(tables, found, scores, order, most).tolist() == whole[:most].tolist()
    assert sorted(whole.tolist()) == np.flatnonzero(found).tolist()
