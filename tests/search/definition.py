"""What a search must find, written out record by record as plainly as it can be said."""

from collections.abc import Iterable

from kb.catalogue import Catalogue
from kb.records.experience import Experience
from kb.search.facets import FACETS, Level
from kb.search.fields import documents_of
from kb.search.interpreting import Interpreter
from kb.search.lexicon import Lexicon
from kb.search.nearness import complete
from kb.search.query import SearchQuery, clean_text
from kb.search.tables import solutions_to_find
from kb.search.wanted import Unit, Wanted, pieces_of
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
    lexicon = lexicon_of(catalogue)
    document = complete(documents_of(catalogue, solution_id)[0], lexicon.compounds)
    units = Interpreter.of(catalogue, lexicon).read(text).wanted.units
    return any(occurs(unit.terms, document.fields.get(name, [])) for unit in units for name in unit.fields)


def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """Collect the terms of all solutions that can be found."""
    return Lexicon.of(documents_of(catalogue, key)[0] for key in solutions_to_find(catalogue))


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


def read_wanted(text: str) -> Wanted:
    """Read units from what was typed: what stands in quotes is a phrase, any other word stands alone."""
    units: dict[Unit, None] = {}
    for piece in pieces_of(clean_text(text)):
        terms = tuple(word.term for word in piece.words)
        units.update(dict.fromkeys(map(Unit, [terms] if piece.is_quoted else [(term,) for term in terms])))
    return Wanted(tuple(units))
