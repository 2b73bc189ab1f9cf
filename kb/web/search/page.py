"""What stands on the search page: the facets, the filters chosen, the rows, and the way on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.search.calls import calls_matching
from kb.search.query import PAGE_SIZE, SearchQuery, Sort
from kb.search.results import FacetResult, FacetValue, Hit, SearchResults
from kb.web.calls.lines import CallLine, lines_of
from kb.web.changes.scope import Addresses, addresses_of, search_scope
from kb.web.context import Link
from kb.web.formats import format_number
from kb.web.i18n import gettext, ngettext
from kb.web.search.help import Help, help_for
from kb.web.search.rows import Row, RowMaker, hits_at_hand
from kb.web.search.url import search_url
from kb.web.twins import Twins
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

OPEN_AT_FIRST = 2
SHOWN_AT_FIRST = 8
MOST_UNFOLDED = 10
MOST_CALLS = 3
SORTS = {
    Sort.RELEVANCE: N_("relevans"),
    Sort.GRADE: N_("bedst efterprøvet"),
    Sort.TRIED: N_("flest har prøvet"),
    Sort.NEWEST: N_("nyeste"),
    Sort.TITLE: N_("titel"),
}


@dataclass(frozen=True)
class FacetBox:
    """A facet as it stands in the margin: some values at once, the rest behind a fold."""

    name: str
    label: str
    first: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    is_open: bool


@dataclass(frozen=True)
class Pager:
    """Where in the list the page is, the pages beside it, its twins, and its data."""

    first: int
    words: str
    previous: str
    following: str
    twins: Twins
    data: str


@dataclass(frozen=True)
class Correction:
    """What was searched for in place of the words typed, and the way back to those."""

    text: str
    url: str
    url_as_typed: str


@dataclass(frozen=True)
class SearchPage:
    """All that the search page shows."""

    query: SearchQuery
    rows_asked: str
    title: str
    heading: str
    total: int
    facets: tuple[FacetBox, ...]
    chips: tuple[Link, ...]
    clear_url: str
    sort: str
    sorts: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager
    correction: Correction | None
    suggested: tuple[Link, ...]
    help: Help | None
    related: tuple[Row, ...]
    calls: tuple[CallLine, ...]
    is_degraded: bool
    scope: str
    feeds: Addresses


def make_search_page(
    release: "Release", results: SearchResults, reader: Municipality | None, language: str
) -> SearchPage:
    """Gather the search page."""
    query = results.query
    heading, scope = heading_of(results, language), search_scope(query)
    return SearchPage(
        query=query,
        rows_asked=dict(query.to_args()).get("antal", ""),
        title=heading if query.text or query.selected else gettext("Find løsninger"),
        heading=heading,
        total=results.total,
        facets=facet_boxes(results),
        chips=chips(results),
        clear_url=search_url(query.cleared()),
        sort=gettext(SORTS[query.order]),
        sorts=sort_links(query),
        rows=rows_of(release, results.hits, reader, language),
        pager=pager_of(results, language),
        correction=correction_of(results),
        suggested=tuple(Link(found.label, search_url(found.query)) for found in results.suggested_filters),
        help=None if results.total else help_for(release, results),
        related=rows_of(release, results.advice.related if results.advice else (), reader, language),
        calls=calls_found(release, query, language),
        is_degraded=results.is_degraded,
        scope=scope.key,
        feeds=addresses_of(scope),
    )


def calls_found(release: "Release", query: SearchQuery, language: str) -> tuple[CallLine, ...]:
    """List the newest open calls for partners that hold the words, on the first page."""
    if not query.text or query.page > 1:
        return ()
    found = calls_matching(release.catalogue, query.text)[:MOST_CALLS]
    return lines_of(found, Voice(release.catalogue, language))


def heading_of(results: SearchResults, language: str) -> str:
    """Say how many solutions were found, and about what."""
    total = format_number(results.total, language)
    found = ngettext("%(total)s løsning", "%(total)s løsninger", results.total, total=total)
    found = found if results.total else gettext("Ingen løsninger")
    if results.query.text:
        words = results.correction.text if results.correction else results.query.text
        return gettext("%(found)s om %(words)s", found=found, words=words)
    return found


def facet_boxes(results: SearchResults) -> tuple[FacetBox, ...]:
    """Lay out the facets that have something to choose."""
    useful = [facet for facet in results.facets if any(v.count or v.selected for v in facet.values)]
    return tuple(facet_box(facet, place) for place, facet in enumerate(useful))


def facet_box(facet: FacetResult, number: int) -> FacetBox:
    """Show the first values of a facet and all that are chosen."""
    most = SHOWN_AT_FIRST if len(facet.values) > MOST_UNFOLDED else MOST_UNFOLDED
    first, rest = facet.values[:most], facet.values[most:]
    if facet.is_open:
        first = (*first, *(value for value in rest if value.selected))
        rest = tuple(value for value in rest if not value.selected)
    is_open = facet.is_open or number < OPEN_AT_FIRST
    return FacetBox(facet.name, gettext(facet.label), first, rest, is_open)


def chips(results: SearchResults) -> tuple[Link, ...]:
    """Link away each value that is chosen."""
    return tuple(
        Link(value.label, search_url(results.query.toggled(facet.name, value.value)))
        for facet, value in results.chosen()
    )


def sort_links(query: SearchQuery) -> tuple[Link, ...]:
    """Link to the other orders; without words nothing is more relevant than anything else."""
    others = [sort for sort in Sort if sort is not query.order and (query.text or sort is not Sort.RELEVANCE)]
    return tuple(Link(gettext(SORTS[sort]), search_url(replace(query, sort=sort, page=1))) for sort in others)


def rows_of(
    release: "Release", hits: Iterable[Hit], reader: Municipality | None, language: str
) -> tuple[Row, ...]:
    """Make the rows of a page."""
    return tuple(map(RowMaker.of(release, reader, language).row, hits_at_hand(release, hits)))


def correction_of(results: SearchResults) -> Correction | None:
    """Say which words were searched for instead."""
    found = results.correction
    if found is None:
        return None
    return Correction(
        text=found.text,
        url=search_url(results.query.saying(found.text)),
        url_as_typed=search_url(found.as_typed),
    )


def pager_of(results: SearchResults, language: str) -> Pager:
    """Say which rows are shown, and link to the pages beside them and to the twins for machines."""
    query = results.query
    first = (query.page - 1) * query.page_size + 1
    last = first + len(results.hits) - 1
    whole = replace(query, page=1)
    return Pager(
        first=first,
        words=gettext(
            "Viser %(first)s–%(last)s af %(total)s",
            first=format_number(first, language),
            last=format_number(last, language),
            total=format_number(results.total, language),
        ),
        previous=search_url(replace(query, page=query.page - 1)) if query.page > 1 else "",
        following=search_url(replace(query, page=query.page + 1)) if query.page < results.pages else "",
        twins=Twins(search_url(query, "search.as_json"), search_url(whole, "search.as_csv")),
        data=search_url(replace(whole, sort="", page_size=PAGE_SIZE), "data.index"),
    )
