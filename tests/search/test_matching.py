"""What a solution is worth when a query has several words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kb.search.matching import HALF_A_WORD, whole

SCORES = arrays(np.float64, (3, 6), elements=st.floats(0, 200))


def test_what_one_word_brings_is_taken_as_it_is() -> None:
    """And a document that no unit found has nothing, whatever its hints."""
    scores = whole(np.array([[3.0, 0.0, 7.0]]), np.array([True, False, False]))

    assert scores.tolist() == [3, 0, 0]


def test_a_word_that_brings_half_counts_half() -> None:
    """Of one document, half is 3.7 × (1 + log 1) = 3.7; words with 3.7 and 11.1 come to 3.7 × (1/2 + 3/4)."""
    scores = whole(np.array([[HALF_A_WORD], [3 * HALF_A_WORD]]), np.array([True]))

    assert np.allclose(scores, [HALF_A_WORD * 1.25])


def test_a_word_counts_by_its_worth() -> None:
    """Half of each word, at 1 and at .4, comes to 3.7 × (1 × 1/2 + .4 × 1/2)."""
    scores = whole(np.array([[HALF_A_WORD], [HALF_A_WORD]]), np.array([True]), (1, 0.4))

    assert np.allclose(scores, [HALF_A_WORD * 0.7])


@given(st.floats(1, 200))
def test_something_of_every_word_beats_as_much_of_one(much: float) -> None:
    """The same sum, spread over two words, is worth more."""
    both, one = whole(np.array([[much / 2, much], [much / 2, 0]]), np.array([True, True]))

    assert both > one


@given(SCORES, SCORES)
def test_more_of_a_word_is_never_worth_less(scores: np.ndarray, more: np.ndarray) -> None:
    """Nobody falls by matching better."""
    found = np.ones(6, dtype=bool)

    assert np.all(whole(scores + more, found) >= whole(scores, found) - 1e-9)
