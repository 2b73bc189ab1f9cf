"""What a table of open data is: its columns, its key, what it points to, and its rows from a release."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.export.columns import RELEASE, Cell, Column
from kb.export.holdings import Holdings

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Reference:
    """A column whose values are keys of another table."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class Table:
    """One table. `make` gives the rows in a fixed order, a cell for each column but the last, `release_id`.

    `title` and `description` are marked Danish texts; `key` names the columns that tell rows apart.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    own_columns: tuple[Column, ...]
    make: Callable[[Holdings], Iterator[Row]]
    references: tuple[Reference, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns; the last says which release a row is from, so that a file torn loose still tells."""
        return (*self.own_columns, RELEASE)

    @cached_property
    def is_by_solution(self) -> bool:
        """Tell whether every row belongs to a solution; such rows come in the order of the solutions."""
        return any(column.name == "solution" and column.required for column in self.own_columns)

    def rows(self, holdings: Holdings) -> Iterator[Row]:
        """Give the rows one by one."""
        return ((*row, holdings.release_id) for row in self.make(holdings))
