"""Which solutions a query leaves, and how many each facet value would leave, on packed bits."""

from collections.abc import Mapping

import numpy as np

from kb.search.bits import Bits, Counts, pack, unpack
from kb.search.columns import Column, Flags
from kb.search.facets import FACETS_BY_NAME, Facet, Level
from kb.search.query import SearchQuery
from kb.search.tables import Tables


class Sieve:
    """What passes: solutions with the words, and per chosen facet the solutions or reports with a value."""

    def __init__(
        self, tables: Tables, with_words: Flags, solutions: Mapping[str, Bits], reports: Mapping[str, Flags]
    ) -> None:
        self.reports = reports
        self._tables = tables
        self._values = tables.facet_values
        self._solutions = solutions
        self._with_words = with_words
        self._words = pack(with_words)
        # Without the facets on reports, then with them.
        self._kept = self._solutions_but("")
        self._with_report = self._owners_of(self.passing_reports()) if reports else None
        self._passing = self._kept if self._with_report is None else self._kept & self._with_report

    def passing(self) -> Flags:
        """Flag the solutions that pass everything: the ones to show."""
        if self._passing is self._words:
            return self._with_words
        return unpack(self._passing, len(self._with_words))

    def passing_reports(self) -> Flags:
        """Flag the reports in which every facet chosen on reports holds."""
        return self._reports_but("")

    def counts(self, facet: Facet) -> Counts:
        """Count for each value of a facet the solutions left if it were the only one chosen there."""
        return self.all_counts()[self._values.slices[facet.name]]

    def all_counts(self) -> Counts:
        """Count for the values of all facets, by their number; each facet without its own choice."""
        values = self._values
        counts = values.count_solutions(self._passing, values.all)
        if self.reports:
            self._count_reports(counts)
        for name in self._solutions:
            part = values.slices[name]
            kept = self._solutions_but(name)
            kept = kept if self._with_report is None else kept & self._with_report
            counts[part] = values.count_solutions(kept, part)
        return counts

    def _count_reports(self, counts: Counts) -> None:
        """Count the values of facets on reports by the reports that hold all else that is chosen there."""
        values, owned = self._values, unpack(self._kept, len(self._with_words))[self._tables.owners]
        counts[values.on_reports] = values.count_by_report(self.passing_reports() & owned)[values.on_reports]
        for name in self.reports:
            part = values.slices[name]
            if len(self.reports) == 1:
                counts[part] = values.count_solutions(self._kept, part)
            else:
                counts[part] = values.count_by_report(self._reports_but(name) & owned)[part]

    def _solutions_but(self, name: str) -> Bits:
        kept = self._words
        for facet, bits in self._solutions.items():
            if facet != name:
                kept = kept & bits
        return kept

    def _reports_but(self, name: str) -> Flags:
        kept = np.ones(len(self._tables.reports), dtype=bool)
        for facet, flags in self.reports.items():
            if facet != name:
                kept &= flags
        return kept

    def _owners_of(self, reports: Flags) -> Bits:
        """Flag the solutions with any of some reports."""
        found = np.zeros(len(self._with_words), dtype=bool)
        found[self._tables.owners[reports]] = True
        return pack(found)


def sift(tables: Tables, query: SearchQuery, with_words: Flags) -> Sieve:
    """Work out what passes each facet in which the query chooses a value."""
    solutions: dict[str, Bits] = {}
    reports: dict[str, Flags] = {}
    for name, values in query.selected:
        column = tables.columns[name]
        if FACETS_BY_NAME[name].level is Level.SOLUTION:
            solutions[name] = tables.facet_values.any_of(name, values)
        else:
            reports[name] = _rows_with(column, values, len(tables.reports))
    return Sieve(tables, with_words, solutions, reports)


def _rows_with(column: Column, values: tuple[str, ...], length: int) -> Flags:
    flags = np.zeros(length, dtype=bool)
    for value in values:
        flags[column.rows_of(value)] = True
    return flags
