"""Which reports a municipality is asked about, and when."""

from dataclasses import replace

import pytest

from kb.catalogue import Catalogue
from kb.following.due import due_reports
from kb.records.confirmation import Confirmation
from kb.records.experience import Experience
from tests.contributions.typing_reports import toy_catalogue

TODAY = "2026-11-25"
BASE = Experience("2020-nordby", "skaerm", ("nordby",), contact="pleje@nordby.example")


def catalogue_of(*reports: Experience) -> Catalogue:
    return replace(toy_catalogue(), experiences={report.ref: report for report in reports})


def confirmed(date: str, name: str = "2020-nordby", **more) -> Experience:
    return replace(BASE, id=name, confirmed=Confirmation(date), **more)


TRAVEL = [
    ("2024-12-25", True),  # due 2026-12-25, 30 days ahead
    ("2024-12-26", False),
    ("2024-11-25", True),  # due today
    ("2010", True),  # long overdue
    ("2026-11-25", False),
]


@pytest.mark.parametrize(("date", "is_asked"), TRAVEL)
def test_a_report_is_asked_about_from_30_days_before_it_is_due(date: str, is_asked: bool) -> None:
    """The day of today is an argument: 24 months after the confirmation less 30 days."""
    assert bool(due_reports(catalogue_of(confirmed(date)), TODAY)) is is_asked


def test_the_longest_overdue_stands_first() -> None:
    """And what nobody ever confirmed is asked about only when that is wanted, and last."""
    catalogue = catalogue_of(confirmed("2024-06", "a"), confirmed("2020", "b"), replace(BASE, id="c"))

    assert [due.report.id for due in due_reports(catalogue, TODAY)] == ["b", "a"]
    assert [due.report.id for due in due_reports(catalogue, TODAY, unconfirmed=True)] == ["b", "a", "c"]


def test_only_municipalities_are_asked() -> None:
    """A report of other authorities alone has no municipality to vouch for it."""
    assert due_reports(catalogue_of(confirmed("2020", municipalities=())), TODAY) == ()


def test_a_report_is_named_by_solution_and_municipality_and_has_its_mailbox() -> None:
    """The title is Danish, and the mailbox is the report's own."""
    (due,) = due_reports(catalogue_of(confirmed("2020")), TODAY)

    assert (due.title, due.mailbox, due.due) == ("Skærm: Nordby", "pleje@nordby.example", "2022-01-01")
