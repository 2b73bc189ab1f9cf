"""Alike, different, not known: which factor stands where, and why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.comparison.scaling import scaled_to
from kb.comparison.transfer import Standing, transfer
from kb.records.conditions import Complexity, Level, Operation, Price
from kb.records.course import Funnel, Scale, Stage
from kb.records.factor import FactorKind
from kb.records.outcome import Verdict
from tests.comparison.invented import (
    FACTORS,
    PEOPLE,
    SOLUTION,
    STAFF,
    UPTAKE,
    factor,
    municipality,
    report,
)

PLACES = {
    m.id: m
    for m in (
        municipality("me", 100, 20, 10, "by"),
        municipality("small", 50, 30, 12, "land"),
        municipality("large", 200, 40, 14, "by"),
        municipality("huge", 900, 10, 9, "hovedstad"),
    )
}


def compare(*reports, factors=FACTORS, answers=None, me="me"):
    """Compare a municipality with those of the reports."""
    return transfer(SOLUTION, reports, PLACES[me], municipalities=PLACES, factors=factors, answers=answers)


def standing(found, factor_id):
    """Tell how a factor stands."""
    return next(one for one in found.comparisons if one.factor.id == factor_id)


def test_a_number_is_alike_within_the_range_of_those_where_it_worked():
    """100 people lie within 50 to 200; a share of 20 lies under 30 to 40, though others who tried have 10."""
    found = compare(
        report("2020-a", "small"),
        report("2021-b", "large"),
        report("2022-c", "huge", verdict=Verdict.NEGATIVE),
    )

    assert standing(found, "folk").standing is Standing.ALIKE
    assert standing(found, "gamle").standing is Standing.DIFFERENT
    assert found.succeeded == ("large", "small")
    assert found.tried == ("huge", "large", "small")


def test_the_ends_of_the_range_are_within():
    """One success that is just like me makes me alike; any other number is outside a range of one."""
    assert standing(compare(report("2020-a", "me"), me="me"), "folk").standing is Standing.ALIKE
    assert standing(compare(report("2020-a", "small")), "folk").standing is Standing.DIFFERENT


def test_the_nearest_of_all_who_tried_is_named_never_oneself():
    """A share of 20 is nearest to 10, whose trial failed, and not to my own of 20."""
    found = compare(
        report("2020-a", "small"),
        report("2021-b", "huge", verdict=Verdict.NEGATIVE),
        report("2022-me", "me", verdict=Verdict.NEGATIVE),
    )

    nearest = standing(found, "gamle").nearest
    assert nearest is not None
    assert nearest.places == ("huge",)


def test_a_category_is_alike_when_it_equals_one_of_them():
    """A town is alike where it worked in a town and in the country, and not where only in the capital."""
    assert (
        standing(compare(report("2020-a", "small"), report("2021-b", "large")), "type").standing
        is Standing.ALIKE
    )
    assert standing(compare(report("2020-c", "huge")), "type").standing is Standing.DIFFERENT


def test_a_text_is_shown_and_never_sorted():
    """What the staff say is listed, and the factor stays unknown."""
    one = standing(compare(report("2020-a", "small", for_staff="Glade.")), "folkene")

    assert one.standing is Standing.UNKNOWN
    assert [said.value for said in one.tried] == ["Glade."]


def test_without_a_success_nothing_is_alike_or_different():
    """Where nobody succeeded every factor is unknown, though all who tried have figures."""
    found = compare(report("2020-a", "small", verdict=Verdict.UNKNOWN))

    assert found.at(Standing.UNKNOWN) == found.comparisons
    assert standing(found, "folk").tried
    assert found.is_thin


def test_what_was_only_planned_counts_nowhere():
    """A plan is no trial, whatever its verdict."""
    found = compare(report("2020-a", "small", stage=Stage.PLANNED))

    assert found.tried == ()
    assert not standing(found, "folk").tried


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Standing.UNKNOWN),
        ({"enheder": Decimal(5)}, Standing.ALIKE),
        ({"enheder": Decimal(51)}, Standing.DIFFERENT),
    ],
)
def test_an_answer_moves_a_factor(answers, expected):
    """Units are unknown until I answer; 5 to 50 worked."""
    reports = (
        report("2020-a", "small", scale=Scale(units=5)),
        report("2021-b", "large", scale=Scale(units=50)),
    )

    assert standing(compare(*reports, answers=answers), "enheder").standing is expected


def test_only_what_is_asked_can_be_answered():
    """The population cannot be typed over."""
    found = compare(report("2020-a", "small"), answers={"folk": Decimal(50)})

    assert standing(found, "folk").standing is Standing.DIFFERENT


def test_a_share_is_the_per_cent_of_its_whole():
    """12 of 780 is 1.5 per cent (12 / 780 = 0.01538); without the whole, or of nothing, there is no share."""
    reports = (
        report("2020-a", "small", funnel=Funnel(offered=780, accepted=12)),
        report("2021-b", "large", funnel=Funnel(accepted=5)),
        report("2022-c", "huge", funnel=Funnel(offered=0, accepted=0)),
    )

    assert [one.value for one in standing(compare(*reports), "andel").worked] == [Decimal("1.5")]


def test_a_choice_and_a_yes_are_compared_by_value():
    """ "Egen" and "ja" equal what the report has; capitals make no difference."""
    reports = (report("2020-a", "small", operation=Operation.OWN, supplier_involved=True),)
    found = compare(*reports, answers={"drift": "EGEN", "medvirken": "nej"})

    assert standing(found, "drift").standing is Standing.ALIKE
    assert standing(found, "medvirken").standing is Standing.DIFFERENT


def test_the_hardest_domain_is_the_complexity():
    """Of enkel and kompleks, kompleks counts; no domain coded is no value."""
    hard = factor("svaer", FactorKind.CATEGORY, report_field="complexity", ask_da="Hvor svær?")
    levels = Complexity(technology=Level.SIMPLE, organisation=Level.COMPLEX)
    reports = (
        report("2020-a", "small", complexity=levels),
        report("2021-b", "large", complexity=Complexity()),
    )

    assert [one.value for one in compare(*reports, factors=(hard,)).comparisons[0].worked] == ["kompleks"]


def test_a_group_without_a_name_still_tells():
    """A report that names no place has values of its own, and no figures of a municipality."""
    found = compare(report("2020-a", scale=Scale(units=7)))

    assert [one.value for one in standing(found, "enheder").worked] == [7]
    assert found.succeeded == ()


def test_a_record_of_a_price_is_kept_as_it_is():
    """A text factor may point to a part of the report."""
    price = Price(Decimal(200), "skærm")
    costs = factor("pris", FactorKind.TEXT, report_field="price")

    assert (
        compare(report("2020-a", "small", price=price), factors=(costs,)).comparisons[0].tried[0].value
        == price
    )


def test_the_most_important_unknown_that_a_trial_answers_comes_first():
    """Uptake has a trial and weighs 3; the staff weigh 3 and have none."""
    found = compare(report("2020-a", "small"))

    assert found.most_important_unknown is not None
    assert found.most_important_unknown.factor is UPTAKE
    answered = compare(report("2020-a", "small"), factors=(PEOPLE, STAFF))
    assert answered.most_important_unknown is None


def test_a_number_elsewhere_is_scaled_by_population():
    """7 units where 50 live come to 14 where 100 live; several places in one number come to nothing."""
    reports = (
        report("2020-a", "small", scale=Scale(units=7)),
        report("2021-b", "large", "huge", scale=Scale(units=9)),
    )
    observations = standing(compare(*reports), "enheder").worked

    found = scaled_to(PLACES["me"], observations, base="population", municipalities=PLACES)
    assert [(one.theirs.value, one.here) for one in found] == [(7, 14)]
    assert scaled_to(PLACES["me"], observations, base=None, municipalities=PLACES) == ()


VERDICTS = st.sampled_from(list(Verdict))
REPORTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(sorted(PLACES)), max_size=3, unique=True),
        VERDICTS,
        st.none() | st.integers(0, 99),
        st.sampled_from(list(Stage)),
        st.none() | st.sampled_from(list(Operation)),
    ),
    max_size=6,
)
ANSWERS = st.dictionaries(
    st.sampled_from([one.id for one in FACTORS]), st.decimals(0, 99, places=1), max_size=3
)


def made(rows):
    """Make a report of each row."""
    return [
        report(
            f"20{i:02}-r",
            *places,
            verdict=verdict,
            scale=Scale(units=units),
            stage=stage,
            operation=operation,
        )
        for i, (places, verdict, units, stage, operation) in enumerate(rows)
    ]


@given(REPORTS, st.sampled_from(sorted(PLACES)), ANSWERS)
def test_the_three_lists_part_the_factors(rows, me, answers):
    """Whatever was reported and answered, every factor stands in exactly one list, in order."""
    found = compare(*made(rows), me=me, answers=answers)

    lists = [found.at(standing) for standing in Standing]
    assert sum(map(len, lists)) == len(FACTORS)
    assert [one.factor for one in found.comparisons] == list(FACTORS)
    for alike in found.at(Standing.ALIKE) + found.at(Standing.DIFFERENT):
        assert alike.mine
        assert alike.worked


@given(REPORTS, st.randoms(), st.sampled_from(sorted(PLACES)))
def test_order_and_an_empty_report_make_no_difference(rows, random, me):
    """Shuffled reports, and one more that says nothing, leave every factor where it stood."""
    reports = made(rows)
    before = [one.standing for one in compare(*reports, me=me).comparisons]
    shuffled = [*reports, report("1999-tom", verdict=Verdict.UNKNOWN, stages=())]
    random.shuffle(shuffled)

    assert [one.standing for one in compare(*shuffled, me=me).comparisons] == before
