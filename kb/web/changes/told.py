"""Which changes of grades are told on their own, and which in the sentence of another; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.grading.changes import Cause, Change

# So many new solutions on one day are told one by one; more are told together.
MOST_APART = 4
JOINING = (Cause.BEGINNING, Cause.NEW_SOLUTION)


@dataclass(frozen=True)
class Told:
    """One thing to tell: a change, or the solutions that joined the bank together."""

    change: Change
    others: tuple[Change, ...] = ()

    @property
    def all(self) -> tuple[Change, ...]:
        """List every change that is told."""
        return (self.change, *self.others)


def told_of(changes: Iterable[Change]) -> list[Told]:
    """Choose what to tell of changes that come oldest first, the newest first.

    A report is told with its solution where it caused the solution's change, or came or went with it.
    """
    changes = tuple(changes)
    of_solutions = [change for change in changes if change.report is None]
    named = {(change.date, ref) for change in of_solutions for ref in change.refs}
    whole = {(c.date, c.solution) for c in of_solutions if c.before is None or c.after is None}
    kept = [
        change
        for change in changes
        if change.report is None
        or ((change.date, change.report) not in named and (change.date, change.solution) not in whole)
    ]
    return together(reversed(kept))


def together(changes: Iterable[Change]) -> list[Told]:
    """Tell many solutions that joined on one day as one, last on that day."""
    days: dict[str, list[Change]] = {}
    for change in changes:
        days.setdefault(change.date, []).append(change)
    return [told for day in days.values() for told in of_day(day)]


def of_day(changes: list[Change]) -> list[Told]:
    """Tell the changes of one day: of solutions, of reports, and who joined."""
    joined: dict[Cause, list[Change]] = {}
    for change in changes:
        if change.report is None and change.cause in JOINING:
            joined.setdefault(change.cause, []).append(change)
    groups = {cause: group for cause, group in joined.items() if len(group) > MOST_APART}
    apart = [Told(change) for change in changes if change.report is not None or change.cause not in groups]
    apart.sort(key=lambda told: told.change.report is not None)
    # They stand in the order of their ids; the newest come first everywhere else.
    return [*apart, *(Told(group[-1], tuple(group[-2::-1])) for group in groups.values())]
