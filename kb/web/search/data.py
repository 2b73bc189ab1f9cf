"""What a search gives to machines: the same rows as the page, as JSON and as CSV."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kb.search.query import SearchQuery
from kb.search.results import FacetResult, Hit, SearchResults
from kb.web.i18n import gettext
from kb.web.search.rows import RowMaker, hits_at_hand
from kb.web.search.standing import standing_of
from kb.web.texts import summary_of, title_of

if TYPE_CHECKING:
    from kb.release.opening import Release

LARGEST_PAGE = 100


def as_data(release: "Release", results: SearchResults, language: str, base: str) -> dict[str, Any]:
    """Write one page of results as plain data; addresses begin with `base`."""
    maker = RowMaker.of(release, None, language)
    return {
        "total": results.total,
        "results": [row_data(maker, hit, base) for hit in hits_at_hand(release, results.hits)],
        "facets": {facet.name: facet_data(facet) for facet in results.facets},
        "query": query_data(results.query),
        "page": results.query.page,
        "pages": results.pages,
        "release": release.id,
        "correction": results.correction.text if results.correction else None,
        "notice": notice_of(results),
    }


def row_data(maker: RowMaker, hit: Hit, base: str) -> dict[str, Any]:
    """Write a solution that was found as plain data."""
    release, language = maker.release, maker.language
    solution = release.catalogue.solutions[hit.solution_id]
    standing = standing_of(release, solution.id, language, maker.root)
    return {
        "id": solution.id,
        "title": title_of(solution, language).text,
        "url": base + standing.url + maker.onward,
        "summary": summary_of(solution, language).text,
        "grade": release.proof(solution.id).grade.value,
        "tried": standing.tally.tried,
        "in_operation": standing.tally.in_operation,
        "stopped": standing.tally.stopped,
        "newest": release.newest(solution.id) or None,
        "matched_reports": [
            {"id": link.id, "title": link.text, "url": base + link.url}
            for link in maker.links(hit.matched_reports)
        ],
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


def columns() -> dict[str, str]:
    """Name what the CSV tells of a solution."""
    return {
        "id": gettext("id"),
        "title": gettext("titel"),
        "url": gettext("adresse"),
        "grade": gettext("efterprøvningsgrad"),
        "tried": gettext("prøvet"),
        "in_operation": gettext("i drift"),
        "stopped": gettext("stoppet"),
        "newest": gettext("nyeste"),
        "summary": gettext("resumé"),
        "matched_reports": gettext("erfaringer, der passer"),
    }


def every_row(release: "Release", query: SearchQuery, language: str, base: str) -> Iterator[dict[str, Any]]:
    """Write every result of a search, not only those of one page; the reports that match by their ids."""
    maker = RowMaker.of(release, None, language)
    page, pages = 1, 1
    while page <= pages:
        results = release.engine.search(replace(query, page=page, page_size=LARGEST_PAGE), language)
        pages = results.pages
        for hit in hits_at_hand(release, results.hits):
            found = row_data(maker, hit, base)
            yield {**found, "matched_reports": [report["id"] for report in found["matched_reports"]]}
        page += 1
