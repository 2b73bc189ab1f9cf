"""Which changes of law, product or practice came after what a report tells; pure."""

from kb.adoption import newest_date
from kb.records.experience import Experience
from kb.records.framework import DatedChange
from kb.records.solution import Solution


def changes_in_force(solution: Solution, as_of: str) -> tuple[DatedChange, ...]:
    """List the changes that have come into force by a day, an ISO date, the newest first."""
    in_force = [change for change in solution.changes if not is_later(change.date, as_of)]
    return tuple(sorted(in_force, key=lambda change: change.date, reverse=True))


def changes_after(solution: Solution, report: Experience, as_of: str) -> tuple[DatedChange, ...]:
    """List the changes in force that came after a report, the newest first.

    A report reaches to the newest date it names, or to the day it was confirmed. One that names no date
    may be older than any change, so all of them touch it.
    """
    known = max(newest_date(report), report.confirmed.date if report.confirmed else "")
    return tuple(c for c in changes_in_force(solution, as_of) if not known or is_later(c.date, known))


def is_later(date: str, than: str) -> bool:
    """Tell whether an ISO date is surely later than another, as far as both are known."""
    known = min(len(date), len(than))
    return date[:known] > than[:known]
