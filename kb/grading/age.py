"""How old the knowledge is: when it was last confirmed, and whether a solution lasted where it was tried."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from kb.adoption import latest_stage, newest_date, places_of
from kb.records.experience import Experience
from kb.records.solution import Solution

MONTHS_TO_CONFIRM = 24
MONTHS_TO_DROP = 48
MONTHS_OF_LASTING = 24


class Age(StrEnum):
    """Whether anybody has vouched for a record lately. Only the municipality's or owner's own word counts."""

    NEVER_CONFIRMED = "aldrig-bekraeftet"
    CONFIRMED = "bekraeftet"
    TO_CONFIRM = "traenger-til-bekraeftelse"
    OUTDATED = "foraeldet"

    @property
    def is_overdue(self) -> bool:
        """Tell whether it was confirmed once, and should have been again."""
        return self in (Age.TO_CONFIRM, Age.OUTDATED)


def newest_confirmation(solution: Solution, reports: Iterable[Experience]) -> str:
    """Tell when a solution or one of its reports was last confirmed, or an empty text."""
    confirmations = (solution.confirmed, *(report.confirmed for report in reports))
    return max((confirmation.date for confirmation in confirmations if confirmation), default="")


def age_at(confirmed: str, as_of: str) -> Age:
    """Tell what a confirmation of one day, empty where there is none, is worth on another."""
    if not confirmed:
        return Age.NEVER_CONFIRMED
    months = months_between(confirmed, as_of)
    if months > MONTHS_TO_DROP:
        return Age.OUTDATED
    return Age.TO_CONFIRM if months > MONTHS_TO_CONFIRM else Age.CONFIRMED


def due_after(confirmed: str) -> str:
    """Tell by which day, as an ISO date, what was confirmed on a day should be confirmed again."""
    year, month, day = _numbers(confirmed)
    year += MONTHS_TO_CONFIRM // 12
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()


def months_between(start: str, end: str) -> float:
    """Count the months between two ISO dates; a month or day that is not known is taken as the first.

    A day more than whole months counts as a fraction, so that 24 months to the day are not over 24.
    """
    (year, month, day), (to_year, to_month, to_day) = map(_numbers, (start, end))
    return (to_year - year) * 12 + to_month - month + (to_day - day) / 31


def _numbers(day_named: str) -> tuple[int, int, int]:
    year, month, day = (*map(int, day_named.split("-")), 1, 1)[:3]
    return year, month, day


def still_in_operation(report: Experience) -> bool:
    """Tell whether a place still ran the solution 24 months after it went into operation."""
    if report.use_after and report.use_after.months_24:
        return True
    began = [event.date for event in report.stages if event.stage.is_in_operation and event.date]
    last = max(newest_date(report), report.confirmed.date if report.confirmed else "")
    runs = any(
        event.stage.is_in_operation for place in places_of(report) if (event := latest_stage(report, place))
    )
    return bool(began) and runs and months_between(min(began), last) >= MONTHS_OF_LASTING
