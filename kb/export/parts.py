"""How a list inside a solution or a report becomes a table: a row for each thing, and a row for each text."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kb.export.columns import Cell, Column, Kind, columns_of, reader_of
from kb.export.holdings import Holdings, Owner, source_key
from kb.export.table import Reference, Row, Table
from kb.records.base import RecordSchema
from kb.records.marks import N_

KEY = Column("key", Kind.TEXT, N_("Nøgle"), N_("Entydig i tabellen; ændres ikke."), required=True)
SOLUTION = Column("solution", Kind.TEXT, N_("Løsning"), N_("Løsningens id."), "", "solution", required=True)
REPORT = Column(
    "report",
    Kind.TEXT,
    N_("Erfaring"),
    N_("Løsningens id, skråstreg, erfaringens id. Tom, når det står på løsningen selv."),
    "",
    "experience",
)
POSITION = Column(
    "position", Kind.WHOLE, N_("Plads"), N_("Nummer i filens rækkefølge, fra 1."), required=True
)
ID = Column("id", Kind.TEXT, N_("Id"), N_("Kort id, entydigt i filen."), "id")
OTHER = "other_"
OWNED = (KEY, SOLUTION, REPORT, POSITION)
OWNERS = (Reference("solution", "solutions", "solution"), Reference("report", "reports", "report"))
ListsOf = Callable[[Holdings], Iterator[tuple[Owner, tuple[Any, ...]]]]


def table_of_parts(
    name: str, title: str, description: str, schema: type[RecordSchema], lists_of: ListsOf
) -> Table:
    """Make the table of a list of records; one with an id is keyed by it, others by their position.

    `lists_of` gives each owner that may have such a list, with the list; it reads no record in vain.
    """
    declared = schema()
    has_id = "id" in declared.fields
    columns = tuple(map(_told_apart, columns_of(declared, without=("id",))))
    return Table(
        name=name,
        title=title,
        description=description,
        key=("key",),
        own_columns=(*OWNED, *((ID,) if has_id else ()), *columns),
        make=_rows(((ID,) if has_id else ()) + columns, lists_of, has_id=has_id),
        references=(*OWNERS, *references_of(columns)),
    )


def _told_apart(column: Column) -> Column:
    """Rename a column that has the name of the owner's own: a related solution is another solution."""
    taken = column.name in {owned.name for owned in OWNED}
    return replace(column, name=f"{OTHER}{column.name}") if taken else column


def references_of(columns: tuple[Column, ...]) -> tuple[Reference, ...]:
    """List what single columns point to in other tables.

    Another solution than the owner is only named: it may be outside what a search chose.
    """
    found = [
        Reference(column.name, *TARGETS[column.refers_to])
        for column in columns
        if column.refers_to in TARGETS and column.kind is not Kind.LIST and not is_other(column)
    ]
    return tuple(found)


def is_other(column: Column) -> bool:
    """Tell whether a column names something outside its owner."""
    return column.name.startswith(OTHER)


TARGETS = {
    "source": ("sources", "source"),
    "municipality": ("municipalities", "municipality"),
    "project": ("projects", "project"),
    "solution": ("solutions", "solution"),
}


def read_cells(columns: tuple[Column, ...]) -> Callable[[Owner, Any], Row]:
    """Make the function that reads the cells of a record; a source is named so that it can be found."""
    readers = [(reader_of(column), column.is_source) for column in columns]

    def read(owner: Owner, record: Any) -> Row:
        return tuple(
            _found(owner, cell(record)) if is_source else cell(record) for cell, is_source in readers
        )

    return read


def _found(owner: Owner, source_id: Cell) -> Cell:
    return source_key(owner, source_id) if isinstance(source_id, str) else None


def _rows(
    columns: tuple[Column, ...], lists_of: ListsOf, *, has_id: bool
) -> Callable[[Holdings], Iterator[Row]]:
    read = read_cells(columns)

    def rows(holdings: Holdings) -> Iterator[Row]:
        for owner, parts in lists_of(holdings):
            for position, part in enumerate(parts, 1):
                yield (*owned_cells(owner, part.id if has_id else None, position), *read(owner, part))

    return rows


def owned_cells(owner: Owner, part_id: str | None, position: int) -> Row:
    """Give the cells that every row of a part begins with: key, solution, report, position."""
    solution, report = owner
    ref = report.ref if report else None
    key = f"{ref or solution.id}{f'/{part_id}' if part_id else f'#{position}'}"
    return key, solution.id, ref, position
