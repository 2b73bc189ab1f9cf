"""What a reader is offered when nothing was found: never a dead end."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kb.catalogue import Catalogue
from kb.search.facets import FACETS_BY_NAME, Facet
from kb.search.query import SearchQuery
from kb.search.results import Lead
from kb.search.suggestions import Suggestions
from kb.search.tables import Tables

MOST_LEADS = 5


@dataclass(frozen=True)
class Adviser:
    """What it takes to find ways on; `total` counts what a query would find."""

    catalogue: Catalogue
    tables: Tables
    language: str
    total: Callable[[SearchQuery], int]

    def without_filters(self, query: SearchQuery) -> Lead | None:
        """Offer the same words with nothing chosen, where that finds something."""
        return next(self._leads([("", query.cleared())]), None) if query.selected else None

    def broader(self, query: SearchQuery) -> tuple[Lead, ...]:
        """Offer, for each value chosen, the broader one, or the query without it."""
        return tuple(islice(self._leads(self._broader(query)), MOST_LEADS))

    def words(self, query: SearchQuery, suggestions: Suggestions) -> tuple[Lead, ...]:
        """Offer names that are written much like the words typed."""
        near = dict.fromkeys(one.label for one in suggestions.near(query.text))
        return tuple(islice(self._leads((label, query.saying(label)) for label in near), MOST_LEADS))

    def _leads(self, queries: Iterable[tuple[str, SearchQuery]]) -> Iterator[Lead]:
        for label, query in islice(queries, 2 * MOST_LEADS):
            count = self.total(query)
            if count:
                yield Lead(label, query, count)

    def _broader(self, query: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
        for name, values in query.selected:
            facet = FACETS_BY_NAME[name]
            for value in values:
                above = self._above(facet, value)
                if above:
                    label = self.tables.label(self.catalogue, facet, above, self.language)
                    yield label, query.choosing(name, {*values, above} - {value})

    def _above(self, facet: Facet, value: str) -> str | None:
        term = self.catalogue.term(facet.vocabulary, value) if facet.vocabulary else None
        return term.broader if term else None
