"""How old a municipality's word is: when it is due again, and since when it is overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.grading.age import Age, age_at, due_after, newest_confirmation
from kb.records.confirmation import Confirmation
from tests.grading.invented import SOLUTION, report

DUE = [
    ("2024-11-25", "2026-11-25"),
    ("2024-02-29", "2026-02-28"),
    ("2024-02", "2026-02-01"),
    ("2024", "2026-01-01"),
]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(("confirmed", "due"), DUE)
def test_a_word_is_due_again_after_24_months(confirmed: str, due: str) -> None:
    """Two years on, to the day; 29 February becomes the 28th, and a day not known is the first."""
    assert due_after(confirmed) == due


@given(DAYS)
def test_a_word_holds_on_the_day_it_is_due_and_is_overdue_the_day_after(day: date) -> None:
    """However one travels in time, the due day is the last on which nothing is said of age."""
    due = date.fromisoformat(due_after(day.isoformat()))

    assert age_at(day.isoformat(), due.isoformat()) is Age.CONFIRMED
    assert age_at(day.isoformat(), (due + timedelta(1)).isoformat()) is Age.TO_CONFIRM


@given(DAYS, DAYS, DAYS)
def test_a_word_never_grows_younger(day: date, one: date, other: date) -> None:
    """Of two days after a confirmation, the later never finds it fresher."""
    first, second = sorted((one, other))
    order = list(Age)
    ages = [order.index(age_at(day.isoformat(), at.isoformat())) for at in (first, second)]

    assert ages == sorted(ages)


def test_only_who_was_confirmed_is_ever_overdue() -> None:
    """A record that nobody confirmed has its own flag and no due day."""
    assert [age.is_overdue for age in Age] == [False, False, True, True]
    assert age_at("", "2026-11-25") is Age.NEVER_CONFIRMED


def test_the_newest_word_counts_whoever_gave_it() -> None:
    """Of the solution's confirmation and those of its reports the newest is taken; none is an empty text."""
    told = report(confirmed=Confirmation("2024-05-01")), report(confirmed=Confirmation("2025"))

    assert newest_confirmation(SOLUTION, told) == "2025"
    assert newest_confirmation(SOLUTION, (report(),)) == ""
