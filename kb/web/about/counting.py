"""Counts over the whole bank for the page of numbers about it; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from kb.adoption import newest_date
from kb.catalogue import Catalogue
from kb.grading.age import Age, age_at, months_between
from kb.records.experience import Experience
from kb.records.solution import Solution


@dataclass(frozen=True)
class Numbers:
    """What is counted. `median_months` is the age of the middle report by the newest date that it names.

    `confirmed` were vouched for by their municipality within 24 months, `overdue` longer ago, the rest never.
    `reused` reports build on another's; `decisions` tell what a municipality decided after reading.
    """

    reports: int = 0
    dated: int = 0
    median_months: float | None = None
    confirmed: int = 0
    overdue: int = 0
    reused: int = 0
    decisions: int = 0
    questions: int = 0
    calls: int = 0

    @property
    def never(self) -> int:
        """Count the reports that no municipality has vouched for."""
        return self.reports - self.confirmed - self.overdue


def count(catalogue: Catalogue) -> Numbers:
    """Count over all reports and solutions in force, as of the day of the catalogue."""
    ages: list[float] = []
    vouched = dict.fromkeys(Age, 0)
    reused = 0
    for report in catalogue.experiences.values():
        vouched[age_at(report.confirmed.date if report.confirmed else "", catalogue.as_of)] += 1
        reused += bool(report.builds_on)
        ages += age_of(report, catalogue.as_of)
    solutions = [one for one in catalogue.solutions.values() if not one.withdrawn]
    return Numbers(
        reports=sum(vouched.values()),
        dated=len(ages),
        median_months=median(ages) if ages else None,
        confirmed=vouched[Age.CONFIRMED],
        overdue=vouched[Age.TO_CONFIRM] + vouched[Age.OUTDATED],
        reused=reused,
        decisions=sum(len(one.decisions) for one in solutions),
        questions=sum(unanswered(solutions)),
        calls=sum(call.is_open for call in catalogue.calls.values()),
    )


def age_of(report: Experience, as_of: str) -> Iterator[float]:
    """Give the age of a report in months, at least none; nothing where it names no date."""
    newest = newest_date(report)
    if newest:
        yield max(months_between(newest, as_of), 0.0)


def unanswered(solutions: Iterable[Solution]) -> Iterator[bool]:
    """Tell of each question about a figure whether it still waits for an answer."""
    return (not remark.answer for one in solutions for remark in one.remarks)
