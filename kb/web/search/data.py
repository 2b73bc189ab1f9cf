"""What a search gives to machines: the same rows as the page, as JSON and as CSV."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kb.search.query import SearchQuery
from kb.search.results import FacetResult, SearchResults
from kb.web.i18n import gettext
from kb.web.search.page import rows_of
from kb.web.search.rows import Row
from kb.web.tables import Cell
from kb.web.texts import summary_of, title_of

if TYPE_CHECKING:
    from kb.release.opening import Release

LARGEST_PAGE = 100


def as_data(release: "Release", results: SearchResults, language: str) -> dict[str, Any]:
    """Write one page of results as plain data."""
    return {
        "total": results.total,
        "results": [row_data(release, row, language) for row in rows_of(release, results, None, language)],
        "facets": {facet.name: facet_data(facet) for facet in results.facets},
        "query": query_data(results.query),
        "page": results.query.page,
        "pages": results.pages,
        "release": release.id,
        "correction": results.correction.text if results.correction else None,
        "notice": notice_of(results),
    }


def row_data(release: "Release", row: Row, language: str) -> dict[str, Any]:
    """Write a row as plain data."""
    solution = release.catalogue.solutions[row.id]
    return {
        "id": row.id,
        "title": title_of(solution, language).text,
        "url": row.url,
        "summary": summary_of(solution, language).text,
        "grade": release.proof(row.id).grade.value,
        "tried": row.tally.tried,
        "in_operation": row.tally.in_operation,
        "stopped": row.tally.stopped,
        "matched_reports": [{"id": link.id, "title": link.text, "url": link.url} for link in row.matched],
    }


def facet_data(facet: FacetResult) -> list[dict[str, Any]]:
    """Write the values of a facet as plain data."""
    return [
        {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected} for v in facet.values
    ]


def query_data(query: SearchQuery) -> dict[str, Any]:
    """Write what was asked, as it was understood."""
    chosen = {name: list(values) for name, values in query.selected}
    return {"q": query.text, **chosen, "sorter": query.order.value, "antal": query.page_size}


def notice_of(results: SearchResults) -> str | None:
    """Say that the search ran without its index."""
    if not results.is_degraded:
        return None
    return gettext("Søgeindekset er ikke til rådighed. Vi har søgt på en enklere måde.")


def csv_header() -> tuple[str, ...]:
    """Name the columns."""
    return (
        gettext("id"),
        gettext("titel"),
        gettext("adresse"),
        gettext("efterprøvningsgrad"),
        gettext("prøvet"),
        gettext("i drift"),
        gettext("stoppet"),
        gettext("nyeste"),
        gettext("resumé"),
    )


def csv_rows(release: "Release", query: SearchQuery, language: str, base: str) -> Iterator[tuple[Cell, ...]]:
    """Write every result of a search, not only those of one page."""
    page, pages = 1, 1
    while page <= pages:
        results = release.engine.search(replace(query, page=page, page_size=LARGEST_PAGE), language)
        pages = results.pages
        for row in rows_of(release, results, None, language):
            yield csv_row(release, row, language, base)
        page += 1


def csv_row(release: "Release", row: Row, language: str, base: str) -> tuple[Cell, ...]:
    """Write one result as the cells of a table."""
    solution = release.catalogue.solutions[row.id]
    return (
        row.id,
        title_of(solution, language).text,
        base + row.url,
        release.proof(row.id).grade.value,
        row.tally.tried,
        row.tally.in_operation,
        row.tally.stopped,
        release.newest(row.id),
        summary_of(solution, language).text,
    )
