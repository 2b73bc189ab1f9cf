"""What holds for every table, whatever is in it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from kb.errors import KnowledgeBankError
from kb.export.batches import batches
from kb.export.columns import Cell, Column, Kind
from kb.export.described import LANGUAGES, description_of, title_of
from kb.export.holdings import Holdings
from kb.export.table import Row, Table
from kb.export.tables import BY_NAME, TABLES, chosen_tables

TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.DAY: str,
    Kind.WHOLE: int,
    Kind.NUMBER: (int, Decimal),
    Kind.FLAG: bool,
    Kind.LIST: tuple,
}


def values(table: Table, rows: list[Row], name: str) -> list[Cell]:
    """List the cells of a column."""
    at = [column.name for column in table.columns].index(name)
    return [row[at] for row in rows]


def by_table(holdings: Holdings) -> dict[str, list[Row]]:
    return {table.name: list(table.rows(holdings)) for table in TABLES}


def misfits(table: Table, rows: list[Row]) -> Iterator[tuple[str, Cell]]:
    """Find cells that are not what their column says, and empty ones where one must be filled."""
    for row in rows:
        for column, cell in zip(table.columns, row, strict=True):
            if (cell is None and column.required) or (cell is not None and not fits(column, cell)):
                yield column.name, cell


def fits(column: Column, cell: Cell) -> bool:
    is_flag = isinstance(cell, bool)
    allowed = not column.options or cell in column.options
    return isinstance(cell, TYPES[column.kind]) and is_flag == (column.kind is Kind.FLAG) and allowed


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_are_what_their_column_says(table, published, holdings):
    """A cell has the type and is among the options of its column; an unknown value is None, never an empty text."""
    for held in (published, holdings):
        rows = list(table.rows(held))
        assert not list(misfits(table, rows))
        assert "" not in [cell for row in rows for cell in row]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_key_names_one_row(table, published, holdings):
    """No two rows of a table have the same key."""
    for held in (published, holdings):
        rows = list(table.rows(held))
        keys = list(zip(*(values(table, rows, name) for name in table.key), strict=True))
        assert len(set(keys)) == len(rows)


def test_every_reference_is_found(published, holdings):
    """What a column points to is a row of the table it names, in all data and in what a search chose."""
    chosen = tuple(published.catalogue.solutions)[3:9]
    some = Holdings(
        published.catalogue, published.proofs, published.adoptions, published.release_id, chosen=chosen
    )
    for held in (published, holdings, some):
        rows = by_table(held)
        for table in TABLES:
            for one in table.references:
                there = set(values(BY_NAME[one.table], rows[one.table], one.key)) | {None}
                assert set(values(table, rows[table.name], one.column)) <= there, (table.name, one)


def test_every_record_of_the_content_is_a_row(published):
    """As many rows as records: solutions, reports, results, sources, municipalities."""
    catalogue, rows = published.catalogue, by_table(published)
    reports = list(catalogue.experiences.values())
    solutions = list(catalogue.solutions.values())
    assert len(rows["solutions"]) == len(solutions)
    assert len(rows["reports"]) == len(rows["grades"]) == len(reports)
    assert len(rows["outcomes"]) == sum(len(one.outcomes) for one in (*reports, *solutions))
    assert len(rows["stages"]) == sum(len(one.stages) for one in reports)
    assert len(rows["municipalities"]) == 98
    assert set(values(BY_NAME["municipalities"], rows["municipalities"], "code")) >= {"0101", "0630"}


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_batches_are_the_rows_in_their_order(published, holdings, size):
    """However many solutions are read at a time, the batches of each table are its rows, none twice or lost."""
    chosen = replace(published, chosen=tuple(published.catalogue.solutions)[9:2:-1])
    for held in (published, holdings, chosen):
        found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        for table, rows in batches(TABLES, held, size):
            found[table.name] += rows
        assert found == by_table(held)


def test_what_a_search_chose_is_all_that_is_told(published):
    """Chosen solutions bring their own reports and results and no others."""
    chosen = tuple(published.catalogue.solutions)[:2]
    some = Holdings(
        published.catalogue, published.proofs, published.adoptions, published.release_id, chosen=chosen
    )
    rows = by_table(some)
    for name in ("solutions", "reports", "outcomes", "stages", "grades", "texts"):
        assert set(values(BY_NAME[name], rows[name], "solution")) <= set(chosen)
    assert len(rows["solutions"]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_is_described(language):
    """Each table and column has a title and a description, in Danish and in English of its own."""
    for table in TABLES:
        for subject in (table, *table.columns):
            assert title_of(subject, language)
            assert description_of(subject, language), (table.name, getattr(subject, "name", ""))
            if language == "en":
                assert description_of(subject, "en") != description_of(subject, "da")


def test_names_are_told_apart():
    """No two tables, and no two columns of a table, have the same name."""
    assert len(BY_NAME) == len(TABLES)
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)


def test_an_unknown_table_is_refused_with_those_there_are():
    """Asking for a table that does not exist names those that do."""
    assert chosen_tables(("risks", "risks"))[0].name == "risks"
    assert chosen_tables(()) == TABLES
    with pytest.raises(KnowledgeBankError, match="outcomes"):
        chosen_tables(("findes-ikke",))
