"""Which solutions have which facet values, as packed bits: 64 solutions to a number, one column per value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Column, Flags, Numbers
from kb.search.facets import FACETS, Level
from kb.search.inverted import spans

Bits = NDArray[np.uint64]
Counts = NDArray[np.integer]
A_WORD = 64


def pack(flags: Flags) -> Bits:
    """Write flags as bits, filled up with zeros to a whole number."""
    room = np.zeros(-(-len(flags) // A_WORD) * (A_WORD // 8), dtype=np.uint8)
    packed = np.packbits(flags, bitorder="little")
    room[: len(packed)] = packed
    return room.view(np.uint64)


def unpack(bits: Bits, length: int) -> Flags:
    """Read flags from bits."""
    return np.unpackbits(bits.view(np.uint8), count=length, bitorder="little").view(np.bool_)


@dataclass(frozen=True)
class Values:
    """The values of all facets by one number, facet after facet, those on solutions first.

    A value of a facet on reports belongs to a solution when any of its reports has it.
    """

    columns: Mapping[str, Column]
    owners: Numbers
    solutions: int

    @cached_property
    def slices(self) -> Mapping[str, slice]:
        """Tell which numbers the values of each facet have."""
        found, start = {}, 0
        for facet in sorted(FACETS, key=lambda facet: facet.level is Level.REPORT):
            end = start + len(self.columns[facet.name].values)
            found[facet.name] = slice(start, end)
            start = end
        return found

    @cached_property
    def on_solutions(self) -> slice:
        """Tell which numbers the values of facets on solutions have."""
        names = (facet.name for facet in FACETS if facet.level is Level.SOLUTION)
        return slice(0, max(self.slices[name].stop for name in names))

    @cached_property
    def on_reports(self) -> slice:
        """Tell which numbers the values of facets on reports have."""
        return slice(self.on_solutions.stop, self.count)

    @cached_property
    def all(self) -> slice:
        """Tell which numbers the values of all facets have."""
        return slice(0, self.count)

    @cached_property
    def count(self) -> int:
        """Count the values."""
        return sum(len(column.values) for column in self.columns.values())

    @cached_property
    def bits(self) -> Bits:
        """Flag the solutions (down) that have each value (across)."""
        flags = np.zeros((-(-self.solutions // A_WORD) * A_WORD, self.count), dtype=np.uint8)
        for facet in FACETS:
            column = self.columns[facet.name]
            rows = column.rows if facet.level is Level.SOLUTION else self.owners[column.rows]
            flags[rows, column.value_of_pair + self.slices[facet.name].start] = 1
        packed = np.packbits(flags, axis=0, bitorder="little")
        eights = packed.reshape(len(packed) // 8, 8, self.count).transpose(0, 2, 1)
        return np.ascontiguousarray(eights).view(np.uint64).reshape(len(packed) // 8, self.count)

    def any_of(self, facet: str, values: Iterable[str]) -> Bits:
        """Flag the solutions that have any of some values; nobody has an unknown one."""
        numbers, start = self.columns[facet].numbers, self.slices[facet].start
        known = [start + numbers[value] for value in values if value in numbers]
        either: Bits = np.bitwise_or.reduce(self.bits[:, known], axis=1)
        return either

    def count_solutions(self, kept: Bits, values: slice) -> Counts:
        """Count for each value the solutions among those kept that have it."""
        (touched,) = kept.nonzero()
        if 2 * len(touched) < len(kept):
            found = self.bits.take(touched, axis=0)[:, values] & kept[touched, np.newaxis]
        else:
            found = self.bits[:, values] & kept[:, np.newaxis]
        counts: Counts = np.add.reduce(np.bitwise_count(found), axis=0, dtype=np.int32)
        return counts

    @cached_property
    def _groups(self) -> tuple[Numbers, Numbers, Numbers]:
        """Number the pairs of value and solution; list them by report, and tell each one's value."""
        reports, groups, values = [], [], []
        start = 0
        for facet in FACETS:
            if facet.level is Level.REPORT:
                column = self.columns[facet.name]
                is_new = _is_new(column.value_of_pair, self.owners[column.rows])
                reports.append(column.rows)
                groups.append(start + np.cumsum(is_new) - 1)
                values.append(column.value_of_pair[is_new] + self.slices[facet.name].start)
                start += int(np.count_nonzero(is_new))
        order = np.argsort(np.concatenate(reports), kind="stable")
        starts = np.searchsorted(np.concatenate(reports)[order], np.arange(len(self.owners) + 1))
        ordered = np.concatenate(groups)[order].astype(np.int32)
        return starts.astype(np.int32), ordered, np.concatenate(values).astype(np.int32)

    def count_by_report(self, kept: Flags) -> Counts:
        """Count for each value the solutions with a report among those kept that has it."""
        starts, groups, value_of_group = self._groups
        chosen = np.flatnonzero(kept)
        found = np.zeros(len(value_of_group), dtype=bool)
        found[groups[spans(starts[chosen], starts[chosen + 1] - starts[chosen])]] = True
        return np.bincount(value_of_group[found], minlength=self.count)


def _is_new(values: Numbers, owners: Numbers) -> Flags:
    """Flag the first of the pairs that have the same value and owner; pairs are sorted by both."""
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    return is_new
