"""What to try when a search finds nothing: fewer filters, broader terms, one word at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.facets import FACETS_BY_NAME
from kb.search.query import SearchQuery
from kb.search.results import FacetValue, SearchResults
from kb.web.i18n import gettext
from kb.web.search.url import search_url

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_TRIES = 6


@dataclass(frozen=True)
class Try:
    """A search that finds something, and how much."""

    text: str
    query: SearchQuery
    total: int

    @property
    def url(self) -> str:
        """Write the address of the search."""
        return search_url(self.query)


@dataclass(frozen=True)
class Help:
    """Searches that find something where this one does not."""

    without: tuple[Try, ...] = ()
    broader: tuple[Try, ...] = ()
    single_words: tuple[Try, ...] = ()


def help_for(release: "Release", results: SearchResults, language: str) -> Help:
    """Look for searches near this one that find something."""
    query = results.query
    chosen = [(facet.name, value) for facet in results.facets for value in facet.values if value.selected]
    return Help(
        without=found(release, list(fewer_filters(chosen))),
        broader=found(release, list(broader_queries(release, query, chosen, language))),
        single_words=found(release, list(word_queries(query))),
    )


def found(release: "Release", queries: list[tuple[str, SearchQuery]]) -> tuple[Try, ...]:
    """Keep the searches that find something."""
    tries = (Try(words, query, release.engine.total(query)) for words, query in queries[:MOST_TRIES])
    return tuple(attempt for attempt in tries if attempt.total)


def fewer_filters(chosen: list[tuple[str, FacetValue]]) -> Iterator[tuple[str, SearchQuery]]:
    """Take away one filter at a time."""
    for _, value in chosen:
        yield gettext("Uden %(filter)s", filter=value.label), value.query


def broader_queries(
    release: "Release", query: SearchQuery, chosen: list[tuple[str, FacetValue]], language: str
) -> Iterator[tuple[str, SearchQuery]]:
    """Put the broader term in the place of each chosen one that has one."""
    for name, value in chosen:
        vocabulary = FACETS_BY_NAME[name].vocabulary or ""
        term = release.catalogue.term(vocabulary, value.value)
        broader = release.catalogue.term(vocabulary, term.broader) if term and term.broader else None
        if broader:
            values = {*query.values(name), broader.id} - {value.value}
            yield (broader.da if language == "da" else broader.en), query.choosing(name, values)


def word_queries(query: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
    """Search each word alone, without any filter."""
    words = query.text.split()
    if len(words) > 1 or query.selected:
        for word in dict.fromkeys(words):
            yield word, SearchQuery(text=word)
