"""What the tables of a search need of one solution and its reports, as plain values that go through JSON."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.adoption import adoption_of, newest_date
from kb.catalogue import Catalogue
from kb.search.facets import FACETS, Level
from kb.search.letters import alphabetical

Values = Mapping[str, Sequence[str]]


class ReportRow(NamedTuple):
    """A report by reference: its newest date, its values by facet, and the names of its products."""

    ref: str
    newest: str
    values: Values
    products: Sequence[str]


class SolutionRow(NamedTuple):
    """A solution by id: its title as it is sorted, how many tried it, its values by facet, its reports."""

    id: str
    title: Sequence[str]
    tried: int
    values: Values
    related: Sequence[str]
    reports: Sequence[ReportRow]


def row_of(catalogue: Catalogue, solution_id: str, as_of: str) -> SolutionRow | None:
    """Read the row of a solution on a day (an ISO date); a withdrawn one has none."""
    solution = catalogue.solutions[solution_id]
    if solution.withdrawn:
        return None
    reports = sorted(catalogue.experiences_of(solution_id), key=lambda report: report.id)
    return SolutionRow(
        solution_id,
        [*alphabetical(solution.title)],
        len(adoption_of(reports).tried),
        _values_of(catalogue, Level.SOLUTION, solution, as_of),
        [link.solution for link in solution.related],
        [
            ReportRow(
                report.ref,
                newest_date(report),
                _values_of(catalogue, Level.REPORT, report, as_of),
                [product.name for product in report.products],
            )
            for report in reports
        ],
    )


def _values_of(catalogue: Catalogue, level: Level, record: Any, as_of: str) -> Values:
    found = {
        facet.name: list(dict.fromkeys(facet.values_of(catalogue, record, as_of)))
        for facet in FACETS
        if facet.level is level
    }
    return {name: values for name, values in found.items() if values}


def row_from(values: Sequence[Any]) -> SolutionRow:
    """Make a row of what came through JSON."""
    key, title, tried, found, related, reports = values
    return SolutionRow(key, title, tried, found, related, [ReportRow(*report) for report in reports])
