"""Which changes of law, product or practice came after what a report tells."""

from dataclasses import replace

import pytest

from kb.grading.overtaken import changes_after, changes_in_force
from kb.records.confirmation import Confirmation
from kb.records.course import Period, Stage, StageEvent
from kb.records.framework import ChangeOf, DatedChange
from tests.grading.invented import AS_OF, SOLUTION, report

LAW = DatedChange("2022-07-01", "En ny lov.", of=ChangeOf.LAW)
PRODUCT = DatedChange("2024-03", "En ny udgave.", of=ChangeOf.PRODUCT)
COMING = DatedChange("2027-01-01", "En lov på vej.")
CHANGED = replace(SOLUTION, changes=(LAW, COMING, PRODUCT))


def test_a_change_counts_from_the_day_it_comes_into_force() -> None:
    """On the day itself and after; one that is yet to come is not told as done. The newest stands first."""
    assert changes_in_force(CHANGED, AS_OF) == (PRODUCT, LAW)
    assert changes_in_force(CHANGED, "2022-06-30") == ()
    assert changes_in_force(CHANGED, "2022-07-01") == (LAW,)
    assert changes_in_force(CHANGED, "2027-01-01") == (COMING, PRODUCT, LAW)


TOLD = [
    ("2021", (PRODUCT, LAW)),
    ("2022-06-30", (PRODUCT, LAW)),
    ("2022-07-01", (PRODUCT,)),
    ("2022", (PRODUCT,)),  # nobody knows whether it was before July
    ("2024-03-31", ()),
    ("2026", ()),
]


@pytest.mark.parametrize(("newest", "changes"), TOLD)
def test_a_report_is_touched_by_what_came_after_its_newest_date(newest: str, changes: tuple) -> None:
    """The newest date of the course decides, as far as it is known."""
    told = report(stages=(StageEvent(Stage.TRYING, "2019"), StageEvent(Stage.RUNNING, newest)))

    assert changes_after(CHANGED, told, AS_OF) == changes


def test_a_confirmation_after_the_change_answers_it() -> None:
    """A municipality that vouched for its report in 2023 knew the law of 2022, not the product of 2024."""
    told = report(period=Period("2019", "2020"), confirmed=Confirmation("2023-01-01"))

    assert changes_after(CHANGED, told, AS_OF) == (PRODUCT,)


def test_a_report_without_any_date_may_be_older_than_every_change() -> None:
    """Where nobody says when it was, all changes in force are told."""
    assert changes_after(CHANGED, report(stages=(StageEvent(Stage.TRYING),)), AS_OF) == (PRODUCT, LAW)
