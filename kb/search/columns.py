"""Which records have which value of a facet, as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import Catalogue
from kb.search.facets import FACETS, Facet, Level, label_of
from kb.search.letters import alphabetical
from kb.search.rows import Values

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Column:
    """The values of one facet, and which rows have value n: `rows[starts[n] : starts[n + 1]]`, ascending."""

    values: tuple[str, ...]
    starts: Numbers
    rows: Numbers

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number the values."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def value_of_pair(self) -> Numbers:
        """Tell for each entry of `rows` which value it stands under."""
        return np.repeat(np.arange(len(self.values), dtype=np.int32), np.diff(self.starts))

    def rows_of(self, value: str) -> Numbers:
        """List the rows that have a value; nobody has an unknown one."""
        number = self.numbers.get(value)
        return self.rows[:0] if number is None else self.rows[self.starts[number] : self.starts[number + 1]]


def build_columns(
    catalogue: Catalogue, values: Mapping[Level, Sequence[Values]], names: Names
) -> dict[str, Column]:
    """Put the values of every facet into columns; `values` holds those of each row, by facet."""
    found: dict[str, dict[str, list[int]]] = {facet.name: {} for facet in FACETS}
    for of_rows in values.values():
        for row, by_facet in enumerate(of_rows):
            for name, those in by_facet.items():
                rows = found[name]
                for value in those:
                    rows.setdefault(value, []).append(row)
    return {
        facet.name: _column(
            _in_order(catalogue, facet, found[facet.name], names.get(facet.name, {})), found[facet.name]
        )
        for facet in FACETS
    }


def _column(values: tuple[str, ...], found: Mapping[str, Sequence[int]]) -> Column:
    starts = np.cumsum([0, *(len(found[value]) for value in values)], dtype=np.int32)
    return Column(values, starts, np.array([row for value in values for row in found[value]], dtype=np.int32))


def _in_order(
    catalogue: Catalogue, facet: Facet, values: Iterable[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Sort values as readers expect: by vocabulary, newest year first, else by name in Danish order."""
    if facet.name == "aar":
        return tuple(sorted(values, reverse=True))
    vocabulary = catalogue.vocabularies.get(facet.vocabulary or "")
    places = {term.id: place for place, term in enumerate(vocabulary.terms)} if vocabulary else {}

    def key(value: str) -> tuple[int, tuple[str, str]]:
        label = names.get(value) or label_of(catalogue, facet, value)
        return places.get(value, len(places)), alphabetical(label)

    return tuple(sorted(values, key=key))
