"""Narrowing and counting as plainly as arrays allow: what the packed bits must agree with."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Column, Flags
from kb.search.facets import FACETS, Facet, Level
from kb.search.query import SearchQuery
from kb.search.tables import Tables

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Sieve:
    """What passes: solutions with the words, and per chosen facet the solutions or reports with a value."""

    tables: Tables
    with_words: Flags
    solutions: Mapping[str, Flags]
    reports: Mapping[str, Flags]

    def passing(self) -> Flags:
        """Flag the solutions that pass everything: the ones to show."""
        return self._solutions() & self._with_report()

    def passing_reports(self) -> Flags:
        """Flag the reports in which every facet chosen on reports holds."""
        return self._reports()

    def counts(self, facet: Facet) -> Counts:
        """Count for each value of a facet the solutions left if it were the only one chosen there."""
        column = self.tables.columns[facet.name]
        if facet.level is Level.SOLUTION:
            kept = self._solutions(without=facet.name) & self._with_report()
            return _count_distinct(column, kept, np.arange(len(kept)))
        owners = self.tables.owners
        return _count_distinct(column, self._reports(without=facet.name) & self._solutions()[owners], owners)

    def _solutions(self, without: str = "") -> Flags:
        return _all_of(self.with_words, self.solutions, without)

    def _reports(self, without: str = "") -> Flags:
        return _all_of(np.ones(len(self.tables.reports), dtype=bool), self.reports, without)

    def _with_report(self) -> Flags:
        """Flag the solutions with a report in which all report facets hold; all, when none is chosen."""
        if not self.reports:
            return np.ones(len(self.tables.solutions), dtype=bool)
        found = np.zeros(len(self.tables.solutions), dtype=bool)
        found[self.tables.owners[self._reports()]] = True
        return found


def sift(tables: Tables, query: SearchQuery, with_words: Flags) -> Sieve:
    """Work out what passes each facet in which the query chooses a value."""
    lengths = {Level.SOLUTION: len(tables.solutions), Level.REPORT: len(tables.reports)}
    flags: dict[Level, dict[str, Flags]] = {Level.SOLUTION: {}, Level.REPORT: {}}
    for facet in FACETS:
        values = query.values(facet.name)
        if values:
            column = tables.columns[facet.name]
            flags[facet.level][facet.name] = _rows_with(column, values, lengths[facet.level])
    return Sieve(tables, with_words, flags[Level.SOLUTION], flags[Level.REPORT])


def _rows_with(column: Column, values: tuple[str, ...], length: int) -> Flags:
    flags = np.zeros(length, dtype=bool)
    for value in values:
        flags[column.rows_of(value)] = True
    return flags


def _all_of(start: Flags, by_facet: Mapping[str, Flags], without: str) -> Flags:
    kept = start
    for name, flags in by_facet.items():
        if name != without:
            kept = kept & flags
    return kept


def _count_distinct(column: Column, kept: Flags, owners: NDArray[np.integer]) -> Counts:
    """Count distinct owners per value among the kept rows; rows of a value ascend, and so do their owners."""
    pairs = np.flatnonzero(kept[column.rows])
    values, found = column.value_of_pair[pairs], owners[column.rows[pairs]]
    is_new = np.ones(len(pairs), dtype=bool)
    is_new[1:] = (values[1:] != values[:-1]) | (found[1:] != found[:-1])
    return np.bincount(values[is_new], minlength=len(column.values))
