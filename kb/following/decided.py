"""Which decisions are a year old without a word on how it went; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.grading.age import months_between
from kb.records.discussion import Decision
from kb.records.solution import Solution

MONTHS_TO_ASK = 12


@dataclass(frozen=True)
class Decided:
    """A municipality that decided on the grounds of a solution's page and has not reported on it since."""

    solution: str
    title: str
    municipality: str
    place: str
    mailbox: str
    date: str

    @property
    def ref(self) -> str:
        """Name the decision by its solution and its municipality."""
        return f"{self.solution}/{self.municipality}"


def decided_a_year_ago(catalogue: Catalogue, today: str) -> tuple[Decided, ...]:
    """List the decisions of at least 12 months, the oldest first, whose municipality tells nothing yet."""
    return tuple(sorted(_waiting(catalogue, today), key=lambda one: (one.date, one.ref)))


def _waiting(catalogue: Catalogue, today: str) -> Iterator[Decided]:
    for solution in catalogue.solutions.values():
        told = {place for report in catalogue.experiences_of(solution.id) for place in report.municipalities}
        for one in solution.decisions:
            if one.municipality not in told and months_between(one.date, today) >= MONTHS_TO_ASK:
                yield _decided(catalogue, solution, one)


def _decided(catalogue: Catalogue, solution: Solution, decision: Decision) -> Decided:
    municipality = catalogue.municipalities.get(decision.municipality)
    return Decided(
        solution=solution.id,
        title=solution.title,
        municipality=decision.municipality,
        place=catalogue.place_name(decision.municipality),
        mailbox=(municipality.contact if municipality else None) or "",
        date=decision.date,
    )
