"""The rule of every proof grade, at its boundary."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.grading.age import Age, age_at, months_between
from kb.grading.proof import NotCounted, ProofGrade
from kb.records.confirmation import Confirmation
from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.records.outcome import Design, Direction, Verdict
from kb.records.solution import PrimaryOutcome, Success
from tests.grading.invented import MEASURED, SOLUTION, compared, measured, proven, report

E0, E1, E2, E3, E4 = ProofGrade


def lasting(one: Experience) -> Experience:
    """Let a place still run the solution two years after it began."""
    stages = (StageEvent(Stage.RUNNING, "2020-01"), StageEvent(Stage.RUNNING, "2022-01"))
    return replace(one, stages=stages)


FOUR = (lasting(compared("nordby")), measured("sydby"), measured("vestby"), measured("oestby"))

STEPS = {
    "nothing": ((), E0),
    "only mentioned": ((report(cited=("firma",)),), E0),
    "described without success": ((report(verdict=Verdict.UNKNOWN),), E0),
    "described, mixed": ((report(verdict=Verdict.MIXED),), E0),
    "described with success": ((report(),), E1),
    "measured on another outcome": ((measured(measure="andet"),), E1),
    "measured, but worse": ((measured(direction=Direction.WORSE),), E1),
    "measured, no difference": ((measured(direction=Direction.NO_DIFFERENCE),), E1),
    "measured with success": ((measured(),), E2),
    "mixed, yet measured better on what it is for": ((replace(measured(), verdict=report(verdict=Verdict.MIXED).verdict),), E2),
    "two places, one project": ((measured(), replace(measured("sydby"), project="p"), ), E3),
    "two places of one project": ((replace(measured(), project="p"), replace(measured("sydby"), project="p")), E2),
    "two measured, one only mentioned": ((measured(), replace(measured("sydby"), cited=("firma",), outcomes=())), E2),
    "four without comparison": ((lasting(measured()), measured("sydby"), measured("vestby"), measured("oestby")), E3),
    "four of one type": ((lasting(compared()), measured("sydby"), measured("midtby")), E3),
    "four that did not last": ((compared(), *FOUR[1:]), E3),
    "four, compared, two types, lasting": (FOUR, E4),
}  # fmt: skip


@pytest.mark.parametrize(("reports", "grade"), STEPS.values(), ids=STEPS.keys())
def test_each_step_at_its_boundary(reports: tuple[Experience, ...], grade: ProofGrade) -> None:
    """Every step holds where its rule holds, and not one thing short of it."""
    assert proven(*reports).grade is grade


def test_no_worse_is_success_where_the_solution_says_so() -> None:
    """Where no worse is what it is for, no difference counts; worse never does."""
    solution = replace(SOLUTION, primary_outcomes=(PrimaryOutcome("tid", Success.NO_WORSE),))
    assert proven(measured(direction=Direction.NO_DIFFERENCE), solution=solution).grade is E2
    assert proven(measured(direction=Direction.WORSE), solution=solution).grade is E1


def test_the_originator_alone_does_not_prove_it_twice() -> None:
    """Two projects in the municipality where it began are one place; another place makes it proven."""
    again = replace(measured(), id="igen")
    solution = replace(SOLUTION, originator="nordby")
    assert proven(measured(), again, solution=solution).grade is E2
    assert proven(measured(), measured("sydby"), solution=solution).grade is E3


def test_a_group_that_no_outcome_tells_apart_is_one_place() -> None:
    """A shared project counts once, and each municipality only where an outcome names it."""
    shared = replace(measured(), municipalities=("sydby", "vestby", "oestby"), project="p")
    named = replace(
        shared,
        outcomes=tuple(
            replace(MEASURED, id=place, municipality=place) for place in ("sydby", "vestby", "oestby")
        ),
    )
    (group,) = proven(shared).reports
    assert group.measures == {"tid": (shared.ref,)}
    (told,) = proven(named).reports
    assert told.measures == {"tid": ("sydby", "vestby", "oestby")}


def test_mixed_results_are_said_and_hold_back_the_highest_step() -> None:
    """Contrary measurements are counted; four to two is not three to one, four to one is."""
    against = [measured(f"mod-{n}", direction=Direction.WORSE) for n in range(2)]
    against = [replace(one, verdict=report(verdict=Verdict.NEGATIVE).verdict) for one in against]
    held = proven(*FOUR, *against)
    assert (held.positive, held.contrary, held.is_mixed, held.grade) == (4, 2, True, E3)
    assert proven(*FOUR, against[0]).grade is E4


def test_two_negative_measurements_and_no_positive_are_a_warning() -> None:
    """Two measured failures advise against it; one does not, nor do two beside a success."""
    failed = [
        replace(measured(p), verdict=report(verdict=Verdict.NEGATIVE).verdict) for p in ("sydby", "vestby")
    ]
    assert proven(*failed).is_discouraged
    assert not proven(failed[0]).is_discouraged
    assert not proven(*failed, measured()).is_discouraged


def test_a_described_failure_changes_no_grade_but_is_named() -> None:
    """What went wrong without being measured is said beside the grade."""
    failed = report("sydby", verdict=Verdict.NEGATIVE)
    found = proven(measured(), failed)
    assert (found.grade, found.contrary_described) == (E2, (failed.ref,))
    assert proven(failed).is_tried_in_vain


def test_every_report_says_whether_it_counts_and_why_not() -> None:
    """Mentioned, without result, or not positive: each that does not count has its reason."""
    found = proven(
        measured(),
        report("sydby", cited=("avis",)),
        report("vestby", verdict=Verdict.UNKNOWN),
        report("oestby", verdict=Verdict.MIXED),
    )
    assert [one.not_counted for one in found.reports] == [
        None,
        NotCounted.MENTIONED,
        NotCounted.UNKNOWN,
        NotCounted.NOT_POSITIVE,
    ]


CONFIRMED = [
    ("2026-11-25", Age.CONFIRMED, E2),
    ("2024-11-25", Age.CONFIRMED, E2),
    ("2024-11-24", Age.TO_CONFIRM, E2),
    ("2022-11-25", Age.TO_CONFIRM, E2),
    ("2022-11-24", Age.OUTDATED, E1),
]


@pytest.mark.parametrize(("date", "age", "grade"), CONFIRMED)
def test_an_old_confirmation_takes_a_step_off(date: str, age: Age, grade: ProofGrade) -> None:
    """Over 24 months it needs confirming, over 48 the grade drops one step; to the day it does not."""
    found = proven(measured(), solution=replace(SOLUTION, confirmed=Confirmation(date)))
    assert (found.age, found.grade, found.earned) == (age, grade, E2)


def test_what_was_never_confirmed_does_not_drop_and_the_first_success_never_does() -> None:
    """Only the municipality's own word grows old; a drop never goes below the first success."""
    old = Confirmation("2010")
    assert proven(measured()).age is Age.NEVER_CONFIRMED
    assert proven(report(confirmed=old)).grade is E1
    assert proven(measured(), report("sydby", confirmed=old)).grade is E1
    fresh = report("sydby", confirmed=Confirmation("2026"))
    assert proven(replace(measured(), confirmed=old), fresh).grade is E2


@given(st.permutations(FOUR))
def test_the_order_of_reports_does_not_matter(reports: list[Experience]) -> None:
    """The same reports give the same grade in any order."""
    found = proven(*reports)
    assert (found.grade, found.positive, found.measure) == (E4, 4, "tid")


@given(st.lists(st.sampled_from(range(4)), max_size=4, unique=True), st.sampled_from(FOUR))
def test_a_success_more_never_lowers_the_grade(some: list[int], more: Experience) -> None:
    """Adding a positive report keeps the grade or raises it."""
    reports = [FOUR[n] for n in some if FOUR[n] is not more]
    assert proven(*reports, more).grade >= proven(*reports).grade


def test_months_are_counted_to_the_day() -> None:
    """Two years to the day are 24 months, a day more is more; unknown months and days are the first."""
    assert months_between("2024-11-25", "2026-11-25") == 24
    assert months_between("2024-11-24", "2026-11-25") > 24
    assert months_between("2024", "2026") == 24
    assert age_at("2024-11", "2026-11-01") is Age.CONFIRMED


def test_a_randomised_trial_alone_is_measured_in_one_place() -> None:
    """However good the measurement, one place is one place."""
    assert proven(measured(design=Design.RANDOMISED)).grade is E2
