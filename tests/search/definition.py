"""What a search must find, written out record by record as plainly as it can be said."""

from collections.abc import Iterable

from kb.catalogue import Catalogue
from kb.records.experience import Experience
from kb.search.facets import FACETS, Level
from kb.search.fields import documents_of
from kb.search.query import SearchQuery
from kb.search.wanted import read_wanted
from tests.search.toy import AS_OF


def expected(catalogue: Catalogue, query: SearchQuery) -> set[str]:
    """List the solutions that a query must find."""
    return {
        key
        for key, solution in catalogue.solutions.items()
        if not solution.withdrawn
        and (not query.text or has_words(catalogue, key, query.text))
        and holds(catalogue, solution, query, Level.SOLUTION)
        and any_report_holds(catalogue, key, query)
    }


def has_words(catalogue: Catalogue, solution_id: str, text: str) -> bool:
    """Tell whether the document of a solution has any unit of the words."""
    document = documents_of(catalogue, solution_id)[0]
    units = read_wanted(text).units
    return any(occurs(unit, terms) for unit in units for terms in document.fields.values())


def occurs(unit: tuple[str, ...], terms: list[str]) -> bool:
    """Tell whether terms stand side by side somewhere in a list."""
    return any(tuple(terms[place : place + len(unit)]) == unit for place in range(len(terms)))


def any_report_holds(catalogue: Catalogue, solution_id: str, query: SearchQuery) -> bool:
    """Tell whether one and the same report has all that is chosen on reports."""
    if not any(query.values(facet.name) for facet in FACETS if facet.level is Level.REPORT):
        return True
    return any(holds(catalogue, report, query, Level.REPORT) for report in reports_of(catalogue, solution_id))


def reports_of(catalogue: Catalogue, solution_id: str) -> Iterable[Experience]:
    """List the reports of a solution."""
    return (report for report in catalogue.experiences.values() if report.solution == solution_id)


def holds(catalogue: Catalogue, record: object, query: SearchQuery, level: Level) -> bool:
    """Tell whether a record has, in every facet of its level, any of the values chosen there."""
    return all(
        set(query.values(facet.name)) & set(facet.values_of(catalogue, record, AS_OF))
        for facet in FACETS
        if facet.level is level and query.values(facet.name)
    )
