"""Which reports should be confirmed now, and what to call them in a mail; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kb.catalogue import Catalogue
from kb.grading.age import due_after
from kb.records.experience import Experience

ASKED_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """A report whose municipality should say whether it is still right; without dates nobody ever did."""

    report: Experience
    title: str
    mailbox: str
    confirmed: str = ""
    due: str = ""


def due_reports(catalogue: Catalogue, today: str, *, unconfirmed: bool = False) -> tuple[Due, ...]:
    """List the reports that are due within 30 days or overdue, the longest overdue first.

    With `unconfirmed`, those that nobody ever confirmed follow. Only municipalities are asked.
    """
    found = [one for one in _every(catalogue) if one.confirmed or unconfirmed]
    last = (date.fromisoformat(today) + ASKED_AHEAD).isoformat()
    return tuple(sorted((one for one in found if one.due <= last), key=lambda one: (not one.due, one.due)))


def _every(catalogue: Catalogue) -> Iterator[Due]:
    for report in catalogue.experiences.values():
        if not report.municipalities:
            continue
        confirmed = report.confirmed.date if report.confirmed else ""
        yield Due(
            report=report,
            title=title_of(catalogue, report),
            mailbox=mailbox_of(catalogue, report),
            confirmed=confirmed,
            due=due_after(confirmed) if confirmed else "",
        )


def title_of(catalogue: Catalogue, report: Experience) -> str:
    """Name a report by its solution and its municipalities."""
    solution = catalogue.solutions.get(report.solution)
    places = ", ".join(map(catalogue.place_name, report.municipalities))
    return f"{solution.title if solution else report.solution}: {places}"


def mailbox_of(catalogue: Catalogue, report: Experience) -> str:
    """Give the role mailbox of a report, or else of its municipality, or an empty text."""
    municipality = catalogue.municipalities.get(report.municipalities[0])
    return report.contact or (municipality.contact if municipality else None) or ""
