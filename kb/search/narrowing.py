"""How facets are shown: which values, in which order, with which counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat

from kb.catalogue import Catalogue
from kb.search.bits import Counts
from kb.search.facets import FACETS, FACETS_BY_NAME, Facet
from kb.search.query import SearchQuery
from kb.search.results import FacetResult, FacetValue
from kb.search.tables import Tables

# A facet with no more values than this shows all of them, so that the list stays as the reader knows it.
SHORT = 12


Labels = Mapping[str, Sequence[str]]
Row = tuple[str, str, int, bool]


def labels_of(catalogue: Catalogue, tables: Tables, language: str) -> Labels:
    """Name the values of every facet in the order of their columns."""
    return {
        facet.name: tuple(
            tables.label(catalogue, facet, value, language) for value in tables.columns[facet.name].values
        )
        for facet in FACETS
    }


@dataclass(frozen=True)
class Narrowing:
    """What it takes to show the facets of a query."""

    catalogue: Catalogue
    tables: Tables
    labels: Labels
    counts: Counts
    query: SearchQuery
    language: str

    def facets(self) -> tuple[FacetResult, ...]:
        """Show every facet, in the order of the page."""
        return tuple(self._facet(facet) for facet in FACETS)

    def _facet(self, facet: Facet) -> FacetResult:
        chosen = self.query.values(facet.name)
        values = (*self._known(facet.name, chosen), *self._unknown(facet.name, chosen))
        return FacetResult(facet.name, facet.label, values, bool(chosen))

    def _known(self, name: str, chosen: Sequence[str]) -> Iterator[FacetValue]:
        """Yield the values that lead somewhere, and all of a short list."""
        column = self.tables.columns[name]
        counts = self.counts[self.tables.facet_values.slices[name]].tolist()
        is_chosen = [value in chosen for value in column.values] if chosen else repeat(False)  # noqa: FBT003
        rows: Iterable[Row] = zip(column.values, self.labels[name], counts, is_chosen, strict=False)
        if len(column.values) > SHORT:
            rows = (row for row in rows if row[2] or row[3])
        # As FacetValue(*row) does it, at a third of the time: a page has hundreds.
        return map(partial(tuple.__new__, FacetValue), rows)

    def _unknown(self, name: str, chosen: Sequence[str]) -> Iterator[FacetValue]:
        """Yield what is chosen but stands in no record."""
        for value in chosen:
            if value not in self.tables.columns[name].numbers:
                yield FacetValue(value, self._label_of_unknown(name, value), 0, True)  # noqa: FBT003

    def _label_of_unknown(self, name: str, value: str) -> str:
        """Name a value that no record has."""
        return self.tables.label(self.catalogue, FACETS_BY_NAME[name], value, self.language)
