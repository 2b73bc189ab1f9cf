"""How alike municipalities are: the formula by hand, and what must not change it."""

from decimal import Decimal
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.comparison.likeness import Closeness, closeness_of, likeness_of
from kb.records.factor import FactorWeight, WeightSet
from tests.comparison.invented import FAR, OLD, PEOPLE, TYPE, UNITS, municipality

WEIGHED = (PEOPLE, OLD, FAR)
FIGURES = st.tuples(st.integers(500, 900_000), st.integers(100, 400), st.integers(50, 400))
SEVERAL = st.lists(FIGURES, min_size=2, max_size=8)


def invented(rows):
    """Make a municipality of each row of figures; shares and distances are in tenths."""
    return [
        municipality(f"k{i}", people, share / 10, far / 10) for i, (people, share, far) in enumerate(rows)
    ]


def test_the_formula_by_hand():
    """Two figures of three municipalities, worked out by hand.

    Shares 10, 20, 30: mean 20, population standard deviation √((100 + 0 + 100) / 3) = 8.165, so z = −1.2247,
    0, 1.2247. Commuting 10, 10, 40: mean 20, deviation √((100 + 100 + 400) / 3) = 14.142, z = −0.7071,
    −0.7071, 1.4142. a to b, weights 1 and 0.5: √((1 · 1.2247² + 0.5 · 0²) / 1.5) = √(1.5 / 1.5) = 1.
    a to c: √((1 · 2.4495² + 0.5 · 2.1213²) / 1.5) = √((6 + 2.25) / 1.5) = √5.5.
    """
    found = likeness_of(
        [municipality("a", 1, 10, 10), municipality("b", 1, 20, 10), municipality("c", 1, 30, 40)], (OLD, FAR)
    )

    assert found.distance("a", "b") == pytest.approx(1)
    assert found.distance("a", "c") == pytest.approx(sqrt(5.5))
    twin = found.twin("a", "c")
    assert twin is not None
    assert twin.differs_in == ("gamle", "fjern")


def test_a_logarithm_is_compared_where_the_factor_says_so():
    """1,000 to 10,000 is as far as 10,000 to 100,000."""
    found = likeness_of(
        [municipality(name, n) for name, n in (("a", 1e3), ("b", 1e4), ("c", 1e5))], (PEOPLE,)
    )

    assert found.distance("a", "b") == pytest.approx(found.distance("b", "c"))
    spread = sqrt(2 / 3) * log(10)
    assert found.distance("a", "b") == pytest.approx(log(10) / spread)


@given(SEVERAL)
def test_a_distance_is_the_same_both_ways_and_nought_to_oneself(rows):
    """The distances are symmetric, never negative, and nought from a municipality to itself."""
    found = likeness_of(invented(rows), WEIGHED)

    distances = found.distances()
    assert (distances == distances.T).all()
    assert (distances >= 0).all()
    assert all(found.distance(one, one) == 0 for one in found.ids)


@given(SEVERAL, st.sampled_from([0.001, 0.5, 12, 1000]))
def test_the_unit_of_a_figure_makes_no_difference(rows, times):
    """A figure multiplied by a constant, its logarithm or not, leaves every distance."""
    before = likeness_of(invented(rows), WEIGHED).distances()
    scaled = [
        municipality(f"k{i}", Decimal(p) * Decimal(str(times)), s / 10 * times, f / 10 * times)
        for i, (p, s, f) in enumerate(rows)
    ]

    assert likeness_of(scaled, WEIGHED).distances() == pytest.approx(before, abs=1e-6)


@given(SEVERAL, st.randoms())
def test_the_order_of_the_records_makes_no_difference(rows, random):
    """Shuffled municipalities give exactly the same distances and the same order."""
    made = invented(rows)
    shuffled = list(made)
    random.shuffle(shuffled)

    one, other = likeness_of(made, WEIGHED), likeness_of(shuffled, WEIGHED)
    assert one.ids == other.ids
    assert (one.distances() == other.distances()).all()
    assert one.nearest("k0") == other.nearest("k0")


@given(SEVERAL, st.integers(1, 9))
def test_only_the_proportion_of_the_weights_counts(rows, times):
    """All weights doubled give the same distances."""
    found = likeness_of(invented(rows), WEIGHED)
    doubled = tuple(weight * times for weight in found.default_weights)

    assert found.distances(doubled) == pytest.approx(found.distances())


def test_weights_change_the_order():
    """With only commuting weighing, the one with the same distance to work comes first."""
    found = likeness_of(
        [municipality("a", 1e4, 20, 10), municipality("b", 1e4, 21, 40), municipality("c", 1e6, 35, 10)],
        WEIGHED,
    )

    assert found.order("a") == ("b", "c")
    assert found.order("a", weights=found.weights_with({"folk": 0, "gamle": 0})) == ("c", "b")


def test_a_weight_set_changes_what_it_names_only():
    """The other factors keep their weight."""
    found = likeness_of([municipality("a", 1), municipality("b", 2)], WEIGHED)
    chosen = WeightSet("s", "S", "S", (), (FactorWeight("gamle", Decimal(3)),))

    assert found.weights_of(chosen) == (1, 3, 0.5)


def test_equals_stand_by_id_and_no_more_than_seven_are_shown():
    """Among equally near ones the order is that of the ids."""
    found = likeness_of([municipality(f"k{n}", 10) for n in range(9, 0, -1)], WEIGHED)

    assert found.order("k5") == ("k1", "k2", "k3", "k4", "k6", "k7", "k8", "k9")
    assert len(found.nearest("k5")) == 7
    assert found.nearest("k5")[0].differs_in == ()


def test_a_municipality_without_a_figure_is_left_out():
    """Where a figure is missing, or has no logarithm, nothing is guessed."""
    bare = municipality("bar", 0)
    found = likeness_of([municipality("a", 1), municipality("b", 2), bare], (*WEIGHED, TYPE, UNITS))

    assert "bar" not in found
    assert found.distance("a", "bar") is None
    assert found.twin("a", "bar") is None
    assert found.order("bar") == found.nearest("bar") == ()
    assert not found.has_near_twin("bar")


def test_nothing_to_compare_gives_nothing():
    """Without municipalities, or without factors that weigh, there are no distances and no errors."""
    assert likeness_of([], WEIGHED).nearest("a") == ()
    assert likeness_of([municipality("a", 1)], ()).nearest("a") == ()
    assert likeness_of([municipality("a", 1)], WEIGHED).nearest("a") == ()


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (0, Closeness.VERY),
        (0.579, Closeness.VERY),
        (0.58, Closeness.SOMEWHAT),
        (1.219, Closeness.SOMEWHAT),
        (1.22, Closeness.LITTLE),
    ],
)
def test_a_distance_in_words(distance, expected):
    """Under 0.58 is much alike, under 1.22 somewhat, else little."""
    assert closeness_of(distance) is expected
