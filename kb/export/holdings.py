"""What is exported: the records and grades of one release, all or those that a search shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.adoption import Adoption
from kb.catalogue import Catalogue
from kb.grading.changes import Change
from kb.grading.proof import Proof
from kb.records.experience import Experience
from kb.records.solution import Solution

Owner = tuple[Solution, Experience | None]


@dataclass(frozen=True)
class Holdings:
    """One release as open data see it.

    `proofs` and `adoptions` are by solution. `chosen` are the solutions that a search shows, and `query`
    the search in its address; None is all of them. `operator` publishes the bank.
    """

    catalogue: Catalogue
    proofs: Mapping[str, Proof]
    adoptions: Mapping[str, Adoption]
    release_id: str
    base_url: str = ""
    changes: tuple[Change, ...] = ()
    chosen: tuple[str, ...] | None = None
    query: str = ""
    operator: str = ""
    operator_email: str = ""

    @property
    def as_of(self) -> str:
        """The day of the release, an ISO date."""
        return self.catalogue.as_of

    def solution_ids(self) -> tuple[str, ...]:
        """List the solutions in the order in which they are told."""
        return tuple(sorted(self.catalogue.solutions if self.chosen is None else self.chosen))

    def solutions(self) -> Iterator[Solution]:
        """Give the solutions, in the order of their ids."""
        return (self.catalogue.solutions[solution_id] for solution_id in self.solution_ids())

    def reports(self) -> Iterator[tuple[Solution, Experience]]:
        """Give each report with its solution, in the order of their ids."""
        for solution in self.solutions():
            for ref in sorted(self.catalogue.refs_by_solution.get(solution.id, ())):
                yield solution, self.catalogue.experiences[ref]

    def owners(self) -> Iterator[Owner]:
        """Give each solution by itself, and then with each of its reports."""
        for solution in self.solutions():
            yield solution, None
            for ref in sorted(self.catalogue.refs_by_solution.get(solution.id, ())):
                yield solution, self.catalogue.experiences[ref]


def path_of(owner: Owner) -> str:
    """Name a solution or a report as its file is named."""
    solution, report = owner
    return (
        f"solutions/{solution.id}/experiences/{report.id}.yaml"
        if report
        else f"solutions/{solution.id}/solution.yaml"
    )


def source_key(owner: Owner, source_id: str) -> str:
    """Name the very source that an owner means by an id: the nearest list that holds it, in `file#id`."""
    solution, report = owner
    if report and any(source.id == source_id for source in report.sources):
        return f"{path_of(owner)}#{source_id}"
    if any(source.id == source_id for source in (*solution.sources, *solution.further_reading)):
        return f"{path_of((solution, None))}#{source_id}"
    return f"sources.yaml#{source_id}"
