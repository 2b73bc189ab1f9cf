"""How facets are shown: which values, in which order, with which counts, and where a click leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.search.counting import Sieve
from kb.search.facets import FACETS, Facet
from kb.search.query import SearchQuery
from kb.search.results import FacetResult, FacetValue
from kb.search.tables import Tables

# A facet with no more values than this shows all of them, so that the list stays as the reader knows it.
SHORT = 12


@dataclass(frozen=True)
class Narrowing:
    """What it takes to show the facets of a query."""

    catalogue: Catalogue
    tables: Tables
    sieve: Sieve
    query: SearchQuery
    language: str

    def facets(self) -> tuple[FacetResult, ...]:
        """Show every facet, in the order of the page."""
        return tuple(self._facet(facet) for facet in FACETS)

    def _facet(self, facet: Facet) -> FacetResult:
        is_open = bool(self.query.values(facet.name))
        return FacetResult(facet.name, facet.label, tuple(self._values(facet)), is_open)

    def _values(self, facet: Facet) -> Iterator[FacetValue]:
        """Yield the values that lead somewhere, all of a short list, and last what is chosen but unknown."""
        values, chosen = self.tables.columns[facet.name].values, self.query.values(facet.name)
        is_short = len(values) <= SHORT
        for value, count in zip(values, self.sieve.counts(facet).tolist(), strict=True):
            if count or is_short or value in chosen:
                yield self._value(facet, value, count)
        for value in chosen:
            if value not in self.tables.columns[facet.name].numbers:
                yield self._value(facet, value, 0)

    def _value(self, facet: Facet, value: str, count: int) -> FacetValue:
        return FacetValue(
            value=value,
            label=self.tables.label(self.catalogue, facet, value, self.language),
            count=count,
            selected=value in self.query.values(facet.name),
            query=self.query.toggled(facet.name, value),
        )
