"""What a search comes to before it is worded: the total, the best, and a count for every facet value."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.bits import Counts
from kb.search.counting import Sieve
from kb.search.interpreting import Reading
from kb.search.matching import Matches
from kb.search.query import SearchQuery
from kb.search.ranking import page_of, rank
from kb.search.tables import Tables


@dataclass(frozen=True, slots=True)
class Core:
    """The number of solutions found, those of the page by number, and the count of every facet value.

    `slices` tells which of the counts are a facet's; those are in the order of the facets.
    """

    total: int
    best: NDArray[np.intp]
    counts: Counts
    slices: Mapping[str, slice]


class Found:
    """What a query matches: the words as understood, the scores, the facets' sieve, and who passes."""

    def __init__(
        self, tables: Tables, query: SearchQuery, reading: Reading, matches: Matches, sieve: Sieve
    ) -> None:
        self.query, self.reading, self.matches, self.sieve = query, reading, matches, sieve
        self.solutions = sieve.passing()
        self.total = int(np.count_nonzero(self.solutions))
        self.page, self.pages = page_of(query, self.total)
        self._tables = tables

    def best(self) -> NDArray[np.intp]:
        """Tell which solutions stand on the page, in order."""
        first, size = (self.page - 1) * self.query.page_size, self.query.page_size
        order = rank(self._tables, self.solutions, self.matches.solutions, self.query.order, first + size)
        return order[first:]

    def core(self) -> Core:
        """Work out everything."""
        return Core(self.total, self.best(), self.sieve.all_counts(), self._tables.facet_values.slices)
