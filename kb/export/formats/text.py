"""Tables as CSV and as JSON Lines, a line at a time."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

from kb.export.columns import Cell
from kb.export.holdings import Holdings
from kb.export.table import Row, Table

Plain = str | int | float | bool | list[str] | None
# A spreadsheet takes a text that begins with one of these for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# Between the ids of a list; an id never holds it.
BETWEEN = ";"


def csv_lines(table: Table, holdings: Holdings) -> Iterator[str]:
    """Write a table as CSV (UTF-8, comma, CRLF); an unknown value is empty.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield csv_heading(table)
    for row in table.rows(holdings):
        yield csv_row(table, row)


def csv_heading(table: Table) -> str:
    """Write the names of the columns."""
    return csv_line([column.name for column in table.columns])


def csv_row(_table: Table, row: Row) -> str:
    """Write a row."""
    return csv_line([csv_cell(cell) for cell in row])


def csv_line(cells: list[str]) -> str:
    """Write one line of CSV."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def csv_cell(cell: Cell) -> str:
    """Write one cell: numbers with a point, true and false, ids of a list with semicolons between."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return safe_text(BETWEEN.join(cell))
    return str(as_number(cell)) if isinstance(cell, int | Decimal) else safe_text(cell)


def safe_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run.

    So it is with a text that already looks like one with its apostrophe: taking one off gives the text again.
    """
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def as_number(number: int | Decimal) -> int | float:
    """Give a number as JSON and spreadsheets know it: whole where it is whole."""
    return int(number) if number == int(number) else float(number)


def json_lines(table: Table, holdings: Holdings) -> Iterator[str]:
    """Write a table as JSON Lines: an object a row with every column; an unknown value is null."""
    return (json_row(table, row) for row in table.rows(holdings))


def json_row(table: Table, row: Row) -> str:
    """Write a row."""
    return json.dumps(fields_of(table, row), ensure_ascii=False, separators=(",", ":")) + "\n"


def fields_of(table: Table, row: Row, wanted: frozenset[str] | None = None) -> dict[str, Plain]:
    """Give a row as an object of JSON: every column by its name, or those that are wanted."""
    return {
        column.name: plain(cell)
        for column, cell in zip(table.columns, row, strict=True)
        if wanted is None or column.name in wanted
    }


def plain(cell: Cell) -> Plain:
    """Give a cell as JSON knows it."""
    if isinstance(cell, tuple):
        return list(cell)
    return as_number(cell) if isinstance(cell, Decimal) else cell
