"""What every engine must answer: the total, the ten best, and how many solutions each facet value leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.questions import Question
from kb.search.columns import Numbers
from kb.search.facets import FACETS, Level
from kb.search.tables import Tables

Counts = Sequence[int] | NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Answer:
    """`counts` holds every value of every facet, in the order of `Values`."""

    total: int
    best: tuple[int, ...]
    counts: Counts

    def differs(self, other: "Answer") -> str:
        """Tell in which way two answers differ, or nothing; the order of the best is each engine's own."""
        if self.total != other.total:
            return f"total {self.total} and {other.total}"
        wrong = np.count_nonzero(np.asarray(self.counts) != np.asarray(other.counts))
        return f"{wrong} counts" if wrong else ""


class Engine(Protocol):
    """Anything that answers a question."""

    @property
    def name(self) -> str:
        """Name the engine in a table."""
        ...

    @property
    def is_server(self) -> bool:
        """Tell whether the work is done in another process."""
        ...

    def ask(self, question: Question) -> Answer | None:
        """Answer a question; None where the engine cannot be asked it."""
        ...


@dataclass(frozen=True)
class Values:
    """Every facet value by one number, facet after facet in the order of the page."""

    tables: Tables

    @cached_property
    def starts(self) -> Mapping[str, int]:
        """Tell at which number the values of a facet begin."""
        sizes = [len(self.tables.columns[facet.name].values) for facet in FACETS]
        return dict(zip((facet.name for facet in FACETS), np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))

    @cached_property
    def count(self) -> int:
        """Count the values of all facets."""
        return sum(len(column.values) for column in self.tables.columns.values())

    def number(self, facet: str, value: str) -> int:
        """Give the number of a value."""
        return self.starts[facet] + self.tables.columns[facet].numbers[value]

    def numbers(self, facet: str) -> range:
        """List the numbers of a facet's values."""
        start = self.starts[facet]
        return range(start, start + len(self.tables.columns[facet].values))

    def pairs(self, level: Level) -> Numbers:
        """List which record of a level has which value, as two rows: records, values."""
        found = [
            np.stack([column.rows, column.value_of_pair + self.starts[facet.name]])
            for facet in FACETS
            if facet.level is level
            for column in [self.tables.columns[facet.name]]
        ]
        return np.concatenate(found, axis=1)

    def pairs_of_solutions(self) -> Numbers:
        """List which solution has which value, those of its reports included, each pair once."""
        reports = self.pairs(Level.REPORT)
        reports[0] = self.tables.owners[reports[0]]
        return np.unique(np.concatenate([self.pairs(Level.SOLUTION), reports], axis=1), axis=1)
